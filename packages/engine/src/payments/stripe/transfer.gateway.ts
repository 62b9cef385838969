import { Injectable } from '@nestjs/common';
import { ok, type Money, type OrderId, type PayableId, type Result } from '@sidestall/kernel';
import type Stripe from 'stripe';
import { StripeClient, type StripeTrouble } from './stripe-client.ts';

export interface TransferCall {
  readonly payableId: PayableId;
  readonly orderId: OrderId;
  /** Each attempt is asked for under a key of its own; the same attempt is one transfer however often it is asked for. */
  readonly attempt: number;
  readonly accountId: string;
  readonly amount: Money;
  /** The charge the money came in by: the transfer succeeds at once and is spendable when that is. */
  readonly chargeId: string | null;
}

export interface TransferSnapshot {
  readonly reference: string;
  readonly payableId: string | null;
  readonly attempt: number | null;
  readonly movement: string | null;
  readonly amountMinor: number;
  readonly currency: string;
}

function snapshotOf(transfer: Stripe.Transfer): TransferSnapshot {
  const movement = transfer.balance_transaction;
  const attempt = Number(transfer.metadata['attempt']);
  return {
    reference: transfer.id,
    payableId: transfer.metadata['payable'] ?? null,
    attempt: Number.isInteger(attempt) ? attempt : null,
    movement: typeof movement === 'string' ? movement : (movement?.id ?? null),
    amountMinor: transfer.amount,
    currency: transfer.currency.toUpperCase(),
  };
}

/** Moves money that came in to the accounts of those it belongs to. */
@Injectable()
export class TransferGateway {
  constructor(private readonly stripe: StripeClient) {}

  async send(call: TransferCall): Promise<Result<TransferSnapshot, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) =>
      sdk.transfers.create(
        {
          amount: call.amount.amount,
          currency: call.amount.currency.toLowerCase(),
          destination: call.accountId,
          transfer_group: call.orderId,
          ...(call.chargeId && { source_transaction: call.chargeId }),
          metadata: { order: call.orderId, payable: call.payableId, attempt: String(call.attempt) },
        },
        { idempotencyKey: `payable-${call.payableId}-transfer-${call.attempt}` },
      ),
    );
    return answer.ok ? ok(snapshotOf(answer.value)) : answer;
  }

  /** The transfer made of ours when its answer never reached us: keys are forgotten after a day, transfers are not. */
  async find(
    call: Pick<TransferCall, 'orderId' | 'payableId' | 'attempt'>,
  ): Promise<Result<TransferSnapshot | null, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) => sdk.transfers.list({ transfer_group: call.orderId, limit: 100 }));
    if (!answer.ok) return answer;
    const found = answer.value.data.map(snapshotOf);
    return ok(found.find((one) => one.payableId === call.payableId && one.attempt === call.attempt) ?? null);
  }

  async look(reference: string): Promise<Result<TransferSnapshot, StripeTrouble>> {
    const answer = await this.stripe.ask((sdk) => sdk.transfers.retrieve(reference));
    return answer.ok ? ok(snapshotOf(answer.value)) : answer;
  }
}
