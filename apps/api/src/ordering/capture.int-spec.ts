import type { PlacedOrder } from '@sidestall/contracts';
import { GiveUpUnits } from '@sidestall/engine';
import type { OrderId } from '@sidestall/kernel';
import { TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350'; // at northwind alone
const KETTLE = 'DT-KET-BLK'; // at harbor alone

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open();
});
afterAll(() => house.close());

interface ShareRow {
  itemId: string;
  role: string;
  lineId: string | null;
  amountMinor: number;
  jurisdiction: string | null;
}

const shares = (orderId: string): Promise<ShareRow[]> =>
  house.database.rows(
    `SELECT item_id AS "itemId", role, line_id AS "lineId", amount_minor AS "amountMinor", jurisdiction
       FROM ledger.share WHERE order_id = $1 ORDER BY item_id, role`,
    [orderId],
  );

const saleOf = (orderId: string) =>
  house.database.one<{ capturedMinor: number; currency: string; charge: string }>(
    `SELECT captured_minor AS "capturedMinor", currency, stripe_charge AS charge FROM ledger.sale WHERE order_id = $1`,
    [orderId],
  );

async function accept(retailer: 'northwind' | 'harbor', placed: PlacedOrder, quantity?: number): Promise<void> {
  const requested = await house.requested(retailer, placed);
  const lines = quantity === undefined ? undefined : [{ lineId: requested.lines[0]!.id, quantity }];
  const answer = await house.partner(retailer, 'POST', `/${requested.id}/accept`, lines ? { lines } : {});
  expect(answer.status).toBe(200);
}

const captured = (placed: PlacedOrder) =>
  house.until(async () => {
    const now = await house.order(placed);
    return now.state === 'captured' && now;
  }, 'the capture');

/** Sells the listings of these SKUs in another currency while the work runs. */
async function inCurrency<T>(currency: string, prices: Record<string, number>, work: () => Promise<T>): Promise<T> {
  const was = await house.database.rows<{ id: string; price: number; currency: string }>(
    `SELECT l.id, l.price_minor AS price, l.currency FROM catalog.listing l JOIN catalog.variant v ON v.id = l.variant_id
      WHERE v.sku = ANY ($1)`,
    [Object.keys(prices)],
  );
  for (const [sku, price] of Object.entries(prices)) {
    await house.database.rows(
      `UPDATE catalog.listing l SET price_minor = $2, currency = $3 FROM catalog.variant v WHERE v.id = l.variant_id AND v.sku = $1`,
      [sku, price, currency],
    );
  }
  try {
    return await work();
  } finally {
    for (const row of was) {
      await house.database.rows(`UPDATE catalog.listing SET price_minor = $2, currency = $3 WHERE id = $1`, [
        row.id,
        row.price,
        row.currency,
      ]);
    }
  }
}

