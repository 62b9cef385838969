import { copyFile } from 'node:fs/promises';
import { startSandbox } from './fidelity.ts';
import { DAY, openHouse, refusal, type House } from './house.ts';
import { aDataFile } from './sandbox.ts';
import { clientOf } from './shop.ts';

let house: House;
let dataFile: string;

beforeEach(async () => {
  dataFile = aDataFile();
  house = await openHouse({ dataFile });
});
afterEach(() => house.close());

const restart = async (): Promise<void> => {
  await house.close();
  house = await openHouse({ dataFile });
};

describe('an idempotency key', () => {
  it('is remembered over a restart, with the request it belonged to', async () => {
    const first = await house.stripe.customers.create({ email: 'a@example.com' }, { idempotencyKey: 'k' });
    await restart();
    const again = await house.stripe.customers.create({ email: 'a@example.com' }, { idempotencyKey: 'k' });
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers).toMatchObject({
      'idempotency-key': 'k',
      'idempotent-replayed': 'true',
      'original-request': first.lastResponse.requestId,
    });
    expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
    expect((await house.stripe.customers.list()).data).toHaveLength(1);
  });

  it('replays a 500 over a restart, though the work was done', async () => {
    await house.control('POST', '/faults', { status: 500, afterEffect: true, path: '/v1/customers' });
    const create = (): Promise<unknown> => house.stripe.customers.create({ name: 'Jo' }, { idempotencyKey: 'k' });
    const first = await refusal(create());
    await restart();
    const again = await refusal(create());
    expect([again.statusCode, again.message]).toEqual([500, first.message]);
    expect(again.headers?.['original-request']).toBe(first.requestId);
    expect((await house.stripe.customers.list()).data).toHaveLength(1);
  });

  it('replays a decline over a restart, with the intent inside', async () => {
    const pay = () =>
      house.stripe.paymentIntents.create(
        {
          amount: 900,
          currency: 'usd',
          confirm: true,
          payment_method: 'pm_card_chargeDeclined',
          return_url: 'https://x.example',
        },
        { idempotencyKey: 'k' },
      );
    const first = await refusal(pay());
    await restart();
    expect((await refusal(pay())).payment_intent).toEqual(first.payment_intent);
    expect((await house.stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it('compares parameters by their meaning, whatever their order', async () => {
    const send = (body: string): Promise<Response> =>
      fetch(`${house.sandbox.url}/v1/customers`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${house.sandbox.secretKey}`,
          'content-type': 'application/x-www-form-urlencoded',
          'idempotency-key': 'k',
        },
        body,
      });
    await send('email=a%40example.com&metadata[x]=1');
    const swapped = await send('metadata[x]=1&email=a%40example.com');
    expect([swapped.status, swapped.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    const other = await send('metadata[x]=2&email=a%40example.com');
    expect(other.status).toBe(400);
    expect(await other.json()).toMatchObject({ error: { type: 'idempotency_error' } });
    expect(other.headers.get('idempotent-replayed')).toBeNull();
  });

  it('is forgotten a day later by the sandbox clock, restart or not', async () => {
    const create = () => house.stripe.customers.create({ email: 'a@example.com' }, { idempotencyKey: 'k' });
    const first = await create();
    await house.advance(DAY - 60);
    expect((await create()).id).toBe(first.id);
    await house.advance(120);
    await restart();
    const anew = await create();
    expect(anew.id).not.toBe(first.id);
    expect((await create()).id).toBe(anew.id);
  });

  it('is left free by a call that conflicted, failed validation or was never let in', async () => {
    await house.control('POST', '/latency', { milliseconds: 100 });
    const twins = await Promise.allSettled(
      [1, 2].map(() => house.stripe.customers.create({ email: 'a@example.com' }, { idempotencyKey: 'twin' })),
    );
    expect(twins.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refused = twins.find((twin) => twin.status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toMatchObject({ statusCode: 409, headers: { 'stripe-should-retry': 'true' } });
    await house.control('POST', '/latency', { milliseconds: 0 });
    const replayed = await house.stripe.customers.create({ email: 'a@example.com' }, { idempotencyKey: 'twin' });
    expect(replayed.lastResponse.headers['idempotent-replayed']).toBe('true');
    await refusal(house.stripe.customers.create({ nmae: 'x' } as never, { idempotencyKey: 'v' }));
    await house.control('POST', '/faults', { status: 429, code: 'lock_timeout', path: '/v1/customers' });
    expect(await refusal(house.stripe.customers.create({ name: 'x' }, { idempotencyKey: 'v' }))).toMatchObject({
      statusCode: 429,
      code: 'lock_timeout',
    });
    expect((await house.stripe.customers.create({ name: 'x' }, { idempotencyKey: 'v' })).name).toBe('x');
  });

  it('belongs to one account', async () => {
    const account = await house.recipient();
    const own = await house.stripe.customers.create({ name: 'x' }, { idempotencyKey: 'k' });
    const theirs = await house.stripe.customers.create({ name: 'y' }, { idempotencyKey: 'k', stripeAccount: account });
    expect(theirs.id).not.toBe(own.id);
    expect(theirs.lastResponse.headers['stripe-account']).toBe(account);
    expect(await refusal(house.stripe.customers.list({}, { stripeAccount: 'acct_unknown' }))).toMatchObject({
      statusCode: 403,
      code: 'account_invalid',
    });
  });

  it('is at most 255 characters long', async () => {
    const long = 'k'.repeat(256);
    expect((await refusal(house.stripe.customers.create({}, { idempotencyKey: long }))).statusCode).toBe(400);
  });
});

describe('a sandbox that is killed', () => {
  it('has in its file whatever it had answered', async () => {
    const intent = await house.pay('pm_card_visa', { capture_method: 'manual' });
    // Nothing is closed: a second process reads the file as the kill left it.
    const copy = await startSandbox({ port: 0, dataFile: await copyOf(dataFile) });
    expect(await clientOf(copy).paymentIntents.capture(intent.id)).toMatchObject({ status: 'succeeded' });
    await copy.close();
  });
});

async function copyOf(file: string): Promise<string> {
  const copy = `${file}.copy`;
  await copyFile(file, copy);
  return copy;
}
