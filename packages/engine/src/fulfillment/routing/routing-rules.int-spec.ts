import { HOUSE_RULES, routeOrder, type RuleSet } from '@sidestall/fulfillment';
import { money, newId, type BrandId, type OrderId, type RetailerId, type StreamId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { AcceptFulfillmentOrder } from '../accept-fulfillment-order.ts';
import { FulfillmentOrders } from '../fulfillment-orders.ts';
import { TestTrade } from '../fulfillment.fixture.ts';
import { RejectFulfillmentOrder } from '../reject-fulfillment-order.ts';
import { ActivateRuleSet } from './activate-rule-set.ts';
import { RouteOrders } from './route-orders.ts';
import { RuleSetStore } from './rule-set.store.ts';
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

type Draft = Partial<Omit<RuleSet, 'id' | 'version'>>;

async function rules(brandId: BrandId, draft: Draft, showId: StreamId | null = null): Promise<void> {
  const content = { criteria: [{ use: 'priority' }], ...draft };
  const saved = await trade.get(SaveRuleSet).execute({ brandId, showId, content, note: null, memberId: newId('mem') });
  if (!saved.ok) throw new Error(JSON.stringify(saved.error));
  await trade.get(ActivateRuleSet).execute({ brandId, showId }, saved.value.version, newId('mem'));
}
const asked = async (orderId: OrderId) =>
  (await trade.requestsOf(orderId)).map((it): [RetailerId, number] => [
    it.retailerId,
    it.lines.reduce((sum, line) => sum + line.quantity, 0),
  ]);
/** Why each retailer was in or out in the last round. */
const verdicts = async (orderId: OrderId) =>
  new Map(
    (await trade.get(FulfillmentOrders).decisionsOf(orderId))
      .at(-1)!
      .plan.candidates.map((it) => [it.retailerId, it.reason ?? it.outcome]),
  );

describe('routing', () => {
  it('leaves out who counted too long ago, by the limit of the retailer or of the rules', async () => {
    const brandId = newId('brd');
    await rules(brandId, { filters: { maxFeedAgeSeconds: 7_200, only: null, exclude: [] } });
    const strict = await trade.retailer({ priority: 1, routing: { feedAgeLimitSeconds: 600 } });
    const late = await trade.retailer({ priority: 2 });
    const fresh = await trade.retailer({ priority: 3 });
    const variantId = await trade.shelf({ [strict]: 9, [late]: 9, [fresh]: 9 });
    await trade.database.rows(
      `UPDATE inventory.stock SET as_of = now() - make_interval(hours => CASE retailer_id WHEN $1 THEN 3 ELSE 1 END)`,
      [late],
    );
    const orderId = await trade.order([{ variantId, quantity: 1, brandId }]);
    await trade.route(orderId);
    expect(await verdicts(orderId)).toEqual(
      new Map([
        [strict, 'stale_feed'],
        [late, 'stale_feed'],
        [fresh, 'chosen'],
      ]),
    );
  });

  it('asks a retailer for no more in a day than it takes, also of orders that are routed together', async () => {
    const small = await trade.retailer({ priority: 1, routing: { ordersADay: 2 } });
    const large = await trade.retailer({ priority: 2 });
    const variantId = await trade.shelf({ [small]: 9, [large]: 9 });
    const orders: OrderId[] = [];
    for (let n = 0; n < 3; n++) orders.push(await trade.order([{ variantId, quantity: 1 }]));
    await trade.get(RouteOrders).execute(orders);
    expect((await Promise.all(orders.map(asked))).flat()).toEqual([
      [small, 1],
      [small, 1],
      [large, 1],
    ]);
    const later = await trade.order([{ variantId, quantity: 1 }]);
    await trade.route(later);
    expect((await verdicts(later)).get(small)).toBe('at_capacity');
    // Whoever refuses has room again.
    const [given] = await trade.requestsOf(orders[0]!);
    const refusal = { retailerId: small, fulfillmentOrderId: given!.id, reason: 'other' } as const;
    await trade.get(RejectFulfillmentOrder).execute(refusal);
    const another = await trade.order([{ variantId, quantity: 1 }]);
    await trade.route(another);
    expect(await asked(another)).toEqual([[small, 1]]);
  });

  it('ranks by what retailers say they charge, and by no price that was taken back', async () => {
    const brandId = newId('brd');
    await rules(brandId, { criteria: [{ use: 'cost' }, { use: 'priority' }] });
    const first = await trade.retailer({ priority: 1 });
    const cheap = await trade.retailer({ priority: 2 });
    const variantId = await trade.shelf({ [first]: 9, [cheap]: 9 });
    const price = (retailerId: RetailerId, amount: number | null) =>
      trade.database.rows(
        `INSERT INTO fulfillment.retailer_price (retailer_id, variant_id, amount_minor, currency, as_of)
         VALUES ($1, $2, $3::bigint, CASE WHEN $3::bigint IS NULL THEN NULL ELSE 'EUR' END, now())
         ON CONFLICT (retailer_id, variant_id) DO UPDATE SET amount_minor = excluded.amount_minor, currency = excluded.currency`,
        [retailerId, variantId, amount],
      );
    await price(first, 1_200);
    await price(cheap, 1_150);
    const orderId = await trade.order([{ variantId, quantity: 2, brandId }]);
    await trade.route(orderId);
    expect(await asked(orderId)).toEqual([[cheap, 2]]);
    const [decision] = await trade.get(FulfillmentOrders).decisionsOf(orderId);
    expect(decision!.plan.decidedBy).toBe('cost');
    expect(decision!.request.retailers.map((it) => it.prices)).toEqual([
      { [variantId]: money(1_200, 'EUR') },
      { [variantId]: money(1_150, 'EUR') },
    ]);
    await price(cheap, null);
    const later = await trade.order([{ variantId, quantity: 2, brandId }]);
    await trade.route(later);
    // One who tells nothing is not cheaper than one who does: the criterion is silent.
    expect(await asked(later)).toEqual([[first, 2]]);
  });

  it('counts what a retailer takes in a day from midnight where the retailer is', async () => {
    const far = await trade.retailer({ priority: 1, routing: { ordersADay: 1 } });
    const variantId = await trade.shelf({ [far]: 9 });
    await trade.database.rows(`UPDATE fulfillment.retailer SET time_zone = 'Pacific/Kiritimati' WHERE id = $1`, [far]);
    const [order] = await trade.route(await trade.order([{ variantId, quantity: 1 }]));
    const askedAt = (fromMidnight: string) =>
      trade.database.rows(
        `UPDATE fulfillment.fulfillment_order
            SET requested_at = date_trunc('day', now(), 'Pacific/Kiritimati') + $2::interval WHERE id = $1`,
        [order!.id, fromMidnight],
      );
    const next = await trade.order([{ variantId, quantity: 1 }]);
    await askedAt('0 seconds');
    await trade.route(next);
    expect((await verdicts(next)).get(far)).toBe('at_capacity');
    await askedAt('-1 second');
    await trade.route(next);
    expect((await verdicts(next)).get(far)).toBe('chosen');
  });

  it('leaves out whose endpoint has been failing for ten minutes, and asks it again once it hears', async () => {
    const failing = await trade.retailer({ priority: 1, endpointUrl: trade.receiver.url });
    const other = await trade.retailer({ priority: 2 });
    const variantId = await trade.shelf({ [failing]: 9, [other]: 9 });
    const since = (interval: string | null) =>
      trade.database.rows(
        `UPDATE fulfillment.endpoint SET failing_since = now() - $2::interval WHERE retailer_id = $1`,
        [failing, interval],
      );
    await since('11 minutes');
    const first = await trade.order([{ variantId, quantity: 1 }]);
    await trade.route(first);
    expect((await verdicts(first)).get(failing)).toBe('unreachable');
    await since(null);
    const second = await trade.order([{ variantId, quantity: 1 }]);
    await trade.route(second);
    expect(await asked(second)).toEqual([[failing, 1]]);
  });

  it('ranks by what is known of retailers: cost, promise and how well they keep their word', async () => {
    const brandId = newId('brd');
    const cheap = await trade.retailer({ routing: { parcelCost: money(400, 'EUR'), promiseDays: 5 } });
    const quick = await trade.retailer({ routing: { parcelCost: money(900, 'EUR'), promiseDays: 1 } });
    const true_ = await trade.retailer({ routing: { parcelCost: money(900, 'EUR'), promiseDays: 5 } });
    const counts = (accepted: number) => JSON.stringify({ unitsAsked: 100, unitsAccepted: accepted });
    await trade.database.rows(
      `INSERT INTO fulfillment.scorecard (retailer_id, counts) VALUES ($1, $4), ($2, $4), ($3, $5)`,
      [cheap, quick, true_, counts(50), counts(99)],
    );
    const variantId = await trade.shelf({ [cheap]: 9, [quick]: 9, [true_]: 9 });
    for (const [use, winner] of [
      ['cost', cheap],
      ['promise_days', quick],
      ['rating', true_],
    ] as const) {
      await rules(brandId, { criteria: [{ use }] });
      const orderId = await trade.order([{ variantId, quantity: 1, brandId }]);
      await trade.route(orderId);
      expect(await asked(orderId)).toEqual([[winner, 1]]);
    }
  });

  it('routes each brand’s lines of one order by that brand’s rules, and a show’s by the show’s', async () => {
    const [mine, theirs, showId] = [newId('brd'), newId('brd'), newId('str')];
    const first = await trade.retailer({ priority: 1 });
    const second = await trade.retailer({ priority: 2 });
    const third = await trade.retailer({ priority: 3 });
    const only = (retailerId: RetailerId) => ({ filters: { ...HOUSE_RULES.filters, only: [retailerId] } });
    await rules(mine, only(second));
    await rules(mine, only(third), showId);
    const variantId = await trade.shelf({ [first]: 9, [second]: 9, [third]: 9 });
    const lines = [
      { variantId, quantity: 1, brandId: mine },
      { variantId, quantity: 2, brandId: theirs },
    ];
    const plain = await trade.order(lines);
    await trade.route(plain);
    expect(new Map(await asked(plain))).toEqual(new Map([[second, 1], [first, 2]])); // prettier-ignore
    const inShow = await trade.order(lines, 'DE', showId);
    await trade.route(inShow);
    expect(new Map(await asked(inShow))).toEqual(new Map([[third, 1], [first, 2]])); // prettier-ignore
    const decisions = await trade.get(FulfillmentOrders).decisionsOf(inShow);
    expect(new Set(decisions.map((it) => it.rules))).toEqual(new Set([`${mine}_${showId}@1`, 'house@1']));
    expect(decisions.map((it) => it.round)).toEqual([1, 1]);
  });

  it('keeps with each decision the version it went by and all it saw, so that it can be made again', async () => {
    const brandId = newId('brd');
    await rules(brandId, { maxSplit: 2 });
    const shelves = [await trade.retailer({ priority: 2 }), await trade.retailer(), await trade.retailer()];
    const variantId = await trade.shelf({ [shelves[0]!]: 3, [shelves[1]!]: 4, [shelves[2]!]: 2 });
    const orderId = await trade.order([{ variantId, quantity: 6, brandId }]);
    await trade.route(orderId);
    await rules(brandId, { maxSplit: 1 });
    await trade.database.rows(`UPDATE inventory.stock SET on_hand = 0, allocated = 0`);
    const [decision] = await trade.get(FulfillmentOrders).decisionsOf(orderId);
    expect(decision!.rules).toBe(`${brandId}@1`);
    const version = await trade.get(RuleSetStore).find(trade.database, { brandId, showId: null }, 1);
    expect(routeOrder(decision!.request, version!.content)).toEqual(decision!.plan);
  });

  it('takes back from a retailer what it accepted and gave up, and does not ask it again', async () => {
    const first = await trade.retailer({ priority: 1 });
    const second = await trade.retailer({ priority: 2 });
    const variantId = await trade.shelf({ [first]: 9, [second]: 9 });
    const orderId = await trade.order([{ variantId, quantity: 3 }]);
    const [order] = await trade.route(orderId);
    const lines = [{ lineId: order!.lines[0]!.lineId, quantity: 1 }];
    await trade.get(AcceptFulfillmentOrder).execute({ retailerId: first, fulfillmentOrderId: order!.id, lines });
    await trade.route(orderId);
    expect((await verdicts(orderId)).get(first)).toBe('excluded');
    expect(await asked(orderId)).toEqual([
      [first, 3],
      [second, 2],
    ]);
  });
});

describe('cases that others got wrong', () => {
  it('Vendure #4030: 13 units over shelves of 10 and 5 promise 13 units, not 10 + 13', async () => {
    const [ten, five] = [await trade.retailer({ priority: 1 }), await trade.retailer({ priority: 2 })];
    const variantId = await trade.shelf({ [ten]: 10, [five]: 5 });
    const orderId = await trade.order([{ variantId, quantity: 13 }]);
    await trade.route(orderId);
    expect((await trade.stock(variantId, ten))!.allocated + (await trade.stock(variantId, five))!.allocated).toBe(13);
    expect(await trade.units(orderId)).toMatchObject({ requested: 13, unrouted: 0 });
  });

  it('Medusa #14987: a line that no single shelf holds is sold, and goes from several', async () => {
    const [three, two] = [await trade.retailer({ priority: 1 }), await trade.retailer({ priority: 2 })];
    const variantId = await trade.shelf({ [three]: 3, [two]: 2 });
    const orderId = await trade.order([{ variantId, quantity: 5 }]);
    await trade.route(orderId);
    expect(await asked(orderId)).toEqual([
      [three, 3],
      [two, 2],
    ]);
  });

  it('Medusa #15132: lines that lie at different places each go from their own, and stock is promised there', async () => {
    const [north, south] = [await trade.retailer({ priority: 1 }), await trade.retailer({ priority: 2 })];
    const bowl = await trade.shelf({ [north]: 4 });
    const lamp = await trade.shelf({ [south]: 4 });
    const orderId = await trade.order([
      { variantId: bowl, quantity: 1 },
      { variantId: lamp, quantity: 2 },
    ]);
    await trade.route(orderId);
    expect(await asked(orderId)).toEqual([
      [north, 1],
      [south, 2],
    ]);
    expect(await trade.stock(bowl, north)).toMatchObject({ allocated: 1 });
    expect(await trade.stock(lamp, south)).toMatchObject({ allocated: 2 });
  });
});
