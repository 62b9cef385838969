import { Injectable } from '@nestjs/common';
import type { FulfillmentOrderState, RoutingPlan, RoutingRequest } from '@sidestall/fulfillment';
import type { FulfillmentOrderId, Id, OrderId, RetailerId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';
import type { Decision } from './routing/plan-order.ts';

/** One round of routing: what it saw and what it chose. */
export interface RoutingDecisionRecord {
  readonly id: Id<'rtd'>;
  readonly orderId: OrderId;
  readonly round: number;
  readonly rules: string;
  readonly request: RoutingRequest;
  readonly plan: RoutingPlan;
  readonly decidedAt: Date;
}

/** A fulfillment order, as the decision it came of sees it. */
export interface DecidedRequest {
  readonly id: FulfillmentOrderId;
  readonly decisionId: Id<'rtd'>;
  readonly retailerId: RetailerId;
  readonly state: FulfillmentOrderState;
  readonly reason: string | null;
}

const DECISION = `id, order_id AS "orderId", round, rules, request, plan, decided_at AS "decidedAt"`;

/** The SQL of routing decisions. */
@Injectable()
export class RoutingDecisionStore {
  /** Rounds made so far; an order that was never routed has none. Whoever holds the orders counts without gaps. */
  async rounds(sql: Sql, orderIds: readonly OrderId[]): Promise<Map<OrderId, number>> {
    const rows = await sql.rows<{ orderId: OrderId; round: number }>(
      `SELECT order_id AS "orderId", max(round) AS round FROM fulfillment.routing_decision WHERE order_id = ANY($1) GROUP BY 1`,
      [orderIds],
    );
    return new Map(rows.map((row) => [row.orderId, row.round]));
  }

  async insert(tx: Tx, decisions: readonly Decision[]): Promise<void> {
    if (decisions.length === 0) return;
    const rows = decisions.map(({ id, request, plan }) => ({
      id,
      order_id: request.orderId,
      round: request.round,
      rules: plan.rules,
      request,
      plan,
    }));
    await tx.rows(
      `INSERT INTO fulfillment.routing_decision (id, order_id, round, rules, request, plan)
       SELECT id, order_id, round, rules, request, plan
         FROM jsonb_to_recordset($1) AS r(id text, order_id text, round int, rules text, request jsonb, plan jsonb)`,
      [JSON.stringify(rows)],
    );
  }

  /** The oldest first. */
  async ofOrder(sql: Sql, orderId: OrderId): Promise<RoutingDecisionRecord[]> {
    return await sql.rows<RoutingDecisionRecord>(
      `SELECT ${DECISION} FROM fulfillment.routing_decision WHERE order_id = $1 ORDER BY round, rules`,
      [orderId],
    );
  }

  /** How each of these orders was routed at first; an order of several rule sets has several. */
  async first(sql: Sql, orderIds: readonly OrderId[]): Promise<RoutingDecisionRecord[]> {
    return await sql.rows<RoutingDecisionRecord>(
      `SELECT ${DECISION} FROM fulfillment.routing_decision WHERE order_id = ANY($1) AND round = 1 ORDER BY order_id, rules`,
      [orderIds],
    );
  }

  /** What became of the requests that decisions of an order led to. */
  async requests(sql: Sql, orderId: OrderId): Promise<DecidedRequest[]> {
    return await sql.rows<DecidedRequest>(
      `SELECT id, routing_decision_id AS "decisionId", retailer_id AS "retailerId", state, reason
         FROM fulfillment.fulfillment_order WHERE order_id = $1 ORDER BY id`,
      [orderId],
    );
  }
}
