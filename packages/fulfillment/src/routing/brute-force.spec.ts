import fc from 'fast-check';
import { HOUSE_RULES, routeOrder, type RoutingPlan } from '../index.ts';
import { anyRequest, anyRules } from './any-request.fixture.ts';
import { planByBruteForce, type BrutePlan } from './brute-force.ts';

const inOrder = (plan: RoutingPlan) =>
  plan.parcels.map(({ retailerId, lines }) => {
    const units: Record<string, number> = {};
    for (const { variantId, quantity } of lines) units[variantId] = (units[variantId] ?? 0) + quantity;
    return [retailerId, units];
  });

const bruteInOrder = (plan: BrutePlan) =>
  [...plan].map(([retailerId, units]) => [retailerId, Object.fromEntries(units)]);

describe('a plan is the one that trying everything finds', () => {
  it('for the rules of the house', () => {
    fc.assert(
      fc.property(anyRequest(6), (request) => {
        expect(inOrder(routeOrder(request))).toEqual(bruteInOrder(planByBruteForce(request, HOUSE_RULES)));
      }),
      { numRuns: 300 },
    );
  });

  it('for any rules: criteria in any order and in steps, few parcels, few splits, lines kept together or not', () => {
    fc.assert(
      fc.property(anyRequest(6), anyRules(), (request, rules) => {
        const plan = routeOrder(request, rules);
        expect(inOrder(plan)).toEqual(bruteInOrder(planByBruteForce(request, rules)));
        expect(plan.isExact).toBe(true);
      }),
      { numRuns: 600 },
    );
  });
});
