import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type PartyId, type Result } from '@sidestall/kernel';
import { PartyStore, type PartyRow } from '../../ledger/party.store.ts';
import { Statements, type PartyBalance } from '../../ledger/statements.ts';
import { Database } from '../../platform/database.ts';

/** Released money that has not reached its owner for so long is somebody's business. */
const STUCK_AFTER_DAYS = 3;

export interface PartyView extends PartyRow {
  readonly balances: readonly PartyBalance[];
  /** Why money that is theirs does not reach them; null when nothing is wrong. */
  readonly trouble: string | null;
}

/** Whose books somebody may see: those of their brands, creators or retailers, or everybody's. */
export type PartyScope = 'all' | readonly string[];

/** Those who are owed money, as they and the house see them. */
@Injectable()
export class PartyReader {
  constructor(
    private readonly database: Database,
    private readonly parties: PartyStore,
    private readonly statements: Statements,
  ) {}

  async list(scope: PartyScope): Promise<PartyView[]> {
    const rows =
      scope === 'all' ? await this.parties.all(this.database) : await this.parties.ofSubjects(this.database, scope);
    return this.#views(rows);
  }

  async get(scope: PartyScope, id: PartyId): Promise<Result<PartyView, Failure<'LEDGER.PARTY_NOT_FOUND'>>> {
    const row = await this.parties.find(this.database, id);
    const isVisible = row && (scope === 'all' || scope.includes(row.subjectId));
    if (!isVisible) return err({ code: 'LEDGER.PARTY_NOT_FOUND' });
    const [view] = await this.#views([row]);
    return ok(view!);
  }

  async #views(rows: readonly PartyRow[]): Promise<PartyView[]> {
    const ids = rows.map((row) => row.id);
    const [balances, troubles] = await Promise.all([
      this.statements.balances(this.database, ids),
      this.database.rows<{ partyId: PartyId; trouble: string }>(TROUBLES, [ids, STUCK_AFTER_DAYS]),
    ]);
    const troubleOf = new Map(troubles.map((row) => [row.partyId, row.trouble]));
    return rows.map((row) => ({
      ...row,
      balances: balances.get(row.id) ?? [],
      trouble: troubleOf.get(row.id) ?? null,
    }));
  }
}

/** A payout their bank refused, until a later one arrives; or a transfer that has been refused for days. */
const TROUBLES = `
  SELECT DISTINCT ON (party_id) party_id AS "partyId", trouble FROM (
    SELECT b.party_id, b.released_at AS at, b.transfer_trouble AS trouble FROM ledger.payable b
     WHERE b.party_id = ANY ($1) AND b.state = 'available' AND b.transfer_trouble IS NOT NULL
       AND b.released_at < now() - make_interval(days => $2)
    UNION ALL
    SELECT last.party_id, last.created_at, coalesce(last.failure_message, 'The bank did not take the last payout')
      FROM (SELECT DISTINCT ON (party_id) * FROM ledger.payout WHERE party_id = ANY ($1) ORDER BY party_id, created_at DESC) last
     WHERE last.status = 'failed'
  ) troubles ORDER BY party_id, at DESC`;
