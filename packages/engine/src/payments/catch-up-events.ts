import { Injectable } from '@nestjs/common';
import { isHeeded } from '@sidestall/payments';
import { Database } from '../platform/database.ts';
import { Handles, type JobHandler } from '../platform/job-handler.ts';
import { catchUpEvents } from './jobs.ts';
import { StripeInbox } from './stripe-inbox.ts';
import { EventGateway } from './stripe/event.gateway.ts';

/**
 * Asks Stripe for the events that never reached us, for an hour or a day of silence: after a downtime, behind a broken
 * door, or lost on the way. They go through the same inbox as those that did.
 */
@Injectable()
@Handles(catchUpEvents)
export class CatchUpEventsHandler implements JobHandler<typeof catchUpEvents> {
  constructor(
    private readonly database: Database,
    private readonly events: EventGateway,
    private readonly inbox: StripeInbox,
  ) {}

  async handle(): Promise<void> {
    const { since } = (await this.database.one<{ since: Date }>(
      `SELECT coalesce(max(received_at) - interval '1 hour', now() - interval '1 day') AS since FROM payments.stripe_event`,
    ))!;
    const listed = await this.events.missed(since);
    if (!listed.ok) throw new Error(`Stripe did not list its events: ${listed.error.message}`);
    const heeded = listed.value.filter((event) => isHeeded(event.type));
    const known = await this.database.rows<{ id: string }>(`SELECT id FROM payments.stripe_event WHERE id = ANY ($1)`, [
      heeded.map((event) => event.id),
    ]);
    const seen = new Set(known.map((row) => row.id));
    for (const event of heeded) if (!seen.has(event.id)) await this.inbox.keep(event);
  }
}
