import { Injectable } from '@nestjs/common';
import type { Failure, OrderRoutingWire, RoutingRoundWire } from '@sidestall/contracts';
import type { CandidateVerdict, RoutingLine } from '@sidestall/fulfillment';
import { err, ok, type BrandId, type OrderId, type Result, type RetailerId } from '@sidestall/kernel';
import { BackorderStore } from '../../ordering/backorders/backorder.store.ts';
import { BrandLinesReader, type BrandLine } from '../../ordering/brand-lines.ts';
import { Database } from '../../platform/database.ts';
import { RetailerStore } from '../retailer.store.ts';
import { RoutingDecisionStore, type DecidedRequest, type RoutingDecisionRecord } from '../routing-decision.store.ts';
import { readRuleSetName } from './rule-set-name.ts';

type NameOf = (retailerId: string) => string;

/** Tells brands why each retailer was or was not asked for an order, round by round. */
@Injectable()
export class RoutingReader {
  constructor(
    private readonly database: Database,
    private readonly decisions: RoutingDecisionStore,
    private readonly retailers: RetailerStore,
    private readonly lines: BrandLinesReader,
    private readonly backorders: BackorderStore,
  ) {}

  /** As far as it is about lines of this brand. */
  async ofOrder(
    brandId: BrandId,
    orderId: OrderId,
  ): Promise<Result<OrderRoutingWire, Failure<'ORDERING.ORDER_NOT_FOUND'>>> {
    const own = await this.lines.ofOrder(this.database, brandId, orderId);
    if (!own) return err({ code: 'ORDERING.ORDER_NOT_FOUND' });
    const decisions = await this.decisions.ofOrder(this.database, orderId);
    const requests = await this.decisions.requests(this.database, orderId);
    const ids = decisions.flatMap(({ request }) => request.retailers.map((it) => it.retailerId as RetailerId));
    const names = await this.retailers.named(this.database, [...new Set(ids)]);
    const nameOf: NameOf = (id) => names.get(id as RetailerId)?.name ?? id;
    const lines = new Map<string, BrandLine>(own.lines.map((line) => [line.lineId, line]));
    const waiting = await this.backorders.ofOrder(this.database, orderId);
    return ok({
      orderId,
      rounds: decisions
        .filter(({ request }) => request.lines.some((line) => lines.has(line.lineId)))
        .map((decision) => roundOf(decision, lines, requests, nameOf)),
      waiting: waiting.flatMap(({ lineId, quantity, since, until }) => {
        const line = lines.get(lineId);
        return line ? [{ ...line, quantity, since: since.toISOString(), until: until.toISOString() }] : [];
      }),
    });
  }
}

const unitsOf = (some: readonly RoutingLine[], lines: ReadonlyMap<string, BrandLine>) =>
  some.flatMap(({ lineId, quantity }) => {
    const line = lines.get(lineId);
    return line ? [{ ...line, quantity }] : [];
  });

function roundOf(
  { id, round, decidedAt, rules, request, plan }: RoutingDecisionRecord,
  lines: ReadonlyMap<string, BrandLine>,
  requests: readonly DecidedRequest[],
  nameOf: NameOf,
): RoutingRoundWire {
  const variants = new Set([...lines.values()].map((line): string => line.variantId));
  return {
    id,
    round,
    decidedAt: decidedAt.toISOString(),
    rules: readRuleSetName(rules),
    lines: unitsOf(request.lines, lines),
    parcels: plan.parcels
      .map((parcel) => {
        const asked = requests.find((it) => it.decisionId === id && it.retailerId === parcel.retailerId);
        return {
          retailerId: parcel.retailerId,
          retailerName: nameOf(parcel.retailerId),
          lines: unitsOf(parcel.lines, lines),
          fulfillmentOrderId: asked?.id ?? null,
          state: asked?.state ?? null,
          answer: asked?.reason ?? null,
        };
      })
      .filter((parcel) => parcel.lines.length > 0),
    candidates: plan.candidates.map((verdict) => candidateOf(verdict, variants, nameOf)),
    ranking: [...plan.ranking],
    decidedBy: plan.decidedBy,
    isExact: plan.isExact,
    setsCompared: plan.setsCompared,
    leftOver: plan.backorders.flatMap(({ lineId, quantity, reason, decision }) => {
      const line = lines.get(lineId);
      return line ? [{ ...line, quantity, reason, decision: decision.action }] : [];
    }),
  };
}

const candidateOf = (verdict: CandidateVerdict, variants: ReadonlySet<string>, nameOf: NameOf) => ({
  retailerId: verdict.retailerId,
  retailerName: nameOf(verdict.retailerId),
  outcome: verdict.outcome,
  reason: verdict.reason,
  decidedBy: verdict.decidedBy,
  variants: verdict.variants.filter(({ variantId }) => variants.has(variantId)).map((it) => ({ ...it })),
  scores: verdict.scores.map((it) => ({ ...it })),
});