describe('a capture', () => {
  it('is remembered from the approval on, and its sale is divided to the cent', async () => {
    const quote = await house.quote({ [MUG]: 2 });
    const placed = (await house.place(quote)).body;
    expect(await house.books(placed.order.id)).toMatchObject([
      { idemKey: `auth-${placed.order.id}`, state: 'pending' },
    ]);
    await accept('northwind', placed);
    const order = await captured(placed);
    const books = await house.books(order.id);
    expect(books.map((fact) => fact.idemKey).sort()).toEqual(
      [`auth-${order.id}`, `auth-${order.id}-resolved`, `capture-${order.id}`].sort(),
    );
    const total = quote.totals.total.amount;
    const capture = books.find((fact) => fact.kind !== 'authorization' && fact.state === 'posted')!;
    expect(capture.entries[0]).toBe(`stripe:balance/EUR ${total}`);
    const sale = await saleOf(order.id);
    const [intent] = await house.intentsOf(order.id);
    expect(sale).toMatchObject({ capturedMinor: total, currency: 'EUR', charge: intent!.latest_charge });
    const parts = await shares(order.id);
    expect(parts.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(total);
    const tax = parts.filter((part) => part.role === 'tax').reduce((sum, part) => sum + part.amountMinor, 0);
    expect(tax).toBe(quote.totals.tax.amount);
    expect(parts.filter((part) => part.role === 'tax').every((part) => part.jurisdiction === 'DE')).toBe(true);
    const net = 2 * quote.lines[0]!.unitPrice.amount - parts.find((it) => it.role === 'tax' && it.lineId)!.amountMinor;
    expect(parts.find((it) => it.role === 'partner' && it.lineId)!.amountMinor).toBe(Math.round(net * 0.65));
  });

  it('of two retailers and a part pays each for what it sends, and shares the shipping by worth', async () => {
    const quote = await house.quote({ [MUG]: 1, [KETTLE]: 2 });
    const placed = (await house.place(quote)).body;
    await accept('northwind', placed);
    await accept('harbor', placed, 1);
    const order = await captured(placed);
    const kettle = order.lines.find((line) => line.canceledQuantity > 0)!;
    const sale = (await saleOf(order.id))!;
    expect(sale.capturedMinor).toBe(quote.totals.total.amount - kettle.unitPrice.amount);
    const parts = await shares(order.id);
    expect(parts.reduce((sum, part) => sum + part.amountMinor, 0)).toBe(sale.capturedMinor);
    const shipping = parts.filter((part) => part.lineId === null && part.role === 'partner');
    expect(shipping).toHaveLength(quote.totals.shipping.amount > 0 ? 2 : 0);
    const sources = await house.database.rows(
      `SELECT retailer_name AS name, accepted, shipped, canceled FROM ordering.line_source WHERE order_id = $1 ORDER BY name`,
      [order.id],
    );
    expect(sources).toEqual([
      { name: 'Harbor Goods', accepted: 1, shipped: 0, canceled: 0 },
      { name: 'Northwind Warehouse', accepted: 1, shipped: 0, canceled: 0 },
    ]);
  });

  it.each([
    ['JPY', 3_333],
    ['KWD', 12_350],
    ['USD', 3_333],
  ])('in %s is the sum of its items for a part of a line too', async (currency, price) => {
    const { placed, quote } = await inCurrency(currency, { [KETTLE]: price }, async () => {
      const made = await house.quote({ [KETTLE]: 3 });
      return { quote: made, placed: (await house.place(made)).body };
    });
    await accept('harbor', placed, 2);
    const order = await captured(placed);
    const expected = 2 * price + quote.totals.shipping.amount;
    expect(order.payment.captured).toEqual({ amount: expected, currency });
    expect((await house.intentsOf(order.id))[0]!.amount_received).toBe(expected);
    expect(await saleOf(order.id)).toMatchObject({ capturedMinor: expected, currency });
    expect((await shares(order.id)).reduce((sum, part) => sum + part.amountMinor, 0)).toBe(expected);
  });

  it('already made at Stripe is a capture all the same, and booked once', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    const placed = (await house.place(quote)).body;
    await house.requested('northwind', placed);
    await house.control('/webhooks', { isPaused: true });
    await house.stripe.paymentIntents.capture((await house.intentsOf(placed.order.id))[0]!.id);
    await accept('northwind', placed);
    const order = await captured(placed);
    await house.control('/faults', {}, 'DELETE');
    expect((await saleOf(order.id))!.capturedMinor).toBe(quote.totals.total.amount);
    const facts = await house.books(order.id);
    expect(facts.filter((fact) => fact.idemKey.startsWith('capture-'))).toHaveLength(1);
  });

  it('that Stripe made of another amount is booked as Stripe says, the difference where somebody will ask why', async () => {
    const quote = await house.quote({ [MUG]: 1 });
    const placed = (await house.place(quote)).body;
    await house.requested('northwind', placed);
    await house.control('/webhooks', { isPaused: true });
    const [intent] = await house.intentsOf(placed.order.id);
    await house.stripe.paymentIntents.capture(intent!.id, { amount_to_capture: quote.totals.total.amount - 100 });
    await accept('northwind', placed);
    const order = await captured(placed);
    await house.control('/faults', {}, 'DELETE');
    const difference = (await house.books(order.id)).find((fact) => fact.kind === 'capture_difference');
    expect(difference?.entries).toEqual(['stripe:balance/EUR -100', 'suspense/EUR 100']);
  });
});

