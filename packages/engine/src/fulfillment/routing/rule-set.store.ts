import { Injectable } from '@nestjs/common';
import { HOUSE_RULES, type RuleSet } from '@sidestall/fulfillment';
import type { BrandId, StreamId } from '@sidestall/kernel';
import type { Sql, Tx } from '../../platform/database.ts';

/** Whose orders rules are for: all of a brand's, or those of one of its shows. */
export interface RuleScope {
  readonly brandId: BrandId;
  readonly showId: StreamId | null;
}

/** One version of a rule set. */
export interface RuleSetVersion extends RuleScope {
  readonly version: number;
  readonly content: RuleSet;
  readonly note: string | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly isActive: boolean;
}

/** How the rules of a scope are named; also the `id` of every rule set in it. */
export const ruleScopeName = ({ brandId, showId }: RuleScope): string =>
  showId === null ? brandId : `${brandId}_${showId}`;

const VERSION = `r.version, r.brand_id AS "brandId", r.show_id AS "showId", r.content, r.note, r.created_by AS "createdBy",
  r.created_at AS "createdAt", f.version IS NOT NULL AS "isActive"`;

/** The SQL of rule sets. */
@Injectable()
export class RuleSetStore {
  /** Nobody else adds a version to this scope, or changes which is in force, until the transaction ends. */
  async lock(tx: Tx, scope: RuleScope): Promise<void> {
    await tx.rows(`SELECT pg_advisory_xact_lock(hashtextextended($1, 7310205))`, [ruleScopeName(scope)]);
  }

  async latestVersion(sql: Sql, scope: RuleScope): Promise<number> {
    const row = await sql.one<{ version: number }>(
      `SELECT coalesce(max(version), 0) AS version FROM fulfillment.rule_set WHERE name = $1`,
      [ruleScopeName(scope)],
    );
    return row!.version;
  }

  async insert(tx: Tx, scope: RuleScope, content: RuleSet, note: string | null, createdBy: string): Promise<void> {
    await tx.rows(
      `INSERT INTO fulfillment.rule_set (name, version, brand_id, show_id, content, note, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [content.id, content.version, scope.brandId, scope.showId, JSON.stringify(content), note, createdBy],
    );
  }

  /** The newest first. */
  async versions(sql: Sql, scope: RuleScope): Promise<RuleSetVersion[]> {
    return await sql.rows(
      `SELECT ${VERSION} FROM fulfillment.rule_set r LEFT JOIN fulfillment.rule_set_in_force f USING (name, version)
        WHERE r.name = $1 ORDER BY r.version DESC`,
      [ruleScopeName(scope)],
    );
  }

  async find(sql: Sql, scope: RuleScope, version: number): Promise<RuleSetVersion | null> {
    return await sql.one(
      `SELECT ${VERSION} FROM fulfillment.rule_set r LEFT JOIN fulfillment.rule_set_in_force f USING (name, version)
        WHERE r.name = $1 AND r.version = $2`,
      [ruleScopeName(scope), version],
    );
  }

  /** Null for none: the brand's rules are then in force for a show, and the house's for a brand. */
  async activate(tx: Tx, scope: RuleScope, version: number | null, activatedBy: string): Promise<void> {
    if (version === null) {
      await tx.rows(`DELETE FROM fulfillment.rule_set_in_force WHERE name = $1`, [ruleScopeName(scope)]);
      return;
    }
    await tx.rows(
      `INSERT INTO fulfillment.rule_set_in_force (name, version, activated_by) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO UPDATE SET version = excluded.version, activated_by = excluded.activated_by, activated_at = now()`,
      [ruleScopeName(scope), version, activatedBy],
    );
  }

  /** The rules orders are routed by: the show's, else the brand's, else the house's. By `ruleScopeName`, in one look. */
  async activeFor(sql: Sql, scopes: readonly RuleScope[]): Promise<Map<string, RuleSet>> {
    const wanted = new Map(scopes.map((scope) => [ruleScopeName(scope), scope]));
    const rows = await sql.rows<{ name: string; content: RuleSet }>(
      `SELECT r.name, r.content FROM fulfillment.rule_set_in_force f JOIN fulfillment.rule_set r USING (name, version)
        WHERE f.name = ANY($1)`,
      [[...new Set([...wanted].flatMap(([name, { brandId }]) => [name, brandId]))]],
    );
    const known = new Map(rows.map((row) => [row.name, row.content]));
    return new Map(
      [...wanted].map(([name, { brandId }]) => [name, known.get(name) ?? known.get(brandId) ?? HOUSE_RULES]),
    );
  }
}
