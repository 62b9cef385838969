import { Inject, Injectable } from '@nestjs/common';
import type { Address } from '@sidestall/contracts';
import { err, ok, type Money, type OrderId, type Result } from '@sidestall/kernel';
import type { IntentWord } from '@sidestall/payments';
import Stripe from 'stripe';
import type { EngineConfig } from '../platform/config.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';

/** What we read of a PaymentIntent and its charge. */
export interface IntentSnapshot {
  readonly id: string;
  readonly clientSecret: string | null;
  readonly orderId: string | null;
  readonly word: IntentWord;
  readonly card: { readonly brand: string; readonly last4: string } | null;
  readonly captureBefore: Date | null;
  readonly error: { readonly code: string | null; readonly declineCode: string | null } | null;
}

export interface AuthorizeCall {
  readonly orderId: OrderId;
  readonly orderNumber: string;
  readonly attempt: number;
  /** The intent of an earlier attempt, which is confirmed again rather than made anew. */
  readonly intentId: string | null;
  readonly amount: Money;
  readonly confirmationToken: string;
  readonly returnUrl: string;
  readonly shippingAddress: Address;
}

/**
 * `unavailable` means that we do not know what happened: ask again with the same key, never with a new one. `refused`
 * means that nothing happened and asking again would not help.
 */
export type GatewayError =
  | { readonly kind: 'confirmation-invalid'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unavailable'; readonly message: string };

const EXPAND = ['latest_charge'];

function snapshotOf(intent: Stripe.PaymentIntent): IntentSnapshot {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  const card = charge?.payment_method_details?.card;
  const error = intent.last_payment_error ?? null;
  return {
    id: intent.id,
    clientSecret: intent.client_secret,
    orderId: intent.metadata?.['order'] ?? null,
    word: {
      status: intent.status as IntentWord['status'],
      amountReceived: intent.amount_received,
      hasError: error !== null,
    },
    card: card?.last4 ? { brand: card.brand ?? 'card', last4: card.last4 } : null,
    captureBefore: card?.capture_before ? new Date(card.capture_before * 1000) : null,
    error: error ? { code: error.code ?? null, declineCode: error.decline_code ?? null } : null,
  };
}

/** The one room that speaks to Stripe. Every write carries a key of its own fact, so that asking twice acts once. */
@Injectable()
export class StripeGateway {
  readonly #stripe: Stripe;

  constructor(@Inject(ENGINE_CONFIG) config: EngineConfig) {
    const sandbox = config.stripe.apiUrl ? new URL(config.stripe.apiUrl) : null;
    this.#stripe = new Stripe(config.stripe.secretKey, {
      telemetry: false,
      maxNetworkRetries: 1,
      timeout: 12_000,
      ...(sandbox && {
        host: sandbox.hostname,
        port: sandbox.port || (sandbox.protocol === 'https:' ? 443 : 80),
        protocol: sandbox.protocol === 'https:' ? 'https' : 'http',
      }),
    });
  }

  /** Sets the money aside: one write for an order, or one more confirmation of the same intent after a decline. */
  authorize(call: AuthorizeCall): Promise<Result<IntentSnapshot, GatewayError>> {
    const idempotencyKey = `order-${call.orderId}-auth-${call.attempt}`;
    const address = call.shippingAddress;
    const { intentId } = call;
    if (intentId) {
      return this.#moveOn(intentId, () =>
        this.#stripe.paymentIntents.confirm(
          intentId,
          { confirmation_token: call.confirmationToken, return_url: call.returnUrl, expand: EXPAND },
          { idempotencyKey },
        ),
      );
    }
    return this.#ask(() =>
      this.#stripe.paymentIntents.create(
        {
          amount: call.amount.amount,
          currency: call.amount.currency.toLowerCase(),
          confirm: true,
          capture_method: 'manual',
          confirmation_token: call.confirmationToken,
          return_url: call.returnUrl,
          transfer_group: call.orderId,
          description: `Order ${call.orderNumber}`,
          metadata: { order: call.orderId, number: call.orderNumber },
          shipping: {
            name: address.name,
            phone: address.phone,
            address: {
              line1: address.line1,
              line2: address.line2,
              city: address.city,
              state: address.region,
              postal_code: address.postalCode,
              country: address.country,
            },
          },
          expand: EXPAND,
        },
        { idempotencyKey },
      ),
    );
  }

  /** What Stripe says of the intent now. */
  look(intentId: string): Promise<Result<IntentSnapshot, GatewayError>> {
    return this.#ask(() => this.#stripe.paymentIntents.retrieve(intentId, { expand: EXPAND }));
  }

  /** Takes money set aside, once. An intent that has moved on already answers with where it is. */
  capture(orderId: OrderId, intentId: string, amountMinor: number): Promise<Result<IntentSnapshot, GatewayError>> {
    return this.#moveOn(intentId, () =>
      this.#stripe.paymentIntents.capture(
        intentId,
        { amount_to_capture: amountMinor, expand: EXPAND },
        { idempotencyKey: `order-${orderId}-capture` },
      ),
    );
  }

  /** Lets money set aside go, or ends an intent nobody finished. */
  cancel(orderId: OrderId, intentId: string): Promise<Result<IntentSnapshot, GatewayError>> {
    return this.#moveOn(intentId, () =>
      this.#stripe.paymentIntents.cancel(intentId, { expand: EXPAND }, { idempotencyKey: `order-${orderId}-cancel` }),
    );
  }

  /** The event, when the signature over these very bytes is Stripe's; null otherwise. */
  verify(rawBody: Buffer, signature: string, secret: string): Stripe.Event | null {
    try {
      return this.#stripe.webhooks.constructEvent(rawBody, signature, secret);
    } catch {
      return null;
    }
  }

  async #moveOn(
    intentId: string,
    write: () => Promise<Stripe.PaymentIntent>,
  ): Promise<Result<IntentSnapshot, GatewayError>> {
    return this.#ask(async () => {
      try {
        return await write();
      } catch (error) {
        const hasMovedOn =
          error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'payment_intent_unexpected_state';
        // The key stands for the call that made the intent: that call has answered, and the intent says how.
        const isKeyUsed = error instanceof Stripe.errors.StripeIdempotencyError && error.statusCode === 400;
        if (hasMovedOn || isKeyUsed) {
          return this.#stripe.paymentIntents.retrieve(intentId, { expand: EXPAND });
        }
        throw error;
      }
    });
  }

  async #ask(call: () => Promise<Stripe.PaymentIntent>): Promise<Result<IntentSnapshot, GatewayError>> {
    try {
      return ok(snapshotOf(await call()));
    } catch (error) {
      if (error instanceof Stripe.errors.StripeCardError && error.payment_intent) {
        // A decline is an answer: the intent says so itself.
        return ok(snapshotOf({ ...error.payment_intent, latest_charge: null }));
      }
      if (
        error instanceof Stripe.errors.StripeConnectionError ||
        error instanceof Stripe.errors.StripeAPIError ||
        error instanceof Stripe.errors.StripeRateLimitError ||
        (error instanceof Stripe.errors.StripeError && error.statusCode === 409)
      ) {
        return err({ kind: 'unavailable', message: error.message });
      }
      if (error instanceof Stripe.errors.StripeInvalidRequestError) {
        const isAboutToken = /confirmation_token|ctoken_/.test(`${error.param ?? ''} ${error.message}`);
        return err({ kind: isAboutToken ? 'confirmation-invalid' : 'refused', message: error.message });
      }
      // Not passed on as it is: its status speaks of us to Stripe, not of the shopper to us.
      throw new Error(`Stripe: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}
