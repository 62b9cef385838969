import { Injectable } from '@nestjs/common';
import type { Refund } from '@sidestall/contracts';
import { money, type BrandId, type OrderId } from '@sidestall/kernel';
import { isRefundAlive, type RefundableItem } from '@sidestall/payments';
import { SaleStore } from '../../ledger/sale.store.ts';
import type { Sql } from '../../platform/database.ts';
import { RefundStore, type RefundRow } from './refund.store.ts';
import { soldItems } from './sold-items.ts';

/** What a brand sold in one order, in minor units of its currency. */
export interface BrandTake {
  readonly captured: number;
  readonly refunded: number;
}

/** Refunds as people may see them. */
@Injectable()
export class RefundReader {
  constructor(
    private readonly refunds: RefundStore,
    private readonly sales: SaleStore,
  ) {}

  async ofOrder(sql: Sql, orderId: OrderId): Promise<Refund[]> {
    return (await this.refunds.ofOrder(sql, orderId)).map(viewOf);
  }

  /** What the buyer was promised back and did not lose again, in minor units. */
  async refundedMinor(sql: Sql, orderId: OrderId): Promise<number> {
    const all = await this.refunds.ofOrder(sql, orderId);
    return all.reduce((sum, refund) => sum + (isRefundAlive(refund.state) ? refund.amountMinor : 0), 0);
  }

  /** What can be given back, item by item; a brand's own part when one is named. Empty while nothing was taken. */
  async refundable(sql: Sql, orderId: OrderId, brandId: BrandId | null = null): Promise<RefundableItem[]> {
    const sale = await this.sales.find(sql, orderId);
    return sale ? soldItems(sale, await this.refunds.ofOrder(sql, orderId), brandId) : [];
  }

  /** What was paid for a brand's own lines of these orders, and how much of it went back. */
  async takeOf(sql: Sql, brandId: BrandId, orderIds: readonly OrderId[]): Promise<Map<OrderId, BrandTake>> {
    const rows = await sql.rows<BrandTake & { orderId: OrderId }>(
      `SELECT order_id AS "orderId", sum(amount_minor)::bigint AS captured, sum(refunded_minor)::bigint AS refunded
         FROM ledger.share WHERE order_id = ANY ($1) AND brand_id = $2 AND line_id IS NOT NULL GROUP BY order_id`,
      [orderIds, brandId],
    );
    return new Map(rows.map((row) => [row.orderId, row]));
  }
}

/** A refund on the wire. */
export function viewOf(refund: RefundRow): Refund {
  const inIts = (minor: number) => money(minor, refund.currency);
  const shipping = refund.items.parts.filter((part) => part.lineId === null);
  const lines = new Map<string, Refund['lines'][number]>();
  for (const part of refund.items.parts) {
    if (part.lineId === null) continue;
    const known = lines.get(part.lineId);
    lines.set(part.lineId, {
      lineId: part.lineId,
      title: part.title,
      quantity: (known?.quantity ?? 0) + part.quantity,
      amount: inIts((known?.amount.amount ?? 0) + part.amountMinor),
    });
  }
  return {
    id: refund.id,
    amount: inIts(refund.amountMinor),
    state: refund.state,
    reason: refund.reason as Refund['reason'],
    note: refund.note,
    lines: [...lines.values()],
    shipping: shipping.length > 0 ? inIts(shipping.reduce((sum, part) => sum + part.amountMinor, 0)) : null,
    createdAt: refund.createdAt.toISOString(),
    expectedBy: isRefundAlive(refund.state) ? refund.expectedBy : null,
    settledAt: refund.settledAt?.toISOString() ?? null,
    failureReason: refund.failureReason,
  };
}
