import { Injectable } from '@nestjs/common';
import { newId, sumMoney, type RefundId } from '@sidestall/kernel';
import { refundInFlight } from '@sidestall/ledger';
import { refundExpectedBy, type RefundPart } from '@sidestall/payments';
import type { Sale } from '../../ledger/sale.store.ts';
import { TakeBack } from '../../ledger/take-back.ts';
import type { Tx } from '../../platform/database.ts';
import { RefundStore, type RefundRow } from './refund.store.ts';

/** Writes a refund down and takes it from everybody's shares, before anybody asks Stripe for it. */
@Injectable()
export class BookRefund {
  constructor(
    private readonly refunds: RefundStore,
    private readonly taking: TakeBack,
  ) {}

  /** The caller holds the sale and has planned the parts. */
  async execute(
    tx: Tx,
    sale: Sale,
    parts: readonly RefundPart[],
    about: Pick<RefundRow, 'requestKey' | 'reason' | 'note' | 'askedBy'>,
  ): Promise<RefundId> {
    const id = newId('rfd');
    const amounts = parts.map((part) => ({ itemId: part.itemId, amountMinor: part.amount.amount }));
    const taken = await this.taking.execute(tx, {
      orderId: sale.orderId,
      causeId: id,
      idemKey: `refund-${id}-asked`,
      kind: 'refund',
      amounts,
      contra: refundInFlight(sale.currency),
    });
    const { now } = (await tx.one<{ now: Date }>(`SELECT now() AS now`))!;
    await this.refunds.insert(tx, {
      ...about,
      id,
      orderId: sale.orderId,
      amountMinor: sumMoney(
        parts.map((part) => part.amount),
        sale.currency,
      ).amount,
      currency: sale.currency,
      items: {
        parts: parts.map(({ amount, ...part }) => ({ ...part, amountMinor: amount.amount })),
        taken,
      },
      expectedBy: refundExpectedBy(now),
    });
    return id;
  }
}
