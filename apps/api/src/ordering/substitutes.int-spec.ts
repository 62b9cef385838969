import type { OrderView, SubstitutesWire } from '@sidestall/contracts';
import type { VariantId } from '@sidestall/kernel';
import { AfterSale, KETTLE, MUG } from '../payments/after-sale.fixture.ts';

let shop: AfterSale;
let mug: VariantId;
let other: VariantId;
beforeAll(async () => {
  shop = await AfterSale.open();
  mug = await variantOf(MUG);
  const row = await shop.house.database.one<{ id: VariantId }>(
    `SELECT v.id FROM catalog.variant v JOIN catalog.product p ON p.id = v.product_id JOIN inventory.variant_stock s ON s.variant_id = v.id
      WHERE p.brand_id = $1 AND v.id <> $2 AND v.archived_at IS NULL AND p.status = 'active' AND s.on_hand > 5 ORDER BY v.id LIMIT 1`,
    [shop.brandId, mug],
  );
  other = row!.id;
  const content = { criteria: [{ use: 'priority' }], backorder: { policy: 'substitute' }, maxRounds: 1 };
  await shop.console('POST', '/rule-sets', { content });
  await shop.console('PUT', '/rule-sets/active', { version: 1 });
});
afterAll(() => shop.house.close());

const variantOf = async (sku: string): Promise<VariantId> =>
  (await shop.house.database.one<{ id: VariantId }>(`SELECT id FROM catalog.variant WHERE sku = $1`, [sku]))!.id;

/** An order of mugs that its retailer turns out not to have. */
async function offered() {
  const placed = (await shop.house.place(await shop.house.quote({ [MUG]: 1 }))).body;
  const requested = await shop.house.requested('northwind', placed);
  await shop.house.partner('northwind', 'POST', `/${requested.id}/reject`, { reason: 'other' });
  const order = await shop.is(placed, 'an offer', (it) => it.substitutes !== undefined);
  return { placed, order, offer: order.substitutes![0]! };
}
const answer = (order: OrderView, token: string, lineId: string, isWanted: boolean) =>
  shop.house.call('POST', `/v1/orders/${order.id}/substitutes/${lineId}`, {
    body: { isWanted },
    headers: { authorization: `Bearer ${token}` },
  });

describe('something else for what is sold out', () => {
  it('is named by the brand, of its own variants only', async () => {
    const named = { substitutes: [{ variantId: mug, substitutes: [other] }] };
    expect(await shop.console<SubstitutesWire>('PUT', '/substitutes', named)).toMatchObject({
      status: 200,
      body: named,
    });
    expect((await shop.console<SubstitutesWire>('GET', '/substitutes')).body).toEqual(named);
    const foreign = { substitutes: [{ variantId: mug, substitutes: [await variantOf(KETTLE)] }] };
    expect(await shop.console('PUT', '/substitutes', foreign)).toMatchObject({
      status: 404,
      body: { code: 'CATALOG.PRODUCT_NOT_FOUND' },
    });
  });

  it('is offered to the buyer on the order’s page, and sent when the buyer takes it', async () => {
    const { placed, order, offer } = await offered();
    expect(offer).toMatchObject({ lineId: order.lines[0]!.id, quantity: 1 });
    expect((await answer(order, 'ott_wrong', offer.lineId, true)).status).toBe(404);
    expect((await answer(order, placed.orderToken, offer.lineId, true)).status).toBe(204);
    expect(await answer(order, placed.orderToken, offer.lineId, true)).toMatchObject({
      status: 409,
      body: { code: 'ORDERING.SUBSTITUTE_NOT_OFFERED' },
    });
    const after = await shop.is(placed, 'the request', (it) => it.fulfillment === 'requested');
    expect(after.lines[0]).toMatchObject({ variantId: other, title: offer.title, total: order.lines[0]!.total });
    expect(after.substitutes).toBeUndefined();
  });

  it('is not sent to who does not want it; nothing is charged then', async () => {
    const { placed, order, offer } = await offered();
    expect((await answer(order, placed.orderToken, offer.lineId, false)).status).toBe(204);
    const after = await shop.is(placed, 'the end', (it) => it.state === 'canceled');
    expect(after.lines[0]).toMatchObject({ variantId: mug, canceledQuantity: 1 });
    expect(after.payment.captured.amount).toBe(0);
  });
});
