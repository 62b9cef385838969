import type { Quote } from '@sidestall/contracts';
import { TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350'; // at northwind alone

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open({ tax: 'stripe' });
  await house.database.rows(`UPDATE inventory.location SET ships_to = ships_to || '{US}'`);
});
afterAll(() => house.close());

describe('tax by Stripe', () => {
  const shippingAddress = {
    name: 'Ana Lima',
    line1: '1 Main Street',
    city: 'New York',
    postalCode: '10001',
    country: 'US',
    region: 'NY',
  };
  const ask = async (place: object): Promise<Quote> => {
    const lines = [{ listingId: await house.listing(MUG), quantity: 1 }];
    return (await house.call<Quote>('POST', '/v1/quotes', { body: { lines, ...place } })).body;
  };

  it('is a calculation that the payment names, and a second one of the same content is the same quote', async () => {
    const place = { country: 'US', region: 'NY', postalCode: '10001' };
    const [quote, again] = [await ask(place), await ask(place)];
    expect(again.hash).toBe(quote.hash);
    expect(quote.totals.isTaxIncluded).toBe(false);
    const placed = await house.place(quote, { change: { shippingAddress } });
    expect(placed.status).toBe(201);
    const row = await house.database.one<{ calculation: string; amount: number }>(
      `SELECT tax_calculation AS calculation, amount_minor AS amount FROM payments.payment WHERE order_id = $1`,
      [placed.body.order.id],
    );
    expect(row).toEqual({ calculation: expect.stringMatching(/^taxcalc_/), amount: quote.totals.total.amount });
    const [intent] = await house.intentsOf(placed.body.order.id);
    expect(intent!.hooks?.inputs?.tax?.calculation).toBe(row!.calculation);
  });

  it('is contained in the prices where shoppers expect that', async () => {
    const quote = await ask({ country: 'DE' });
    expect(quote.totals.isTaxIncluded).toBe(true);
    expect(quote.totals.total.amount).toBe(quote.totals.subtotal.amount + quote.totals.shipping.amount);
    expect(quote.totals.tax.amount).toBeGreaterThan(0);
  });

  it('that cannot be reckoned makes no quote', async () => {
    await house.control('/faults', { status: 500, count: 2, path: '/v1/tax/calculations', method: 'POST' });
    const lines = [{ listingId: await house.listing(MUG), quantity: 1 }];
    const refused = await house.call('POST', '/v1/quotes', { body: { lines, country: 'DE' } });
    expect(refused).toMatchObject({ status: 503, body: { code: 'PAYMENTS.UNAVAILABLE' } });
  });
});
