import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson, money, newId, type LedgerTxId, type Money } from '@sidestall/kernel';
import { flawOf, isDebitNormal, tidyEntries, type Account, type Posting } from '@sidestall/ledger';
import type { Database, Sql, Tx } from '../platform/database.ts';

export interface Posted {
  readonly txId: LedgerTxId;
  /** False when this fact was written down before: then nothing changed. */
  readonly isNew: boolean;
}

/** The one way into the ledger. Posting the same fact again changes nothing; with other entries it is a bug, and thrown. */
@Injectable()
export class LedgerService {
  /** Writes one fact down, in one round trip. A posting whose entries are all of nothing is not written: null. */
  post(tx: Tx, posting: Posting): Promise<Posted | null> {
    return this.#write(tx, posting);
  }

  /** Writes a fact that nothing else goes with: its one statement is its transaction, and saves two round trips. */
  postAlone(database: Database, posting: Posting): Promise<Posted | null> {
    return this.#write(database, posting);
  }

  /** Writes many facts down in one statement, in the order given. */
  async postMany(tx: Tx, postings: readonly Posting[]): Promise<void> {
    const rows = postings.flatMap((posting) => rowOf(posting) ?? []);
    if (rows.length === 0) return;
    await tx.rows(
      `SELECT p.tx_id FROM jsonb_to_recordset($1) AS r(id text, key text, kind text, state text, resolves text, reverses text,
                "order" text, digest text, meta jsonb, codes text[], amounts bigint[], accounts jsonb),
              LATERAL ledger.post(r.id, r.key, r.kind, r.state, r.resolves, r.reverses, r."order", r.digest, r.meta,
                r.codes, r.amounts, r.accounts::text) p`,
      [JSON.stringify(rows)],
    );
  }

  async #write(sql: Sql, posting: Posting): Promise<Posted | null> {
    const row = rowOf(posting);
    if (!row) return null;
    const posted = await sql.one<{ tx_id: LedgerTxId; is_new: boolean }>(
      `SELECT tx_id, is_new FROM ledger.post($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        row.id,
        row.key,
        row.kind,
        row.state,
        row.resolves,
        row.reverses,
        row.order,
        row.digest,
        row.meta ? JSON.stringify(row.meta) : null,
        row.codes,
        row.amounts,
        JSON.stringify(row.accounts),
      ],
    );
    return { txId: posted!.tx_id, isNew: posted!.is_new };
  }

  /** The transaction of a fact, if it was written down. */
  async find(sql: Sql, idemKey: string): Promise<LedgerTxId | null> {
    const row = await sql.one<{ id: LedgerTxId }>(`SELECT id FROM ledger.tx WHERE idem_key = $1`, [idemKey]);
    return row?.id ?? null;
  }

  /** What an account holds, on its normal side: posted facts only. */
  async balance(sql: Sql, account: Account): Promise<Money> {
    if (account.mode === 'authorizing') {
      const row = await sql.one<{ posted: number }>(
        `SELECT b.posted FROM ledger.account a JOIN ledger.balance b ON b.account_id = a.id WHERE a.code = $1`,
        [account.code],
      );
      return money(row?.posted ?? 0, account.currency);
    }
    const row = await sql.one<{ sum: number }>(
      `WITH held AS (SELECT id FROM ledger.account WHERE code = $1),
            known AS (SELECT upto_tx, balance FROM ledger.snapshot WHERE account_id = (SELECT id FROM held) ORDER BY upto_tx DESC LIMIT 1)
       SELECT coalesce((SELECT balance FROM known), 0) + coalesce((
                SELECT sum(e.amount) FROM ledger.entry e JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted'
                 WHERE e.account_id = (SELECT id FROM held) AND e.tx_id >= coalesce((SELECT upto_tx FROM known), '')), 0) AS sum`,
      [account.code],
    );
    return money(isDebitNormal(account.class) ? row!.sum : -row!.sum, account.currency);
  }
}

/** What `ledger.post` takes of a posting; null when its entries are all of nothing. */
function rowOf(posting: Posting) {
  const entries = tidyEntries(posting.entries);
  if (entries.length === 0 && posting.state !== 'void') return null;
  const flaw = flawOf(entries);
  if (flaw) throw new Error(`${posting.idemKey}: ${flaw}`);
  return {
    id: newId('ltx'),
    key: posting.idemKey,
    kind: posting.kind,
    state: posting.state ?? 'posted',
    resolves: posting.resolves ?? null,
    reverses: posting.reverses ?? null,
    order: posting.orderId ?? null,
    digest: createHash('sha256')
      .update(canonicalJson(entries.map(({ account: { code }, amount }) => ({ code, amount }))))
      .digest('base64url'),
    meta: posting.meta ?? null,
    codes: entries.map(({ account }) => account.code),
    amounts: entries.map(({ amount }) => amount),
    // Read only when one of the accounts is new.
    accounts: entries.map(({ account: { partyId: party, ...account } }) => ({ party, ...account })),
  };
}
