import { Injectable } from '@nestjs/common';
import { money, type Money, type OrderId } from '@sidestall/kernel';
import { isContested } from '@sidestall/payments';
import type { Sql } from '../../platform/database.ts';
import { DisputeStore, type DisputeRow } from './dispute.store.ts';

/** A dispute as people may see it, without the order's number. */
export interface DisputeView extends Omit<DisputeRow, 'taken' | 'amountMinor' | 'currency' | 'reference'> {
  readonly amount: Money;
}

/** Reads disputes. */
@Injectable()
export class DisputeReader {
  constructor(private readonly disputes: DisputeStore) {}

  async find(sql: Sql, id: DisputeRow['id']): Promise<DisputeView | null> {
    const row = await this.disputes.find(sql, id);
    return row && viewOf(row);
  }

  async ofOrder(sql: Sql, orderId: OrderId): Promise<DisputeView[]> {
    return (await this.disputes.ofOrder(sql, orderId)).map(viewOf);
  }

  /** The newest first, from before that one on. */
  async page(sql: Sql, before: DisputeRow['id'] | null, limit: number): Promise<DisputeView[]> {
    return (await this.disputes.page(sql, before, limit)).map(viewOf);
  }

  /** True while a bank holds the money of an order and nobody has decided. */
  async isDisputed(sql: Sql, orderId: OrderId): Promise<boolean> {
    return (await this.disputes.ofOrder(sql, orderId)).some((dispute) => isContested(dispute.status));
  }
}

function viewOf({ taken: _, amountMinor, currency, reference: __, ...row }: DisputeRow): DisputeView {
  return { ...row, amount: money(amountMinor, currency) };
}
