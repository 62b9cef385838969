import { Injectable } from '@nestjs/common';
import { ok, type Result } from '@sidestall/kernel';
import type Stripe from 'stripe';
import { StripeClient, type StripeTrouble } from './stripe-client.ts';

/** One movement of our balance at Stripe. Amounts are minor units; money in is positive, a fee paid is positive. */
export interface Movement {
  readonly id: string;
  readonly type: string;
  readonly reportingCategory: string;
  readonly amountMinor: number;
  readonly feeMinor: number;
  readonly netMinor: number;
  readonly currency: string;
  /** The object that moved it: a charge, refund, transfer, reversal, dispute, payout. */
  readonly source: string | null;
  /** What we wrote on that object when we made it. */
  readonly marks: Readonly<Record<string, string>>;
  readonly availableOn: Date;
  readonly createdAt: Date;
}

/** A payout as Stripe tells it, ours or a party's. */
export interface PayoutSnapshot {
  readonly reference: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly status: Stripe.Payout['status'];
  readonly arrivalDate: Date;
  readonly createdAt: Date;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
  readonly isAutomatic: boolean;
  /** Stripe can list the movements it is made of. */
  readonly isReconciled: boolean;
}

const EXPAND = ['source'];

function movementOf(row: Stripe.BalanceTransaction): Movement {
  const source = row.source as unknown as string | { id: string; metadata?: Record<string, string> } | null;
  return {
    id: row.id,
    type: row.type,
    reportingCategory: row.reporting_category,
    amountMinor: row.amount,
    feeMinor: row.fee,
    netMinor: row.net,
    currency: row.currency.toUpperCase(),
    source: typeof source === 'string' ? source : (source?.id ?? null),
    marks: typeof source === 'string' ? {} : (source?.metadata ?? {}),
    availableOn: new Date(row.available_on * 1000),
    createdAt: new Date(row.created * 1000),
  };
}

function payoutOf(payout: Stripe.Payout): PayoutSnapshot {
  return {
    reference: payout.id,
    amountMinor: payout.amount,
    currency: payout.currency.toUpperCase(),
    status: payout.status,
    arrivalDate: new Date(payout.arrival_date * 1000),
    createdAt: new Date(payout.created * 1000),
    failureCode: payout.failure_code,
    failureMessage: payout.failure_message,
    isAutomatic: payout.automatic,
    isReconciled: payout.reconciliation_status === 'completed',
  };
}

/** Reads our balance at Stripe: what moved it and what it is. */
@Injectable()
export class BalanceGateway {
  constructor(private readonly stripe: StripeClient) {}

  async movement(id: string): Promise<Result<Movement, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) => sdk.balanceTransactions.retrieve(id, { expand: EXPAND }));
    return answer.ok ? ok(movementOf(answer.value)) : answer;
  }

  /** One page of movements since then, the newest first; `next` asks for the page of older ones. */
  async page(query: {
    readonly since: Date | null;
    readonly next?: string;
    readonly payout?: string;
  }): Promise<Result<{ readonly movements: Movement[]; readonly next: string | null }, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) =>
      sdk.balanceTransactions.list({
        limit: 100,
        expand: EXPAND.map((path) => `data.${path}`),
        ...(query.since && { created: { gte: Math.floor(query.since.getTime() / 1000) } }),
        ...(query.next && { starting_after: query.next }),
        ...(query.payout && { payout: query.payout }),
      }),
    );
    if (!answer.ok) return answer;
    const { data, has_more: hasMore } = answer.value;
    return ok({ movements: data.map(movementOf), next: hasMore ? data.at(-1)!.id : null });
  }

  /** Available and pending together, by currency, in minor units. */
  async totals(): Promise<Result<ReadonlyMap<string, number>, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) => sdk.balance.retrieve());
    if (!answer.ok) return answer;
    const totals = new Map<string, number>();
    for (const { amount, currency } of [...answer.value.available, ...answer.value.pending]) {
      const code = currency.toUpperCase();
      totals.set(code, (totals.get(code) ?? 0) + amount);
    }
    return ok(totals);
  }

  /** A payout of our own, or of a party's account. */
  async payout(reference: string, account?: string): Promise<Result<PayoutSnapshot, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) =>
      sdk.payouts.retrieve(reference, {}, account ? { stripeAccount: account } : undefined),
    );
    return answer.ok ? ok(payoutOf(answer.value)) : answer;
  }

  /** The newest payouts of an account, in case no event told of them. */
  async payouts(account: string | null, limit = 20): Promise<Result<PayoutSnapshot[], StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) =>
      sdk.payouts.list({ limit }, account ? { stripeAccount: account } : undefined),
    );
    return answer.ok ? ok(answer.value.data.map(payoutOf)) : answer;
  }
}
