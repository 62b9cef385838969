import { newId, type BrandId, type OrderId, type RetailerId, type VariantId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { AnswerSubstitute } from '../../ordering/backorders/answer-substitute.ts';
import { SetSubstitutes } from '../../ordering/backorders/set-substitutes.ts';
import { AcceptFulfillmentOrder } from '../accept-fulfillment-order.ts';
import { TestTrade } from '../fulfillment.fixture.ts';
import { RejectFulfillmentOrder } from '../reject-fulfillment-order.ts';
import { ShipFulfillmentOrder } from '../ship-fulfillment-order.ts';
import { ActivateRuleSet } from './activate-rule-set.ts';
import { RetryBackordersHandler } from './retry-backorders.ts';
import { RouteWaitingHandler } from './route-waiting.ts';
import { SaveRuleSet } from './save-rule-set.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(() => trade.clear());
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

/** A variant that is for sale, by its name. */
async function forSale(brandId: BrandId, title: string): Promise<VariantId> {
  const variantId = newId('var');
  await trade.database.rows(
    `WITH brand AS (INSERT INTO catalog.brand (id, slug, name, legal_name) VALUES ($1, $1, 'Clay', 'Clay Ltd') ON CONFLICT DO NOTHING),
          product AS (INSERT INTO catalog.product (id, brand_id, handle, title, description_html, vendor, type, category, tags,
                             status, is_published, is_gift_card, seo_title, seo_description, position, fingerprint)
                      VALUES ($2, $1, $2, $4, '', 'Clay', '', '', '{}', 'active', true, false, '', '', 1, '')),
          variant AS (INSERT INTO catalog.variant (id, product_id, position, sku, has_own_sku, option_values, combination, grams,
                             weight_unit, requires_shipping, is_taxable, policy)
                      VALUES ($3, $2, 1, $3, true, '{}', '', 450, 'g', true, true, 'deny'))
     INSERT INTO catalog.listing (id, variant_id, price_minor, currency) VALUES ($5, $3, 9900, 'EUR')`,
    [brandId, newId('prd'), variantId, title, newId('lst')],
  );
  return variantId;
}

/** A bowl that was sold and is gone, a plate that the brand would send instead, and rules that say so. */
async function soldOutBowl({ left = 0, plates = 5, quantity = 2 } = {}) {
  const [brandId, retailerId] = [newId('brd'), await trade.retailer()];
  const [bowl, plate] = [await forSale(brandId, 'Bowl'), await forSale(brandId, 'Plate')];
  const set = await trade.get(SetSubstitutes).execute(brandId, [{ variantId: bowl, substitutes: [plate] }]);
  expect(set.ok).toBe(true);
  const content = { criteria: [{ use: 'priority' }], backorder: { policy: 'substitute', otherwise: 'refund' } };
  const scope = { brandId, showId: null };
  await trade.get(SaveRuleSet).execute({ ...scope, content, note: null, memberId: newId('mem') });
  await trade.get(ActivateRuleSet).execute(scope, 1, newId('mem'));
  await trade.shelf({ [retailerId]: 9 }, bowl);
  await trade.shelf({ [retailerId]: plates }, plate);
  const orderId = await trade.order([{ variantId: bowl, quantity, brandId }]);
  await trade.shelf({ [retailerId]: left }, bowl);
  const [line] = await trade.linesOf(orderId);
  return { retailerId, bowl, plate, orderId, lineId: line!.id };
}

const routeThrice = async (orderId: OrderId) => {
  for (let round = 1; round <= 3; round++) await trade.route(orderId);
};
const answer = (orderId: OrderId, lineId: Parameters<AnswerSubstitute['execute']>[1], isWanted: boolean) =>
  trade.get(AnswerSubstitute).execute(orderId, lineId, isWanted);
const claimed = async (variantId: VariantId) =>
  (await trade.database.one<{ claimed: number }>(`SELECT claimed FROM inventory.variant_stock WHERE variant_id = $1`, [
    variantId,
  ]))!.claimed;
const mails = (orderId: OrderId) =>
  trade.database.rows<{ subject: string; text: string }>(`SELECT subject, text FROM platform.mail WHERE key LIKE $1`, [
    `${orderId}-%`,
  ]);
const shipped = async (retailerId: RetailerId, orderId: OrderId) => {
  const order = (await trade.requestsOf(orderId)).at(-1)!;
  await trade.get(AcceptFulfillmentOrder).execute({ retailerId, fulfillmentOrderId: order.id });
  const parcel = { carrier: 'DHL', trackingNumber: 'JD 01' };
  return await trade.get(ShipFulfillmentOrder).execute({ retailerId, fulfillmentOrderId: order.id, ...parcel });
};

describe('a line that nobody can ship, of which the brand has something like it', () => {
  it('is offered as that, at its price, and waits for the answer', async () => {
    const { orderId } = await soldOutBowl();
    await routeThrice(orderId);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 2, canceled: 0 });
    const [mail, another] = await mails(orderId);
    expect(mail).toMatchObject({ subject: expect.stringContaining('something else') });
    expect(mail!.text).toContain('Plate');
    expect(another).toBeUndefined();
  });

  it('is routed as that once the buyer takes it: stock, request and parcel are of the other', async () => {
    const { retailerId, bowl, plate, orderId, lineId } = await soldOutBowl();
    await routeThrice(orderId);
    expect(await answer(orderId, lineId, true)).toEqual({ ok: true, value: null });
    expect([await claimed(bowl), await claimed(plate)]).toEqual([0, 2]);
    expect(await trade.jobs('fulfillment.route-waiting')).toEqual([{ variantId: plate }]);
    await trade.get(RouteWaitingHandler).handle({ variantId: plate });
    const [order] = await trade.requestsOf(orderId);
    expect(order!.lines).toMatchObject([
      { variantId: plate, title: 'Plate', quantity: 2, unitPriceMinor: 1900, grams: 450 },
    ]);
    expect(await shipped(retailerId, orderId)).toMatchObject({ ok: true });
    expect(await trade.stock(plate, retailerId)).toEqual({ on_hand: 3, allocated: 0 });
    expect([await claimed(bowl), await claimed(plate)]).toEqual([0, 0]);
    expect(await answer(orderId, lineId, false)).toMatchObject({ error: { code: 'ORDERING.SUBSTITUTE_NOT_OFFERED' } });
  });

  it('is taken once, however often the buyer presses', async () => {
    const { plate, orderId, lineId } = await soldOutBowl();
    await routeThrice(orderId);
    const answers = await Promise.all([1, 2, 3].map(() => answer(orderId, lineId, true)));
    expect(answers.filter((it) => it.ok)).toHaveLength(1);
    expect(await claimed(plate)).toBe(2);
  });

  it('is given up when the buyer says no, or nothing', async () => {
    for (const says of ['no', 'nothing']) {
      await trade.clear();
      const { bowl, orderId, lineId } = await soldOutBowl();
      await routeThrice(orderId);
      if (says === 'no') await answer(orderId, lineId, false);
      else await trade.database.rows(`UPDATE ordering.backorder SET until = now(), retry_at = now()`);
      await trade.get(RetryBackordersHandler).handle();
      await trade.route(orderId);
      expect(await trade.units(orderId)).toMatchObject({ unrouted: 0, canceled: 2 });
      expect(await claimed(bowl)).toBe(0);
      expect(await answer(orderId, lineId, true)).toMatchObject({ ok: false });
    }
  });

  it('cannot be taken when the other has been sold out meanwhile, and then still waits', async () => {
    const { plate, orderId, lineId } = await soldOutBowl({ plates: 2 });
    await routeThrice(orderId);
    await trade.order([{ variantId: plate, quantity: 1 }]);
    expect(await answer(orderId, lineId, true)).toMatchObject({ error: { code: 'ORDERING.STOCK_GONE' } });
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 2 });
    expect(await claimed(plate)).toBe(1);
  });

  it('is sent as ordered when that comes back first, and the offer is over', async () => {
    const { retailerId, bowl, orderId, lineId } = await soldOutBowl();
    await routeThrice(orderId);
    await trade.shelf({ [retailerId]: 4 }, bowl);
    await trade.route(orderId);
    expect((await trade.requestsOf(orderId))[0]!.lines).toMatchObject([{ variantId: bowl }]);
    expect(await answer(orderId, lineId, true)).toMatchObject({ error: { code: 'ORDERING.SUBSTITUTE_NOT_OFFERED' } });
  });

  it('is not offered anything where a part of it goes as ordered, nor where there is too little of the other', async () => {
    const parted = await soldOutBowl({ left: 1 });
    await routeThrice(parted.orderId);
    expect(await trade.units(parted.orderId)).toMatchObject({ requested: 1, canceled: 1 });
    const scarce = await soldOutBowl({ plates: 1 });
    await routeThrice(scarce.orderId);
    expect(await trade.units(scarce.orderId)).toMatchObject({ canceled: 2 });
  });

  it('is offered it also when its last round was refused', async () => {
    const { retailerId, orderId } = await soldOutBowl({ left: 2 });
    for (let round = 1; round <= 3; round++) {
      const open = (await trade.route(orderId)).find((order) => order.state === 'requested');
      if (!open) continue;
      await trade
        .get(RejectFulfillmentOrder)
        .execute({ retailerId, fulfillmentOrderId: open.id, reason: 'out_of_stock' });
    }
    await trade.route(orderId);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 2, canceled: 0 });
    expect(await mails(orderId)).toHaveLength(1);
  });
});

it('a brand offers nothing that is not its own', async () => {
  const [mine, theirs] = [newId('brd'), newId('brd')];
  const [bowl, foreign] = [await forSale(mine, 'Bowl'), await forSale(theirs, 'Plate')];
  expect(await trade.get(SetSubstitutes).execute(mine, [{ variantId: bowl, substitutes: [foreign] }])).toMatchObject({
    error: { code: 'CATALOG.PRODUCT_NOT_FOUND' },
  });
  expect(await trade.get(SetSubstitutes).of(mine)).toEqual([]);
});
