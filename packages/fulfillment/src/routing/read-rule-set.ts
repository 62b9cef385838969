import { err, ok, type Result } from '@sidestall/kernel';
import { BUILT_IN_CRITERIA } from './built-in-criteria.ts';
import type { Criteria } from './criterion.ts';
import type { RoutingExclusion } from './retailer.ts';
import {
  BACKORDER_POLICIES,
  HOUSE_RULES,
  type BackorderPolicy,
  type RankedCriterion,
  type RuleSet,
} from './rule-set.ts';

/** One thing that is wrong with a rule set: where (`criteria[2].use`; empty for the whole) and what to do about it. */
export interface RuleSetProblem {
  readonly path: string;
  readonly message: string;
}

export interface RuleSetError {
  readonly code: 'FULFILLMENT.RULE_SET_INVALID';
  /** At least one; all that were found, in the order of the fields. */
  readonly problems: readonly RuleSetProblem[];
}

const MAX_CRITERIA = 20;
const MAX_LIST = 1_000;
const ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const COUNTRY = /^[A-Z]{2}$/;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads field by field and remembers what was wrong, so that people mend all of it at once. */
class Reader {
  readonly problems: RuleSetProblem[] = [];

  wrong(path: string, message: string): void {
    this.problems.push({ path, message });
  }

  fields(value: unknown, path: string, known: readonly string[]): Fields {
    if (!isFields(value)) {
      this.wrong(path, 'Give an object with named fields');
      return {};
    }
    for (const name of Object.keys(value)) {
      if (!known.includes(name)) {
        this.wrong(
          path === '' ? name : `${path}.${name}`,
          `There is no such field; the fields are ${known.join(', ')}`,
        );
      }
    }
    return value;
  }

  list<T>(value: unknown, path: string, most: number, read: (item: unknown, path: string) => T): T[] {
    if (!Array.isArray(value)) {
      this.wrong(path, 'Give a list');
      return [];
    }
    if (value.length > most) this.wrong(path, `Give no more than ${most} entries`);
    return value.slice(0, most).map((item, index) => read(item, `${path}[${index}]`));
  }

  text(value: unknown, path: string): string {
    if (typeof value === 'string' && value.trim() !== '') return value;
    this.wrong(path, 'Give a text that is not empty');
    return '';
  }

  whole(value: unknown, path: string, least: number, most: number): number {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    this.wrong(path, `Give a whole number from ${least} to ${most}`);
    return least;
  }

  yesOrNo(value: unknown, path: string): boolean {
    if (typeof value === 'boolean') return value;
    this.wrong(path, 'Say true or false');
    return false;
  }

  oneOf<T extends string>(value: unknown, path: string, choices: readonly T[]): T {
    const choice = choices.find((it) => it === value);
    if (choice === undefined) this.wrong(path, `Choose one of ${choices.join(', ')}`);
    return choice ?? choices[0]!;
  }
}

/** The value, or what the house does where it is left out. */
function given<T>(value: unknown, otherwise: T, read: (value: unknown) => T): T {
  return value === undefined ? otherwise : read(value);
}

const orNull = <T>(value: unknown, read: (value: unknown) => T): T | null => (value === null ? null : read(value));

function readCriteria(reader: Reader, value: unknown, criteria: Criteria): RankedCriterion[] {
  const used = new Set<string>();
  return reader.list(value, 'criteria', MAX_CRITERIA, (item, path): RankedCriterion => {
    const { use, step } = reader.fields(item, path, ['use', 'step']);
    const name = reader.text(use, `${path}.use`);
    if (name !== '' && !criteria.has(name)) {
      reader.wrong(`${path}.use`, `There is no criterion ${name}; there are ${[...criteria.keys()].join(', ')}`);
    }
    if (used.has(name)) reader.wrong(`${path}.use`, `${name} is named above; a second time it has nothing to decide`);
    if (name !== '') used.add(name);
    if (step === undefined) return { use: name };
    if (typeof step === 'number' && Number.isFinite(step) && step > 0) return { use: name, step };
    reader.wrong(`${path}.step`, 'Give a number above 0, or leave it out so that the slightest difference decides');
    return { use: name };
  });
}

function readExclusion(reader: Reader, item: unknown, path: string): RoutingExclusion {
  const { retailerId, variantId } = reader.fields(item, path, ['retailerId', 'variantId']);
  return {
    retailerId: reader.text(retailerId, `${path}.retailerId`),
    variantId: given(variantId, null, (it) => orNull(it, (one) => reader.text(one, `${path}.variantId`))),
  };
}

