import { Injectable } from '@nestjs/common';
import type { RoutingPlan, RoutingRequest } from '@sidestall/fulfillment';
import type { Id, OrderId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';

/** One round of routing: what it saw and what it chose. */
export interface RoutingDecisionRecord {
  readonly id: Id<'rtd'>;
  readonly round: number;
  readonly rules: string;
  readonly request: RoutingRequest;
  readonly plan: RoutingPlan;
  readonly decidedAt: Date;
}

/** The SQL of routing decisions. */
@Injectable()
export class RoutingDecisionStore {
  /** The caller holds the order, so rounds are counted without gaps. */
  async nextRound(tx: Tx, orderId: OrderId): Promise<number> {
    const row = await tx.one<{ round: number }>(
      `SELECT coalesce(max(round), 0) + 1 AS round FROM fulfillment.routing_decision WHERE order_id = $1`,
      [orderId],
    );
    return row!.round;
  }

  async insert(tx: Tx, id: Id<'rtd'>, request: RoutingRequest, plan: RoutingPlan): Promise<void> {
    await tx.rows(
      `INSERT INTO fulfillment.routing_decision (id, order_id, round, rules, request, plan) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, request.orderId, request.round, plan.rules, JSON.stringify(request), JSON.stringify(plan)],
    );
  }

  async ofOrder(sql: Sql, orderId: OrderId): Promise<RoutingDecisionRecord[]> {
    return await sql.rows<RoutingDecisionRecord>(
      `SELECT id, round, rules, request, plan, decided_at AS "decidedAt"
         FROM fulfillment.routing_decision WHERE order_id = $1 ORDER BY round`,
      [orderId],
    );
  }
}
