import { Injectable } from '@nestjs/common';
import { money, type OrderId, type PayableId, type RetailerId } from '@sidestall/kernel';
import { credit, debit, deferredFee, payableAvailable, payablePending, platformFee } from '@sidestall/ledger';
import type { Sql, Tx } from '../platform/database.ts';
import { LedgerService } from './ledger.service.ts';
import { SaleStore, type Sale } from './sale.store.ts';

export type Release = 'released' | 'frozen' | 'early' | 'done';

/** Lets parties have what they earned: retailers as their goods leave, brands and creators once nothing can come back. */
@Injectable()
export class ReleasePayables {
  constructor(
    private readonly ledger: LedgerService,
    private readonly sales: SaleStore,
  ) {}

  /**
   * Goods have left: fixes the release dates that follow. Told again, or before the sale is recorded, it changes nothing;
   * whoever records the sale tells it once more.
   */
  async shipped(tx: Tx, orderId: OrderId, retailersDone: readonly RetailerId[], isAllShipped: boolean): Promise<void> {
    if (retailersDone.length > 0) {
      await tx.rows(
        `UPDATE ledger.payable b SET release_at = now() FROM ledger.party p
          WHERE b.order_id = $1 AND b.release_rule = 'shipped' AND b.release_at IS NULL AND p.id = b.party_id AND p.subject_id = ANY ($2)`,
        [orderId, retailersDone],
      );
    }
    if (isAllShipped) {
      await tx.rows(
        `UPDATE ledger.payable SET release_at = now() + make_interval(days => release_days)
          WHERE order_id = $1 AND release_rule = 'window' AND release_at IS NULL`,
        [orderId],
      );
    }
  }

  /** Payables whose day has come and that nothing holds. Page by page, after the last one's id. */
  async due(sql: Sql, limit: number, after = ''): Promise<PayableId[]> {
    const rows = await sql.rows<{ id: PayableId }>(
      `SELECT b.id FROM ledger.payable b JOIN ledger.sale s ON s.order_id = b.order_id AND s.frozen_for = '{}'
        WHERE b.state = 'pending' AND b.release_at <= now() AND b.id > $2 ORDER BY b.id LIMIT $1`,
      [limit, after],
    );
    return rows.map((row) => row.id);
  }

  async release(tx: Tx, payableId: PayableId): Promise<Release> {
    const seen = await this.sales.payable(tx, payableId);
    const sale = seen && (await this.sales.lock(tx, seen.orderId));
    const payable = sale?.payables.find((candidate) => candidate.id === payableId);
    if (!sale || payable?.state !== 'pending') return 'done';
    if (sale.frozenFor.length > 0) return 'frozen';
    const moved = await tx.one(
      `UPDATE ledger.payable SET state = 'available', released_at = now()
        WHERE id = $1 AND state = 'pending' AND release_at <= now() RETURNING id`,
      [payableId],
    );
    if (!moved) return 'early';
    const amount = money(payable.amountMinor - payable.takenMinor, payable.currency);
    await this.ledger.post(tx, {
      idemKey: `release-${payableId}`,
      kind: 'release',
      orderId: sale.orderId,
      entries: [
        debit(payablePending(payable.partyId, payable.currency), amount),
        credit(payableAvailable(payable.partyId, payable.currency), amount),
      ],
    });
    const isLast = sale.payables.every((other) => other.id === payableId || other.state !== 'pending');
    if (isLast) await this.#earn(tx, sale);
    return 'released';
  }

  /** Nobody waits any more: the platform's fee is its own. */
  async #earn(tx: Tx, sale: Sale): Promise<void> {
    if (sale.isFeeEarned) return;
    await tx.rows(`UPDATE ledger.sale SET is_fee_earned = true WHERE order_id = $1`, [sale.orderId]);
    const fee = sale.shares
      .filter((share) => share.role === 'platform')
      .reduce((sum, share) => sum + share.amountMinor - share.refundedMinor, 0);
    await this.ledger.post(tx, {
      idemKey: `earn-${sale.orderId}`,
      kind: 'fee-earned',
      orderId: sale.orderId,
      entries: [
        debit(deferredFee(sale.currency), money(fee, sale.currency)),
        credit(platformFee(sale.currency), money(fee, sale.currency)),
      ],
    });
  }
}
