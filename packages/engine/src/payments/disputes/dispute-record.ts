import { Injectable } from '@nestjs/common';
import { money, newId, type OrderId } from '@sidestall/kernel';
import { hearDispute, isContested, isDisputeOver, isInquiry, takesEvidence } from '@sidestall/payments';
import { FreezeSale } from '../../ledger/freeze-sale.ts';
import { SaleStore } from '../../ledger/sale.store.ts';
import type { Tx } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { disputeChanged } from '../facts.ts';
import { ReversalStore } from '../refunds/reversal.store.ts';
import { DisputeBooks } from './dispute-books.ts';
import type { DisputeSnapshot } from './dispute.gateway.ts';
import { DisputeStore, type DisputeRow } from './dispute.store.ts';
import { watchDispute } from './jobs.ts';

const HOUR = 3_600;

/**
 * What is told of a dispute, and what follows: the one place that writes it down. Postings follow the movements of our
 * balance; shares follow the decision. An inquiry moves nothing and freezes nothing.
 */
@Injectable()
export class DisputeRecord {
  constructor(
    private readonly sales: SaleStore,
    private readonly disputes: DisputeStore,
    private readonly books: DisputeBooks,
    private readonly freezing: FreezeSale,
    private readonly reversals: ReversalStore,
    private readonly outbox: Outbox,
  ) {}

  async record(tx: Tx, orderId: OrderId, told: DisputeSnapshot): Promise<void> {
    const sale = await this.sales.lock(tx, orderId);
    if (!sale || !told.status) return;
    const { dispute, isNew } = await this.#known(tx, orderId, told, told.status);
    const status = hearDispute(dispute.status, told.status);
    const funds = await this.books.move(tx, dispute, told.movements);
    const taken = await this.#decide(tx, dispute, status);
    const next = {
      status,
      isInquiry: isInquiry(status),
      funds,
      taken,
      evidenceDueBy: told.dueBy,
      amountMinor: told.amountMinor,
      isOver: isDisputeOver(status),
      isAskedAnew: status !== dispute.status && takesEvidence(status),
    };
    await this.disputes.apply(tx, dispute.id, next);
    await this.#freeze(tx, orderId);
    if (!isNew && status === dispute.status && funds === dispute.funds) return;
    await this.outbox.publish(tx, disputeChanged, { orderId, disputeId: dispute.id });
    if (isNew)
      await this.outbox.schedule(
        tx,
        watchDispute,
        { disputeId: dispute.id },
        { key: dispute.id, after: { seconds: HOUR } },
      );
  }

  async #known(
    tx: Tx,
    orderId: OrderId,
    told: DisputeSnapshot,
    status: DisputeRow['status'],
  ): Promise<{ dispute: DisputeRow; isNew: boolean }> {
    const known = await this.disputes.byReference(tx, told.reference);
    if (known) return { dispute: known, isNew: false };
    await this.disputes.insert(tx, { ...told, id: newId('dsp'), orderId, status, isInquiry: isInquiry(status) });
    return { dispute: (await this.disputes.byReference(tx, told.reference))!, isNew: true };
  }

  /** Takes a lost dispute from everybody's shares, once, and gives it back when it is won after all. */
  async #decide(tx: Tx, dispute: DisputeRow, status: DisputeRow['status']): Promise<DisputeRow['taken']> {
    if (status === 'lost' && !dispute.taken) {
      const taken = await this.books.lose(tx, dispute, money(dispute.amountMinor, dispute.currency));
      await this.reversals.want(tx, dispute.id, dispute.currency, taken.shares.reversals);
      return taken;
    }
    if (status === 'won' && dispute.taken) {
      await this.books.win(tx, dispute, dispute.taken);
      await this.reversals.drop(tx, dispute.id, 'The dispute was won after all');
      return null;
    }
    return dispute.taken;
  }

  async #freeze(tx: Tx, orderId: OrderId): Promise<void> {
    const others = await this.disputes.ofOrder(tx, orderId);
    if (others.some((dispute) => isContested(dispute.status))) await this.freezing.freeze(tx, orderId, 'dispute');
    else await this.freezing.unfreeze(tx, orderId, 'dispute');
  }
}
