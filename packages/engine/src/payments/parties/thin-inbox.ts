import { Inject, Injectable } from '@nestjs/common';
import { err, ok, type Result } from '@sidestall/kernel';
import type Stripe from 'stripe';
import type { EngineConfig } from '../../platform/config.ts';
import { Database } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';
import { accountMentioned } from '../facts.ts';
import { StripeClient } from '../stripe/stripe-client.ts';

/**
 * Takes in thin events: they only name what changed, and events of Accounts v2 come in no other form. The signature over
 * the raw bytes comes first; every event is stored once, and what it names is asked for later.
 */
@Injectable()
export class ThinInbox {
  constructor(
    private readonly database: Database,
    private readonly stripe: StripeClient,
    private readonly outbox: Outbox,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  async receive(
    rawBody: Buffer,
    signature: string,
  ): Promise<Result<{ isNew: boolean }, { code: 'PAYMENTS.SIGNATURE_INVALID' }>> {
    const secret = this.config.stripe.thinWebhookSecret;
    const event = secret ? this.#verified(rawBody, signature, secret) : null;
    return event ? ok({ isNew: await this.#store(event, rawBody) }) : err({ code: 'PAYMENTS.SIGNATURE_INVALID' });
  }

  #verified(rawBody: Buffer, signature: string, secret: string): Stripe.V2.Core.EventNotification | null {
    try {
      return this.stripe.sdk.parseEventNotification(rawBody, signature, secret);
    } catch {
      return null;
    }
  }

  async #store(event: Stripe.V2.Core.EventNotification, rawBody: Buffer): Promise<boolean> {
    const related = 'related_object' in event ? event.related_object : null;
    const objectId = related && 'id' in related && typeof related.id === 'string' ? related.id : null;
    const account = related?.type === 'v2.core.account' ? objectId : null;
    return this.database.transaction(async (tx) => {
      const added = await tx.one(
        `INSERT INTO payments.stripe_event (id, type, object_id, payload, account) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO NOTHING RETURNING id`,
        [event.id, event.type, objectId, rawBody.toString('utf8'), account],
      );
      if (!added) return false;
      if (account) await this.outbox.publish(tx, accountMentioned, { account }, { key: account });
      return true;
    });
  }
}
