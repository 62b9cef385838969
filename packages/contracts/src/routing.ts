import { z } from 'zod';
import { zId, zInstant, zText } from './words.ts';

const zUnits = z.object({
  lineId: zId('oln'),
  variantId: zId('var'),
  title: z.string(),
  variantTitle: z.string().nullable(),
  quantity: z.int(),
});

const zRuleSetName = z
  .object({
    name: z.string().meta({ description: 'The brand’s id, for a show’s rules with the show’s behind it; or `house`' }),
    version: z.int(),
  })
  .meta({ id: 'RuleSetName' });

export const zRoutingCandidate = z
  .object({
    retailerId: z.string(),
    retailerName: z.string(),
    outcome: z.enum(['chosen', 'not_needed', 'out']),
    reason: z.string().nullable().meta({
      description:
        'Why it was left out: `inactive`, `unreachable`, `does_not_ship_there`, `stale_feed`, `at_capacity`, `excluded` (it refused before), `excluded_by_rules`, `does_not_sell`, `no_stock`',
    }),
    decidedBy: z.string().nullable().meta({
      description:
        'Of one that is not needed: the criterion by which another plan was better, `most_units`, or `tie_break`',
    }),
    variants: z.array(
      z.object({
        variantId: z.string(),
        free: z.int().nullable(),
        allocated: z.int(),
        reason: z.string().nullable(),
      }),
    ),
    scores: z
      .array(z.object({ criterion: z.string(), score: z.number().nullable() }))
      .meta({ description: 'In the order of the rules; null where a criterion has no opinion' }),
  })
  .meta({ id: 'RoutingCandidate' });

/** One run of routing over lines of an order that go by the same rules. */
export const zRoutingRound = z
  .object({
    id: z.string(),
    round: z.int(),
    decidedAt: zInstant,
    rules: zRuleSetName,
    lines: z.array(zUnits).meta({ description: 'What somebody was looked for' }),
    parcels: z.array(
      z.object({
        retailerId: z.string(),
        retailerName: z.string(),
        lines: z.array(zUnits),
        fulfillmentOrderId: z.string().nullable(),
        state: z.string().nullable().meta({ description: 'What became of the request' }),
        answer: z.string().nullable().meta({ description: 'The reason of a refusal' }),
      }),
    ),
    candidates: z.array(zRoutingCandidate),
    ranking: z.array(
      z.object({
        criterion: z.string(),
        plansBefore: z.int(),
        plansAfter: z.int(),
        score: z.number().nullable(),
      }),
    ),
    decidedBy: z.string().nullable().meta({ description: 'The criterion that left one plan only' }),
    isExact: z.boolean(),
    setsCompared: z.int(),
    leftOver: z.array(
      zUnits.extend({
        reason: z.string().meta({
          description: '`no_stock`, `no_retailer`, `too_many_parcels`, `too_many_splits` or `order_incomplete`',
        }),
        decision: z.enum(['wait', 'refund', 'substitute']).meta({ description: 'Once no further round helps' }),
      }),
    ),
  })
  .meta({ id: 'RoutingRound' });

export const zOrderRouting = z
  .object({
    orderId: zId('ord'),
    rounds: z.array(zRoutingRound).meta({ description: 'The oldest first' }),
    waiting: z.array(zUnits.extend({ since: zInstant, until: zInstant })).meta({ description: 'On back order now' }),
  })
  .meta({ id: 'OrderRouting' });

/** Rules as people write them; checked field by field by the engine, which says all that is wrong at once. */
export const zRuleSetContent = z
  .record(z.string().max(64), z.unknown())
  .meta({ id: 'RuleSetContent', description: 'The fields of a rule set without `id` and `version`; see the guide' });

const zShow = zId('str').nullish().meta({ description: 'For one show alone; left out, for all orders of the brand' });

export const zRuleSetQuery = z.object({ showId: zId('str').optional() }).meta({ id: 'RuleSetQuery' });

