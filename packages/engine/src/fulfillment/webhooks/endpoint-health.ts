import { Injectable } from '@nestjs/common';
import type { RetailerId } from '@sidestall/kernel';
import type { Sql } from '../../platform/database.ts';
import { isAskingItself } from '../pull-session.ts';

/** After failing for so long a retailer is not asked for new orders; its endpoint goes on being tried. */
const UNHEALTHY_AFTER_SECONDS = 600;

/** How a retailer can be reached. */
export interface RetailerReach {
  /** False for one that polls: it is reached when it asks. */
  readonly hasEndpoint: boolean;
  /**
   * Some endpoint is in service and has not been failing for ten minutes, or the retailer asked for its work in the last
   * fifteen; one that polls is always reachable.
   */
  readonly isReachable: boolean;
  /** Why not: the best endpoint is `failing`, or in none of the states that are sent to. */
  readonly reason: 'failing' | 'disabled' | null;
}

/** Whether retailers hear what they are told: routing leaves out those that do not. */
@Injectable()
export class EndpointHealth {
  async of(sql: Sql, retailerIds: readonly RetailerId[]): Promise<Map<RetailerId, RetailerReach>> {
    const rows = await sql.rows<{
      retailerId: RetailerId;
      endpoints: number;
      isServed: boolean;
      isWell: boolean;
      isAsking: boolean;
    }>(
      `SELECT r.id AS "retailerId", count(e.id)::int AS endpoints,
              coalesce(bool_or(e.state IN ('active', 'degraded', 'probing')), false) AS "isServed",
              coalesce(bool_or(e.state IN ('active', 'degraded', 'probing')
                AND (e.failing_since IS NULL OR e.failing_since > now() - make_interval(secs => $2))), false) AS "isWell",
              ${isAskingItself('r.id')} AS "isAsking"
         FROM unnest($1::text[]) AS r(id)
         LEFT JOIN fulfillment.endpoint e ON e.retailer_id = r.id AND e.deleted_at IS NULL GROUP BY r.id`,
      [retailerIds, UNHEALTHY_AFTER_SECONDS],
    );
    return new Map(
      rows.map(({ retailerId, endpoints, isServed, isWell, isAsking }) => {
        const isReachable = endpoints === 0 || isWell || isAsking;
        const reason = isReachable ? null : isServed ? 'failing' : 'disabled';
        return [retailerId, { hasEndpoint: endpoints > 0, isReachable, reason }];
      }),
    );
  }

  /** Whether the retailer has been asking by itself, so that it finds a request it was not told of. */
  async isAsking(sql: Sql, retailerId: RetailerId): Promise<boolean> {
    const row = await sql.one<{ isAsking: boolean }>(`SELECT ${isAskingItself('$1')} AS "isAsking"`, [retailerId]);
    return row!.isAsking;
  }
}