describe('units a retailer cannot send after all', () => {
  it('after the capture are refunded without anybody asking, shipping too when nothing is left', async () => {
    const quote = await house.quote({ [MUG]: 2 });
    const placed = (await house.place(quote)).body;
    await accept('northwind', placed);
    const order = await captured(placed);
    const source = (await house.database.one<{ lineId: `oln_${string}`; id: `ret_${string}`; name: string }>(
      `SELECT line_id AS "lineId", retailer_id AS id, retailer_name AS name FROM ordering.line_source WHERE order_id = $1`,
      [order.id],
    ))!;
    const giveUp = (quantity: number) =>
      house.database.transaction((tx) =>
        house
          .get(GiveUpUnits)
          .execute(
            tx,
            order.id as OrderId,
            [{ lineId: source.lineId, retailer: { id: source.id, name: source.name }, quantity }],
            'One of them broke in the warehouse',
          ),
      );
    await giveUp(1);
    await giveUp(1);
    await house.control('/settle');
    const refunded = await house.until(async () => {
      const now = await house.order(placed);
      return now.refunds.length === 2 && now.refunds.every((refund) => refund.state === 'succeeded') && now;
    }, 'the refunds');
    expect(refunded.refunds.every((refund) => refund.reason === 'not_shippable')).toBe(true);
    expect(refunded.refunded).toEqual(quote.totals.total);
    expect(refunded.fulfillment).toBe('canceled');
  });
});

describe('tax on top', () => {
  it('is asked for by the region the parcel goes to, and the quote is anew when that changes', async () => {
    const lines = [{ listingId: await house.listing(MUG), quantity: 1 }];
    await house.database.rows(
      `UPDATE inventory.location SET ships_to = ships_to || '{US}' WHERE NOT 'US' = ANY (ships_to)`,
    );
    const ask = async (region?: string) =>
      (
        await house.call<Awaited<ReturnType<typeof house.quote>>>('POST', '/v1/quotes', {
          body: { lines, country: 'US', region },
        })
      ).body;
    const nowhere = await ask();
    expect(nowhere.totals).toMatchObject({ tax: { amount: 0 }, isTaxIncluded: false });
    const newYork = await ask('NY');
    expect(newYork.totals.tax.amount).toBe(Math.round(newYork.lines[0]!.total.amount * 0.04));
    expect(newYork.totals.total.amount).toBe(nowhere.totals.total.amount + newYork.totals.tax.amount);
    const shippingAddress = {
      name: 'Ana',
      line1: '1 Main St',
      city: 'X',
      postalCode: '10001',
      country: 'US',
      region: 'NY',
    };
    const refused = await house.place(nowhere, { change: { shippingAddress } });
    expect(refused).toMatchObject({ status: 409, body: { code: 'ORDERING.QUOTE_CHANGED' } });
    const paid = await house.place(newYork, { change: { shippingAddress } });
    expect(paid.status).toBe(201);
    await accept('northwind', paid.body);
    const order = await captured(paid.body);
    expect(order.payment.captured).toEqual(newYork.totals.total);
    const tax = (await shares(order.id)).filter((part) => part.role === 'tax' && part.amountMinor > 0);
    expect(tax).toMatchObject([{ jurisdiction: 'US-NY', amountMinor: newYork.totals.tax.amount }]);
  });
});
