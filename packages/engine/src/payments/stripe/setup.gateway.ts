import { Injectable } from '@nestjs/common';
import { ok, type Result } from '@sidestall/kernel';
import type Stripe from 'stripe';
import { StripeClient, type StripeTrouble } from './stripe-client.ts';

export interface SetupCall {
  /** What the card is saved for; the same purpose has one customer. */
  readonly purpose: string;
  readonly email: string;
  /** The customer made for it before. */
  readonly customer: string | null;
  /** The setup before this one, which ended; the same one is followed by one setup. */
  readonly after: string | null;
}

/** A card being saved, as the buyer's browser goes on with it. */
export interface SetupSnapshot {
  readonly reference: string;
  readonly customer: string;
  /** Open until a card is saved or the setup is given up. */
  readonly state: 'open' | 'saved' | 'canceled';
  readonly clientSecret: string | null;
  /** Once saved; null for other ways to pay. */
  readonly card: { readonly paymentMethod: string; readonly brand: string; readonly last4: string } | null;
}

function cardOf(method: Stripe.SetupIntent['payment_method']): SetupSnapshot['card'] {
  if (!method || typeof method === 'string' || !method.card) return null;
  return { paymentMethod: method.id, brand: method.card.brand, last4: method.card.last4 };
}

function snapshotOf(intent: Stripe.SetupIntent): SetupSnapshot {
  const { customer, status } = intent;
  return {
    reference: intent.id,
    customer: typeof customer === 'string' ? customer : (customer?.id ?? ''),
    state: status === 'succeeded' ? 'saved' : status === 'canceled' ? 'canceled' : 'open',
    clientSecret: intent.client_secret,
    card: status === 'succeeded' ? cardOf(intent.payment_method) : null,
  };
}

/** Saves cards for a payment that may come later, and charges nothing. */
@Injectable()
export class SetupGateway {
  constructor(private readonly stripe: StripeClient) {}

  /** Begins to save a card; asked again it answers the same setup. */
  async begin(call: SetupCall): Promise<Result<SetupSnapshot, StripeTrouble>> {
    const customer = call.customer ? ok({ id: call.customer }) : await this.#customer(call);
    if (!customer.ok) return customer;
    const answer = await this.stripe.ask((sdk) =>
      sdk.setupIntents.create(
        {
          customer: customer.value.id,
          usage: 'off_session',
          automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          metadata: { purpose: call.purpose },
        },
        { idempotencyKey: `setup-${call.purpose}-${call.after ?? 'first'}` },
      ),
    );
    return answer.ok ? ok(snapshotOf(answer.value)) : answer;
  }

  async look(reference: string): Promise<Result<SetupSnapshot, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) => sdk.setupIntents.retrieve(reference, { expand: ['payment_method'] }));
    return answer.ok ? ok(snapshotOf(answer.value)) : answer;
  }

  #customer({ purpose, email }: SetupCall): Promise<Result<{ readonly id: string }, StripeTrouble>> {
    return this.stripe.ask((sdk) =>
      sdk.customers.create({ email, metadata: { purpose } }, { idempotencyKey: `customer-${purpose}` }),
    );
  }
}
