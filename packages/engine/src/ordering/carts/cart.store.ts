import { Injectable } from '@nestjs/common';
import type { CartId } from '@sidestall/kernel';
import type { CartContent } from '@sidestall/ordering';
import type { Sql, Tx } from '../../platform/database.ts';

export interface CartRow extends CartContent {
  readonly id: CartId;
  /** Counts changes. */
  readonly version: number;
  readonly updatedAt: Date;
}

const CART = `id, version, lines, coupon_codes AS "couponCodes", updated_at AS "updatedAt"`;

/** The SQL of carts. */
@Injectable()
export class CartStore {
  async insert(sql: Sql, id: CartId, { lines, couponCodes }: CartContent): Promise<CartRow> {
    const row = await sql.one<CartRow>(
      `INSERT INTO ordering.cart (id, lines, coupon_codes) VALUES ($1, $2, $3) RETURNING ${CART}`,
      [id, JSON.stringify(lines), couponCodes],
    );
    return row!;
  }

  find(sql: Sql, id: CartId): Promise<CartRow | null> {
    return sql.one(`SELECT ${CART} FROM ordering.cart WHERE id = $1`, [id]);
  }

  /** In the order of their ids, whoever asks: two that merge crosswise wait for each other once. */
  async lock(tx: Tx, ids: readonly CartId[]): Promise<Map<CartId, CartRow>> {
    const rows = await tx.rows<CartRow>(`SELECT ${CART} FROM ordering.cart WHERE id = ANY($1) ORDER BY id FOR UPDATE`, [
      ids,
    ]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  async save(tx: Tx, id: CartId, { lines, couponCodes }: CartContent): Promise<CartRow> {
    const row = await tx.one<CartRow>(
      `UPDATE ordering.cart SET version = version + 1, lines = $2, coupon_codes = $3, updated_at = now()
        WHERE id = $1 RETURNING ${CART}`,
      [id, JSON.stringify(lines), couponCodes],
    );
    return row!;
  }

  /** Deletes carts nobody changed for that long, and answers how many. */
  async forget(sql: Sql, days: number, limit: number): Promise<number> {
    const rows = await sql.rows(
      `DELETE FROM ordering.cart WHERE id IN (SELECT id FROM ordering.cart
         WHERE updated_at < now() - make_interval(days => $1) ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING 1`,
      [days, limit],
    );
    return rows.length;
  }
}
