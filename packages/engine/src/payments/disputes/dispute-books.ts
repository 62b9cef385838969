import { Injectable } from '@nestjs/common';
import { money, type Money } from '@sidestall/kernel';
import { credit, debit, disputeFee, disputeInFlight, disputeLoss, stripeBalance, type Entry } from '@sidestall/ledger';
import { planRefund, type RefundableItem } from '@sidestall/payments';
import { GiveBack } from '../../ledger/give-back.ts';
import { LedgerService } from '../../ledger/ledger.service.ts';
import { PspLinks } from '../../ledger/psp-links.ts';
import { TakeBack } from '../../ledger/take-back.ts';
import type { Tx } from '../../platform/database.ts';
import { RefundReader } from '../refunds/refund-reader.ts';
import type { DisputeMovement } from './dispute.gateway.ts';
import type { DisputeRow } from './dispute.store.ts';

const sized = (minor: number, currency: string): Money => money(Math.abs(minor), currency);

/** What disputes do to the ledger. */
@Injectable()
export class DisputeBooks {
  constructor(
    private readonly ledger: LedgerService,
    private readonly links: PspLinks,
    private readonly taking: TakeBack,
    private readonly giving: GiveBack,
    private readonly refunds: RefundReader,
  ) {}

  /** Books every movement of our balance, each once. Answers where the money is now. */
  async move(tx: Tx, dispute: DisputeRow, movements: readonly DisputeMovement[]): Promise<DisputeRow['funds']> {
    let seen = { withdrawn: 0, reinstated: 0 };
    for (const movement of movements) {
      const what = movement.amountMinor < 0 ? 'withdrawn' : 'reinstated';
      seen = { ...seen, [what]: seen[what] + 1 };
      // A second round of the same dispute is a fact of its own.
      await this.#book(tx, dispute, movement, seen[what] === 1 ? what : `${what}-${seen[what]}`);
    }
    if (seen.withdrawn === 0) return 'none';
    return seen.reinstated >= seen.withdrawn ? 'reinstated' : 'withdrawn';
  }

  async #book(tx: Tx, dispute: DisputeRow, movement: DisputeMovement, fact: string): Promise<void> {
    const { amountMinor, feeMinor, currency } = movement;
    const side = (minor: number) => (minor < 0 ? debit : credit);
    const turn = (minor: number) => (minor < 0 ? credit : debit);
    const entries: Entry[] = [
      side(amountMinor)(disputeInFlight(currency), sized(amountMinor, currency)),
      turn(amountMinor)(stripeBalance(currency), sized(amountMinor, currency)),
      ...(feeMinor === 0
        ? []
        : [
            turn(feeMinor)(disputeFee(currency), sized(feeMinor, currency)),
            side(feeMinor)(stripeBalance(currency), sized(feeMinor, currency)),
          ]),
    ];
    const posted = await this.ledger.post(tx, {
      idemKey: `dispute-${dispute.id}-${fact}`,
      kind: amountMinor < 0 ? 'dispute_withdrawn' : 'dispute_reinstated',
      entries,
      orderId: dispute.orderId,
    });
    if (!posted) return;
    const link = { balanceTransaction: movement.reference, txId: posted.txId, currency };
    await this.links.link(tx, { ...link, part: 'amount', amountMinor });
    if (feeMinor !== 0) await this.links.link(tx, { ...link, part: 'fee', amountMinor: -feeMinor });
  }

  /** Takes what the bank keeps from the shares; what no share can pay is the platform's loss. */
  async lose(tx: Tx, dispute: DisputeRow, kept: Money): Promise<NonNullable<DisputeRow['taken']>> {
    const { orderId, currency } = dispute;
    const items = await this.refunds.refundable(tx, orderId);
    const left = items.reduce((sum, item) => sum + item.left.amount, 0);
    const fromShares = money(Math.min(kept.amount, left), currency);
    const lossMinor = kept.amount - fromShares.amount;
    const shares = await this.taking.execute(tx, {
      orderId,
      causeId: dispute.id,
      idemKey: `dispute-${dispute.id}-lost`,
      kind: 'dispute',
      amounts: amountsOf(items, fromShares),
      contra: disputeInFlight(currency),
    });
    const loss = money(lossMinor, currency);
    if (lossMinor > 0) {
      await this.ledger.post(tx, {
        idemKey: `dispute-${dispute.id}-loss`,
        kind: 'dispute_loss',
        entries: [debit(disputeLoss(currency), loss), credit(disputeInFlight(currency), loss)],
        orderId,
      });
    }
    return { shares, lossMinor };
  }

  /** Gives everybody their share again: the bank decided for us after all. */
  async win(tx: Tx, dispute: DisputeRow, taken: NonNullable<DisputeRow['taken']>): Promise<void> {
    const { orderId, currency } = dispute;
    await this.giving.execute(tx, {
      orderId,
      idemKey: `dispute-${dispute.id}-won`,
      taken: taken.shares,
      reverses: (await this.ledger.find(tx, `dispute-${dispute.id}-lost`)) ?? undefined,
    });
    if (taken.lossMinor === 0) return;
    const loss = money(taken.lossMinor, currency);
    await this.ledger.post(tx, {
      idemKey: `dispute-${dispute.id}-loss-undone`,
      kind: 'dispute_loss',
      entries: [debit(disputeInFlight(currency), loss), credit(disputeLoss(currency), loss)],
      orderId,
    });
  }
}

function amountsOf(items: readonly RefundableItem[], amount: Money): { itemId: string; amountMinor: number }[] {
  const plan = planRefund(items, { amount }, amount.currency);
  return plan.ok ? plan.value.map((part) => ({ itemId: part.itemId, amountMinor: part.amount.amount })) : [];
}
