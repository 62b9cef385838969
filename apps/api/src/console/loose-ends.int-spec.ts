import type { LooseEnds, Problem } from '@sidestall/contracts';
import { newId } from '@sidestall/kernel';
import { DEMO_HOST, DEMO_OPERATOR } from '../cli/seed-shop.ts';
import { TestHouse, type Answer } from '../test-house.ts';

let house: TestHouse;
let cookie: string;

const signIn = async ({ email, password }: { email: string; password: string }) => {
  const { headers } = await house.call('POST', '/v1/console/sign-in', { body: { email, password } });
  return headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
};
const call = <T>(method: string, route = '', body?: unknown): Promise<Answer<T & Omit<Problem, 'status'>>> =>
  house.call(method, `/v1/console/loose-ends${route}`, { body, headers: { cookie } });

/** A job that failed as often as it may, as the worker leaves it. */
async function givenUp(): Promise<string> {
  const id = newId('obx');
  await house.database.rows(
    `INSERT INTO platform.outbox (id, kind, name, key, payload, state, attempts, last_error, done_at)
     VALUES ($1, 'job', 'fulfillment.route-order', $1, $2, 'failed', 12, 'no calendar', now())`,
    [id, JSON.stringify({ orderId: newId('ord') })],
  );
  return id;
}
const stateOf = async (id: string) =>
  (await house.database.one<{ state: string; attempts: number }>(
    `SELECT state, attempts FROM platform.outbox WHERE id = $1`,
    [id],
  ))!;

beforeAll(async () => {
  house = await TestHouse.open({ worker: false });
  cookie = await signIn(DEMO_OPERATOR);
});
beforeEach(() => house.database.rows(`DELETE FROM platform.outbox WHERE state = 'failed'`));
afterAll(() => house.close());

describe('work that was given up', () => {
  it('is listed for who runs the house, the newest first, page by page', async () => {
    const ids = [await givenUp(), await givenUp(), await givenUp()].reverse();
    const first = await call<LooseEnds>('GET', '?limit=2');
    expect(first.body).toMatchObject({ count: 3, parcels: [], moreJobs: ids[1] });
    expect(first.body.jobs).toMatchObject([
      { id: ids[0], name: 'fulfillment.route-order', about: { orderId: expect.any(String) }, error: 'no calendar' },
      { id: ids[1] },
    ]);
    const second = await call<LooseEnds>('GET', `?limit=2&cursor=${first.body.moreJobs}`);
    expect([second.body.jobs.map(({ id }) => id), second.body.moreJobs]).toEqual([[ids[2]], null]);
  });

  it('is tried again from the start, or let be; the second word changes nothing', async () => {
    const [again, dropped] = [await givenUp(), await givenUp()];
    expect(await call('POST', `/jobs/${again}/try-again`, {})).toMatchObject({ status: 200, body: { id: again } });
    expect(await call('POST', `/jobs/${dropped}/drop`, {})).toMatchObject({ status: 200, body: { id: dropped } });
    expect(await stateOf(again)).toEqual({ state: 'pending', attempts: 0 });
    expect(await stateOf(dropped)).toEqual({ state: 'done', attempts: 12 });
    for (const id of [again, dropped]) {
      expect(await call('POST', `/jobs/${id}/drop`, {})).toMatchObject({
        status: 409,
        body: { code: 'PLATFORM.JOB_NOT_GIVEN_UP' },
      });
    }
  });

  it('is no business of a brand’s', async () => {
    const [operators, id] = [cookie, await givenUp()];
    cookie = await signIn(DEMO_HOST);
    expect(await call('GET')).toMatchObject({ status: 403 });
    expect(await call('POST', `/jobs/${id}/try-again`, {})).toMatchObject({ status: 403 });
    cookie = operators;
    expect(await stateOf(id)).toMatchObject({ state: 'failed' });
  });
});

it('a parcel that nobody reported cannot be settled', async () => {
  expect(await call('POST', '/parcels/1/settle', { note: 'It turns back' })).toMatchObject({ status: 404 });
  expect(await call('POST', '/parcels/1/settle', { note: ' ' })).toMatchObject({ status: 400 });
  expect(await call('POST', '/parcels/x/settle', { note: 'Odd' })).toMatchObject({ status: 400 });
});
