import { randomUUID } from 'node:crypto';
import type { PlacedOrder, Problem, Quote } from '@sidestall/contracts';
import { hasRedis } from '@sidestall/testing';
import { Buyer } from './buyer.ts';
import { FaultHouse, type Backend } from './fault-house.ts';
import { isQuiet, judge } from './oracle.ts';

const BUYERS = 500;
const UNITS = 100;
/** How many ask in the same moment. */
const TOGETHER = 64;
const ADDRESS = { name: 'Ana Lima', line1: 'Lange Straße 1', city: 'Leipzig', postalCode: '04103', country: 'DE' };

const BACKENDS: readonly Backend[] = hasRedis ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'];

let house: FaultHouse;
let buyer: Buyer;

const codeOf = (answer: { body: object } | null): string =>
  answer && 'code' in answer.body ? String(answer.body.code) : 'nobody answered';

/** One try to have one unit: the order, or why not. */
async function tryToBuy(listingId: string, index: number): Promise<PlacedOrder | string> {
  const quote = await house.call<Quote | Problem>('POST', '/v1/quotes', {
    lines: [{ listingId, quantity: 1 }],
    country: 'DE',
  });
  if (!quote || 'code' in quote.body) return codeOf(quote);
  const token = await house.stripe.testHelpers.confirmationTokens.create({ payment_method: 'pm_card_visa' });
  const placed = await house.call<PlacedOrder | Problem>(
    'POST',
    '/v1/orders',
    {
      quoteId: quote.body.id,
      quoteHash: quote.body.hash,
      email: `buyer-${index}@example.com`,
      shippingAddress: ADDRESS,
      confirmationTokenId: token.id,
      returnUrl: house.house.urls.api,
    },
    { 'idempotency-key': randomUUID() },
  );
  return !placed || 'code' in placed.body ? codeOf(placed) : placed.body;
}

describe.each(BACKENDS)('a shop beside a show, with its queue on %s,', (backend) => {
  beforeAll(async () => {
    house = await FaultHouse.open(backend, { workers: 2 });
    buyer = new Buyer(house, await Buyer.listings(house));
  });
  afterAll(() => house.close());

  it('G1: sells exactly the hundred units it has to five hundred buyers, and tells all others that they are gone', async () => {
    const listingId = buyer.listings[0]!;
    await house.rows(
      `WITH it AS (SELECT variant_id FROM catalog.listing WHERE id = $1), shelf AS (
         UPDATE inventory.stock s SET on_hand = allocated + (CASE WHEN s.retailer_id = (
             SELECT min(retailer_id) FROM inventory.stock WHERE variant_id = s.variant_id) THEN $2::int ELSE 0 END)
           FROM it WHERE s.variant_id = it.variant_id RETURNING s.variant_id, s.on_hand, s.allocated)
       UPDATE inventory.variant_stock v SET on_hand = v.claimed + $2::int FROM it WHERE v.variant_id = it.variant_id`,
      [listingId, UNITS],
    );
    const answers: (PlacedOrder | string)[] = [];
    let next = 0;
    const shop = async (): Promise<void> => {
      while (next < BUYERS) answers.push(await tryToBuy(listingId, next++));
    };
    await Promise.all(Array.from({ length: TOGETHER }, shop));
    const sold = answers.filter((answer) => typeof answer !== 'string').map(({ order }) => order.id);
    expect(answers).toHaveLength(BUYERS);
    expect(sold).toHaveLength(UNITS);
    expect(new Set(answers.filter((answer) => typeof answer === 'string'))).toEqual(new Set(['ORDERING.STOCK_GONE']));
    await house.until(
      async () =>
        (await house.count(`SELECT count(*) AS n FROM ordering."order" WHERE id = ANY($1) AND state = 'completed'`, [
          sold,
        ])) === UNITS,
      'every order to be sent',
      120,
    );
    await house.until(() => isQuiet(house), 'the house to become quiet');
    expect(await judge(house)).toEqual([]);
  });
});
