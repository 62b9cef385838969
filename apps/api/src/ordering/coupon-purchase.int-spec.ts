import { randomUUID } from 'node:crypto';
import type { Coupon, CouponTerms, OrderView, PlacedOrder, Problem, Quote, Return } from '@sidestall/contracts';
import { GiveUpUnits, RegisterCoupon } from '@sidestall/engine';
import type { BrandId, OrderId, OrderLineId, RetailerId } from '@sidestall/kernel';
import { AfterSale, KETTLE, MUG, type RetailerName } from '../payments/after-sale.fixture.ts';
import type { Answer } from '../test-house.ts';

let shop: AfterSale;
beforeAll(async () => {
  shop = await AfterSale.open();
});
afterAll(() => shop.house.close());

let made = 0;

/** A coupon of the brand of the mug, or of that slug. */
async function aCoupon(more: Partial<CouponTerms> = {}, slug = 'morrow-clay'): Promise<string> {
  const brand = await shop.house.database.one<{ id: BrandId }>(`SELECT id FROM catalog.brand WHERE slug = $1`, [slug]);
  const code = `TRY-${(made += 1)}`;
  const result = await shop.house.get(RegisterCoupon).execute(brand!.id, {
    code,
    kind: 'percent',
    percent: more.kind && more.kind !== 'percent' ? null : 10,
    amount: null,
    minimum: null,
    productIds: null,
    startsAt: null,
    endsAt: null,
    limitTotal: null,
    limitPerPerson: null,
    stacks: true,
    worksInDrops: false,
    ...more,
  });
  if (!result.ok) throw new Error(result.error.detail);
  return code;
}

