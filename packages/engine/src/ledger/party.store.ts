import { Injectable } from '@nestjs/common';
import { newId, type PartyId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';

export type PartyKind = 'brand' | 'retailer' | 'creator';
export type TransferStanding = 'none' | 'onboarding' | 'pending' | 'active' | 'restricted' | 'closed';

export interface PartyRow {
  readonly id: PartyId;
  readonly kind: PartyKind;
  readonly subjectId: string;
  readonly name: string;
  readonly country: string | null;
  readonly email: string | null;
  readonly stripeAccount: string | null;
  readonly transfers: TransferStanding;
  readonly requirements: readonly string[] | null;
}

const PARTY = `id, kind, subject_id AS "subjectId", name, country, email, stripe_account AS "stripeAccount", transfers, requirements`;

/** The SQL of payable parties: who is owed, and their account at Stripe. */
@Injectable()
export class PartyStore {
  /** The party of a brand, retailer or creator; made when it is first owed something. */
  async ensure(
    tx: Tx,
    party: { readonly kind: PartyKind; readonly subjectId: string; readonly name: string },
  ): Promise<PartyId> {
    const known = await tx.one<{ id: PartyId }>(`SELECT id FROM ledger.party WHERE subject_id = $1`, [party.subjectId]);
    if (known) return known.id;
    const row = await tx.one<{ id: PartyId }>(
      `INSERT INTO ledger.party (id, kind, subject_id, name) VALUES ($1, $2, $3, $4)
       ON CONFLICT (subject_id) DO UPDATE SET name = excluded.name RETURNING id`,
      [newId('pty'), party.kind, party.subjectId, party.name],
    );
    return row!.id;
  }

  find(sql: Sql, id: PartyId): Promise<PartyRow | null> {
    return sql.one(`SELECT ${PARTY} FROM ledger.party WHERE id = $1`, [id]);
  }

  ofSubjects(sql: Sql, subjectIds: readonly string[]): Promise<PartyRow[]> {
    return sql.rows(`SELECT ${PARTY} FROM ledger.party WHERE subject_id = ANY ($1) ORDER BY kind, name`, [subjectIds]);
  }

  byStripeAccount(sql: Sql, account: string): Promise<PartyRow | null> {
    return sql.one(`SELECT ${PARTY} FROM ledger.party WHERE stripe_account = $1`, [account]);
  }

  all(sql: Sql): Promise<PartyRow[]> {
    return sql.rows(`SELECT ${PARTY} FROM ledger.party ORDER BY kind, name`);
  }

  /** The first account stays: a second one made at the same moment is not the party's. */
  async setAccount(tx: Tx, id: PartyId, account: string): Promise<void> {
    await tx.rows(
      `UPDATE ledger.party SET stripe_account = $2, transfers = 'onboarding' WHERE id = $1 AND stripe_account IS NULL`,
      [id, account],
    );
  }

  async setStanding(
    tx: Tx,
    id: PartyId,
    standing: { readonly transfers: TransferStanding; readonly requirements: readonly string[] },
  ): Promise<void> {
    await tx.rows(`UPDATE ledger.party SET transfers = $2, requirements = $3, checked_at = now() WHERE id = $1`, [
      id,
      standing.transfers,
      JSON.stringify(standing.requirements),
    ]);
  }

  async describe(
    tx: Tx,
    id: PartyId,
    facts: { readonly country: string | null; readonly email: string | null },
  ): Promise<void> {
    await tx.rows(`UPDATE ledger.party SET country = $2, email = $3 WHERE id = $1`, [id, facts.country, facts.email]);
  }
}
