import fc from 'fast-check';
import {
  criteriaWith,
  HOUSE_RULES,
  mayRouteAgain,
  routeOrder,
  type Criterion,
  type RoutingPlan,
  type RoutingRequest,
  type RoutingRetailer,
  type RuleSet,
} from '../index.ts';
import { anyRequest, anyRules } from './any-request.fixture.ts';

const retailer = (
  retailerId: string,
  stock: Record<string, number>,
  more: Partial<RoutingRetailer> = {},
): RoutingRetailer => ({ retailerId, priority: 1, shipsTo: ['DE'], active: true, stock, ...more });

const request = (
  wanted: Record<string, number>,
  retailers: readonly RoutingRetailer[],
  more: Partial<RoutingRequest> = {},
): RoutingRequest => ({
  orderId: 'ord_1',
  country: 'DE',
  lines: Object.entries(wanted).map(([variantId, quantity]) => ({ lineId: `line-${variantId}`, variantId, quantity })),
  retailers,
  exclusions: [],
  round: 1,
  ...more,
});

const rules = (more: Partial<RuleSet>): RuleSet => ({ ...HOUSE_RULES, id: 'mine', ...more });

const unitsByRetailer = (plan: RoutingPlan) =>
  Object.fromEntries(plan.parcels.map((it) => [it.retailerId, it.lines.reduce((sum, one) => sum + one.quantity, 0)]));

