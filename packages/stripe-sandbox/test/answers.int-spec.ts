import type Stripe from 'stripe';
import type { Sandbox } from '../src/index.ts';
import { startSandbox } from './fidelity.ts';
import { clientOf } from './shop.ts';
import { SdkTypes } from './sdk-types.ts';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  stripe = clientOf(sandbox);
});
afterAll(() => sandbox.close());

/** An answer as it came over the wire, without what the SDK adds to it. */
const plain = (value: object): unknown =>
  JSON.parse(JSON.stringify(value, (key, item: unknown) => (key === 'lastResponse' ? undefined : item)));

const pay = (
  payment_method: string,
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
): Promise<Stripe.PaymentIntent> =>
  stripe.paymentIntents.create({
    amount: 5000,
    currency: 'usd',
    confirm: true,
    payment_method,
    return_url: 'https://shop.example',
    ...more,
  });

const CASES: Record<string, [resource: string, root: string, answer: () => Promise<object>]> = {
  'a payment intent that was just made': [
    'PaymentIntents',
    'PaymentIntent',
    () => stripe.paymentIntents.create({ amount: 5000, currency: 'usd' }),
  ],
  'a payment intent on hold': [
    'PaymentIntents',
    'PaymentIntent',
    () => pay('pm_card_visa', { capture_method: 'manual' }),
  ],
  'a payment intent whose bank asks': [
    'PaymentIntents',
    'PaymentIntent',
    () => pay('pm_card_threeDSecure2Required', { use_stripe_sdk: true }),
  ],
  'a payment intent that was declined': [
    'PaymentIntents',
    'PaymentIntent',
    async () => {
      await pay('pm_card_chargeDeclined').catch(() => undefined);
      return (await stripe.paymentIntents.list({ limit: 1 })).data[0] as object;
    },
  ],
  'a captured charge': [
    'Charges',
    'Charge',
    async () => stripe.charges.retrieve((await pay('pm_card_visa')).latest_charge as string),
  ],
  'a failed charge': [
    'Charges',
    'Charge',
    async () => {
      await pay('pm_card_chargeDeclined').catch(() => undefined);
      return (await stripe.charges.list({ limit: 1 })).data[0] as object;
    },
  ],
  'a confirmation token': [
    'ConfirmationTokens',
    'ConfirmationToken',
    () => stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' }),
  ],
  'a payment method': [
    'PaymentMethods',
    'PaymentMethod',
    () => stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } }),
  ],
  'a customer': [
    'Customers',
    'Customer',
    () => stripe.customers.create({ email: 'a@example.com', address: { country: 'US' } }),
  ],
  'a refund': [
    'Refunds',
    'Refund',
    async () => stripe.refunds.create({ payment_intent: (await pay('pm_card_visa')).id }),
  ],
  'a slow refund': [
    'Refunds',
    'Refund',
    async () => stripe.refunds.create({ payment_intent: (await pay('pm_card_pendingRefund')).id }),
  ],
  'a balance transaction': [
    'BalanceTransactions',
    'BalanceTransaction',
    async () => (await stripe.balanceTransactions.list({ limit: 1 })).data[0] as object,
  ],
  'the balance': ['Balance', 'Balance', () => stripe.balance.retrieve()],
  'a webhook endpoint': [
    'WebhookEndpoints',
    'WebhookEndpoint',
    () => stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9', enabled_events: ['balance.available'] }),
  ],
  'a dispute': [
    'Disputes',
    'Dispute',
    async () => {
      const body = JSON.stringify({ charge: (await pay('pm_card_visa')).id });
      return (await (await fetch(`${sandbox.url}/_sandbox/disputes`, { method: 'POST', body })).json()) as object;
    },
  ],
  'a payout': [
    'Payouts',
    'Payout',
    async () => {
      await pay('pm_card_bypassPending', { amount: 20_000 });
      return stripe.payouts.create({ amount: 1000, currency: 'usd' });
    },
  ],
};

describe('what the sandbox answers is what the SDK’s types declare', () => {
  for (const [title, [resource, root, answer]] of Object.entries(CASES)) {
    it(`for ${title}`, async () => {
      expect(new SdkTypes(resource, root).problems(plain(await answer()))).toEqual([]);
    });
  }

  it('and the check itself finds a missing, a strange and a mistyped field', async () => {
    const intent = plain(await stripe.paymentIntents.create({ amount: 5000, currency: 'usd' })) as Record<
      string,
      unknown
    >;
    const { livemode: _livemode, ...rest } = intent;
    const broken = { ...rest, amount: '5000', shoe_size: 42, capture_method: 'sometimes' };
    const problems = new SdkTypes('PaymentIntents', 'PaymentIntent')
      .problems(broken)
      .map((problem) => problem.split(',')[0]);
    expect(problems.toSorted()).toEqual([
      'PaymentIntent.livemode is missing',
      "PaymentIntent.shoe_size is not Stripe's",
      'amount is "5000"',
      'capture_method is "sometimes"',
    ]);
  });
});
