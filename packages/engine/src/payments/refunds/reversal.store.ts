import { Injectable } from '@nestjs/common';
import { newId, type Id, type OrderId, type PayableId } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { fetchBack } from './jobs.ts';

export type ReversalId = Id<'trv'>;

export interface ReversalRow {
  readonly id: ReversalId;
  /** The refund or dispute. */
  readonly causeId: string;
  readonly payableId: PayableId;
  readonly amountMinor: number;
  readonly currency: string;
  readonly state: 'wanted' | 'done' | 'refused';
}

const COLUMNS = `id, cause_id AS "causeId", payable_id AS "payableId", amount_minor AS "amountMinor", currency, state`;

/** The SQL of what is to be fetched back from parties that were paid already. */
@Injectable()
export class ReversalStore {
  constructor(private readonly outbox: Outbox) {}

  find(sql: Sql, id: ReversalId): Promise<ReversalRow | null> {
    return sql.one(`SELECT ${COLUMNS} FROM payments.transfer_reversal WHERE id = $1`, [id]);
  }

  ofCause(sql: Sql, causeId: string): Promise<ReversalRow[]> {
    return sql.rows(`SELECT ${COLUMNS} FROM payments.transfer_reversal WHERE cause_id = $1 ORDER BY id`, [causeId]);
  }

  async orderOf(sql: Sql, { payableId }: Pick<ReversalRow, 'payableId'>): Promise<OrderId> {
    const row = await sql.one<{ order_id: OrderId }>(`SELECT order_id FROM ledger.payable WHERE id = $1`, [payableId]);
    if (!row) throw new Error(`No payable ${payableId}`);
    return row.order_id;
  }

  /** Writes down what to fetch back for a refund or lost dispute, once, and sets the worker to it. */
  async want(
    tx: Tx,
    causeId: string,
    currency: string,
    parts: readonly { readonly payableId: PayableId; readonly amountMinor: number }[],
  ): Promise<void> {
    for (const { payableId, amountMinor } of parts.filter((part) => part.amountMinor > 0)) {
      const added = await tx.one<{ id: ReversalId }>(
        `INSERT INTO payments.transfer_reversal (id, cause_id, payable_id, amount_minor, currency) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (cause_id, payable_id) DO NOTHING RETURNING id`,
        [newId('trv'), causeId, payableId, amountMinor, currency],
      );
      if (added) await this.outbox.schedule(tx, fetchBack, { reversalId: added.id }, { key: added.id });
    }
  }

  /** Nothing is fetched back any more for this cause; what came back already stays ours to settle. */
  async drop(tx: Tx, causeId: string, why: string): Promise<void> {
    await tx.rows(
      `UPDATE payments.transfer_reversal SET state = 'refused', trouble = $2 WHERE cause_id = $1 AND state = 'wanted'`,
      [causeId, why],
    );
  }

  async end(
    tx: Tx,
    id: ReversalId,
    outcome: { readonly stripeReversal: string } | { readonly trouble: string },
  ): Promise<void> {
    const isDone = 'stripeReversal' in outcome;
    await tx.rows(
      `UPDATE payments.transfer_reversal SET state = $2, stripe_reversal = $3, trouble = $4 WHERE id = $1 AND state = 'wanted'`,
      [id, isDone ? 'done' : 'refused', isDone ? outcome.stripeReversal : null, isDone ? null : outcome.trouble],
    );
  }

  /** Fixes how much is asked for before anybody asks: a second worker asks for the same. */
  async fix(tx: Tx, id: ReversalId, amountMinor: number): Promise<void> {
    await tx.rows(`UPDATE payments.transfer_reversal SET amount_minor = $2 WHERE id = $1`, [id, amountMinor]);
  }
}
