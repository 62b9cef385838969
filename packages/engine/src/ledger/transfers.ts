import { Injectable } from '@nestjs/common';
import { money, type Money, type OrderId, type PartyId, type PayableId } from '@sidestall/kernel';
import {
  credit,
  debit,
  dueMinor,
  leftoverOf,
  moveOwed,
  nettingEntries,
  payableAvailable,
  planTransfer,
  receivable,
  stripeBalance,
} from '@sidestall/ledger';
import type { Sql, Tx } from '../platform/database.ts';
import { LedgerService } from './ledger.service.ts';
import { PartyStore } from './party.store.ts';
import { SaleStore, type PayableRow, type Sale } from './sale.store.ts';

export interface TransferOrder {
  readonly payableId: PayableId;
  readonly orderId: OrderId;
  readonly partyId: PartyId;
  /** The party's account at Stripe. */
  readonly accountId: string;
  readonly amount: Money;
  readonly attempt: number;
  readonly chargeId: string | null;
  /** Begun before: it may have been sent, so Stripe is looked at first. */
  readonly isResumed: boolean;
  /** Frozen, or its party may not be paid any more, since it was begun: what was not sent yet is not to be. */
  readonly isHeld: boolean;
}

/** The ledger's half of paying parties: fixes an amount before anybody is asked to send it, and books what was sent. */
@Injectable()
export class Transfers {
  constructor(
    private readonly ledger: LedgerService,
    private readonly sales: SaleStore,
    private readonly parties: PartyStore,
  ) {}

  /** Payables that could be sent now: released, not frozen, and their party may be paid. Page by page, after the last one's id. */
  async ready(sql: Sql, limit: number, after = ''): Promise<PayableId[]> {
    const rows = await sql.rows<{ id: PayableId }>(
      `SELECT b.id FROM ledger.payable b
         JOIN ledger.sale s ON s.order_id = b.order_id AND s.frozen_for = '{}'
         JOIN ledger.party p ON p.id = b.party_id AND p.transfers = 'active' AND p.stripe_account IS NOT NULL
        WHERE b.state = 'available' AND b.id > $2 ORDER BY b.id LIMIT $1`,
      [limit, after],
    );
    return rows.map((row) => row.id);
  }

  /** Begun so long ago that whoever was at it is gone; one that waits for a person is not asked for again. */
  async stuck(sql: Sql, minutes: number, limit: number, after = ''): Promise<PayableId[]> {
    const rows = await sql.rows<{ id: PayableId }>(
      `SELECT id FROM ledger.payable
        WHERE state = 'transferring' AND transfer_trouble IS NULL AND id > $3
          AND (transferring_since IS NULL OR transferring_since < now() - make_interval(mins => $1))
        ORDER BY id LIMIT $2`,
      [minutes, limit, after],
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
    };
    if (payable.state === 'transferring') {
      const amount = money(payable.transferringMinor, payable.currency);
      const chargeId = this.#charge(sale, amount.amount);
      const isHeld = sale.frozenFor.length > 0 || party.transfers !== 'active';
      return { ...order, amount, attempt: payable.transferAttempt, chargeId, isResumed: true, isHeld };
    }
    if (payable.state !== 'available' || sale.frozenFor.length > 0 || party.transfers !== 'active') return null;
    const { kept, amount } = await this.#plan(tx, payable);
    const isNothing = amount === 0;
    await tx.rows(
      `UPDATE ledger.payable SET netted_minor = netted_minor + $2, transferring_minor = $3, transfer_trouble = NULL,
              state = CASE WHEN $4 THEN 'transferred' ELSE 'transferring' END,
              transferred_at = CASE WHEN $4 THEN coalesce(transferred_at, now()) ELSE transferred_at END,
              transferring_since = CASE WHEN $4 THEN NULL ELSE now() END, transfer_attempt = transfer_attempt + 1
        WHERE id = $1`,
      [payableId, kept, amount, isNothing],
    );
    if (isNothing) return null;
    return {
      ...order,
      amount: money(amount, payable.currency),
      attempt: payable.transferAttempt + 1,
      chargeId: this.#charge(sale, amount),
      isResumed: false,
      isHeld: false,
    };
  }

