import { Injectable } from '@nestjs/common';
import type { PartnerReturn, PartnerReturnPage, PartnerReturnQuery } from '@sidestall/contracts';
import { err, ok, type Result, type RetailerId, type ReturnId } from '@sidestall/kernel';
import type { ReturnFailure } from '../../ordering/returns/open-returns.ts';
import { ReturnReader } from '../../ordering/returns/return-reader.ts';
import type { ReturnRow } from '../../ordering/returns/return.store.ts';
import { Database, type Sql } from '../../platform/database.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import { FulfillmentOrderStore } from '../fulfillment-order.store.ts';

/** The fulfillment order the goods were sent with, the newest that has one of the lines. */
export function senderOf(
  row: ReturnRow,
  orders: readonly FulfillmentOrderRecord[],
): FulfillmentOrderRecord | undefined {
  const isOf = (order: FulfillmentOrderRecord) =>
    order.lines.some((line) => line.shippedQuantity > 0 && row.lines.some((one) => one.lineId === line.orderLineId));
  return orders.findLast((order) => order.retailerId === row.retailerId && isOf(order));
}

/** A return as its retailer sees it; `orders` are those of the buyer's order. */
export function presentReturn(row: ReturnRow, orders: readonly FulfillmentOrderRecord[]): PartnerReturn {
  const lines = orders.filter((order) => order.retailerId === row.retailerId).flatMap((order) => order.lines);
  const sent = senderOf(row, orders);
  return {
    id: row.id,
    orderNumber: sent?.orderNumber ?? orders[0]?.orderNumber ?? '',
    fulfillmentOrderId: sent?.id ?? null,
    state: row.state,
    reason: row.reason as PartnerReturn['reason'],
    note: row.note,
    answerNote: row.answerNote,
    instructions: row.instructions,
    carrier: row.carrier,
    trackingNumber: row.trackingNumber,
    lines: row.lines.map(({ lineId, quantity }) => {
      const { sku = '', title = '', variantTitle = null } = lines.find((line) => line.orderLineId === lineId) ?? {};
      return { lineId, sku, title, variantTitle, quantity };
    }),
    received:
      row.received?.map(({ lineId, quantity, outcome }) => ({ lineId, quantity, outcome: outcome ?? null })) ?? null,
    createdAt: row.createdAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
  };
}

/** Returns as retailers see theirs. Goods that several retailers sent are the brand's to sort out. */
@Injectable()
export class PartnerReturns {
  constructor(
    private readonly database: Database,
    private readonly returns: ReturnReader,
    private readonly orders: FulfillmentOrderStore,
  ) {}

  async get(retailerId: RetailerId, id: ReturnId): Promise<Result<PartnerReturn, ReturnFailure>> {
    const row = await this.returns.row(id);
    if (!row || row.retailerId !== retailerId) return err({ code: 'ORDERING.RETURN_NOT_FOUND' });
    return ok(await this.present(this.database, row));
  }

  /** The newest first. */
  async list(retailerId: RetailerId, query: PartnerReturnQuery): Promise<PartnerReturnPage> {
    const { cursor: before = null, state = null, limit } = query;
    const found = await this.returns.ofRetailer(retailerId, { before, state, limit: limit + 1 });
    const page = found.slice(0, limit);
    const returns: PartnerReturn[] = [];
    for (const row of page) returns.push(await this.present(this.database, row));
    return { returns, nextCursor: found.length > page.length ? page.at(-1)!.id : null };
  }

  async present(sql: Sql, row: ReturnRow): Promise<PartnerReturn> {
    return presentReturn(row, await this.orders.ofOrder(sql, row.orderId));
  }
}
