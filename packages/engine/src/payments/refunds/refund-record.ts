import { Injectable } from '@nestjs/common';
import { money, type RefundId } from '@sidestall/kernel';
import { credit, debit, refundInFlight, stripeBalance } from '@sidestall/ledger';
import { hearRefund, isRefundAlive } from '@sidestall/payments';
import { GiveBack } from '../../ledger/give-back.ts';
import { LedgerService } from '../../ledger/ledger.service.ts';
import { PspLinks } from '../../ledger/psp-links.ts';
import { SaleStore } from '../../ledger/sale.store.ts';
import type { Tx } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { refundChanged } from '../facts.ts';
import type { RefundSnapshot } from '../stripe/checkout-driver.ts';
import { RefundStore, type RefundRow } from './refund.store.ts';
import { ReversalStore } from './reversal.store.ts';

/**
 * What is told of a refund, and what follows: the one place that writes it down, whoever heard it. Postings follow the
 * movements of our balance at Stripe, not the word for the state: a pending refund may have left already.
 */
@Injectable()
export class RefundRecord {
  constructor(
    private readonly sales: SaleStore,
    private readonly refunds: RefundStore,
    private readonly reversals: ReversalStore,
    private readonly ledger: LedgerService,
    private readonly links: PspLinks,
    private readonly giving: GiveBack,
    private readonly outbox: Outbox,
  ) {}

  /** Records what the driver tells of a refund. */
  async record(tx: Tx, refundId: RefundId, told: RefundSnapshot): Promise<void> {
    const refund = await this.#lock(tx, refundId);
    if (!refund || (refund.reference && refund.reference !== told.reference)) return;
    if (told.movement) await this.#move(tx, refund, 'paid', told.movement);
    if (told.returnMovement) await this.#move(tx, refund, 'returned', told.returnMovement);
    const state = hearRefund(refund.state, told.state);
    if (state === refund.state && refund.reference) return;
    await this.refunds.apply(tx, refundId, { state, reference: told.reference, failureReason: told.failureReason });
    if (!isRefundAlive(state)) return this.#undo(tx, refund);
    // The buyer comes first: only once their money is on its way is anybody asked to give back.
    if (!refund.reference) await this.reversals.want(tx, refundId, refund.currency, refund.items.taken.reversals);
    await this.outbox.publish(tx, refundChanged, { orderId: refund.orderId, refundId });
  }

  /** Records that there will be no refund: nothing left our balance, and everybody has their share again. */
  async giveUp(tx: Tx, refundId: RefundId, state: 'failed' | 'canceled', why: string): Promise<void> {
    const refund = await this.#lock(tx, refundId);
    if (!refund || refund.reference || !isRefundAlive(refund.state)) return;
    await this.refunds.apply(tx, refundId, { state, reference: null, failureReason: why });
    await this.#undo(tx, refund);
  }

  async #lock(tx: Tx, refundId: RefundId): Promise<RefundRow | null> {
    const known = await this.refunds.find(tx, refundId);
    if (!known) return null;
    await this.sales.lock(tx, known.orderId);
    return this.refunds.find(tx, refundId);
  }

  async #move(tx: Tx, refund: RefundRow, what: 'paid' | 'returned', movement: string): Promise<void> {
    const { currency, amountMinor } = refund;
    const sum = money(amountMinor, currency);
    const [inFlight, balance] = [refundInFlight(currency), stripeBalance(currency)];
    const posted = await this.ledger.post(tx, {
      idemKey: `refund-${refund.id}-${what}`,
      kind: `refund_${what}`,
      entries:
        what === 'paid' ? [debit(inFlight, sum), credit(balance, sum)] : [debit(balance, sum), credit(inFlight, sum)],
      orderId: refund.orderId,
    });
    if (!posted) return;
    await this.links.link(tx, {
      balanceTransaction: movement,
      part: 'amount',
      txId: posted.txId,
      amountMinor: what === 'paid' ? -amountMinor : amountMinor,
      currency,
    });
  }

  async #undo(tx: Tx, refund: RefundRow): Promise<void> {
    await this.giving.execute(tx, {
      orderId: refund.orderId,
      idemKey: `refund-${refund.id}-failed`,
      taken: refund.items.taken,
      reverses: (await this.ledger.find(tx, `refund-${refund.id}-asked`)) ?? undefined,
    });
    await this.reversals.drop(tx, refund.id, 'The refund came to nothing');
    await this.outbox.publish(tx, refundChanged, { orderId: refund.orderId, refundId: refund.id });
  }
}
