import { Injectable } from '@nestjs/common';
import type { BrandId, OrderId, OrderLineId, PartyId, PayableId } from '@sidestall/kernel';
import type { PayableState, ShareRole } from '@sidestall/ledger';
import type { Sql, Tx } from '../platform/database.ts';

export interface ShareRow {
  readonly itemId: string;
  readonly role: ShareRole;
  readonly lineId: OrderLineId | null;
  readonly partyId: PartyId | null;
  readonly brandId: BrandId | null;
  readonly title: string;
  readonly quantity: number;
  readonly rateBp: number | null;
  readonly jurisdiction: string | null;
  readonly amountMinor: number;
  readonly refundedMinor: number;
}

export interface PayableRow {
  readonly id: PayableId;
  readonly orderId: OrderId;
  readonly partyId: PartyId;
  readonly currency: string;
  readonly state: PayableState;
  readonly amountMinor: number;
  readonly takenMinor: number;
  readonly nettedMinor: number;
  readonly transferringMinor: number;
  readonly transferredMinor: number;
  readonly returnedMinor: number;
  readonly releaseRule: 'shipped' | 'window';
  readonly releaseDays: number;
  readonly releaseAt: Date | null;
  readonly transferAttempt: number;
  readonly stripeTransfer: string | null;
  readonly transferTrouble: string | null;
  readonly releasedAt: Date | null;
  readonly transferredAt: Date | null;
}

/** A captured order as money. */
export interface Sale {
  readonly orderId: OrderId;
  readonly currency: string;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  readonly stripeCharge: string | null;
  readonly isFeeEarned: boolean;
  readonly frozenFor: readonly string[];
  readonly capturedAt: Date;
  readonly shares: readonly ShareRow[];
  readonly payables: readonly PayableRow[];
}

const SALE = `order_id AS "orderId", currency, captured_minor AS "capturedMinor", refunded_minor AS "refundedMinor",
  stripe_charge AS "stripeCharge", is_fee_earned AS "isFeeEarned", frozen_for AS "frozenFor", captured_at AS "capturedAt"`;
const SHARE = `item_id AS "itemId", role, line_id AS "lineId", party_id AS "partyId", brand_id AS "brandId", title, quantity,
  rate_bp AS "rateBp", jurisdiction, amount_minor AS "amountMinor", refunded_minor AS "refundedMinor"`;
export const PAYABLE = `id, order_id AS "orderId", party_id AS "partyId", currency, state, amount_minor AS "amountMinor",
  taken_minor AS "takenMinor", netted_minor AS "nettedMinor", transferring_minor AS "transferringMinor", transferred_minor AS "transferredMinor",
  returned_minor AS "returnedMinor", release_rule AS "releaseRule", release_days AS "releaseDays", release_at AS "releaseAt",
  transfer_attempt AS "transferAttempt", stripe_transfer AS "stripeTransfer", transfer_trouble AS "transferTrouble",
  released_at AS "releasedAt", transferred_at AS "transferredAt"`;

type SaleRow = Omit<Sale, 'shares' | 'payables'>;

/** The SQL of captured orders as money. Whoever moves a sale's money holds its row. */
@Injectable()
export class SaleStore {
  async lock(tx: Tx, orderId: OrderId): Promise<Sale | null> {
    return this.#whole(
      tx,
      await tx.one<SaleRow>(`SELECT ${SALE} FROM ledger.sale WHERE order_id = $1 FOR UPDATE`, [orderId]),
    );
  }

  async find(sql: Sql, orderId: OrderId): Promise<Sale | null> {
    return this.#whole(sql, await sql.one<SaleRow>(`SELECT ${SALE} FROM ledger.sale WHERE order_id = $1`, [orderId]));
  }

  async byCharge(sql: Sql, chargeId: string): Promise<Sale | null> {
    return this.#whole(
      sql,
      await sql.one<SaleRow>(`SELECT ${SALE} FROM ledger.sale WHERE stripe_charge = $1`, [chargeId]),
    );
  }

  payable(sql: Sql, id: PayableId): Promise<PayableRow | null> {
    return sql.one(`SELECT ${PAYABLE} FROM ledger.payable WHERE id = $1`, [id]);
  }

  payableOfTransfer(sql: Sql, stripeTransfer: string): Promise<PayableRow | null> {
    return sql.one(`SELECT ${PAYABLE} FROM ledger.payable WHERE stripe_transfer = $1`, [stripeTransfer]);
  }

  /** Adds to (or, with negative amounts, takes off) what was taken back of shares, payables and the sale. */
  async addTaken(
    tx: Tx,
    orderId: OrderId,
    parts: readonly {
      readonly itemId: string;
      readonly role: ShareRole;
      readonly partyId: PartyId | null;
      readonly amountMinor: number;
    }[],
  ): Promise<void> {
    const json = JSON.stringify(parts);
    await tx.rows(
      `UPDATE ledger.share s SET refunded_minor = s.refunded_minor + p.amount
         FROM (SELECT "itemId" AS item_id, role, sum("amountMinor")::bigint AS amount
                 FROM jsonb_to_recordset($2) AS r("itemId" text, role text, "amountMinor" bigint) GROUP BY 1, 2) p
        WHERE s.order_id = $1 AND s.item_id = p.item_id AND s.role = p.role`,
      [orderId, json],
    );
    await tx.rows(
      `UPDATE ledger.payable b SET taken_minor = b.taken_minor + p.amount
         FROM (SELECT "partyId" AS party_id, sum("amountMinor")::bigint AS amount
                 FROM jsonb_to_recordset($2) AS r("partyId" text, "amountMinor" bigint) WHERE "partyId" IS NOT NULL GROUP BY 1) p
        WHERE b.order_id = $1 AND b.party_id = p.party_id`,
      [orderId, json],
    );
    await tx.rows(
      `UPDATE ledger.sale SET refunded_minor = refunded_minor + (SELECT coalesce(sum("amountMinor"), 0)
              FROM jsonb_to_recordset($2) AS r("amountMinor" bigint)) WHERE order_id = $1`,
      [orderId, json],
    );
  }

  async #whole(sql: Sql, row: SaleRow | null): Promise<Sale | null> {
    if (!row) return null;
    // One after the other: inside a transaction there is one connection.
    const shares = await sql.rows<ShareRow>(
      `SELECT ${SHARE} FROM ledger.share WHERE order_id = $1 ORDER BY item_id, role`,
      [row.orderId],
    );
    const payables = await sql.rows<PayableRow>(
      `SELECT ${PAYABLE} FROM ledger.payable WHERE order_id = $1 ORDER BY id`,
      [row.orderId],
    );
    return { ...row, shares, payables };
  }
}
