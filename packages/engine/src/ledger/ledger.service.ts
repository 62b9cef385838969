import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson, money, newId, type LedgerTxId, type Money } from '@sidestall/kernel';
import { flawOf, isDebitNormal, tidyEntries, type Account, type Posting } from '@sidestall/ledger';
import type { Sql, Tx } from '../platform/database.ts';

export interface Posted {
  readonly txId: LedgerTxId;
  /** False when this fact was written down before: then nothing changed. */
  readonly isNew: boolean;
}

/** The one way into the ledger. Posting the same fact again changes nothing; with other entries it is a bug, and thrown. */
@Injectable()
export class LedgerService {
  /** Writes one fact down, in one round trip. A posting whose entries are all of nothing is not written: null. */
  async post(tx: Tx, posting: Posting): Promise<Posted | null> {
    const entries = tidyEntries(posting.entries);
    if (entries.length === 0 && posting.state !== 'void') return null;
    const flaw = flawOf(entries);
    if (flaw) throw new Error(`${posting.idemKey}: ${flaw}`);
    const lines = entries.map(({ account, amount }, index) => ({
      seq: index + 1,
      code: account.code,
      party: account.partyId,
      currency: account.currency,
      class: account.class,
      mode: account.mode,
      floor: account.floor,
      amount,
    }));
    const row = await tx.one<{ tx_id: LedgerTxId; is_new: boolean }>(
      `SELECT tx_id, is_new FROM ledger.post($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        newId('ltx'),
        posting.idemKey,
        posting.kind,
        posting.state ?? 'posted',
        posting.resolves ?? null,
        posting.reverses ?? null,
        posting.orderId ?? null,
        createHash('sha256')
          .update(canonicalJson(lines.map(({ code, amount }) => ({ code, amount }))))
          .digest('base64url'),
        posting.meta ? JSON.stringify(posting.meta) : null,
        JSON.stringify(lines),
      ],
    );
    return { txId: row!.tx_id, isNew: row!.is_new };
  }

  /** The transaction of a fact, if it was written down. */
  async find(sql: Sql, idemKey: string): Promise<LedgerTxId | null> {
    const row = await sql.one<{ id: LedgerTxId }>(`SELECT id FROM ledger.tx WHERE idem_key = $1`, [idemKey]);
    return row?.id ?? null;
  }

  /** What an account holds, on its normal side: posted facts only. */
  async balance(sql: Sql, account: Account): Promise<Money> {
    const row = await sql.one<{ sum: number }>(
      `SELECT coalesce(sum(e.amount), 0) AS sum FROM ledger.entry e JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted'
        WHERE e.account_id = (SELECT id FROM ledger.account WHERE code = $1)`,
      [account.code],
    );
    return money(isDebitNormal(account.class) ? row!.sum : -row!.sum, account.currency);
  }
}
