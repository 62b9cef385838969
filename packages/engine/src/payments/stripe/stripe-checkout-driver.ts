import { Injectable } from '@nestjs/common';
import { err, ok, type Money, type OrderId, type RefundId, type Result } from '@sidestall/kernel';
import Stripe from 'stripe';
import { StripeClient, type StripeTrouble } from './stripe-client.ts';
import type {
  AuthorizeCall,
  CheckoutDriver,
  ConfirmationSnapshot,
  DriverTrouble,
  PaymentSnapshot,
  RefundCall,
  RefundSnapshot,
} from './checkout-driver.ts';
import { EXPAND, refundSnapshotOf, snapshotOf } from './stripe-snapshots.ts';

/** How many intents may have been made since an order's was: the list is searched, since Stripe's own search lags. */
const LOOK_BACK_PAGES = 20;
/** After so many tries a key is taken to hold an error. */
const KEY_IS_SPENT_AFTER = 4;

/** Collects on the deployment's own Stripe account, captured by hand: one PaymentIntent for an order. */
@Injectable()
export class StripeCheckoutDriver implements CheckoutDriver {
  constructor(private readonly stripe: StripeClient) {}

  authorize(call: AuthorizeCall): Promise<Result<PaymentSnapshot, DriverTrouble>> {
    const idempotencyKey = `order-${call.orderId}-auth-${call.attempt}`;
    const { reference } = call;
    if (reference) {
      return this.#moveOn(reference, (sdk) =>
        sdk.paymentIntents.confirm(
          reference,
          { confirmation_token: call.confirmationToken, return_url: call.returnUrl, expand: EXPAND },
          { idempotencyKey },
        ),
      );
    }
    return this.#told((sdk) => sdk.paymentIntents.create(creationOf(call), { idempotencyKey }));
  }

  look(reference: string): Promise<Result<PaymentSnapshot, DriverTrouble>> {
    return this.#told((sdk) => sdk.paymentIntents.retrieve(reference, { expand: EXPAND }));
  }

  async find(orderId: OrderId, since: Date): Promise<Result<PaymentSnapshot | null, DriverTrouble>> {
    const created = { gte: Math.floor(since.getTime() / 1_000) };
    const found = await this.stripe.ask(async (sdk) => {
      const charges = await sdk.charges.list({ transfer_group: orderId, limit: 1 });
      const charged = charges.data[0]?.payment_intent;
      if (typeof charged === 'string') return sdk.paymentIntents.retrieve(charged, { expand: EXPAND });
      // One that waits for the buyer's bank has no charge yet.
      let after: string | undefined;
      for (let page = 0; page < LOOK_BACK_PAGES; page++) {
        const intents = await sdk.paymentIntents.list({ created, limit: 100, ...(after && { starting_after: after }) });
        const own = intents.data.find((intent) => intent.metadata['order'] === orderId);
        if (own) return sdk.paymentIntents.retrieve(own.id, { expand: EXPAND });
        after = intents.data.at(-1)?.id;
        if (!intents.has_more || !after) return null;
      }
      return null;
    });
    if (!found.ok) return err(driverTrouble(found.error));
    return ok(found.value && snapshotOf(found.value));
  }

  capture(
    orderId: OrderId,
    reference: string,
    amount: Money,
    tries: number,
  ): Promise<Result<PaymentSnapshot, DriverTrouble>> {
    return this.#moveOn(reference, (sdk) =>
      sdk.paymentIntents.capture(
        reference,
        { amount_to_capture: amount.amount, expand: EXPAND },
        { idempotencyKey: keyOf(`order-${orderId}-capture`, tries) },
      ),
    );
  }

  cancel(orderId: OrderId, reference: string, tries: number): Promise<Result<PaymentSnapshot, DriverTrouble>> {
    return this.#moveOn(reference, (sdk) =>
      sdk.paymentIntents.cancel(
        reference,
        { expand: EXPAND },
        { idempotencyKey: keyOf(`order-${orderId}-cancel`, tries) },
      ),
    );
  }

  async readConfirmation(confirmationToken: string): Promise<Result<ConfirmationSnapshot, DriverTrouble>> {
    const token = await this.stripe.ask((sdk) => sdk.confirmationTokens.retrieve(confirmationToken));
    if (!token.ok) return err(driverTrouble(token.error));
    const { shipping, payment_method_preview: method } = token.value;
    return ok({
      cardFingerprint: method?.card?.fingerprint ?? null,
      shipping: shipping && {
        name: shipping.name,
        country: shipping.address.country,
        region: shipping.address.state,
        postalCode: shipping.address.postal_code,
      },
    });
  }

  async refund(call: RefundCall): Promise<Result<RefundSnapshot, DriverTrouble>> {
    const { refundId, attempt } = call;
    const answer = await this.stripe.ask((sdk) =>
      sdk.refunds.create(
        {
          payment_intent: call.reference,
          amount: call.amount.amount,
          reason: call.isFraud ? 'fraudulent' : 'requested_by_customer',
          metadata: { order: call.orderId, refund: refundId },
        },
        { idempotencyKey: attempt === 1 ? `refund-${refundId}` : `refund-${refundId}-${attempt}` },
      ),
    );
    return answer.ok ? ok(refundSnapshotOf(answer.value)) : err(driverTrouble(answer.error));
  }

  async lookRefund(reference: string): Promise<Result<RefundSnapshot, DriverTrouble>> {
    const answer = await this.stripe.ask((sdk) => sdk.refunds.retrieve(reference));
    return answer.ok ? ok(refundSnapshotOf(answer.value)) : err(driverTrouble(answer.error));
  }

  async findRefund(payment: string, refundId: RefundId): Promise<Result<RefundSnapshot | null, DriverTrouble>> {
    const answer = await this.stripe.ask((sdk) => sdk.refunds.list({ payment_intent: payment, limit: 100 }));
    if (!answer.ok) return err(driverTrouble(answer.error));
    const own = answer.value.data.find((refund) => refund.metadata?.['refund'] === refundId);
    return ok(own ? refundSnapshotOf(own) : null);
  }

  #moveOn(
    reference: string,
    write: (sdk: Stripe) => Promise<Stripe.PaymentIntent>,
  ): Promise<Result<PaymentSnapshot, DriverTrouble>> {
    return this.#told(async (sdk) => {
      try {
        return await write(sdk);
      } catch (error) {
        const hasMovedOn =
          error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'payment_intent_unexpected_state';
        // The key stands for the call that made the intent: that call has answered, and the intent says how.
        const isKeyUsed = error instanceof Stripe.errors.StripeIdempotencyError && error.statusCode === 400;
        if (hasMovedOn || isKeyUsed) return sdk.paymentIntents.retrieve(reference, { expand: EXPAND });
        throw error;
      }
    });
  }

  async #told(call: (sdk: Stripe) => Promise<Stripe.PaymentIntent>): Promise<Result<PaymentSnapshot, DriverTrouble>> {
    const answer = await this.stripe.ask(async (sdk) => {
      try {
        return await call(sdk);
      } catch (error) {
        // A decline is an answer: the intent says so itself.
        if (error instanceof Stripe.errors.StripeCardError && error.payment_intent)
          return { ...error.payment_intent, latest_charge: null };
        throw error;
      }
    });
    return answer.ok ? ok(snapshotOf(answer.value)) : err(driverTrouble(answer.error));
  }
}

/**
 * Stripe keeps even an error of its own under a key. An intent is captured or canceled once whatever the key, so after a
 * few tries without an answer a key that was never used may ask.
 */
const keyOf = (name: string, tries: number): string => (tries < KEY_IS_SPENT_AFTER ? name : `${name}-${tries}`);

const REFUSALS: Readonly<Record<string, DriverTrouble['kind']>> = {
  charge_disputed: 'disputed',
  charge_already_refunded: 'nothing-left',
  balance_insufficient: 'short-of-funds',
};

function driverTrouble(trouble: StripeTrouble): DriverTrouble {
  const { message } = trouble;
  if (trouble.kind === 'unavailable') return { kind: 'unavailable', message };
  const isAboutToken = /confirmation_token|ctoken_/.test(`${trouble.param ?? ''} ${message}`);
  return { kind: isAboutToken ? 'confirmation-invalid' : (REFUSALS[trouble.code ?? ''] ?? 'refused'), message };
}

function creationOf(call: AuthorizeCall): Stripe.PaymentIntentCreateParams {
  const address = call.shippingAddress;
  return {
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
    ...(call.taxCalculation && { hooks: { inputs: { tax: { calculation: call.taxCalculation } } } }),
    expand: EXPAND,
  };
}
