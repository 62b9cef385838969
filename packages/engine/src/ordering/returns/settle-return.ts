import { Injectable } from '@nestjs/common';
import { ok, type RefundId, type Result } from '@sidestall/kernel';
import { gatherLines, type UnitsOfLine } from '@sidestall/ordering';
import { RefundReader } from '../../payments/refunds/refund-reader.ts';
import { RequestRefund, type RefundFailure } from '../../payments/refunds/request-refund.ts';
import type { Tx } from '../../platform/database.ts';
import type { HeldReturn } from './open-returns.ts';
import type { ReturnActor } from './return-actor.ts';
import { TurnReturn } from './turn-return.ts';

/** What of a return is given back, and by whom. */
export interface Settlement {
  readonly lines: readonly UnitsOfLine[];
  readonly note?: string;
  readonly by: ReturnActor;
  /** For the order's story. */
  readonly text: string;
}

/** Gives back the price of goods that came back or were lost on their way back: once for each return. */
@Injectable()
export class SettleReturn {
  constructor(
    private readonly refunds: RequestRefund,
    private readonly reader: RefundReader,
    private readonly turning: TurnReturn,
  ) {}

  /** Ends the return, unless the money cannot be given now; then nothing has changed. Null when the buyer has it already. */
  async execute(tx: Tx, held: HeldReturn, settled: Settlement): Promise<Result<RefundId | null, RefundFailure>> {
    const refund = await this.#refund(tx, held, settled);
    // What was refunded before the goods came needs no second refund.
    if (!refund.ok && refund.error.code !== 'PAYMENTS.REFUND_NOTHING') return refund;
    const refundId = refund.ok ? refund.value : null;
    const story = { kind: 'return_received', text: settled.text };
    // What was written about a dispute was for the brand, not for the buyer.
    const answerNote = settled.note ?? (held.asked.outcome === 'dispute' ? '' : undefined);
    const move = { state: 'refunded', by: settled.by, refundId, answerNote } as const;
    await this.turning.execute(tx, held.order, held.asked, move, story);
    return ok(refundId);
  }

  async #refund(
    tx: Tx,
    { order, asked }: HeldReturn,
    settled: Settlement,
  ): Promise<Result<RefundId | null, RefundFailure>> {
    const items = await this.reader.refundable(tx, order.id, asked.brandId);
    const lines = gatherLines(settled.lines).flatMap(({ lineId, quantity }) => {
      const ofLine = items.filter((item) => item.lineId === lineId);
      const own = ofLine.find((item) => item.itemId === `${lineId}/${asked.retailerId}`);
      // Nothing is known of the money yet: asked for all the same, so that the answer says why not.
      if (ofLine.length === 0) return [{ lineId, quantity }];
      const left = (own ? [own] : ofLine).reduce((sum, item) => sum + item.quantity - item.refundedQuantity, 0);
      const units = Math.min(quantity, left);
      return units > 0 ? [{ lineId, quantity: units, ...(own && { itemId: own.itemId }) }] : [];
    });
    if (lines.length === 0 && !asked.refundsShipping) return ok(null);
    return await this.refunds.execute(tx, {
      orderId: order.id,
      requestKey: `return-${asked.id}`,
      ask: { lines, shipping: asked.refundsShipping },
      brandId: asked.brandId,
      reason: 'return',
      note: settled.note,
      askedBy: settled.by.id ?? 'ordering',
    });
  }
}
