import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { Context } from '../context.ts';
import { invalidRequest, noSuch } from '../http/api-error.ts';
import { newId } from './ids.ts';
import { behaviorOfMethod, type CardBehavior } from './test-cards.ts';

export interface CardDetails {
  behavior: CardBehavior;
  expMonth: number;
  expYear: number;
  hasCvc: boolean;
  wallet?: 'link' | 'google_pay' | 'apple_pay';
}

export type BillingInput = {
  address?: Partial<Stripe.Address> | null;
  email?: string | null;
  name?: string | null;
  phone?: string | null;
  tax_id?: string | null;
};

export function billingDetails(input: BillingInput | null | undefined): Stripe.PaymentMethod.BillingDetails {
  return {
    address: address(input?.address),
    email: input?.email || null,
    name: input?.name || null,
    phone: input?.phone || null,
    tax_id: input?.tax_id || null,
  };
}

export function address(input: Partial<Stripe.Address> | Stripe.AddressParam | null | undefined): Stripe.Address {
  return {
    city: input?.city || null,
    country: input?.country || null,
    line1: input?.line1 || null,
    line2: input?.line2 || null,
    postal_code: input?.postal_code || null,
    state: input?.state || null,
  };
}

/** The public face of a card: brand, last four digits and a fingerprint; the number itself is never kept. */
export function cardFace({ behavior, expMonth, expYear, hasCvc, wallet }: CardDetails): Stripe.PaymentMethod.Card {
  const { brand, last4 } = behavior;
  const fingerprint = createHash('sha256')
    .update(`${brand}${last4}`)
    .digest('base64url')
    .replaceAll(/[-_]/g, 'x')
    .slice(0, 16);
  return {
    brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: hasCvc ? 'unchecked' : null },
    country: behavior.country ?? 'US',
    display_brand: brand,
    exp_month: expMonth,
    exp_year: expYear,
    fingerprint,
    funding: behavior.funding ?? 'credit',
    generated_from: null,
    last4,
    networks: { available: [brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: wallet
      ? ({
          dynamic_last4: wallet === 'link' ? null : last4,
          type: wallet,
          [wallet]: {},
        } as Stripe.PaymentMethod.Card.Wallet)
      : null,
  };
}

export interface NewPaymentMethod {
  card: Stripe.PaymentMethod.Card;
  behavior: CardBehavior;
  billing: Stripe.PaymentMethod.BillingDetails;
  metadata?: Stripe.Metadata;
  allowRedisplay?: Stripe.PaymentMethod.AllowRedisplay;
}

export function createPaymentMethod(
  context: Context,
  { card, behavior, billing, metadata, allowRedisplay }: NewPaymentMethod,
): Stripe.PaymentMethod {
  const method: Stripe.PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: allowRedisplay ?? 'unspecified',
    billing_details: billing,
    card,
    created: context.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: metadata ?? {},
    type: 'card',
  };
  context.scope.put('card', { id: method.id, behavior });
  return context.scope.put('payment_method', method);
}

/** Finds a payment method, or makes one where the id is a ready-made test card such as `pm_card_visa`. */
export function paymentMethodFor(context: Context, id: string, param = 'payment_method'): Stripe.PaymentMethod {
  const behavior = behaviorOfMethod(id);
  if (behavior)
    return createPaymentMethod(context, { ...readyMade(context, behavior), behavior, billing: billingDetails(null) });
  const method = context.scope.find('payment_method', id);
  if (!method) throw noSuch('PaymentMethod', id, param === 'payment_method' ? param : 'id');
  return method;
}

export function readyMade(context: Context, behavior: CardBehavior): { card: Stripe.PaymentMethod.Card } {
  const year = new Date(context.now * 1000).getUTCFullYear() + 1;
  return { card: cardFace({ behavior, expMonth: 11, expYear: year, hasCvc: true }) };
}

export function behaviorOf(context: Context, id: string): CardBehavior {
  const record = context.scope.find('card', id);
  if (!record)
    throw invalidRequest(`The payment method ${id} cannot be charged.`, { code: 'payment_method_unactivated' });
  return record.behavior;
}

export function attach(context: Context, method: Stripe.PaymentMethod, customer: string): Stripe.PaymentMethod {
  method.customer = customer;
  return context.scope.put('payment_method', method);
}
