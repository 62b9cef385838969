import type { BackorderPolicy } from '@sidestall/fulfillment';
import { newId, type BrandId, type OrderId, type RetailerId, type VariantId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { TakeStockCounts } from '../../ordering/stock-feed/take-stock-counts.ts';
import { ExpireFulfillmentOrder } from '../expire-fulfillment-order.ts';
import { FulfillmentOrders } from '../fulfillment-orders.ts';
import { TestTrade } from '../fulfillment.fixture.ts';
import { RejectFulfillmentOrder } from '../reject-fulfillment-order.ts';
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

/** A brand that wants it so with what is sold out. */
async function aBrand(policy: BackorderPolicy, waitDays = 3): Promise<BrandId> {
  const brandId = newId('brd');
  const scope = { brandId, showId: null };
  const content = { criteria: [{ use: 'priority' }], backorder: { policy, waitDays } };
  const saved = await trade.get(SaveRuleSet).execute({ ...scope, content, note: null, memberId: newId('mem') });
  if (!saved.ok) throw new Error(JSON.stringify(saved.error));
  await trade.get(ActivateRuleSet).execute(scope, 1, newId('mem'));
  return brandId;
}

/** Orders that were sold when there was enough, of which the shelf now has less. */
async function soldOut(policy: BackorderPolicy, { sold = [2], left = 0 }: { sold?: number[]; left?: number } = {}) {
  const brandId = await aBrand(policy);
  const retailerId = await trade.retailer();
  const variantId = await trade.shelf({ [retailerId]: 100 });
  const orders: OrderId[] = [];
  for (const quantity of sold) orders.push(await trade.order([{ variantId, quantity, brandId }]));
  await trade.shelf({ [retailerId]: left }, variantId);
  return { retailerId, variantId, orders, orderId: orders[0]! };
}

const routeThrice = async (orderId: OrderId) => {
  for (let round = 1; round <= 3; round++) await trade.route(orderId);
};
const backorders = () =>
  trade.database.rows<{ order_id: OrderId; days: number }>(
    `SELECT order_id, round(extract(epoch FROM until - since) / 86400)::int AS days FROM ordering.backorder ORDER BY since`,
  );
const story = async (orderId: OrderId) =>
  await trade.database.rows<{ kind: string; text: string }>(
    `SELECT kind, text FROM ordering.order_event WHERE order_id = $1 ORDER BY id`,
    [orderId],
  );
const mails = async (orderId: OrderId) =>
  await trade.database.rows<{ subject: string; text: string }>(
    `SELECT subject, text FROM platform.mail WHERE key LIKE $1 ORDER BY id`,
    [`${orderId}-%`],
  );
/** The retailer tells of its shelf through the feed, by SKU. */
async function count(retailerId: RetailerId, variantId: VariantId, onHand: number) {
  const ids = [newId('brd'), newId('prd'), variantId];
  await trade.database.rows(
    `WITH brand AS (INSERT INTO catalog.brand (id, slug, name, legal_name) VALUES ($1, $1, 'Clay', 'Clay Ltd')),
          product AS (INSERT INTO catalog.product (id, brand_id, handle, title, description_html, vendor, type, category, tags,
                             status, is_published, is_gift_card, seo_title, seo_description, position, fingerprint)
                      VALUES ($2, $1, $2, 'Bowl', '', 'Clay', '', '', '{}', 'active', true, false, '', '', 1, ''))
     INSERT INTO catalog.variant (id, product_id, position, sku, has_own_sku, option_values, combination, grams, weight_unit,
            requires_shipping, is_taxable, policy)
     VALUES ($3, $2, 1, $3, true, '{}', '', 300, 'g', true, true, 'deny')`,
    ids,
  );
  const answers = await trade.get(TakeStockCounts).execute(retailerId, [{ sku: variantId, onHand, asOf: new Date() }]);
  expect(answers).toMatchObject([{ outcome: 'applied' }]);
}
const letTimePass = () =>
  trade.database.rows(
    `UPDATE ordering.backorder SET retry_at = now() - interval '1 second', until = until - $1::interval`,
    ['3 days'],
  );

const approvedUntil = (orderId: OrderId, interval: string) =>
  trade.database.rows(
    `INSERT INTO payments.payment (id, order_id, state, amount_minor, currency, confirmation_token, return_url, capture_before)
     VALUES ($1, $2, 'authorized', 1000, 'EUR', 'ctoken_x', 'https://shop.example', now() + $3::interval)`,
    [newId('pay'), orderId, interval],
  );

describe('what nobody can ship', () => {
  it('waits, by the policy wait, and the buyer is told until when', async () => {
    const { orderId } = await soldOut('wait');
    await routeThrice(orderId);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 2, canceled: 0 });
    expect(await backorders()).toEqual([{ order_id: orderId, days: 3 }]);
    expect((await story(orderId)).filter(({ kind }) => kind === 'backordered')).toHaveLength(1);
    expect(await mails(orderId)).toMatchObject([{ subject: expect.stringContaining('comes later') }]);
  });

  it('waits as a whole line by the policy wait, though a part of it is there', async () => {
    const { orderId } = await soldOut('wait', { left: 1 });
    await routeThrice(orderId);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 2, requested: 0 });
  });

  it('waits alone by the policy split: what is there goes now', async () => {
    const { orderId } = await soldOut('split', { left: 1 });
    await routeThrice(orderId);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 1, requested: 1 });
    expect(await backorders()).toHaveLength(1);
  });

  it('is given up after the last round by the policy refund', async () => {
    const { orderId } = await soldOut('refund', { left: 1 });
    await routeThrice(orderId);
    expect(await trade.units(orderId)).toMatchObject({ requested: 1, canceled: 1 });
    expect(await backorders()).toEqual([]);
  });

  it('is given up where no substitute is offered and the rules say so', async () => {
    const { orderId } = await soldOut('substitute');
    await routeThrice(orderId);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 0, canceled: 2 });
  });

  it('does not wait beyond the approval of a payment that is not taken yet', async () => {
    const { orderId } = await soldOut('wait');
    await approvedUntil(orderId, '36 hours');
    await routeThrice(orderId);
    expect(await backorders()).toEqual([{ order_id: orderId, days: 1 }]);
  });
});

