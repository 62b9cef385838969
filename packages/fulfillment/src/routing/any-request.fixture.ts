import { money } from '@sidestall/kernel';
import fc from 'fast-check';
import { BUILT_IN_CRITERIA, HOUSE_RULES, type RoutingRequest, type RuleSet } from '../index.ts';

export const VARIANTS = ['v1', 'v2', 'v3', 'v4'];

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 3 });
const often = <T>(value: T, otherwise: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: otherwise });
const anyPlace = fc.record({ latitude: fc.integer({ min: 45, max: 48 }), longitude: fc.integer({ min: 7, max: 9 }) });

/** Orders and retailers of few kinds, so that ties, splits and shortages are common. */
export const anyRequest = (maxRetailers: number, maxLines = 6): fc.Arbitrary<RoutingRequest> =>
  fc.record({
    orderId: fc.string({ minLength: 1, maxLength: 8 }),
    country: fc.constantFrom('DE', 'FR'),
    region: maybe(fc.constantFrom('BE', 'BY')),
    place: maybe(anyPlace),
    currency: fc.constant('EUR'),
    round: fc.integer({ min: 1, max: 3 }),
    lines: fc
      .array(fc.record({ variantId: fc.constantFrom(...VARIANTS), quantity: fc.integer({ min: 1, max: 8 }) }), {
        minLength: 1,
        maxLength: maxLines,
      })
      .map((list) => list.map((it, index) => ({ ...it, lineId: `line${index}` }))),
    retailers: fc
      .array(
        fc.record({
          priority: fc.integer({ min: 1, max: 3 }),
          shipsTo: often<string[]>(['DE', 'FR'], fc.constantFrom(['DE'], ['DE-BE', 'FR'], [])),
          shipsNotTo: often<string[]>([], fc.constant(['DE-BY'])),
          active: often(true, fc.constant(false)),
          endpoint: often('healthy', fc.constantFrom('degraded', 'failing', null)),
          pullsOrders: fc.boolean(),
          stock: fc.dictionary(fc.constantFrom(...VARIANTS), fc.integer({ min: 0, max: 8 }), {
            minKeys: 1,
            maxKeys: VARIANTS.length,
          }),
          feedAgeSeconds: maybe(often(0, fc.constantFrom(100, 9_000))),
          capacityLeft: maybe(often(2, fc.integer({ min: 0, max: 4 }))),
          country: maybe(fc.constantFrom('DE', 'FR', 'PL')),
          region: maybe(fc.constantFrom('BE', 'BY')),
          place: maybe(anyPlace),
          parcelCost: maybe(fc.constantFrom(money(300, 'EUR'), money(490, 'EUR'), money(300, 'USD'))),
          unitCost: maybe(fc.constantFrom(money(10, 'EUR'), money(25, 'EUR'))),
          prices: fc.dictionary(fc.constantFrom(...VARIANTS), fc.constantFrom(money(900, 'EUR'), money(1_000, 'EUR')), {
            maxKeys: VARIANTS.length,
          }),
          promiseDays: maybe(fc.integer({ min: 1, max: 4 })),
          rating: maybe(fc.constantFrom(0.8, 0.82, 0.9, 1)),
        }),
        { maxLength: maxRetailers, size: 'max' },
      )
      .map((list) => list.map((it, index) => ({ ...it, retailerId: `ret${index}` }))),
    exclusions: fc.array(
      fc.record({
        retailerId: fc.integer({ min: 0, max: maxRetailers }).map((n) => `ret${n}`),
        variantId: fc.option(fc.constantFrom(...VARIANTS)),
      }),
      { maxLength: 2 },
    ),
  });

const STEPS: Readonly<Record<string, number>> = { distance: 50, rating: 0.05, feed_freshness: 3600, cost: 100 };

/** Rules with criteria in any order, some of them in steps, and limits that bind. */
export const anyRules = (more: Partial<RuleSet> = {}): fc.Arbitrary<RuleSet> =>
  fc
    .record({
      criteria: fc
        .shuffledSubarray([...BUILT_IN_CRITERIA.keys()])
        .chain((names) =>
          fc.tuple(
            ...names.map((use) => fc.boolean().map((inSteps) => ({ use, step: inSteps ? STEPS[use] : undefined }))),
          ),
        ),
      startsWithFewest: fc.boolean(),
      maxSplit: fc.constantFrom(null, null, 1, 2, 3),
      maxParcels: fc.constantFrom(null, null, null, 1, 2, 3),
      keepLinesTogether: fc.boolean(),
      markets: fc.constantFrom([], [['DE', 'PL']]),
      maxFeedAgeSeconds: fc.constantFrom(null, null, 3_600),
      exclude: fc.constantFrom([], [], [{ retailerId: 'ret1', variantId: 'v1' }]),
    })
    .map(({ criteria, startsWithFewest, maxFeedAgeSeconds, exclude, ...rest }) => ({
      ...HOUSE_RULES,
      ...rest,
      criteria: startsWithFewest
        ? [{ use: 'fewest_parcels' }, ...criteria.filter((it) => it.use !== 'fewest_parcels')]
        : criteria,
      filters: { maxFeedAgeSeconds, only: null, exclude },
      ...more,
    }));
