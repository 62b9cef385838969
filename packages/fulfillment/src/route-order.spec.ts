import fc from 'fast-check';
import { routeOrder, type RoutingPlan, type RoutingRequest, type RoutingRetailer } from './index.ts';

const retailer = (
  retailerId: string,
  stock: Record<string, number>,
  more: Partial<RoutingRetailer> = {},
): RoutingRetailer => ({ retailerId, priority: 1, shipsTo: ['DE'], active: true, stock, ...more });

const request = (more: Partial<RoutingRequest>): RoutingRequest => ({
  orderId: 'ord_1',
  country: 'DE',
  lines: [],
  retailers: [],
  exclusions: [],
  round: 1,
  ...more,
});

const line = (lineId: string, variantId: string, quantity: number) => ({ lineId, variantId, quantity });

const unitsByRetailer = (plan: RoutingPlan) =>
  Object.fromEntries(plan.parcels.map((it) => [it.retailerId, it.lines.reduce((sum, one) => sum + one.quantity, 0)]));

describe('routing', () => {
  it('sends all to one retailer that has all, rather than two parcels', () => {
    const plan = routeOrder(
      request({
        lines: [line('a', 'mug', 1), line('b', 'pot', 1)],
        retailers: [
          retailer('north', { mug: 5 }, { priority: 1 }),
          retailer('harbor', { mug: 1, pot: 1 }, { priority: 9 }),
        ],
      }),
    );
    expect(unitsByRetailer(plan)).toEqual({ harbor: 2 });
  });

  it('prefers the retailer with the better priority among plans of equally many parcels', () => {
    const retailers = [retailer('north', { mug: 9 }, { priority: 2 }), retailer('harbor', { mug: 9 }, { priority: 1 })];
    expect(unitsByRetailer(routeOrder(request({ lines: [line('a', 'mug', 3)], retailers })))).toEqual({ harbor: 3 });
  });

  it('breaks a tie the same way for one order and spreads many orders over equal retailers', () => {
    const retailers = [retailer('ret_north', { mug: 9 }), retailer('ret_harbor', { mug: 9 })];
    const winners = Array.from({ length: 200 }, (_, n) => {
      const once = routeOrder(request({ orderId: `ord_${n}`, lines: [line('a', 'mug', 1)], retailers }));
      const twice = routeOrder(request({ orderId: `ord_${n}`, lines: [line('a', 'mug', 1)], retailers }));
      expect(twice).toEqual(once);
      return once.parcels[0]!.retailerId;
    });
    const north = winners.filter((it) => it === 'ret_north').length;
    expect(north).toBeGreaterThan(60);
    expect(north).toBeLessThan(140);
  });

  it('says of every retailer why it is in or out', () => {
    const plan = routeOrder(
      request({
        lines: [line('a', 'mug', 1)],
        retailers: [
          retailer('asleep', { mug: 1 }, { active: false }),
          retailer('chosen', { mug: 1 }),
          retailer('deaf', { mug: 1 }, { isReachable: false }),
          retailer('empty', { mug: 0 }),
          retailer('far', { mug: 1 }, { shipsTo: ['US'] }),
          retailer('refused', { mug: 1 }),
          retailer('spare', { mug: 1 }, { priority: 2 }),
          retailer('stranger', { pot: 1 }),
        ],
        exclusions: [{ retailerId: 'refused', variantId: 'mug' }],
      }),
    );
    expect(plan.candidates.map((it) => [it.retailerId, it.outcome, it.reason])).toEqual([
      ['asleep', 'out', 'inactive'],
      ['chosen', 'chosen', null],
      ['deaf', 'out', 'unreachable'],
      ['empty', 'out', 'no_stock'],
      ['far', 'out', 'does_not_ship_there'],
      ['refused', 'out', 'excluded'],
      ['spare', 'not_needed', null],
      ['stranger', 'out', 'does_not_sell'],
    ]);
  });

  it('routes what can be routed and names what nobody can ship', () => {
    const plan = routeOrder(
      request({ lines: [line('a', 'mug', 5), line('b', 'pot', 1)], retailers: [retailer('north', { mug: 3 })] }),
    );
    expect(unitsByRetailer(plan)).toEqual({ north: 3 });
    expect(plan.unrouted).toEqual([line('a', 'mug', 2), line('b', 'pot', 1)]);
  });

  it('counts stock once when two lines want the same variant', () => {
    const plan = routeOrder(
      request({ lines: [line('a', 'mug', 2), line('b', 'mug', 2)], retailers: [retailer('north', { mug: 3 })] }),
    );
    expect(unitsByRetailer(plan)).toEqual({ north: 3 });
    expect(plan.unrouted).toEqual([line('b', 'mug', 1)]);
  });

  it('is not fooled by variants named after things every object has', () => {
    const plan = routeOrder(
      request({ lines: [line('a', 'constructor', 1)], retailers: [retailer('north', { mug: 3 })] }),
    );
    expect(plan.parcels).toEqual([]);
  });

  describe('cases that others got wrong', () => {
    it('Vendure #4030: 13 units over stocks of 10 and 5 are 13 units, not 10 + 13', () => {
      const plan = routeOrder(
        request({
          lines: [line('a', 'mug', 13)],
          retailers: [retailer('first', { mug: 10 }, { priority: 1 }), retailer('second', { mug: 5 }, { priority: 2 })],
        }),
      );
      expect(unitsByRetailer(plan)).toEqual({ first: 10, second: 3 });
    });

    it('Vendure #4030: with 10 and 15 in stock one parcel of 13 does', () => {
      const plan = routeOrder(
        request({
          lines: [line('a', 'mug', 13)],
          retailers: [
            retailer('first', { mug: 10 }, { priority: 1 }),
            retailer('second', { mug: 15 }, { priority: 2 }),
          ],
        }),
      );
      expect(unitsByRetailer(plan)).toEqual({ second: 13 });
    });

    it('Medusa #14987: one line is split when no single place has enough but together they do', () => {
      const plan = routeOrder(
        request({
          lines: [line('a', 'mug', 2)],
          retailers: [retailer('a', { mug: 1 }), retailer('b', { mug: 1 })],
        }),
      );
      expect(unitsByRetailer(plan)).toEqual({ a: 1, b: 1 });
      expect(plan.unrouted).toEqual([]);
    });

    it('Medusa #15132: lines stocked in different places go each to its own', () => {
      const plan = routeOrder(
        request({
          lines: [line('a', 'mug', 1), line('b', 'pot', 1)],
          retailers: [retailer('mugs', { mug: 4 }), retailer('pots', { pot: 4 })],
        }),
      );
      expect(unitsByRetailer(plan)).toEqual({ mugs: 1, pots: 1 });
    });

    it('Medusa #16502: two lines that share a stock never take more than it holds', () => {
      const plan = routeOrder(
        request({
          lines: [line('a', 'mug', 3), line('b', 'mug', 3)],
          retailers: [retailer('one', { mug: 4 }), retailer('two', { mug: 1 })],
        }),
      );
      expect(unitsByRetailer(plan)).toEqual({ one: 4, two: 1 });
      expect(plan.unrouted.reduce((sum, it) => sum + it.quantity, 0)).toBe(1);
    });
  });
});