async function quoteWith(codes: readonly string[], cart: Record<string, number>, place: object = {}): Promise<Quote> {
  const lines = await Promise.all(
    Object.entries(cart).map(async ([sku, quantity]) => ({ listingId: await shop.house.listing(sku), quantity })),
  );
  const body = { lines, country: 'DE', couponCodes: codes, ...place };
  const answer = await shop.house.call<Quote>('POST', '/v1/quotes', { body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

const place = (quote: Quote, change: Record<string, unknown> = {}, card?: string) =>
  shop.house.place(quote, { change, card }) as Promise<Answer<PlacedOrder & Omit<Problem, 'status'>>>;

/** Takes on so many units of the retailer’s first line, or all it was asked for. */
async function accept(retailer: RetailerName, placed: PlacedOrder, quantity?: number): Promise<void> {
  const asked = await shop.house.requested(retailer, placed);
  const lines = quantity === undefined ? undefined : [{ lineId: asked.lines[0]!.id, quantity }];
  const answer = await shop.house.partner(retailer, 'POST', `/${asked.id}/accept`, lines ? { lines } : {});
  expect(answer.status).toBe(200);
}

const captured = (placed: PlacedOrder): Promise<OrderView> =>
  shop.is(placed, 'the capture', (order) => order.state === 'captured');

/** What the books hold of an order: they balance, and every share of its sale adds up to what was taken. */
async function booksOf(placed: PlacedOrder): Promise<{ captured: number; stripe: number }> {
  const open = await shop.house.database.rows(
    `SELECT t.id FROM ledger.tx t JOIN ledger.entry e ON e.tx_id = t.id WHERE t.order_id = $1
      GROUP BY t.id HAVING sum(e.amount) <> 0`,
    [placed.order.id],
  );
  expect(open).toEqual([]);
  const sale = await shop.house.database.one<{ captured: number; shared: number }>(
    `SELECT captured_minor AS captured, (SELECT sum(amount_minor)::bigint FROM ledger.share h WHERE h.order_id = s.order_id) AS shared
       FROM ledger.sale s WHERE order_id = $1`,
    [placed.order.id],
  );
  expect(sale!.shared).toBe(sale!.captured);
  return { captured: sale!.captured, stripe: await shop.moved(placed, 'stripe:balance') };
}

const usedOf = async (code: string): Promise<number> => {
  const row = await shop.house.database.one<{ n: number }>(
    `SELECT count(*)::int AS n FROM ordering.coupon_use u JOIN ordering.coupon c ON c.id = u.coupon_id
      WHERE c.code = $1 AND u.state = 'used'`,
    [code],
  );
  return row!.n;
};

describe('a purchase with coupons', () => {
  it('is quoted, captured and shared after them, to the cent', async () => {
    const codes = [
      await aCoupon({ percent: 15 }),
      await aCoupon({ kind: 'amount', amount: { amount: 501, currency: 'EUR' } }, 'dritte-tasse'),
      await aCoupon({ kind: 'free_shipping' }),
    ];
    const cart = { [MUG]: 1, [KETTLE]: 1 };
    const plain = await shop.house.quote(cart, 'FR');
    const quote = await quoteWith(codes, cart, { country: 'FR' });
    const mug = quote.lines[0]!;
    const off = Math.round(mug.unitPrice.amount * 0.15);
    expect(quote.refusedCoupons).toEqual([]);
    expect(quote.coupons.map((coupon) => coupon.discount.amount)).toEqual([off, 501, plain.totals.shipping.amount]);
    expect(quote.totals).toMatchObject({
      subtotal: plain.totals.subtotal,
      discount: { amount: off + 501 },
      shipping: { amount: 0 },
      total: { amount: plain.totals.subtotal.amount - off - 501 },
    });
    expect(quote.lines.map((line) => line.total.amount)).toEqual([
      mug.unitPrice.amount - off,
      quote.lines[1]!.unitPrice.amount - 501,
    ]);

    const placed = (await place(quote)).body;
    await accept('northwind', placed);
    await accept('harbor', placed);
    const order = await captured(placed);
    expect(order.totals).toEqual(quote.totals);
    expect(order.lines.map((line) => line.total)).toEqual(quote.lines.map((line) => line.total));
    expect(order.payment.captured).toEqual(quote.totals.total);
    const total = quote.totals.total.amount;
    expect(await booksOf(placed)).toEqual({ captured: total, stripe: total });
    expect((await shop.view(placed)).goods.amount).toBe(mug.unitPrice.amount - off);
    const [mail] = await shop.mails(placed, 'confirmed');
    expect(mail!.text).toContain('Coupons');
  });

  it('where tax comes on top is taxed and captured after them', async () => {
    const code = await aCoupon({ percent: 33.33 });
    const region = { country: 'US', region: 'NY', postalCode: '10001' };
    const plain = await quoteWith([], { [MUG]: 3 }, region);
    const quote = await quoteWith([code], { [MUG]: 3 }, region);
    expect(quote.totals.tax.amount).toBeLessThan(plain.totals.tax.amount);
    const address = { name: 'Ana Lima', line1: '1 Main St', city: 'New York', ...region };
    const placed = (await place(quote, { shippingAddress: address })).body;
    await accept('northwind', placed);
    expect((await captured(placed)).payment.captured).toEqual(quote.totals.total);
    const total = quote.totals.total.amount;
    expect(await booksOf(placed)).toEqual({ captured: total, stripe: total });
  });

  it('gives back in proportion: each unit what it was paid with, and the last one every cent that is left', async () => {
    const quote = await quoteWith([await aCoupon({ percent: 12.5 })], { [MUG]: 3 });
    const placed = (await place(quote)).body;
    await accept('northwind', placed);
    const order = await captured(placed);
    await shop.settle();
    const lineId = order.lines[0]!.id;
    const paid = quote.lines[0]!.total.amount;
    const refunded: number[] = [];
    for (let unit = 0; unit < 3; unit += 1) {
      const refund = await shop.refund(placed, { lines: [{ lineId, quantity: 1 }] });
      expect(refund.status).toBe(201);
      refunded.push(refund.body.amount.amount);
      expect(Math.abs(refund.body.amount.amount - paid / 3)).toBeLessThan(1);
    }
    expect(refunded.reduce((sum, amount) => sum + amount, 0)).toBe(paid);
    await shop.is(placed, 'the refunds', (now) => now.refunds.every((refund) => refund.state === 'succeeded'));
    const shipping = quote.totals.shipping.amount;
    expect(await booksOf(placed)).toEqual({ captured: paid + shipping, stripe: shipping });
  });

  it('of which only a part is sent is charged that part of the discounted price', async () => {
    const quote = await quoteWith([await aCoupon({ kind: 'amount', amount: { amount: 500, currency: 'EUR' } })], {
      [MUG]: 3,
    });
    const placed = (await place(quote)).body;
    await accept('northwind', placed, 2);
    const order = await captured(placed);
    const goods = order.payment.captured.amount - quote.totals.shipping.amount;
    expect(Math.abs(goods - (quote.lines[0]!.total.amount * 2) / 3)).toBeLessThan(1);
    expect((await booksOf(placed)).captured).toBe(order.payment.captured.amount);
  });

  it('tells the bank of a dispute what was paid, not what was on the label', async () => {
    const quote = await quoteWith([await aCoupon({ percent: 25 })], { [MUG]: 2 });
    const placed = (await place(quote)).body;
    await accept('northwind', placed);
    await captured(placed);
    await shop.shipped(placed, { [MUG]: 2 });
    await shop.settle();
    await shop.house.control('/disputes', { charge: await shop.intentOf(placed), reason: 'product_not_received' });
    const dispute = await shop.house.until(
      async () => (await shop.view(placed)).disputes.find((one) => Object.keys(one.evidence).length > 0),
      'the evidence',
    );
    const paid = (quote.lines[0]!.total.amount / 100).toFixed(2);
    expect(dispute.evidence['product_description']).toContain(`: €${paid}`);
  });
});

describe('goods that a coupon made free', () => {
  async function withGift(): Promise<{ placed: PlacedOrder; order: OrderView }> {
    const quote = await quoteWith([await aCoupon({ percent: 100 })], { [MUG]: 2, [KETTLE]: 1 });
    expect(quote.lines[0]!.total.amount).toBe(0);
    const placed = (await place(quote)).body;
    await accept('northwind', placed);
    await accept('harbor', placed);
    const order = await captured(placed);
    expect(order.payment.captured).toEqual(quote.totals.total);
    return { placed, order };
  }

  it('can be sent back, though there is nothing to refund', async () => {
    const { placed, order } = await withGift();
    await shop.shipped(placed, { [MUG]: 2, [KETTLE]: 1 });
    const asked = await shop.house.call<Return>('POST', `/v1/orders/${placed.order.id}/returns`, {
      headers: { authorization: `Bearer ${placed.orderToken}`, 'idempotency-key': randomUUID() },
      body: { reason: 'damaged', lines: [{ lineId: order.lines[0]!.id, quantity: 2 }] },
    });
    expect(asked.status).toBe(201);
    const received = await shop.console<Return>('POST', `/returns/${asked.body.id}/receive`, {});
    expect(received).toMatchObject({ status: 200, body: { state: 'refunded', refundId: null } });
  });

  it('can be given up by their retailer', async () => {
    const { placed, order } = await withGift();
    const source = await shop.house.database.one<{ id: RetailerId; name: string }>(
      `SELECT retailer_id AS id, retailer_name AS name FROM ordering.line_source WHERE order_id = $1 AND line_id = $2`,
      [order.id, order.lines[0]!.id],
    );
    await shop.house.database.transaction((tx) =>
      shop.house
        .get(GiveUpUnits)
        .execute(
          tx,
          order.id as OrderId,
          [{ lineId: order.lines[0]!.id as OrderLineId, retailer: source!, quantity: 2 }],
          'They broke in the kiln',
        ),
    );
    const now = await shop.house.order(placed);
    expect(now.lines[0]).toMatchObject({ canceledQuantity: 2 });
    expect(now.refunds).toEqual([]);
    expect((await booksOf(placed)).captured).toBe(order.payment.captured.amount);
  });
});

describe('a coupon at the checkout', () => {
  it('once a person is refused to the same buyer, who may go on without it', async () => {
    const code = await aCoupon({ limitPerPerson: 1 });
    const buyer = { email: 'once.only@example.com' };
    expect((await place(await quoteWith([code], { [MUG]: 1 }), buyer)).status).toBe(201);
    const again = await place(await quoteWith([code], { [MUG]: 1 }), { email: ' Once.Only@Example.com'.trim() });
    expect(again).toMatchObject({
      status: 409,
      body: {
        code: 'ORDERING.COUPON_REFUSED',
        refusedCoupons: [{ code, reason: 'used_by_you', words: `You have used ${code} as often as you may` }],
      },
    });
    expect((await place(await quoteWith([], { [MUG]: 1 }), buyer)).status).toBe(201);
    expect(await usedOf(code)).toBe(1);
  });

  it('that only one may have is had by one of all who pay at the same moment', async () => {
    const code = await aCoupon({ limitTotal: 1 });
    const quotes = await Promise.all(Array.from({ length: 5 }, () => quoteWith([code], { [MUG]: 1 })));
    const answers = await Promise.all(
      quotes.map((quote, index) => place(quote, { email: `racer-${index}@example.com` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(await usedOf(code)).toBe(1);
  });

  it('stays with an order whose card was declined, and counts once with the next card', async () => {
    const code = await aCoupon({ limitTotal: 1, limitPerPerson: 1 });
    const quote = await quoteWith([code], { [MUG]: 1 });
    const declined = await place(quote, {}, 'pm_card_visa_chargeDeclinedInsufficientFunds');
    expect(declined.body.code).toBe('PAYMENTS.DECLINED');
    const paid = await place(quote);
    expect(paid).toMatchObject({ status: 201, body: { status: 'authorized' } });
    expect(await usedOf(code)).toBe(1);
  });

  it('comes back when nobody can send the order', async () => {
    const code = await aCoupon({ limitTotal: 1 });
    const placed = (await place(await quoteWith([code], { [MUG]: 1 }))).body;
    const asked = await shop.house.requested('northwind', placed);
    await shop.house.partner('northwind', 'POST', `/${asked.id}/reject`, { reason: 'out_of_stock' });
    await shop.is(placed, 'the end', (order) => order.state === 'canceled');
    expect(await usedOf(code)).toBe(0);
  });

  it('stopped after the quote lowers nothing any more, and the buyer is told before anything is charged', async () => {
    const code = await aCoupon();
    const quote = await quoteWith([code], { [MUG]: 1 });
    const row = await shop.house.database.one<{ id: string }>(`SELECT id FROM ordering.coupon WHERE code = $1`, [code]);
    expect((await shop.console<Coupon>('POST', `/coupons/${row!.id}/stop`)).status).toBe(200);
    expect(await place(quote)).toMatchObject({
      status: 409,
      body: { code: 'ORDERING.COUPON_REFUSED', refusedCoupons: [{ code, reason: 'over' }] },
    });
  });

  it('is kept in the fresh quote that answers a changed one', async () => {
    const code = await aCoupon();
    const quote = await quoteWith([code], { [MUG]: 1 });
    const changed = await place({ ...quote, hash: 'x'.repeat(43) });
    expect(changed.body.code).toBe('ORDERING.QUOTE_CHANGED');
    const fresh = await shop.house.database.one<{ content: { coupons: { code: string }[] } }>(
      `SELECT content FROM ordering.quote WHERE id = $1`,
      [(changed.body as unknown as { freshQuoteId: string }).freshQuoteId],
    );
    expect(fresh!.content.coupons.map((coupon) => coupon.code)).toEqual([code]);
  });

  it('says in the quote why a code does nothing', async () => {
    const code = await aCoupon({ minimum: { amount: 10_000, currency: 'EUR' } });
    const quote = await quoteWith([code, 'NOBODYS'], { [MUG]: 1 });
    expect(quote.refusedCoupons).toEqual([
      {
        code,
        reason: 'too_little',
        words: `${code} is for orders from €100 of Morrow Clay; you have €28`,
      },
      { code: 'NOBODYS', reason: 'unknown', words: 'We do not know the code NOBODYS' },
    ]);
    expect(quote.coupons).toEqual([]);
  });
});