export const zRuleSetVersion = z
  .object({
    version: z.int(),
    isActive: z.boolean(),
    note: z.string().nullable(),
    createdBy: z.string(),
    createdAt: zInstant,
    content: zRuleSetContent,
  })
  .meta({ id: 'RuleSetVersion' });

export const zRuleSets = z
  .object({
    versions: z.array(zRuleSetVersion).meta({ description: 'The newest first' }),
    inForce: zRuleSetName.meta({ description: 'By which orders are routed now: these, the brand’s or the house’s' }),
    house: zRuleSetContent.meta({ description: 'What holds where nothing else is said' }),
    criteria: z.array(z.object({ name: z.string(), title: z.string(), better: z.enum(['lower', 'higher']) })),
  })
  .meta({ id: 'RuleSets' });

export const zSaveRuleSetRequest = z
  .object({ showId: zShow, content: zRuleSetContent, note: zText(500).optional() })
  .meta({ id: 'SaveRuleSetRequest' });

export const zCheckRuleSetRequest = z
  .object({ showId: zShow, content: zRuleSetContent })
  .meta({ id: 'CheckRuleSetRequest' });

export const zRuleSetCheck = z
  .object({
    problems: z.array(z.object({ path: z.string(), message: z.string() })),
    content: zRuleSetContent
      .nullable()
      .meta({ description: 'The whole rule set as it would be kept; null when it cannot' }),
  })
  .meta({ id: 'RuleSetCheck' });

export const zActivateRuleSetRequest = z
  .object({
    showId: zShow,
    version: z
      .int()
      .min(1)
      .nullable()
      .meta({ description: 'Null for none: then the brand’s or the house’s rules hold' }),
  })
  .meta({ id: 'ActivateRuleSetRequest' });

export const zTryRuleSetRequest = z
  .object({
    showId: zShow,
    content: zRuleSetContent,
    orders: z.int().min(1).max(50).default(20).meta({ description: 'So many of the latest that were routed' }),
  })
  .meta({ id: 'TryRuleSetRequest' });

const zTriedPlan = z.object({
  rules: zRuleSetName.nullable(),
  parcels: z.array(z.object({ retailerId: z.string(), retailerName: z.string(), units: z.int() })),
  leftUnits: z.int(),
  decidedBy: z.string().nullable(),
});

export const zRuleSetTrial = z
  .object({
    orders: z.array(
      z.object({
        orderId: zId('ord'),
        number: z.string(),
        routedAt: zInstant,
        isSame: z.boolean(),
        before: zTriedPlan,
        after: zTriedPlan,
      }),
    ),
    summary: z.object({
      orders: z.int(),
      changed: z.int(),
      parcelsBefore: z.int(),
      parcelsAfter: z.int(),
      leftUnitsBefore: z.int(),
      leftUnitsAfter: z.int(),
    }),
  })
  .meta({ id: 'RuleSetTrial' });

export type OrderRoutingWire = z.infer<typeof zOrderRouting>;
export type RoutingRoundWire = z.infer<typeof zRoutingRound>;
export type RoutingCandidateWire = z.infer<typeof zRoutingCandidate>;
export type RuleSetsWire = z.infer<typeof zRuleSets>;
export type RuleSetVersionWire = z.infer<typeof zRuleSetVersion>;
export type RuleSetCheckWire = z.infer<typeof zRuleSetCheck>;
export type RuleSetTrialWire = z.infer<typeof zRuleSetTrial>;
export type SaveRuleSetRequest = z.infer<typeof zSaveRuleSetRequest>;
export type CheckRuleSetRequest = z.infer<typeof zCheckRuleSetRequest>;
export type ActivateRuleSetRequest = z.infer<typeof zActivateRuleSetRequest>;
export type TryRuleSetRequest = z.infer<typeof zTryRuleSetRequest>;