const variants = ['v1', 'v2', 'v3', 'v4'];
const anyRequest = (maxRetailers: number): fc.Arbitrary<RoutingRequest> =>
  fc.record({
    orderId: fc.string({ minLength: 1, maxLength: 8 }),
    country: fc.constantFrom('DE', 'FR'),
    round: fc.integer({ min: 1, max: 3 }),
    lines: fc
      .array(fc.record({ variantId: fc.constantFrom(...variants), quantity: fc.integer({ min: 1, max: 12 }) }), {
        minLength: 1,
        maxLength: 6,
      })
      .map((list) => list.map((it, index) => ({ ...it, lineId: `line${index}` }))),
    retailers: fc
      .array(
        fc.record({
          priority: fc.integer({ min: 1, max: 3 }),
          shipsTo: fc.subarray(['DE', 'FR']),
          active: fc.boolean(),
          stock: fc.dictionary(fc.constantFrom(...variants), fc.integer({ min: 0, max: 12 })),
        }),
        { maxLength: maxRetailers },
      )
      .map((list) => list.map((it, index) => ({ ...it, retailerId: `ret${index}` }))),
    exclusions: fc.array(
      fc.record({
        retailerId: fc.integer({ min: 0, max: maxRetailers }).map((n) => `ret${n}`),
        variantId: fc.option(fc.constantFrom(...variants)),
      }),
      { maxLength: 3 },
    ),
  });

const allowed = (from: RoutingRequest, who: RoutingRetailer, variantId: string) =>
  who.active &&
  who.shipsTo.includes(from.country) &&
  !from.exclusions.some(
    (it) => it.retailerId === who.retailerId && (it.variantId === null || it.variantId === variantId),
  );

const freeOf = (from: RoutingRequest, who: RoutingRetailer, variantId: string) =>
  allowed(from, who, variantId) ? (who.stock[variantId] ?? 0) : 0;

