import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import { DisputeReader } from '../payments/disputes/dispute-reader.ts';
import { FraudWarningStore } from '../payments/disputes/fraud-warning.store.ts';
import type { Sql } from '../platform/database.ts';

/** `open`: nobody has decided yet; `lost`: the money went back, by a bank or because of its warning. */
export type PaymentDoubt = 'open' | 'lost';

/** Whether the money of an order is in doubt, so that nothing more of it should leave. */
@Injectable()
export class PaymentDoubts {
  constructor(
    private readonly disputes: DisputeReader,
    private readonly warnings: FraudWarningStore,
  ) {}

  /** Null when nobody doubts it, or those who did were satisfied. */
  async of(sql: Sql, orderId: OrderId): Promise<PaymentDoubt | null> {
    if (await this.disputes.isDisputed(sql, orderId)) return 'open';
    const warnings = await this.warnings.ofOrder(sql, orderId);
    if (warnings.some(({ decision, isActionable }) => decision === null && isActionable)) return 'open';
    const isLost = (await this.disputes.ofOrder(sql, orderId)).some(({ status }) => status === 'lost');
    return isLost || warnings.some(({ decision }) => decision === 'refunded') ? 'lost' : null;
  }
}