  /** The charge that pays for it, as long as all that was sent from it is no more than the buyer paid. */
  #charge(sale: Sale, amount: number): string | null {
    const sent = sale.payables.reduce((sum, other) => sum + other.transferredMinor, 0);
    return sent + amount <= sale.capturedMinor ? sale.stripeCharge : null;
  }

  /** Settles what the party owes us, or we owe them, with what it is to get. */
  async #plan(tx: Tx, payable: PayableRow): Promise<{ readonly kept: number; readonly amount: number }> {
    // One at a time for a party: two transfers must not both settle the same debt.
    await tx.rows(`SELECT 1 FROM ledger.party WHERE id = $1 FOR UPDATE`, [payable.partyId]);
    const owed = await this.ledger.balance(tx, receivable(payable.partyId, payable.currency));
    const plan = planTransfer(payable, owed.amount);
    await this.#net(tx, payable, plan.kept, `net-${payable.id}-${payable.transferAttempt + 1}`);
    return plan;
  }

  async #net(tx: Tx, { orderId, partyId, currency }: PayableRow, kept: number, idemKey: string): Promise<void> {
    const entries = nettingEntries(partyId, currency, kept);
    await this.ledger.post(tx, { idemKey, kind: 'netting', orderId, entries });
  }

  /** The payable, held with its sale. */
  async #held(tx: Tx, payableId: PayableId): Promise<{ payable: PayableRow }> {
    const seen = await this.sales.payable(tx, payableId);
    const sale = seen && (await this.sales.lock(tx, seen.orderId));
    const payable = sale?.payables.find((candidate) => candidate.id === payableId);
    if (!sale || !payable) throw new Error(`There is no payable ${payableId}`);
    return { payable };
  }

  /**
   * Whether Stripe sent something else than was asked for: nothing we could book by ourselves, so the payable waits for a
   * person with the trouble written on it. `new` the first time.
   */
  async differs(tx: Tx, payableId: PayableId, attempt: number, amount: Money): Promise<'no' | 'new' | 'known'> {
    const { payable } = await this.#held(tx, payableId);
    if (await this.ledger.find(tx, `transfer-${payableId}-${attempt}`)) return 'no';
    const isUnderWay = payable.state === 'transferring' && payable.transferAttempt === attempt;
    const isSame = payable.currency === amount.currency && (!isUnderWay || payable.transferringMinor === amount.amount);
    if (isSame) return 'no';
    const marked = await tx.one(
      `UPDATE ledger.payable SET transfer_trouble = $2 WHERE id = $1 AND transfer_trouble IS DISTINCT FROM $2 RETURNING id`,
      [payableId, `Attempt ${attempt} sent ${amount.amount} ${amount.currency} instead of what was asked for`],
    );
    return marked ? 'new' : 'known';
  }

  /** Stripe sent it; `amount` is what it says it sent. Told again, it changes nothing. */
  async done(tx: Tx, payableId: PayableId, attempt: number, stripeTransfer: string, amount: Money): Promise<void> {
    const { payable } = await this.#held(tx, payableId);
    const idemKey = `transfer-${payableId}-${attempt}`;
    if (await this.ledger.find(tx, idemKey)) return;
    const isUnderWay = payable.state === 'transferring' && payable.transferAttempt === attempt;
    if (isUnderWay && payable.transferringMinor !== amount.amount) {
      throw new Error(`Transfer ${stripeTransfer} sent ${amount.amount} instead of ${payable.transferringMinor}`);
    }
    // An attempt that was given up and did go through takes what is there; the rest the party owes us.
    const party = isUnderWay
      ? [debit(payableAvailable(payable.partyId, payable.currency), amount)]
      : moveOwed(payable, -amount.amount).entries;
    await this.ledger.post(tx, {
      idemKey,
      kind: 'transfer',
      orderId: payable.orderId,
      entries: [...party, credit(stripeBalance(payable.currency), amount)],
      meta: { stripeTransfer },
    });
    if (!isUnderWay) {
      await tx.rows(
        `UPDATE ledger.payable SET transferred_minor = transferred_minor + $2, stripe_transfer = $3 WHERE id = $1`,
        [payableId, amount.amount, stripeTransfer],
      );
      return;
    }
    // Given back while it was on its way: released money again, for a further transfer.
    const leftover = leftoverOf(payable, amount.amount);
    await this.#net(tx, payable, leftover, `${idemKey}-leftover`);
    await tx.rows(
      `UPDATE ledger.payable SET transferring_minor = 0, transferring_since = NULL, transferred_minor = transferred_minor + $2, stripe_transfer = $3,
              transferred_at = now(), transfer_trouble = NULL, state = $4
        WHERE id = $1`,
      [payableId, amount.amount, stripeTransfer, leftover < 0 ? 'available' : 'transferred'],
    );
  }

  /** Stripe refused, and nothing was sent: it stays the party's, to be sent later. Told again, it changes nothing. */
  async failed(tx: Tx, payableId: PayableId, attempt: number, trouble: string): Promise<void> {
    const { payable } = await this.#held(tx, payableId);
    if (payable.state !== 'transferring' || payable.transferAttempt !== attempt) return;
    // Taken back while it was on its way: now it can be taken from what stayed here.
    await this.#net(tx, payable, leftoverOf(payable, 0), `transfer-${payableId}-${attempt}-leftover`);
    await tx.rows(
      `UPDATE ledger.payable SET state = 'available', transferring_minor = 0, transferring_since = NULL, transfer_trouble = $2
        WHERE id = $1`,
      [payableId, trouble],
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
    const { payable } = await this.#held(tx, reversal.payableId);
    const idemKey = `reversal-${reversal.reversalId}`;
    if (await this.ledger.find(tx, idemKey)) return;
    // It settles what they owe of it; what is theirs after all (a refund that failed meanwhile) is released money again.
    const { entries } = moveOwed(payable, reversal.amount.amount);
    await this.ledger.post(tx, {
      idemKey,
      kind: 'reversal',
      orderId: payable.orderId,
      entries: [debit(stripeBalance(payable.currency), reversal.amount), ...entries],
      meta: { stripeReversalId: reversal.stripeReversalId },
    });
    const due = dueMinor({ ...payable, returnedMinor: payable.returnedMinor + reversal.amount.amount });
    const owes = await this.ledger.balance(tx, receivable(payable.partyId, payable.currency));
    await tx.rows(
      `UPDATE ledger.payable SET returned_minor = returned_minor + $2,
              state = CASE WHEN $3 AND state = 'transferred' THEN 'available' ELSE state END
        WHERE id = $1`,
      [payable.id, reversal.amount.amount, due > 0 || owes.amount < 0],
    );
  }
}
