import { Injectable } from '@nestjs/common';
import { money, type Money, type OrderId, type PartyId, type PayableId } from '@sidestall/kernel';
import { credit, debit, payableAvailable, receivable, stripeBalance } from '@sidestall/ledger';
import type { Sql, Tx } from '../platform/database.ts';
import { LedgerService } from './ledger.service.ts';
import { PartyStore } from './party.store.ts';
import { SaleStore, type PayableRow } from './sale.store.ts';

export interface TransferOrder {
  readonly payableId: PayableId;
  readonly orderId: OrderId;
  readonly partyId: PartyId;
  /** The party's account at Stripe. */
  readonly accountId: string;
  readonly amount: Money;
  readonly attempt: number;
  readonly chargeId: string | null;
}

/** What is still to be sent of a payable. */
const dueOf = (payable: PayableRow): number =>
  payable.amountMinor - payable.takenMinor - payable.nettedMinor - payable.transferredMinor + payable.returnedMinor;

/** The ledger's half of paying parties: fixes an amount before anybody is asked to send it, and books what was sent. */
@Injectable()
export class Transfers {
  constructor(
    private readonly ledger: LedgerService,
    private readonly sales: SaleStore,
    private readonly parties: PartyStore,
  ) {}

  /** Payables that could be sent now: released, not frozen, and their party may be paid. */
  async ready(sql: Sql, limit: number): Promise<PayableId[]> {
    const rows = await sql.rows<{ id: PayableId }>(
      `SELECT b.id FROM ledger.payable b
         JOIN ledger.sale s ON s.order_id = b.order_id AND s.frozen_for = '{}'
         JOIN ledger.party p ON p.id = b.party_id AND p.transfers = 'active' AND p.stripe_account IS NOT NULL
        WHERE b.state = 'available' ORDER BY b.released_at LIMIT $1`,
      [limit],
    );
    return rows.map((row) => row.id);
  }

  /**
   * Fixes what to send, after keeping what the party owes us. Begun before and not ended, it answers the same amount and
   * attempt; null when nothing is to be sent (now).
   */
  async begin(tx: Tx, payableId: PayableId): Promise<TransferOrder | null> {
    const seen = await this.sales.payable(tx, payableId);
    const sale = seen && (await this.sales.lock(tx, seen.orderId));
    const payable = sale?.payables.find((candidate) => candidate.id === payableId);
    if (!sale || !payable) return null;
    const party = await this.parties.find(tx, payable.partyId);
    if (!party?.stripeAccount) return null;
    const order = {
      payableId,
      orderId: sale.orderId,
      partyId: party.id,
      accountId: party.stripeAccount,
      chargeId: sale.stripeCharge,
    };
    if (payable.state === 'transferring') {
      return { ...order, amount: money(dueOf(payable), payable.currency), attempt: payable.transferAttempt };
    }
    if (payable.state !== 'available' || sale.frozenFor.length > 0 || party.transfers !== 'active') return null;
    const netted = await this.#net(tx, payable);
    const amount = money(dueOf(payable) - netted, payable.currency);
    const isNothing = amount.amount <= 0;
    const row = await tx.one<{ attempt: number }>(
      `UPDATE ledger.payable SET netted_minor = netted_minor + $2, state = $3, transfer_trouble = NULL,
              transfer_attempt = transfer_attempt + $4, transferred_at = CASE WHEN $4 = 0 THEN now() END
        WHERE id = $1 RETURNING transfer_attempt AS attempt`,
      [payableId, netted, isNothing ? 'transferred' : 'transferring', isNothing ? 0 : 1],
    );
    return isNothing ? null : { ...order, amount, attempt: row!.attempt };
  }

