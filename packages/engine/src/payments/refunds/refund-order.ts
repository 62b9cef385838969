import { Injectable } from '@nestjs/common';
import type { Refund } from '@sidestall/contracts';
import { ok, type Result } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { RefundReader } from './refund-reader.ts';
import { RequestRefund, type RefundFailure, type RefundWish } from './request-refund.ts';

/** A person's decision to give money back. */
@Injectable()
export class RefundOrder {
  constructor(
    private readonly database: Database,
    private readonly requesting: RequestRefund,
    private readonly refunds: RefundReader,
  ) {}

  async execute(wish: RefundWish): Promise<Result<Refund, RefundFailure>> {
    const asked = await this.database.attempt((tx) => this.requesting.execute(tx, wish));
    if (!asked.ok) return asked;
    const all = await this.refunds.ofOrder(this.database, wish.orderId);
    return ok(all.find((refund) => refund.id === asked.value)!);
  }
}
