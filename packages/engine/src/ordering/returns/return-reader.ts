import { Injectable } from '@nestjs/common';
import type { Return } from '@sidestall/contracts';
import type { OrderId, RetailerId, ReturnId } from '@sidestall/kernel';
import { Database, type Sql } from '../../platform/database.ts';
import { OrderStore } from '../order.store.ts';
import { returnView } from './return-view.ts';
import { ReturnStore, type ReturnRow } from './return.store.ts';

/** Reads returns. */
@Injectable()
export class ReturnReader {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly returns: ReturnStore,
  ) {}

  async find(id: ReturnId): Promise<Return | null> {
    const row = await this.returns.find(this.database, id);
    return row && returnView(row, await this.orders.lines(this.database, row.orderId));
  }

  /** As it is written down. */
  async row(id: ReturnId, sql: Sql = this.database): Promise<ReturnRow | null> {
    return await this.returns.find(sql, id);
  }

  /** A retailer's own, the newest first. */
  async ofRetailer(retailerId: RetailerId, page: Parameters<ReturnStore['ofRetailer']>[2]): Promise<ReturnRow[]> {
    return await this.returns.ofRetailer(this.database, retailerId, page);
  }

  /** All of an order, with the brand each goes back to. */
  async ofOrder(orderId: OrderId): Promise<{ brandId: ReturnRow['brandId']; view: Return }[]> {
    const lines = await this.orders.lines(this.database, orderId);
    const rows = await this.returns.ofOrder(this.database, orderId);
    return rows.map((row) => ({ brandId: row.brandId, view: returnView(row, lines) }));
  }
}