  /** Keeps what the party owes us of what it is to get. */
  async #net(tx: Tx, payable: PayableRow): Promise<number> {
    // One at a time for a party: two transfers must not both keep the same debt.
    await tx.rows(`SELECT 1 FROM ledger.party WHERE id = $1 FOR UPDATE`, [payable.partyId]);
    const owed = await this.ledger.balance(tx, receivable(payable.partyId, payable.currency));
    const wanted = await tx.one<{ sum: number }>(
      `SELECT coalesce(sum(r.amount_minor), 0)::bigint AS sum FROM payments.transfer_reversal r JOIN ledger.payable b ON b.id = r.payable_id
        WHERE r.state = 'wanted' AND b.party_id = $1 AND r.currency = $2`,
      [payable.partyId, payable.currency],
    );
    // What a reversal is about to fetch is not kept as well.
    const kept = Math.max(0, Math.min(owed.amount - wanted!.sum, dueOf(payable)));
    if (kept === 0) return 0;
    const sum = money(kept, payable.currency);
    await this.ledger.post(tx, {
      idemKey: `net-${payable.id}-${payable.transferAttempt + 1}`,
      kind: 'netting',
      orderId: payable.orderId,
      entries: [
        debit(payableAvailable(payable.partyId, payable.currency), sum),
        credit(receivable(payable.partyId, payable.currency), sum),
      ],
    });
    return kept;
  }

  /** Stripe sent it. */
  async done(tx: Tx, payableId: PayableId, attempt: number, stripeTransfer: string, amount: Money): Promise<void> {
    const seen = await this.sales.payable(tx, payableId);
    const sale = seen && (await this.sales.lock(tx, seen.orderId));
    const payable = sale?.payables.find((candidate) => candidate.id === payableId);
    if (!sale || !payable) throw new Error(`There is no payable ${payableId}`);
    const posted = await this.ledger.post(tx, {
      idemKey: `transfer-${payableId}-${attempt}`,
      kind: 'transfer',
      orderId: sale.orderId,
      entries: [
        debit(payableAvailable(payable.partyId, payable.currency), amount),
        credit(stripeBalance(payable.currency), amount),
      ],
      meta: { stripeTransfer },
    });
    if (!posted?.isNew) return;
    await tx.rows(
      `UPDATE ledger.payable SET transferred_minor = transferred_minor + $2, stripe_transfer = $3, transferred_at = now(), transfer_trouble = NULL,
              state = CASE WHEN amount_minor - taken_minor - netted_minor - transferred_minor - $2 + returned_minor > 0 THEN 'available' ELSE 'transferred' END
        WHERE id = $1`,
      [payableId, amount.amount, stripeTransfer],
    );
  }

  /** Stripe refused, and nothing was sent: it stays the party's, to be sent later. */
  async failed(tx: Tx, payableId: PayableId, attempt: number, trouble: string): Promise<void> {
    await tx.rows(
      `UPDATE ledger.payable SET state = 'available', transfer_trouble = $3
        WHERE id = $1 AND transfer_attempt = $2 AND state = 'transferring'`,
      [payableId, attempt, trouble],
    );
  }

  /** Part of a transfer came back. */
  async reversed(
    tx: Tx,
    reversal: {
      readonly reversalId: string;
      readonly payableId: PayableId;
      readonly amount: Money;
      readonly stripeReversalId: string;
    },
  ): Promise<void> {
    const seen = await this.sales.payable(tx, reversal.payableId);
    const sale = seen && (await this.sales.lock(tx, seen.orderId));
    if (!seen || !sale) throw new Error(`There is no payable ${reversal.payableId}`);
    const posted = await this.ledger.post(tx, {
      idemKey: `reversal-${reversal.reversalId}`,
      kind: 'reversal',
      orderId: sale.orderId,
      entries: [
        debit(stripeBalance(seen.currency), reversal.amount),
        credit(receivable(seen.partyId, seen.currency), reversal.amount),
      ],
      meta: { stripeReversalId: reversal.stripeReversalId },
    });
    if (!posted?.isNew) return;
    await tx.rows(`UPDATE ledger.payable SET returned_minor = returned_minor + $2 WHERE id = $1`, [
      reversal.payableId,
      reversal.amount.amount,
    ]);
  }
}
