import type { OrderView, PlacedOrder, Problem, Quote } from '@sidestall/contracts';
import { DropReader, PlanDrop } from '@sidestall/engine';
import { money, type BrandId, type DropId, type ListingId, type StreamId } from '@sidestall/kernel';
import { TestHouse, type Answer } from '../test-house.ts';

let house: TestHouse;
let brandId: BrandId;
let streamId: StreamId;
let teapot: ListingId;

const FULL = 8_800;

beforeAll(async () => {
  house = await TestHouse.open();
  const idOf = async <T>(sql: string) => (await house.database.one<{ id: T }>(sql))!.id;
  brandId = await idOf(`SELECT id FROM catalog.brand WHERE slug = 'morrow-clay'`);
  streamId = await idOf(`SELECT id FROM streams.stream WHERE slug = 'table-talk'`);
  teapot = await house.listing('MC-TEA-OAT');
});
afterAll(() => house.close());

async function drop(price: number, allotment: number, ofShow: StreamId | null = null): Promise<DropId> {
  const now = Date.now();
  const plan = await house.get(PlanDrop).execute(brandId, {
    title: 'Kiln opening',
    streamId: ofShow,
    startsAt: new Date(now).toISOString(),
    endsAt: new Date(now + 7_200_000).toISOString(),
    listings: [{ listingId: teapot, price: money(price, 'EUR'), allotment }],
  });
  if (!plan.ok) throw new Error(plan.error.detail);
  return plan.value;
}

/** The database's clock passes the end by a millisecond. */
const endedJustNow = (id: DropId) =>
  house.database.rows(
    `UPDATE catalog.drop SET starts_at = now() - interval '1 hour', ends_at = now() - interval '1 millisecond' WHERE id = $1`,
    [id],
  );
const leftOf = async (id: DropId) => {
  const found = await house.get(DropReader).find(brandId, id);
  return found.ok ? found.value.listings[0]!.left : null;
};
const quote = async (quantity: number, place: object = {}): Promise<Quote> => {
  const body = { lines: [{ listingId: teapot, quantity }], country: 'DE', ...place };
  const answer = await house.call<Quote>('POST', '/v1/quotes', { body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
};
const place = (asked: Quote) => house.place(asked) as Promise<Answer<PlacedOrder & Omit<Problem, 'status'>>>;
const priceOf = ({ lines }: Pick<Quote | OrderView, 'lines'>) => lines[0]!.unitPrice.amount;

describe('buying in a drop', () => {
  it('costs what the drop says, shows what it is measured against, and takes from its units', async () => {
    const id = await drop(7_200, 3);
    const asked = await quote(2);
    expect(asked.lines[0]).toMatchObject({
      unitPrice: { amount: 7_200 },
      regularPrice: { amount: FULL },
      priorPrice: { amount: FULL },
      drop: { id },
    });
    const placed = await place(asked);
    expect([placed.status, priceOf(await house.order(placed.body))]).toEqual([201, 7_200]);
    expect(await leftOf(id)).toBe(1);
    await endedJustNow(id);
  });

  it('is over a millisecond after its end: who was quoted before is asked again and pays the full price', async () => {
    const id = await drop(7_000, 3);
    const before = await quote(1);
    expect(priceOf(before)).toBe(7_000);
    await endedJustNow(id);
    expect(await place(before)).toMatchObject({ status: 409, body: { code: 'ORDERING.QUOTE_CHANGED' } });
    const after = await quote(1);
    expect([priceOf(after), after.lines[0]!.drop]).toEqual([FULL, null]);
    const placed = await place(after);
    expect([placed.status, priceOf(await house.order(placed.body))]).toEqual([201, FULL]);
  });

  it('of a show is possible in that show only', async () => {
    const id = await drop(6_900, 1, streamId);
    expect(priceOf(await quote(1))).toBe(FULL);
    expect(priceOf(await quote(1, { streamId }))).toBe(6_900);
    await endedJustNow(id);
  });

  it('of its last unit is one buyer’s; the other is told so and can have it at the full price', async () => {
    const id = await drop(6_800, 1);
    const [first, second] = [await quote(1), await quote(1)];
    const answers = await Promise.all([place(first), place(second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(['ORDERING.STOCK_GONE', 'ORDERING.QUOTE_CHANGED']).toContain(refused.body.code);
    expect(await leftOf(id)).toBe(0);
    expect(priceOf(await quote(1))).toBe(FULL);
    await endedJustNow(id);
  });

  it('stays at its price when the drop is over by the time the order is paid for', async () => {
    const id = await drop(6_700, 1);
    const placed = await place(await quote(1));
    await endedJustNow(id);
    const isClosed = () =>
      house.database.one(`SELECT 1 FROM catalog.drop WHERE id = $1 AND state = 'closed'`, [id]).then(Boolean);
    await house.until(isClosed, 'the drop to be closed');
    expect(priceOf(await house.order(placed.body))).toBe(6_700);
  });
});
