import { Injectable } from '@nestjs/common';
import type { BrandId, OrderId } from '@sidestall/kernel';
import { STANDARD_TERMS } from '@sidestall/ledger';
import { FreezeSale } from '../../ledger/freeze-sale.ts';
import { SaleStore } from '../../ledger/sale.store.ts';
import type { Sql, Tx } from '../../platform/database.ts';

/** What goods on their way back mean for the money of a sale. */
@Injectable()
export class SaleReturns {
  constructor(
    private readonly sales: SaleStore,
    private readonly freezing: FreezeSale,
  ) {}

  /** Nothing of the order is paid out while goods are on their way back, and again once none are. */
  async hold(tx: Tx, orderId: OrderId, isHeld: boolean): Promise<void> {
    await this.sales.lock(tx, orderId);
    if (isHeld) await this.freezing.freeze(tx, orderId, 'return');
    else await this.freezing.unfreeze(tx, orderId, 'return');
  }

  /** Days a buyer has to send goods back, as agreed when they were sold; for each brand of the order. */
  async windowDays(sql: Sql, orderId: OrderId): Promise<Map<BrandId, number>> {
    const rows = await sql.rows<{ brandId: BrandId; days: number }>(
      `SELECT s.brand_id AS "brandId", coalesce(max(b.release_days) FILTER (WHERE b.release_rule = 'window'), $2)::int AS days
         FROM ledger.share s LEFT JOIN ledger.payable b ON b.order_id = s.order_id AND b.party_id = s.party_id
        WHERE s.order_id = $1 AND s.brand_id IS NOT NULL GROUP BY s.brand_id`,
      [orderId, STANDARD_TERMS.returnWindowDays],
    );
    return new Map(rows.map(({ brandId, days }) => [brandId, days]));
  }
}