/** All that this subset could ship, computed the slow and obvious way. */
function shippable(from: RoutingRequest, subset: readonly RoutingRetailer[]): number {
  return variants.reduce((sum, variantId) => {
    const wanted = from.lines.filter((it) => it.variantId === variantId).reduce((n, it) => n + it.quantity, 0);
    return (
      sum +
      Math.min(
        wanted,
        subset.reduce((n, who) => n + freeOf(from, who, variantId), 0),
      )
    );
  }, 0);
}

const quantityOf = (plan: RoutingPlan, lineId: string) =>
  plan.parcels.flatMap((it) => it.lines).reduce((sum, it) => sum + (it.lineId === lineId ? it.quantity : 0), 0);

describe('every plan', () => {
  it('accounts for each unit of each line once: routed or unrouted', () => {
    fc.assert(
      fc.property(anyRequest(8), (from) => {
        const plan = routeOrder(from);
        for (const one of from.lines) {
          const unrouted = plan.unrouted.find((it) => it.lineId === one.lineId)?.quantity ?? 0;
          expect(quantityOf(plan, one.lineId) + unrouted).toBe(one.quantity);
        }
      }),
    );
  });

  it('ships all that can be shipped, so everything when that is feasible', () => {
    fc.assert(
      fc.property(anyRequest(8), (from) => {
        const routed = routeOrder(from)
          .parcels.flatMap((it) => it.lines)
          .reduce((sum, it) => sum + it.quantity, 0);
        expect(routed).toBe(shippable(from, from.retailers));
      }),
    );
  });

  it('never takes more than is free, and nothing from who is excluded, inactive or does not ship there', () => {
    fc.assert(
      fc.property(anyRequest(8), (from) => {
        for (const parcel of routeOrder(from).parcels) {
          const who = from.retailers.find((it) => it.retailerId === parcel.retailerId)!;
          for (const variantId of variants) {
            const taken = parcel.lines.reduce((sum, it) => sum + (it.variantId === variantId ? it.quantity : 0), 0);
            expect(taken).toBeLessThanOrEqual(freeOf(from, who, variantId));
          }
          expect(parcel.lines.every((it) => it.quantity > 0)).toBe(true);
        }
      }),
    );
  });

  it('has as few parcels as trying every subset finds', () => {
    fc.assert(
      fc.property(anyRequest(6), (from) => {
        const goal = shippable(from, from.retailers);
        let fewest = from.retailers.length;
        for (let mask = 0; mask < 2 ** from.retailers.length; mask++) {
          const subset = from.retailers.filter((_, index) => (mask >> index) & 1);
          if (subset.length < fewest && shippable(from, subset) === goal) fewest = subset.length;
        }
        const plan = routeOrder(from);
        expect(plan.parcels).toHaveLength(goal === 0 ? 0 : fewest);
        expect(plan.isExact).toBe(true);
      }),
    );
  });

  it('does not depend on the order in which lines and retailers are listed', () => {
    fc.assert(
      fc.property(
        anyRequest(8).chain((from) =>
          fc.record({
            from: fc.constant(from),
            lines: fc.shuffledSubarray([...from.lines], { minLength: from.lines.length }),
            retailers: fc.shuffledSubarray([...from.retailers], { minLength: from.retailers.length }),
          }),
        ),
        ({ from, lines, retailers }) => {
          expect(routeOrder({ ...from, lines, retailers })).toEqual(routeOrder(from));
        },
      ),
    );
  });

  it('is not made worse by more stock', () => {
    fc.assert(
      fc.property(anyRequest(6), fc.constantFrom(...variants), (from, variantId) => {
        const richer = from.retailers.map((it) => ({
          ...it,
          stock: { ...it.stock, [variantId]: (it.stock[variantId] ?? 0) + 5 },
        }));
        const left = (plan: RoutingPlan) => plan.unrouted.reduce((sum, it) => sum + it.quantity, 0);
        expect(left(routeOrder({ ...from, retailers: richer }))).toBeLessThanOrEqual(left(routeOrder(from)));
      }),
    );
  });

  it('is exact for twelve retailers and complete for forty', () => {
    const crowd = (count: number) =>
      Array.from({ length: count }, (_, index) => retailer(`ret${index}`, { [variants[index % 4]!]: 1 }));
    const lines = variants.map((variantId) => line(variantId, variantId, 2));
    const twelve = routeOrder(request({ lines, retailers: crowd(12) }));
    expect(twelve.isExact).toBe(true);
    expect(twelve.parcels).toHaveLength(8);
    const forty = routeOrder(request({ lines, retailers: crowd(40) }));
    expect(forty.isExact).toBe(false);
    expect(forty.parcels).toHaveLength(8);
    expect(forty.unrouted).toEqual([]);
  });
});
