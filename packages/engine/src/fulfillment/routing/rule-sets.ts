import { Injectable } from '@nestjs/common';
import type { RuleSetsWire, RuleSetVersionWire } from '@sidestall/contracts';
import { HOUSE_RULES, type RuleSet } from '@sidestall/fulfillment';
import { Database } from '../../platform/database.ts';
import { HOUSE_CRITERIA } from './house-criteria.ts';
import { RuleSetStore, ruleScopeName, type RuleScope, type RuleSetVersion } from './rule-set.store.ts';

const contentOf = ({ id: _, version: __, ...content }: RuleSet): Record<string, unknown> => ({ ...content });

/** A version as its editors see it. */
export const presentRuleSet = (one: RuleSetVersion): RuleSetVersionWire => ({
  version: one.version,
  isActive: one.isActive,
  note: one.note,
  createdBy: one.createdBy,
  createdAt: one.createdAt.toISOString(),
  content: contentOf(one.content),
});

/** The rules as one without versions shows them. */
export const presentRules = contentOf;

/** Reads rule sets for those who edit them. */
@Injectable()
export class RuleSets {
  constructor(
    private readonly database: Database,
    private readonly store: RuleSetStore,
  ) {}

  async of(scope: RuleScope): Promise<RuleSetsWire> {
    const versions = await this.store.versions(this.database, scope);
    const inForce = (await this.store.activeFor(this.database, [scope])).get(ruleScopeName(scope))!;
    return {
      versions: versions.map(presentRuleSet),
      inForce: { name: inForce.id, version: inForce.version },
      house: contentOf(HOUSE_RULES),
      criteria: [...HOUSE_CRITERIA.values()].map(({ name, title, better }) => ({ name, title, better })),
    };
  }
}
