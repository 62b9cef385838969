import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type Result } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { RuleSetStore, type RuleScope } from './rule-set.store.ts';

/** Puts a version in force, an older one too; orders that are routed from now on go by it. Null puts none in force. */
@Injectable()
export class ActivateRuleSet {
  constructor(
    private readonly database: Database,
    private readonly ruleSets: RuleSetStore,
  ) {}

  execute(
    scope: RuleScope,
    version: number | null,
    memberId: string,
  ): Promise<Result<null, Failure<'FULFILLMENT.RULE_SET_NOT_FOUND'>>> {
    return this.database.attempt(async (tx) => {
      await this.ruleSets.lock(tx, scope);
      if (version !== null && !(await this.ruleSets.find(tx, scope, version))) {
        return err({ code: 'FULFILLMENT.RULE_SET_NOT_FOUND' });
      }
      await this.ruleSets.activate(tx, scope, version, memberId);
      return ok(null);
    });
  }
}
