import { Injectable } from '@nestjs/common';
import { ok, type Money, type Result } from '@sidestall/kernel';
import type Stripe from 'stripe';
import { StripeClient, type StripeTrouble } from '../stripe/stripe-client.ts';
import type { ReversalRow } from './reversal.store.ts';

/** Money that came back from a party's Stripe account. */
export interface ReversalSnapshot {
  readonly reference: string;
  readonly movement: string | null;
  /** What Stripe reversed, in minor units. */
  readonly amountMinor: number;
}

/** Fetches transferred money back from a party's account at Stripe. */
@Injectable()
export class ReversalGateway {
  constructor(private readonly stripe: StripeClient) {}

  async reverse(
    transfer: string,
    reversal: Pick<ReversalRow, 'id' | 'causeId' | 'payableId'>,
    amount: Money,
    /** Asks under a key of its own when the first one is known to have made nothing. */
    again: number | null,
  ): Promise<Result<ReversalSnapshot, StripeTrouble>> {
    const cause = reversal.causeId.startsWith('rfd_') ? 'refund' : 'dispute';
    const answer = await this.stripe.ask((sdk) =>
      sdk.transfers.createReversal(
        transfer,
        { amount: amount.amount, metadata: { reversal: reversal.id, cause: reversal.causeId } },
        { idempotencyKey: `${cause}-${reversal.causeId}-rev-${reversal.payableId}${again ? `-${again}` : ''}` },
      ),
    );
    return answer.ok ? ok(snapshotOf(answer.value)) : answer;
  }

  /** The reversal made of ours when its answer never reached us; null when there is none. */
  async find(
    transfer: string,
    reversal: Pick<ReversalRow, 'id'>,
  ): Promise<Result<ReversalSnapshot | null, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) =>
      sdk.transfers.listReversals(transfer, { limit: 100 }).autoPagingToArray({ limit: 10_000 }),
    );
    if (!answer.ok) return answer;
    const own = answer.value.find((one) => one.metadata?.['reversal'] === reversal.id);
    return ok(own ? snapshotOf(own) : null);
  }
}

function snapshotOf(reversal: Stripe.TransferReversal): ReversalSnapshot {
  const movement = reversal.balance_transaction;
  return {
    reference: reversal.id,
    movement: typeof movement === 'string' ? movement : (movement?.id ?? null),
    amountMinor: reversal.amount,
  };
}
