import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderId, Result, RetailerId } from '@sidestall/kernel';
import { Database, type Tx } from '../../platform/database.ts';
import type { PartnerFailure } from '../partner-failure.ts';
import { byRetailer } from './actor.ts';
import { FulfillmentOrderEvents } from './order-events.ts';

/** What a retailer wants of a fulfillment order, in its own words. */
export interface RetailerAnswer {
  readonly retailerId: RetailerId;
  readonly fulfillmentOrderId: FulfillmentOrderId;
}

/**
 * Takes what retailers say of fulfillment orders. What comes too late, does not fit or is about somebody else's changes
 * nothing, and is kept all the same, with all that was said.
 */
@Injectable()
export class AnswerDesk {
  constructor(
    private readonly database: Database,
    private readonly events: FulfillmentOrderEvents,
  ) {}

  /** `asked` names the wish: the state it would lead to, or the verb. */
  async take<T>(
    answer: RetailerAnswer,
    asked: string,
    work: (tx: Tx) => Promise<Result<T, PartnerFailure>>,
  ): Promise<Result<T, PartnerFailure>> {
    const result = await this.database.attempt(work);
    if (!result.ok) {
      const { retailerId, fulfillmentOrderId, ...input } = answer;
      await this.events.refuse(this.database, fulfillmentOrderId, {
        to: asked,
        by: byRetailer(retailerId),
        reason: result.error.code,
        input,
      });
    }
    return result;
  }
}
