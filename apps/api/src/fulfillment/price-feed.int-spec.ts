import type { PriceAnswer, PriceFileReport, Problem } from '@sidestall/contracts';
import { RETAILER_KEYS, TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350'; // at northwind alone
const OTHER_MUG = 'MC-MUG-OAT-350';
const THIRD_MUG = 'MC-MUG-INK-250';
const PRICES = '/v1/partner/prices';

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open({ worker: false });
});
beforeEach(() => house.database.rows('TRUNCATE fulfillment.retailer_price'));
afterAll(() => house.close());

const at = (minute: number): string => `2026-11-20T08:${String(minute).padStart(2, '0')}:00.000Z`;
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const authorization = `Bearer ${RETAILER_KEYS.northwind}`;

let calls = 0;
const tell = async (...prices: readonly { sku: string; price: unknown; asOf: string }[]) => {
  const answer = await house.call<PriceAnswer>('POST', PRICES, {
    body: { prices },
    headers: { authorization, 'idempotency-key': `prices-${calls++}` },
  });
  expect(answer.status).toBe(200);
  return answer.body.prices;
};
async function send<T = PriceFileReport>(type: string, body: string, query = ''): Promise<{ status: number; body: T }> {
  const response = await fetch(`${house.url}${PRICES}/files${query}`, {
    method: 'POST',
    headers: { authorization, 'content-type': type },
    body,
  });
  return { status: response.status, body: (await response.json()) as T };
}
/** What is known, by SKU: amount and minute. */
const known = async () =>
  Object.fromEntries(
    (
      await house.database.rows<{ sku: string; amount: number | null; minute: number }>(
        `SELECT v.sku, p.amount_minor AS amount, extract(minute FROM p.as_of)::int AS minute
           FROM fulfillment.retailer_price p JOIN catalog.variant v ON v.id = p.variant_id`,
      )
    ).map(({ sku, amount, minute }) => [sku, [amount, minute]]),
  );

describe('a retailer that tells its prices', () => {
  it('has them taken one by one: newer ones are, older ones and foreign ones are not', async () => {
    await tell({ sku: MUG, price: eur(1_150), asOf: at(10) });
    const answers = await tell(
      { sku: MUG, price: eur(900), asOf: at(9) },
      { sku: OTHER_MUG, price: eur(1_200), asOf: at(10) },
      { sku: 'NOBODYS', price: eur(1), asOf: at(10) },
    );
    expect(answers).toEqual([
      { sku: MUG, outcome: 'ignored', price: eur(1_150), asOf: at(10) },
      { sku: OTHER_MUG, outcome: 'applied', price: eur(1_200), asOf: at(10) },
      { sku: 'NOBODYS', outcome: 'unknown', price: null, asOf: null },
    ]);
    expect(await known()).toEqual({ [MUG]: [1_150, 10], [OTHER_MUG]: [1_200, 10] });
  });

  it('takes one back, and no older price returns', async () => {
    await tell({ sku: MUG, price: eur(1_150), asOf: at(10) });
    expect(await tell({ sku: MUG, price: null, asOf: at(11) })).toMatchObject([{ outcome: 'applied', price: null }]);
    expect(await tell({ sku: MUG, price: eur(5), asOf: at(10) })).toMatchObject([{ outcome: 'ignored', price: null }]);
  });

  it('changes nothing of what buyers pay', async () => {
    const before = await house.quote({ [MUG]: 1 });
    await tell({ sku: MUG, price: eur(1), asOf: at(10) });
    const after = await house.quote({ [MUG]: 1 });
    expect(after.totals).toEqual(before.totals);
  });

  it.each([
    ['below zero', { sku: MUG, price: eur(-1), asOf: at(1) }],
    ['of parts of a cent', { sku: MUG, price: eur(1.5), asOf: at(1) }],
    ['without a currency', { sku: MUG, price: { amount: 5 }, asOf: at(1) }],
    ['of no moment', { sku: MUG, price: eur(5), asOf: 'today' }],
  ])('is refused a price %s', async (_what, price) => {
    const answer = await house.call<Problem>('POST', PRICES, {
      body: { prices: [price] },
      headers: { authorization, 'idempotency-key': `refused-${calls++}` },
    });
    expect(answer.status).toBe(400);
    expect(await known()).toEqual({});
  });
});

describe('C7: a retailer that sends all its prices as a file', () => {
  it('has a CSV applied at once: of one SKU the newest, problems told by line', async () => {
    await tell({ sku: THIRD_MUG, price: eur(1_000), asOf: at(30) });
    const rows = [
      `${MUG},1150,EUR,${at(10)}`,
      `${MUG},1100,EUR,${at(12)}`,
      `${OTHER_MUG},,,${at(10)}`,
      `${THIRD_MUG},900,EUR,${at(10)}`,
      `${THIRD_MUG},-1,EUR,${at(40)}`,
      `${THIRD_MUG},9,euro,${at(40)}`,
      ...Array.from({ length: 5_000 }, (_, index) => `UNKNOWN-${index},5,EUR,${at(10)}`),
    ];
    const sent = await send('text/csv', `sku,amount,currency,as_of\n${rows.join('\n')}\n`);
    expect(sent.status).toBe(200);
    expect(sent.body).toMatchObject({ rows: 5_006, applied: 2, ignored: 2, unknown: 5_000, problemCount: 2 });
    expect(sent.body.problems.map(({ line }) => line)).toEqual([6, 7]);
    expect(await known()).toEqual({ [MUG]: [1_100, 12], [OTHER_MUG]: [null, 10], [THIRD_MUG]: [1_000, 30] });
  });

  it('has JSON lines applied, and one moment may stand for all', async () => {
    const rows = [
      { sku: MUG, price: eur(1_150) },
      { sku: OTHER_MUG, price: null },
    ].map((row) => JSON.stringify(row));
    const sent = await send('application/x-ndjson', rows.join('\n'), `?asOf=${encodeURIComponent(at(15))}`);
    expect(sent).toMatchObject({ status: 200, body: { rows: 2, applied: 2, problemCount: 0 } });
    expect(await known()).toEqual({ [MUG]: [1_150, 15], [OTHER_MUG]: [null, 15] });
  });

  it.each([
    ['a line that is no object', 'application/x-ndjson', `{"sku":"${MUG}","price":null,"asOf":"${at(1)}"}\nno`],
    ['a cell that is never closed', 'text/csv', `sku,amount,currency,as_of\n${MUG},5,EUR,${at(1)}\n"open`],
    ['columns of something else', 'text/csv', `sku,on_hand\n${MUG},5\n`],
    ['nothing', 'text/csv', ''],
  ])('has nothing applied of a file with %s', async (_what, type, body) => {
    const refused = await send<Problem>(type, body);
    expect(refused.status).toBe(422);
    expect(refused.body.code).toBe('FULFILLMENT.PRICE_FILE_INVALID');
    expect(await known()).toEqual({});
  });

  it('may send two at once: the newer prices are what stays', async () => {
    const file = (minute: number) =>
      [MUG, OTHER_MUG, THIRD_MUG]
        .map((sku) => JSON.stringify({ sku, price: eur(minute), asOf: at(minute) }))
        .join('\n');
    const sent = await Promise.all([20, 25, 21, 22].map((minute) => send('application/x-ndjson', file(minute))));
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await known()).toEqual({ [MUG]: [25, 25], [OTHER_MUG]: [25, 25], [THIRD_MUG]: [25, 25] });
  });
});
