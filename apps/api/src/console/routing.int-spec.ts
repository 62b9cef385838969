import type {
  OrderRoutingWire,
  PlacedOrder,
  RuleSetCheckWire,
  RuleSetsWire,
  RuleSetTrialWire,
  RuleSetVersionWire,
} from '@sidestall/contracts';
import { AfterSale, MUG } from '../payments/after-sale.fixture.ts';

let shop: AfterSale;
let placed: PlacedOrder;
beforeAll(async () => {
  shop = await AfterSale.open();
  placed = await shop.paid({ [MUG]: 2 });
});
afterAll(() => shop.house.close());

const byPriority = { criteria: [{ use: 'priority' }] };
const ruleSets = async () => (await shop.console<RuleSetsWire>('GET', '/rule-sets')).body;
const retailers = async (slug: string) =>
  (await shop.house.database.one<{ id: string }>(`SELECT id FROM fulfillment.retailer WHERE slug LIKE $1`, [
    `${slug}%`,
  ]))!.id;

describe('how an order was routed', () => {
  it('is told to its brand: who was looked at, who was asked, by which rules, and what they answered', async () => {
    const { status, body } = await shop.console<OrderRoutingWire>('GET', `/orders/${placed.order.id}/routing`);
    expect(status).toBe(200);
    expect(body.rounds).toHaveLength(1);
    const [round] = body.rounds;
    expect(round).toMatchObject({
      round: 1,
      rules: { name: 'house', version: 1 },
      lines: [{ quantity: 2 }],
      leftOver: [],
      parcels: [{ retailerName: expect.stringContaining('Northwind'), lines: [{ quantity: 2 }], state: 'accepted' }],
    });
    const chosen = round!.candidates.filter((it) => it.outcome === 'chosen');
    expect(chosen.map((it) => it.retailerId)).toEqual([round!.parcels[0]!.retailerId]);
    expect(chosen[0]!.variants).toMatchObject([{ allocated: 2, reason: null }]);
    expect(body.waiting).toEqual([]);
  });

  it('is no business of another brand’s', async () => {
    const foreign = (await shop.house.brandIds()).find((id) => id !== shop.brandId)!;
    expect(await shop.console('GET', `/../${foreign}/orders/${placed.order.id}/routing`)).toMatchObject({
      status: 404,
    });
    expect(await shop.console('GET', `/orders/ord_01h455vb4pex5vsknk084sn02q/routing`)).toMatchObject({
      status: 404,
      body: { code: 'ORDERING.ORDER_NOT_FOUND' },
    });
  });
});

describe('the rules of a brand', () => {
  it('are the house’s at first, and name what may be ranked by', async () => {
    const { versions, inForce, house, criteria } = await ruleSets();
    expect({ versions, inForce }).toEqual({ versions: [], inForce: { name: 'house', version: 1 } });
    expect(house).toMatchObject({ criteria: expect.arrayContaining([{ use: 'priority' }]), maxRounds: 3 });
    expect(criteria).toContainEqual({ name: 'fewest_parcels', title: 'Fewest parcels', better: 'lower' });
  });

  it('are checked without being kept, each problem with its place', async () => {
    const wrong = { criteria: [{ use: 'vibes' }], backorder: { policy: 'pray' } };
    const checked = await shop.console<RuleSetCheckWire>('POST', '/rule-sets/check', { content: wrong });
    expect(checked).toMatchObject({
      status: 200,
      body: { content: null, problems: [{ path: 'criteria[0].use' }, { path: 'backorder.policy' }] },
    });
    const fine = await shop.console<RuleSetCheckWire>('POST', '/rule-sets/check', { content: byPriority });
    expect(fine.body).toMatchObject({ problems: [], content: { ...byPriority, maxSplit: null } });
    expect(await shop.console('POST', '/rule-sets', { content: wrong })).toMatchObject({
      status: 422,
      body: {
        code: 'FULFILLMENT.RULE_SET_INVALID',
        fields: [{ path: 'criteria[0].use' }, { path: 'backorder.policy' }],
      },
    });
    expect((await ruleSets()).versions).toEqual([]);
  });

  it('are tried out on past orders, and nothing changes by it', async () => {
    const content = { ...byPriority, filters: { exclude: [{ retailerId: await retailers('northwind') }] } };
    const { status, body } = await shop.console<RuleSetTrialWire>('POST', '/rule-sets/try', { content });
    expect(status).toBe(200);
    expect(body.summary).toEqual({
      orders: 1,
      changed: 1,
      parcelsBefore: 1,
      parcelsAfter: 0,
      leftUnitsBefore: 0,
      leftUnitsAfter: 2,
    });
    expect(body.orders).toMatchObject([
      { orderId: placed.order.id, before: { leftUnits: 0 }, after: { leftUnits: 2 } },
    ]);
    const same = await shop.console<RuleSetTrialWire>('POST', '/rule-sets/try', { content: byPriority });
    expect(same.body.summary).toMatchObject({ orders: 1, changed: 0 });
    expect((await ruleSets()).versions).toEqual([]);
  });

  it('are saved as a version, put in force, and then decide', async () => {
    const saved = await shop.console<RuleSetVersionWire>('POST', '/rule-sets', { content: byPriority, note: 'Simple' });
    expect(saved).toMatchObject({ status: 201, body: { version: 1, isActive: false, note: 'Simple' } });
    expect((await ruleSets()).inForce.name).toBe('house');
    expect(await shop.console('PUT', '/rule-sets/active', { version: 7 })).toMatchObject({
      status: 404,
      body: { code: 'FULFILLMENT.RULE_SET_NOT_FOUND' },
    });
    expect((await shop.console('PUT', '/rule-sets/active', { version: 1 })).status).toBe(204);
    expect(await ruleSets()).toMatchObject({
      inForce: { name: shop.brandId, version: 1 },
      versions: [{ version: 1, isActive: true }],
    });
    const later = await shop.paid({ [MUG]: 1 });
    const { body } = await shop.console<OrderRoutingWire>('GET', `/orders/${later.order.id}/routing`);
    expect(body.rounds).toMatchObject([{ rules: { name: shop.brandId, version: 1 } }]);
    expect((await shop.console('PUT', '/rule-sets/active', { version: null })).status).toBe(204);
    expect((await ruleSets()).inForce.name).toBe('house');
  });

  it('are for those who act for the brand', async () => {
    const foreign = (await shop.house.brandIds()).find((id) => id !== shop.brandId)!;
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '', { content: byPriority }],
      ['POST', '/try', { content: byPriority }],
      ['PUT', '/active', { version: null }],
    ] as const) {
      expect(await shop.console(method, `/../${foreign}/rule-sets${path}`, body)).toMatchObject({
        status: 404,
        body: { code: 'CATALOG.BRAND_NOT_FOUND' },
      });
    }
  });
});