function readFilters(reader: Reader, value: unknown): RuleSet['filters'] {
  const fields = reader.fields(value, 'filters', Object.keys(HOUSE_RULES.filters));
  const houseFilters = HOUSE_RULES.filters;
  return {
    maxFeedAgeSeconds: given(fields.maxFeedAgeSeconds, houseFilters.maxFeedAgeSeconds, (it) =>
      orNull(it, (age) => reader.whole(age, 'filters.maxFeedAgeSeconds', 60, 31_536_000)),
    ),
    only: given(fields.only, houseFilters.only, (it) =>
      orNull(it, (list) => {
        const only = reader.list(list, 'filters.only', MAX_LIST, (id, path) => reader.text(id, path));
        if (only.length === 0) reader.wrong('filters.only', 'Name at least one retailer, or say null for all');
        return only;
      }),
    ),
    exclude: given(fields.exclude, houseFilters.exclude, (it) =>
      reader.list(it, 'filters.exclude', MAX_LIST, (item, path) => readExclusion(reader, item, path)),
    ),
  };
}

function readMarkets(reader: Reader, value: unknown): string[][] {
  return reader.list(value, 'markets', MAX_LIST, (market, path) =>
    reader.list(market, path, MAX_LIST, (country, at) => {
      const code = reader.text(country, at);
      if (code !== '' && !COUNTRY.test(code)) reader.wrong(at, 'Give a country in two capital letters, like DE');
      return code;
    }),
  );
}

function readBackorder(reader: Reader, value: unknown): RuleSet['backorder'] {
  const house = HOUSE_RULES.backorder;
  const fields = reader.fields(value, 'backorder', Object.keys(house));
  return {
    policy: given(fields.policy, house.policy, (it) =>
      reader.oneOf<BackorderPolicy>(it, 'backorder.policy', BACKORDER_POLICIES),
    ),
    otherwise: given(fields.otherwise, house.otherwise, (it) =>
      reader.oneOf(it, 'backorder.otherwise', ['refund', 'wait'] as const),
    ),
    waitDays: given(fields.waitDays, house.waitDays, (it) => reader.whole(it, 'backorder.waitDays', 1, 365)),
  };
}

/**
 * Reads a rule set from data that people wrote. `id`, `version` and `criteria` must be there; what else is left out is as
 * in `HOUSE_RULES`. A field it does not know is an error, since a misspelled rule would be a rule that does nothing. Pass the
 * same `criteria` that `routeOrder` gets. Fails with `FULFILLMENT.RULE_SET_INVALID` and every problem found.
 */
export function readRuleSet(data: unknown, criteria: Criteria = BUILT_IN_CRITERIA): Result<RuleSet, RuleSetError> {
  const reader = new Reader();
  const house = HOUSE_RULES;
  const fields = reader.fields(data, '', Object.keys(house));
  const limit = (value: unknown, path: string): number | null =>
    orNull(value, (it) => reader.whole(it, path, 1, 1_000));
  const id = typeof fields.id === 'string' && ID.test(fields.id) ? fields.id : '';
  if (id === '') reader.wrong('id', 'Give a name of lower case letters, digits, hyphens and underscores, up to 64');
  const rules: RuleSet = {
    id,
    version: reader.whole(fields.version, 'version', 1, 1_000_000),
    filters: given(fields.filters, house.filters, (it) => readFilters(reader, it)),
    criteria: readCriteria(reader, fields.criteria, criteria),
    markets: given(fields.markets, house.markets, (it) => readMarkets(reader, it)),
    maxSplit: given(fields.maxSplit, house.maxSplit, (it) => limit(it, 'maxSplit')),
    maxParcels: given(fields.maxParcels, house.maxParcels, (it) => limit(it, 'maxParcels')),
    partialPlans: given(fields.partialPlans, house.partialPlans, (it) => reader.yesOrNo(it, 'partialPlans')),
    keepLinesTogether: given(fields.keepLinesTogether, house.keepLinesTogether, (it) =>
      reader.yesOrNo(it, 'keepLinesTogether'),
    ),
    backorder: given(fields.backorder, house.backorder, (it) => readBackorder(reader, it)),
    maxRounds: given(fields.maxRounds, house.maxRounds, (it) => reader.whole(it, 'maxRounds', 1, 3)),
  };
  if (reader.problems.length > 0) return err({ code: 'FULFILLMENT.RULE_SET_INVALID', problems: reader.problems });
  return ok(rules);
}
