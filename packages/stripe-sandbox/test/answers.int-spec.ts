import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { answerCheck, deriveTable } from './fidelity.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => (house = await openHouse()));
afterAll(() => house.close());

/** What is wrong with an answer that a call to this path would give. */
function problemsOf(method: string, path: string, body: unknown, status = 200): string[] {
  const problems: string[] = [];
  const call = { method, url: new URL(path, 'http://sandbox'), headers: {}, body: '', isOwnPage: false };
  answerCheck((problem) => problems.push(problem)).answer(call, { status, headers: {}, body: JSON.stringify(body) });
  return problems.map((problem) => problem.replace(/^.*?: (answer \S+ \S+?\.)?/, '')).toSorted();
}

const anIntent = async (): Promise<Record<string, unknown>> =>
  JSON.parse(JSON.stringify(await house.pay())) as Record<string, unknown>;

describe('what the sandbox answers is what the SDK’s types declare', () => {
  it('for payments that are made, held, asked about, declined, refunded and disputed, and their events', async () => {
    const { stripe, pay } = house;
    await stripe.paymentIntents.create({ amount: 5000, currency: 'usd' });
    await pay('pm_card_visa', { capture_method: 'manual' });
    await pay('pm_card_threeDSecure2Required', { use_stripe_sdk: true });
    await pay('pm_card_visa_chargeDeclined').catch(() => undefined);
    await stripe.refunds.create({ payment_intent: (await pay()).id });
    await stripe.refunds.create({ payment_intent: (await pay('pm_card_pendingRefund')).id });
    await pay('pm_card_createDispute');
    await house.control('POST', '/disputes', { charge: (await pay()).latest_charge });
    await stripe.payouts.create({ amount: 1000, currency: 'usd' }).catch(() => undefined);
    await stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
    await house.advance(8 * 86_400);
    for (const list of [
      stripe.paymentIntents.list({ limit: 100, expand: ['data.latest_charge', 'data.payment_method'] }),
      stripe.charges.list({ limit: 100, expand: ['data.balance_transaction', 'data.refunds'] }),
      stripe.balanceTransactions.list({ limit: 100, expand: ['data.source'] }),
      stripe.refunds.list({ limit: 100 }),
      stripe.disputes.list({ limit: 100 }),
      stripe.payouts.list({ limit: 100 }),
      stripe.events.list({ limit: 100 }),
    ])
      expect((await list).object).toBe('list');
    await stripe.balance.retrieve();
    // Closing the house fails if any of these answers was wrong.
  });

  it('and the check finds a missing, a strange and a mistyped field and a value outside a closed list', async () => {
    const { livemode: _livemode, ...rest } = await anIntent();
    const broken = { ...rest, amount: '5000', shoe_size: 42, capture_method: 'sometimes', status: 'paid' };
    expect(problemsOf('GET', '/v1/payment_intents/pi_1', broken)).toEqual([
      'amount is "5000", not of type number',
      'capture_method is "sometimes", not of its list',
      'livemode is missing',
      "shoe_size is not Stripe's",
      'status is "paid", not of its list',
    ]);
  });

  it('and the check looks into lists, expanded objects and errors', async () => {
    const intent = await anIntent();
    const list = { object: 'list', data: [{ ...intent, currency: 7 }], has_more: false, url: '/v1/payment_intents' };
    expect(problemsOf('GET', '/v1/payment_intents', list)).toHaveLength(1);
    const expanded = { ...intent, payment_method: { id: 'pm_1', object: 'payment_method' } };
    expect(problemsOf('GET', '/v1/payment_intents/pi_1', expanded)).toContain('payment_method.type is missing');
    const error = { type: 'card_error', message: 'No.', reason: 'none', payment_intent: { ...intent, amount: null } };
    expect(problemsOf('POST', '/v1/payment_intents', { error }, 402)).toHaveLength(2);
  });

  it('and the check lets a browser see less, but nothing else', async () => {
    const { metadata: _metadata, ...face } = await anIntent();
    const path = '/v1/payment_intents/pi_1?key=pk_test_sandbox_sidestall';
    expect(problemsOf('GET', path, face)).toEqual([]);
    expect(problemsOf('GET', path, { ...face, shoe_size: 42 })).toEqual(["shoe_size is not Stripe's"]);
  });

  it('and the check knows each event by its type', async () => {
    const problems: string[] = [];
    const check = answerCheck((problem) => problems.push(problem));
    const [event] = (await house.stripe.events.list({ type: 'payment_intent.succeeded', limit: 1 })).data;
    check.event(event as never);
    expect(problems).toEqual([]);
    check.event({ ...event, type: 'charge.succeeded' } as never);
    check.event({ ...event, type: 'payment_intent.applauded' } as never);
    expect(problems.length).toBeGreaterThanOrEqual(2);
  });
});

describe('the parameter table', () => {
  it('is the one the installed SDK makes; `node build/derive.mjs` writes it anew', () => {
    const committed = readFileSync(
      fileURLToPath(new URL('../src/http/parameter-table.gen.ts', import.meta.url)),
      'utf8',
    );
    expect(committed).toBe(deriveTable());
  });
});
