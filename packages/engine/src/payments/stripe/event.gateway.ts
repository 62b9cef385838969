import { Injectable } from '@nestjs/common';
import type { Result } from '@sidestall/kernel';
import type Stripe from 'stripe';
import { StripeClient, type StripeTrouble } from './stripe-client.ts';

/** Stripe keeps its events for thirty days; what nobody took in for longer than this is a person's business. */
const UNDELIVERED_FOR_SECONDS = 3 * 24 * 60 * 60;
const PAGES = 50;

/** Reads Stripe's own list of events, for those that never reached our door. */
@Injectable()
export class EventGateway {
  constructor(private readonly stripe: StripeClient) {}

  /** Events made since then, and those of the last days whose delivery failed; the oldest first, some perhaps twice. */
  missed(since: Date): Promise<Result<Stripe.Event[], StripeTrouble>> {
    return this.stripe.ask(async (sdk) => {
      const gte = Math.floor(since.getTime() / 1_000);
      const recent = await everyPage(sdk, { created: { gte } });
      const undelivered = await everyPage(sdk, {
        created: { gte: gte - UNDELIVERED_FOR_SECONDS },
        delivery_success: false,
      });
      return [...undelivered, ...recent].reverse();
    });
  }
}

async function everyPage(sdk: Stripe, params: Stripe.EventListParams): Promise<Stripe.Event[]> {
  const events: Stripe.Event[] = [];
  for (let page = 0; page < PAGES; page++) {
    const after = events.at(-1)?.id;
    const list = await sdk.events.list({ ...params, limit: 100, ...(after && { starting_after: after }) });
    events.push(...list.data);
    if (!list.has_more || list.data.length === 0) break;
  }
  return events;
}
