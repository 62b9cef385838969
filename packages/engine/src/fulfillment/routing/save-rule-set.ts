import { Injectable } from '@nestjs/common';
import { readRuleSet, type RuleSet, type RuleSetError } from '@sidestall/fulfillment';
import { err, ok, type Result } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { HOUSE_CRITERIA } from './house-criteria.ts';
import { RuleSetStore, ruleScopeName, type RuleScope, type RuleSetVersion } from './rule-set.store.ts';

/** Rules as people wrote them: fields of a rule set without `id` and `version`, which the house gives. */
export interface RuleSetDraft extends RuleScope {
  readonly content: unknown;
}

const withName = (content: unknown, id: string, version: number): unknown =>
  typeof content === 'object' && content !== null && !Array.isArray(content) ? { ...content, id, version } : content;

/** Adds a version to the rules of a brand or of one of its shows. What was saved is not in force until it is activated. */
@Injectable()
export class SaveRuleSet {
  constructor(
    private readonly database: Database,
    private readonly ruleSets: RuleSetStore,
  ) {}

  /** Reads a draft without keeping it: every problem at once, each with its place. */
  check(draft: RuleSetDraft, version = 1): Result<RuleSet, RuleSetError> {
    return readRuleSet(withName(draft.content, ruleScopeName(draft), version), HOUSE_CRITERIA);
  }

  execute(
    draft: RuleSetDraft & { readonly note: string | null; readonly memberId: string },
  ): Promise<Result<RuleSetVersion, RuleSetError>> {
    return this.database.transaction(async (tx) => {
      await this.ruleSets.lock(tx, draft);
      const read = this.check(draft, (await this.ruleSets.latestVersion(tx, draft)) + 1);
      if (!read.ok) return err(read.error);
      await this.ruleSets.insert(tx, draft, read.value, draft.note, draft.memberId);
      return ok((await this.ruleSets.find(tx, draft, read.value.version))!);
    });
  }
}
