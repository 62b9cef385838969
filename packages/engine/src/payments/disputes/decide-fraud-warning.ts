import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type BrandId, type OrderId, type Result } from '@sidestall/kernel';
import { SaleStore } from '../../ledger/sale.store.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { Outbox } from '../../platform/outbox.ts';
import { RequestRefund, type RefundFailure } from '../refunds/request-refund.ts';
import { FraudWarningStore, type FraudWarningRow } from './fraud-warning.store.ts';
import { fraudWarningDecided } from './jobs.ts';

export type WarningFailure = RefundFailure | Failure<'PAYMENTS.WARNING_NOT_FOUND' | 'PAYMENTS.WARNING_DECIDED'>;

export interface WarningDecision {
  readonly stripeWarning: string;
  readonly decision: 'refunded' | 'kept';
  readonly brandId: BrandId;
  readonly askedBy: string;
}

/**
 * A seller's answer to a suspicion: give the money back before it is disputed, or keep it. Of an order of several brands
 * each gives back its own part; the warning is decided once nothing is left.
 */
@Injectable()
export class DecideFraudWarning {
  constructor(
    private readonly database: Database,
    private readonly warnings: FraudWarningStore,
    private readonly sales: SaleStore,
    private readonly refunds: RequestRefund,
    private readonly outbox: Outbox,
  ) {}

  execute(decision: WarningDecision): Promise<Result<FraudWarningRow, WarningFailure>> {
    return this.database.attempt((tx) => this.#decide(tx, decision));
  }

  async #decide(
    tx: Tx,
    { stripeWarning, decision, brandId, askedBy }: WarningDecision,
  ): Promise<Result<FraudWarningRow, WarningFailure>> {
    const warning = await this.warnings.lock(tx, stripeWarning);
    if (!warning) return err({ code: 'PAYMENTS.WARNING_NOT_FOUND' });
    if (warning.decision === decision) return ok(warning);
    if (warning.decision) {
      return err({ code: 'PAYMENTS.WARNING_DECIDED', detail: `Somebody decided before: ${warning.decision}` });
    }
    if (decision === 'refunded') {
      const refund = await this.refunds.execute(tx, {
        orderId: warning.orderId,
        requestKey: `fraud-${stripeWarning}-${brandId}`,
        ask: 'all',
        brandId,
        reason: 'fraud_warning',
        askedBy,
      });
      if (!refund.ok) return refund;
      if (await this.#isMoneyLeft(tx, warning.orderId)) return ok(warning);
    }
    await this.warnings.decide(tx, stripeWarning, decision);
    await this.outbox.publish(tx, fraudWarningDecided, { orderId: warning.orderId, stripeWarning });
    return ok({ ...warning, decision });
  }

  async #isMoneyLeft(tx: Tx, orderId: OrderId): Promise<boolean> {
    const sale = await this.sales.find(tx, orderId);
    return sale !== null && sale.refundedMinor < sale.capturedMinor;
  }
}
