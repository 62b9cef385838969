import { Injectable } from '@nestjs/common';
import type { BrandId, OrderId } from '@sidestall/kernel';
import { SaleReturns } from '../../payments/refunds/sale-returns.ts';
import type { Sql } from '../../platform/database.ts';
import { ReturnStore } from './return.store.ts';

const DAY_MS = 86_400_000;

/** Until when goods may be sent back: the days the brand agreed to, from when the last parcel left or, once it has, arrived. */
@Injectable()
export class ReturnWindow {
  constructor(
    private readonly returns: ReturnStore,
    private readonly sales: SaleReturns,
  ) {}

  /** The end for each brand of the order; empty while nothing has left. */
  async ends(sql: Sql, orderId: OrderId): Promise<Map<BrandId, Date>> {
    const movedAt = await this.returns.lastMovedAt(sql, orderId);
    if (!movedAt) return new Map();
    const days = await this.sales.windowDays(sql, orderId);
    return new Map([...days].map(([brandId, count]) => [brandId, new Date(movedAt.getTime() + count * DAY_MS)]));
  }

  /** True while goods of the brand may be sent back, by the database's clock. */
  async isOpen(sql: Sql, orderId: OrderId, brandId: BrandId): Promise<boolean> {
    const end = (await this.ends(sql, orderId)).get(brandId);
    if (!end) return false;
    return (await sql.one(`SELECT 1 WHERE now() <= $1::timestamptz`, [end])) !== null;
  }
}