describe('an order that waits', () => {
  it('is routed when a retailer counts what it waits for, the one that waits longest first', async () => {
    const { retailerId, variantId, orders } = await soldOut('wait', { sold: [2, 1, 2] });
    for (const orderId of orders) await routeThrice(orderId);
    await trade.database.rows(`UPDATE ordering.backorder SET since = since - interval '1 day' WHERE order_id = $1`, [
      orders[2],
    ]);
    await count(retailerId, variantId, 3);
    expect(await trade.jobs('fulfillment.route-waiting')).toEqual([{ variantId }]);
    await trade.get(RouteWaitingHandler).handle({ variantId });
    expect(await trade.units(orders[2]!)).toMatchObject({ requested: 2, unrouted: 0 });
    expect(await trade.units(orders[0]!)).toMatchObject({ requested: 0, unrouted: 2 });
    expect(await trade.units(orders[1]!)).toMatchObject({ requested: 1, unrouted: 0 });
  });

  it('asks whoever had refused for lack of it again, once that retailer has counted it anew', async () => {
    const { retailerId, variantId, orderId } = await soldOut('wait', { left: 2 });
    const [order] = await trade.route(orderId);
    await trade
      .get(RejectFulfillmentOrder)
      .execute({ retailerId, fulfillmentOrderId: order!.id, reason: 'out_of_stock' });
    await routeThrice(orderId);
    expect(await trade.requestsOf(orderId)).toHaveLength(1);
    await count(retailerId, variantId, 5);
    await trade.get(RouteWaitingHandler).handle({ variantId });
    expect((await trade.requestsOf(orderId)).map((it) => it.state)).toEqual(['rejected', 'requested']);
  });

  it('is looked at every hour, whatever is heard, and leaves no trace where nothing changed', async () => {
    const { retailerId, variantId, orderId } = await soldOut('wait');
    await routeThrice(orderId);
    await trade.database.rows(`DELETE FROM platform.outbox`);
    await trade.get(RetryBackordersHandler).handle();
    expect(await trade.jobs('fulfillment.route-order')).toEqual([]);
    await trade.database.rows(`UPDATE ordering.backorder SET retry_at = now()`);
    await trade.get(RetryBackordersHandler).handle();
    expect(await trade.jobs('fulfillment.route-order')).toEqual([{ orderId }]);
    await trade.route(orderId);
    expect(await trade.get(FulfillmentOrders).decisionsOf(orderId)).toHaveLength(3);
    await trade.shelf({ [retailerId]: 5 }, variantId);
    await trade.route(orderId);
    expect(await trade.units(orderId)).toMatchObject({ requested: 2 });
  });

  it('is given up once its time is over, and its money is settled', async () => {
    const { variantId, orderId } = await soldOut('wait');
    await routeThrice(orderId);
    await letTimePass();
    await trade.get(RetryBackordersHandler).handle();
    expect(await trade.jobs('fulfillment.route-order')).toContainEqual({ orderId });
    await trade.route(orderId);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 0, canceled: 2 });
    expect(await trade.jobs('ordering.settle-order')).toEqual([{ orderId }]);
    expect((await story(orderId)).at(-1)).toMatchObject({ kind: 'canceled' });
    expect(
      await trade.database.one(`SELECT claimed FROM inventory.variant_stock WHERE variant_id = $1`, [variantId]),
    ).toEqual({ claimed: 0 });
  });

  it('waits no longer than it was to, though a retailer took it on and gave it back', async () => {
    const { retailerId, variantId, orderId } = await soldOut('wait');
    await routeThrice(orderId);
    await count(retailerId, variantId, 2);
    const [order] = await trade.route(orderId);
    await letTimePass();
    await trade
      .get(RejectFulfillmentOrder)
      .execute({ retailerId, fulfillmentOrderId: order!.id, reason: 'out_of_stock' });
    await trade.route(orderId);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 0, canceled: 2 });
  });

  it('is given up when the approval of its payment runs out, however long it was to wait', async () => {
    const { orderId } = await soldOut('wait');
    await routeThrice(orderId);
    await approvedUntil(orderId, '11 hours');
    await trade.route(orderId);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 0, canceled: 2 });
  });

  it('is refunded once its time is over, where it is paid for already', async () => {
    const { orderId } = await soldOut('wait');
    await routeThrice(orderId);
    const [line] = await trade.linesOf(orderId);
    await trade.database.rows(`UPDATE ordering."order" SET state = 'captured' WHERE id = $1`, [orderId]);
    await trade.database.rows(
      `WITH sale AS (INSERT INTO ledger.sale (order_id, currency, captured_minor, stripe_charge) VALUES ($1, 'EUR', 3800, $1))
       INSERT INTO ledger.share (order_id, item_id, role, line_id, title, quantity, amount_minor)
       VALUES ($1, $2::text || '/ret', 'platform', $2, 'Bowl', 2, 3800)`,
      [orderId, line!.id],
    );
    await letTimePass();
    await trade.route(orderId);
    await trade.route(orderId);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 0, canceled: 2 });
    expect(
      await trade.database.rows(`SELECT amount_minor AS amount, reason FROM payments.refund WHERE order_id = $1`, [
        orderId,
      ]),
    ).toEqual([{ amount: 3800, reason: 'not_shippable' }]);
    expect((await story(orderId)).at(-1)!.text).toContain('you get its price back');
  });

  it('is routed by one worker, though several look at once', async () => {
    const { retailerId, variantId, orderId } = await soldOut('wait');
    await routeThrice(orderId);
    await trade.shelf({ [retailerId]: 9 }, variantId);
    await Promise.all([1, 2, 3].map(() => trade.get(RouteWaitingHandler).handle({ variantId })));
    expect(await trade.requestsOf(orderId)).toHaveLength(1);
  });
});

