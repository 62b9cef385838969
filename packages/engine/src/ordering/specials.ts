import { Injectable } from '@nestjs/common';
import { ok, type OrderId, type Result } from '@sidestall/kernel';
import type { Tx } from '../platform/database.ts';
import type { PlaceOrderFailure } from './placing.ts';
import type { QuoteRow } from './quote.store.ts';

/** What few orders claim beside their units: coupons, a drop's cap, a place on the waitlist. Most need no statement here. */
@Injectable()
export class Specials {
  claim(_tx: Tx, _orderId: OrderId, _quote: QuoteRow, _email: string): Promise<Result<null, PlaceOrderFailure>> {
    return Promise.resolve(ok(null));
  }

  giveBack(_tx: Tx, _orderId: OrderId): Promise<void> {
    return Promise.resolve();
  }
}
