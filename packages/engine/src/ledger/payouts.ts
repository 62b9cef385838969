import { Injectable } from '@nestjs/common';
import { money, newId, type PartyId, type PayoutId } from '@sidestall/kernel';
import { bank, credit, debit, mirrored, stripeBalance } from '@sidestall/ledger';
import type { Sql, Tx } from '../platform/database.ts';
import { LedgerService } from './ledger.service.ts';

export interface PayoutMirror {
  readonly partyId: PartyId | null;
  readonly stripePayout: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly status: string;
  readonly arrivalDate: string | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly createdAt: Date;
}

export interface PayoutRow extends PayoutMirror {
  readonly id: PayoutId;
}

const PAYOUT = `id, party_id AS "partyId", stripe_payout AS "stripePayout", amount_minor AS "amountMinor", currency, status,
  arrival_date::text AS "arrivalDate", failure_code AS "failureCode", failure_message AS "failureMessage", created_at AS "createdAt"`;

/** Payouts as Stripe last told them; of our own account they are booked as well. */
@Injectable()
export class Payouts {
  constructor(private readonly ledger: LedgerService) {}

  /** Keeps the newest word; answers the status it had before, null when it is new. */
  async mirror(tx: Tx, payout: PayoutMirror): Promise<{ readonly before: string | null }> {
    const before = await tx.one<{ status: string }>(
      `SELECT status FROM ledger.payout WHERE stripe_payout = $1 FOR UPDATE`,
      [payout.stripePayout],
    );
    await tx.rows(
      `INSERT INTO ledger.payout (id, party_id, stripe_payout, amount_minor, currency, status, arrival_date, failure_code, failure_message, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (stripe_payout) DO UPDATE SET status = excluded.status, arrival_date = excluded.arrival_date,
         failure_code = excluded.failure_code, failure_message = excluded.failure_message, updated_at = now()`,
      [
        newId('pto'),
        payout.partyId,
        payout.stripePayout,
        payout.amountMinor,
        payout.currency,
        payout.status,
        payout.arrivalDate,
        payout.failureCode,
        payout.failureMessage,
        payout.createdAt,
      ],
    );
    if (!payout.partyId) await this.#book(tx, payout);
    return { before: before?.status ?? null };
  }

  /** Our own payouts move our balance at Stripe to our bank, and back when the bank refuses. */
  async #book(tx: Tx, payout: PayoutMirror): Promise<void> {
    const sum = money(payout.amountMinor, payout.currency);
    const entries = [debit(bank(payout.currency), sum), credit(stripeBalance(payout.currency), sum)];
    const sent = await this.ledger.post(tx, { idemKey: `payout-${payout.stripePayout}`, kind: 'payout', entries });
    if (payout.status !== 'failed' && payout.status !== 'canceled') return;
    await this.ledger.post(tx, {
      idemKey: `payout-${payout.stripePayout}-failed`,
      kind: 'payout-failed',
      reverses: sent?.txId,
      entries: mirrored(entries),
    });
  }

  ofParty(sql: Sql, partyId: PartyId, currency: string, from: Date, until: Date): Promise<PayoutRow[]> {
    return sql.rows(
      `SELECT ${PAYOUT} FROM ledger.payout WHERE party_id = $1 AND currency = $2 AND created_at >= $3 AND created_at < $4 ORDER BY created_at DESC`,
      [partyId, currency, from, until],
    );
  }
}