describe('rules', () => {
  it('rank by a criterion of the house’s own as by any other', () => {
    const quiet: Criterion = {
      name: 'quiet_hands',
      title: 'Packs without plastic',
      of: 'retailer',
      better: 'higher',
      across: 'worst',
      score: ({ traits }) => (traits?.['plasticFree'] === true ? 1 : 0),
    };
    const retailers = [
      retailer('north', { mug: 1 }),
      retailer('harbor', { mug: 1 }, { traits: { plasticFree: true } }),
    ];
    const mine = rules({ criteria: [{ use: 'quiet_hands' }, { use: 'priority' }] });
    const plan = routeOrder(request({ mug: 1 }, retailers), mine, criteriaWith(quiet));
    expect(unitsByRetailer(plan)).toEqual({ harbor: 1 });
    expect(plan.decidedBy).toBe('quiet_hands');
  });

  describe('by cost', () => {
    const eur = (amount: number) => ({ amount, currency: 'EUR' });
    const byCost = rules({ criteria: [{ use: 'cost' }, { use: 'priority' }] });
    const chosen = (retailers: RoutingRetailer[], wanted: Record<string, number> = { mug: 2 }) =>
      unitsByRetailer(routeOrder(request(wanted, retailers, { currency: 'EUR' }), byCost));

    it('add what the goods cost to what sending them does', () => {
      const north = retailer('north', { mug: 9 }, { parcelCost: eur(300), prices: { mug: eur(1_000) } });
      const harbor = retailer('harbor', { mug: 9 }, { parcelCost: eur(500), prices: { mug: eur(899) }, priority: 2 });
      expect(chosen([north, harbor])).toEqual({ harbor: 2 });
      expect(chosen([north, harbor], { mug: 1 })).toEqual({ north: 1 });
    });

    it('do not favor who tells no price where another does', () => {
      const silent = retailer('silent', { mug: 9 }, { parcelCost: eur(1), priority: 2 });
      const open = retailer('open', { mug: 9 }, { parcelCost: eur(300), prices: { mug: eur(1_000) } });
      expect(chosen([silent, open])).toEqual({ open: 2 });
    });

    it('are silent on prices in another currency', () => {
      const dollars = { mug: { amount: 1, currency: 'USD' } };
      const north = retailer('north', { mug: 9 }, { prices: { mug: eur(1_000) } });
      expect(chosen([north, retailer('harbor', { mug: 9 }, { prices: dollars, priority: 2 })])).toEqual({ north: 2 });
    });
  });

  it('hold an order up for nothing: a criterion that is gone since has no opinion', () => {
    const retailers = [retailer('north', { mug: 1 }, { priority: 2 }), retailer('harbor', { mug: 1 }, { priority: 1 })];
    const plan = routeOrder(
      request({ mug: 1 }, retailers),
      rules({ criteria: [{ use: 'gone' }, { use: 'priority' }] }),
    );
    expect(unitsByRetailer(plan)).toEqual({ harbor: 1 });
    expect(plan.ranking[0]).toEqual({ criterion: 'gone', plansBefore: 2, plansAfter: 2, score: null });
  });

  it('leave whoever a criterion knows nothing of in the race, for the next criterion to judge', () => {
    const retailers = [
      retailer('unrated', { mug: 1 }, { priority: 1 }),
      retailer('good', { mug: 1 }, { priority: 2, rating: 0.95 }),
      retailer('poor', { mug: 1 }, { priority: 1, rating: 0.5 }),
    ];
    const mine = rules({ criteria: [{ use: 'rating' }, { use: 'priority' }] });
    expect(unitsByRetailer(routeOrder(request({ mug: 1 }, retailers), mine))).toEqual({ unrated: 1 });
  });

  it('count what lies within one step as equal', () => {
    const retailers = [
      retailer('near', { mug: 1 }, { priority: 2, place: { latitude: 52.5, longitude: 13.4 } }),
      retailer('next', { mug: 1 }, { priority: 1, place: { latitude: 52.6, longitude: 13.4 } }),
    ];
    const from = request({ mug: 1 }, retailers, { place: { latitude: 52.51, longitude: 13.4 } });
    const by = (step?: { step: number }) => rules({ criteria: [{ use: 'distance', ...step }, { use: 'priority' }] });
    expect(unitsByRetailer(routeOrder(from, by()))).toEqual({ near: 1 });
    expect(unitsByRetailer(routeOrder(from, by({ step: 50 })))).toEqual({ next: 1 });
  });

  it('let one line go to no more retailers than they say, and say what that leaves over', () => {
    const retailers = ['a', 'b', 'c'].map((id, at) => retailer(id, { mug: 3 - at }));
    const plan = routeOrder(request({ mug: 6 }, retailers), rules({ maxSplit: 2 }));
    expect(unitsByRetailer(plan)).toEqual({ a: 3, b: 2 });
    expect(plan.backorders).toMatchObject([{ quantity: 1, reason: 'too_many_splits' }]);
  });

  it('send no parcel at all where they refuse to let an order go in part', () => {
    const plan = routeOrder(request({ mug: 1, pot: 1 }, [retailer('a', { mug: 1 })]), rules({ partialPlans: false }));
    expect(plan.parcels).toEqual([]);
    expect(plan.backorders.map(({ variantId, reason }) => [variantId, reason])).toEqual([
      ['mug', 'order_incomplete'],
      ['pot', 'no_retailer'],
    ]);
    expect(plan.candidates).toMatchObject([{ outcome: 'not_needed', decidedBy: 'partial_plans' }]);
  });

  it.each([
    ['wait', {}, { action: 'wait', days: 14 }, 3],
    ['split', { a: 2 }, { action: 'wait', days: 14 }, 1],
    ['refund', { a: 2 }, { action: 'refund' }, 1],
    ['substitute', { a: 2 }, { action: 'substitute', variantId: 'cup' }, 1],
  ] as const)('say what becomes of what nobody has: %s', (policy, sent, decision, left) => {
    const from = request({ mug: 3 }, [retailer('a', { mug: 2, cup: 4 })], { substitutes: { mug: ['jug', 'cup'] } });
    const plan = routeOrder(from, rules({ backorder: { policy, otherwise: 'refund', waitDays: 14 } }));
    expect(unitsByRetailer(plan)).toEqual(sent);
    expect(plan.backorders).toMatchObject([{ variantId: 'mug', quantity: left, decision }]);
  });

  it('never offer the same substitute twice', () => {
    const from = request({ mug: 1, pot: 1 }, [retailer('a', { cup: 1 })], {
      substitutes: { mug: ['cup'], pot: ['cup'] },
    });
    const plan = routeOrder(from, rules({ backorder: { policy: 'substitute', otherwise: 'wait', waitDays: 5 } }));
    expect(plan.backorders.map((it) => it.decision)).toEqual([
      { action: 'substitute', variantId: 'cup' },
      { action: 'wait', days: 5 },
    ]);
  });

  it('end after three rounds, or earlier', () => {
    expect([1, 2, 3, 4].map((round) => mayRouteAgain(round))).toEqual([true, true, false, false]);
    expect(mayRouteAgain(1, { maxRounds: 1 })).toBe(false);
    expect(mayRouteAgain(3, { maxRounds: 9 })).toBe(false);
  });
});

