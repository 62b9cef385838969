import { Inject, Injectable } from '@nestjs/common';
import { err, isId, ok, type Result } from '@sidestall/kernel';
import type Stripe from 'stripe';
import type { EngineConfig } from '../platform/config.ts';
import { Database } from '../platform/database.ts';
import { Outbox } from '../platform/outbox.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';
import { intentMentioned } from './facts.ts';
import { PaymentStore } from './payment.store.ts';
import { StripeClient } from './stripe/stripe-client.ts';

interface MentionedObject {
  readonly id?: string;
  readonly object?: string;
  readonly payment_intent?: string | { readonly id: string } | null;
  readonly metadata?: Readonly<Record<string, string>> | null;
}

const intentOf = (object: MentionedObject): string | null => {
  if (object.object === 'payment_intent') return object.id ?? null;
  return typeof object.payment_intent === 'string' ? object.payment_intent : (object.payment_intent?.id ?? null);
};

/**
 * Takes in what Stripe tells us: the signature over the raw bytes is checked before anything is read, the event is
 * stored once, and the work happens later. Events of somebody else on the same account are stored and left alone.
 */
@Injectable()
export class StripeInbox {
  constructor(
    private readonly database: Database,
    private readonly stripe: StripeClient,
    private readonly payments: PaymentStore,
    private readonly outbox: Outbox,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  async receive(
    rawBody: Buffer,
    signature: string,
  ): Promise<Result<{ isNew: boolean }, { code: 'PAYMENTS.SIGNATURE_INVALID' }>> {
    const event = this.stripe.verify(rawBody, signature, this.config.stripe.webhookSecret);
    if (!event) return err({ code: 'PAYMENTS.SIGNATURE_INVALID' });
    return ok({ isNew: await this.#store(event) });
  }

  async #store(event: Stripe.Event): Promise<boolean> {
    const object = (event.data as { object: MentionedObject } | undefined)?.object ?? {};
    const intentId = intentOf(object);
    return this.database.transaction(async (tx) => {
      const added = await tx.one(
        `INSERT INTO payments.stripe_event (id, type, object_id, payload) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO NOTHING RETURNING id`,
        [event.id, event.type, object.id ?? null, JSON.stringify(event)],
      );
      if (!added) return false;
      const named = object.metadata?.['order'];
      const orderId = isId('ord', named) ? named : intentId ? await this.payments.orderOfIntent(tx, intentId) : null;
      if (orderId) {
        await this.outbox.publish(tx, intentMentioned, { orderId, intentId: intentId ?? undefined }, { key: orderId });
      }
      return true;
    });
  }
}