describe('G2: an order that all retailers reject or leave unanswered', () => {
  const refusedByAll = async (policy: BackorderPolicy, partners: number) => {
    const brandId = await aBrand(policy);
    const retailers: RetailerId[] = [];
    for (let n = 1; n <= partners; n++) retailers.push(await trade.retailer({ priority: n }));
    const variantId = await trade.shelf(
      Object.fromEntries(retailers.map((id) => [id, 2])) as Record<RetailerId, number>,
    );
    const orderId = await trade.order([{ variantId, quantity: 2, brandId }]);
    for (let round = 1; round <= 5; round++) {
      const open = (await trade.route(orderId)).filter((order) => order.state === 'requested');
      for (const { id, retailerId } of open) {
        if (round % 2 === 1) {
          await trade.get(RejectFulfillmentOrder).execute({ retailerId, fulfillmentOrderId: id, reason: 'capacity' });
        } else {
          await trade.database.rows(`UPDATE fulfillment.fulfillment_order SET accept_by = now() WHERE id = $1`, [id]);
          await trade.get(ExpireFulfillmentOrder).execute(id);
        }
      }
    }
    return orderId;
  };

  it('G2: is refunded after three rounds, and the buyer is told', async () => {
    const orderId = await refusedByAll('refund', 4);
    expect((await trade.requestsOf(orderId)).map((it) => it.state)).toEqual(['rejected', 'expired', 'rejected']);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 0, canceled: 2 });
    expect((await story(orderId)).at(-1)).toMatchObject({
      kind: 'canceled',
      text: expect.stringContaining('not charged'),
    });
    expect(await trade.jobs('ordering.settle-order')).not.toEqual([]);
  });

  it('G2: goes on back order after three rounds where the brand wants it so, and the buyer is told', async () => {
    const orderId = await refusedByAll('wait', 3);
    expect(await trade.requestsOf(orderId)).toHaveLength(3);
    expect(await trade.units(orderId)).toMatchObject({ unrouted: 2, canceled: 0 });
    expect(await mails(orderId)).toMatchObject([{ subject: expect.stringContaining('comes later') }]);
  });
});
