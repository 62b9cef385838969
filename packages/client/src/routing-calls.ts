import type {
  BrandVariantsWire,
  ActivateRuleSetRequest,
  CheckRuleSetRequest,
  OrderRoutingWire,
  RuleSetCheckWire,
  RuleSetsWire,
  RuleSetTrialWire,
  RuleSetVersionWire,
  SaveRuleSetRequest,
  SubstitutesWire,
  TryRuleSetRequest,
} from '@sidestall/contracts';
import { pathOf } from '@sidestall/contracts/routes';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';

/** How a brand's people read why retailers were asked, and write the rules for it. */
export interface RoutingCalls {
  orderRouting(brandId: string, orderId: string): Promise<Answer<OrderRoutingWire>>;
  /** Of one show, or without one of all orders of the brand. */
  ruleSets(brandId: string, showId?: string): Promise<Answer<RuleSetsWire>>;
  checkRuleSet(brandId: string, request: CheckRuleSetRequest): Promise<Answer<RuleSetCheckWire>>;
  /** Changes nothing: says how the latest orders would have been routed. */
  tryRuleSet(brandId: string, request: TryRuleSetRequest): Promise<Answer<RuleSetTrialWire>>;
  /** Sent again with the same key it adds no second version. */
  saveRuleSet(
    brandId: string,
    request: SaveRuleSetRequest,
    idempotencyKey: string,
  ): Promise<Answer<RuleSetVersionWire>>;
  activateRuleSet(brandId: string, request: ActivateRuleSetRequest): Promise<Answer<unknown>>;
  substitutes(brandId: string): Promise<Answer<SubstitutesWire>>;
  /** Variants that are not named stay as they are. */
  setSubstitutes(brandId: string, request: SubstitutesWire): Promise<Answer<SubstitutesWire>>;
  /** By words, or up to 100 by their ids. */
  variants(
    brandId: string,
    query: { readonly q: string } | { readonly ids: readonly string[] },
  ): Promise<Answer<BrandVariantsWire>>;
}

export function routingCalls(api: Api): RoutingCalls {
  return {
    orderRouting: (brandId, id) => api('GET', pathOf('consoleOrderRouting', { brandId, id })),
    ruleSets: (brandId, showId) => api('GET', pathOf('consoleRuleSets', { brandId }), { query: { showId } }),
    checkRuleSet: (brandId, body) => api('POST', pathOf('consoleCheckRuleSet', { brandId }), { body }),
    tryRuleSet: (brandId, body) => api('POST', pathOf('consoleTryRuleSet', { brandId }), { body }),
    saveRuleSet: (brandId, body, idempotencyKey) =>
      api('POST', pathOf('consoleRuleSets', { brandId }), { body, idempotencyKey }),
    activateRuleSet: (brandId, body) => api('PUT', pathOf('consoleActiveRuleSet', { brandId }), { body }),
    substitutes: (brandId) => api('GET', pathOf('consoleSubstitutes', { brandId })),
    setSubstitutes: (brandId, body) => api('PUT', pathOf('consoleSubstitutes', { brandId }), { body }),
    variants: (brandId, query) =>
      api('GET', pathOf('consoleVariants', { brandId }), {
        query: 'ids' in query ? { ids: query.ids.join(',') } : query,
      }),
  };
}
