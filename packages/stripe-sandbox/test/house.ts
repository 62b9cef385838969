import Stripe from 'stripe';
import type { Sandbox, SandboxOptions } from '../src/index.ts';
import { startSandbox } from './fidelity.ts';
import { clientOf } from './shop.ts';

export const DAY = 86_400;

/** A sandbox with the real SDK attached, and the control plane in short words. */
export interface House {
  sandbox: Sandbox;
  stripe: Stripe;
  control<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T>;
  advance(seconds: number): Promise<void>;
  /** A succeeded payment of 100.00, unless told otherwise. */
  pay(
    method?: string,
    more?: Partial<Stripe.PaymentIntentCreateParams>,
  ): Promise<Stripe.Response<Stripe.PaymentIntent>>;
  /** A connected account that may receive transfers. */
  recipient(): Promise<string>;
  /** Money that may be spent at once. */
  fund(amount: number, currency?: string): Promise<void>;
  /** The types of all events so far, oldest first; with an account, of that account's own. */
  events(account?: string): Promise<string[]>;
  close(): Promise<void>;
}

export async function openHouse(options: Partial<SandboxOptions> = {}): Promise<House> {
  const sandbox = await startSandbox({ port: 0, ...options });
  const stripe = clientOf(sandbox);
  const control = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${sandbox.url}/_sandbox${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const value = (await answer.json()) as T;
    if (!answer.ok) throw new Error(JSON.stringify(value));
    return value;
  };
  const pay: House['pay'] = (method = 'pm_card_visa', more = {}) =>
    stripe.paymentIntents.create({
      amount: 10_000,
      currency: 'usd',
      confirm: true,
      payment_method: method,
      return_url: 'https://shop.example/back',
      ...more,
    });
  return {
    sandbox,
    stripe,
    control,
    pay,
    advance: async (seconds) => {
      await control('POST', '/clock', { seconds });
    },
    recipient: async () => {
      const account = await stripe.v2.core.accounts.create({
        contact_email: 'mara@example.com',
        display_name: 'Mara',
        dashboard: 'express',
        defaults: { responsibilities: { fees_collector: 'application', losses_collector: 'application' } },
        configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
        identity: { country: 'us' },
      });
      await control('POST', `/accounts/${account.id}`, { verified: true });
      return account.id;
    },
    fund: async (amount, currency = 'usd') => {
      await pay('pm_card_bypassPending', { amount, currency });
    },
    events: async (account) => {
      const all = await stripe.events
        .list({ limit: 100 }, account ? { stripeAccount: account } : {})
        .autoPagingToArray({ limit: 5000 });
      return all.map(({ type }) => type).toReversed();
    },
    close: () => sandbox.close(),
  };
}

/** The error a call rejects with, as the SDK made it. */
export async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('the call was not refused');
}
