import { Injectable } from '@nestjs/common';
import type { BrandId, CouponId, ProductId } from '@sidestall/kernel';
import type { CouponKind } from '@sidestall/ordering';
import type { Sql, Tx } from '../../platform/database.ts';

export interface CouponRow {
  readonly id: CouponId;
  readonly brandId: BrandId;
  readonly code: string;
  readonly kind: CouponKind;
  readonly basisPoints: number | null;
  readonly amountMinor: number | null;
  readonly minimumMinor: number | null;
  readonly currency: string | null;
  readonly productIds: readonly ProductId[] | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly limitTotal: number | null;
  readonly limitPerPerson: number | null;
  readonly stacks: boolean;
  readonly worksInDrops: boolean;
  readonly state: 'active' | 'stopped';
  /** Counted, also where nothing is limited. */
  readonly used: number;
  readonly createdAt: Date;
}

export type NewCoupon = Omit<CouponRow, 'state' | 'used' | 'createdAt'>;

/** A coupon that somebody names, with what only the database's clock knows. */
export interface CouponNow extends CouponRow {
  readonly isNotYet: boolean;
  readonly isOver: boolean;
  readonly startsOn: string | null;
}

/** How many brands' coupons of one code are looked at; those of the goods' brands come first. */
const NAMESAKES = 20;

const TERMS = `id, brand_id AS "brandId", code, kind, basis_points AS "basisPoints", amount_minor AS "amountMinor",
  minimum_minor AS "minimumMinor", currency, product_ids AS "productIds", starts_at AS "startsAt", ends_at AS "endsAt",
  limit_total AS "limitTotal", limit_per_person AS "limitPerPerson", stacks, works_in_drops AS "worksInDrops", state,
  created_at AS "createdAt"`;
const COUPON = `${TERMS}, CASE WHEN limit_total IS NOT NULL THEN used ELSE (SELECT count(*)::int FROM ordering.coupon_use u
  WHERE u.coupon_id = c.id AND u.state = 'used') END AS used`;

/** The SQL of coupons. */
@Injectable()
export class CouponStore {
  /** Coupons of these codes, in one statement; those of these brands before those of others. */
  named(sql: Sql, codes: readonly string[], brandIds: readonly BrandId[]): Promise<CouponNow[]> {
    return sql.rows(
      `SELECT c.*, c.starts_at AS "startsAt", coalesce(c.starts_at > now(), false) AS "isNotYet",
              c.state <> 'active' OR coalesce(c.ends_at <= now(), false) AS "isOver",
              to_char(c.starts_at AT TIME ZONE 'UTC', 'FMDD FMMonth YYYY') AS "startsOn"
         FROM unnest($1::text[]) AS wanted(code)
        CROSS JOIN LATERAL (SELECT ${TERMS}, used, starts_at, ends_at FROM ordering.coupon
                             WHERE code = wanted.code ORDER BY brand_id = ANY ($2) DESC, id LIMIT ${NAMESAKES}) c`,
      [codes, brandIds],
    );
  }

  find(sql: Sql, brandId: BrandId, id: CouponId): Promise<CouponRow | null> {
    return sql.one(`SELECT ${COUPON} FROM ordering.coupon c WHERE id = $1 AND brand_id = $2`, [id, brandId]);
  }

  /** The newest first, those before the cursor. */
  ofBrand(sql: Sql, brandId: BrandId, cursor: CouponId | null, limit: number): Promise<CouponRow[]> {
    return sql.rows(
      `SELECT ${COUPON} FROM ordering.coupon c WHERE brand_id = $1 AND ($2::text IS NULL OR id < $2)
        ORDER BY id DESC LIMIT $3`,
      [brandId, cursor, limit],
    );
  }

  /** False when the brand has a coupon of this code already. */
  async insert(tx: Tx, coupon: NewCoupon): Promise<boolean> {
    const row = await tx.one(
      `INSERT INTO ordering.coupon (id, brand_id, code, kind, basis_points, amount_minor, minimum_minor, currency,
                                    product_ids, starts_at, ends_at, limit_total, limit_per_person, stacks, works_in_drops)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       ON CONFLICT (brand_id, code) DO NOTHING RETURNING 1`,
      [
        coupon.id,
        coupon.brandId,
        coupon.code,
        coupon.kind,
        coupon.basisPoints,
        coupon.amountMinor,
        coupon.minimumMinor,
        coupon.currency,
        coupon.productIds,
        coupon.startsAt,
        coupon.endsAt,
        coupon.limitTotal,
        coupon.limitPerPerson,
        coupon.stacks,
        coupon.worksInDrops,
      ],
    );
    return row !== null;
  }

  /** False when the brand has no such coupon; stopped once more it stays stopped. */
  async stop(tx: Tx, brandId: BrandId, id: CouponId): Promise<boolean> {
    const row = await tx.one(
      `UPDATE ordering.coupon SET state = 'stopped' WHERE id = $1 AND brand_id = $2 RETURNING 1`,
      [id, brandId],
    );
    return row !== null;
  }
}