const byVariant = (plan: RoutingPlan) => {
  const pieces = new Map<string, Set<string>>();
  for (const { retailerId, lines } of plan.parcels) {
    for (const { variantId } of lines) pieces.set(variantId, (pieces.get(variantId) ?? new Set()).add(retailerId));
  }
  return pieces;
};

describe('whatever the rules', () => {
  it('the same order has the same plan in whichever order lines, retailers and exclusions are listed', () => {
    const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
    fc.assert(
      fc.property(
        anyRequest(14).chain((from) =>
          fc.record({
            from: fc.constant(from),
            lines: shuffled(from.lines),
            retailers: shuffled(from.retailers),
            exclusions: shuffled(from.exclusions),
          }),
        ),
        anyRules(),
        fc.constantFrom('wait', 'split', 'refund'),
        fc.boolean(),
        ({ from, ...other }, base, policy, partialPlans) => {
          const mine = { ...base, partialPlans, backorder: { ...base.backorder, policy } } as RuleSet;
          expect(routeOrder({ ...from, ...other }, mine)).toEqual(routeOrder(from, mine));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('each unit is routed or left over, no limit is passed and who is excluded is never chosen', () => {
    fc.assert(
      fc.property(anyRequest(14), anyRules(), fc.constantFrom('wait', 'split', 'refund'), (from, base, policy) => {
        const mine = { ...base, backorder: { ...base.backorder, policy } } as RuleSet;
        const plan = routeOrder(from, mine);
        for (const { lineId, quantity } of from.lines) {
          const sent = plan.parcels.flatMap((it) => it.lines).filter((it) => it.lineId === lineId);
          const left = plan.unrouted.filter((it) => it.lineId === lineId);
          expect([...sent, ...left].reduce((sum, it) => sum + it.quantity, 0)).toBe(quantity);
          if (policy === 'wait' && left.length > 0) expect(sent).toEqual([]);
        }
        expect(plan.parcels.length).toBeLessThanOrEqual(mine.maxParcels ?? Infinity);
        for (const chosen of byVariant(plan).values())
          expect(chosen.size).toBeLessThanOrEqual(mine.maxSplit ?? Infinity);
        const excluded = [...from.exclusions, ...mine.filters.exclude];
        for (const { retailerId, variantId } of excluded) {
          const parcel = plan.parcels.find((it) => it.retailerId === retailerId);
          expect(parcel?.lines.some((it) => variantId === null || it.variantId === variantId) ?? false).toBe(false);
        }
        expect(plan.backorders.map(({ lineId, quantity }) => [lineId, quantity])).toEqual(
          plan.unrouted.map(({ lineId, quantity }) => [lineId, quantity]),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('a hundred equals are not all compared: hundreds of plans at most, and the fewest parcels there can be', () => {
    const variants = Array.from({ length: 10 }, (_, at) => `v${at}`);
    const wanted = Object.fromEntries(variants.map((variantId) => [variantId, 6]));
    const one = Object.fromEntries(variants.map((variantId) => [variantId, 1]));
    const crowd = Array.from({ length: 100 }, (_, at) => retailer(`ret${at}`, one));
    const plan = routeOrder(request(wanted, crowd));
    expect(plan.parcels).toHaveLength(6);
    expect(plan.unrouted).toEqual([]);
    expect(plan.isExact).toBe(false);
    expect(plan.ranking[0]!.plansBefore).toBeLessThanOrEqual(200);
  });
});
