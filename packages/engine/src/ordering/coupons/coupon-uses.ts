import { Injectable } from '@nestjs/common';
import type { Failure, RefusedCoupon } from '@sidestall/contracts';
import { err, ok, type CouponId, type OrderId, type Result } from '@sidestall/kernel';
import type { QuotedCoupon } from '@sidestall/ordering';
import type { Tx } from '../../platform/database.ts';
import { personDigest } from './person-digest.ts';

type CouponRefused = Failure<'ORDERING.COUPON_REFUSED'>;
interface RefusedRow {
  readonly id: CouponId;
  readonly isUsedUp: boolean;
}

/**
 * Counts who used which coupon. Only a coupon with a limit for everybody has its row locked: one that all buyers of a
 * show may use would make them queue for it. Limits for each person are kept by a lock on that person's uses alone.
 */
@Injectable()
export class CouponUses {
  /**
   * Uses up one of each coupon for this order, all or none of them; refused, nothing was written. Again for the same
   * order it changes nothing, and after they were given back it uses them anew. Two statements, none without coupons.
   */
  async redeem(
    tx: Tx,
    orderId: OrderId,
    coupons: readonly QuotedCoupon[],
    email: string,
  ): Promise<Result<null, CouponRefused>> {
    if (coupons.length === 0) return ok(null);
    const ids = coupons.map(({ couponId }) => couponId);
    const person = personDigest(email);
    // Apart from the counting, since a statement sees only what was committed when it began.
    await tx.rows(
      `SELECT pg_advisory_xact_lock(key)
         FROM (SELECT hashtextextended('coupon ' || id || $2, 0) AS key FROM unnest($1::text[]) AS id
                ORDER BY key OFFSET 0) AS person`,
      [ids, person],
    );
    const refused = await tx.rows<RefusedRow>(
      `WITH wanted AS (
         SELECT id, limit_per_person FROM ordering.coupon c WHERE id = ANY ($1) AND NOT EXISTS (
           SELECT 1 FROM ordering.coupon_use u WHERE u.coupon_id = c.id AND u.order_id = $2 AND u.state = 'used')
       ), limited AS (
         SELECT id, used >= limit_total AS is_used_up FROM ordering.coupon
          WHERE id IN (SELECT id FROM wanted) AND limit_total IS NOT NULL ORDER BY id FOR UPDATE
       ), refused AS (
         SELECT w.id, coalesce(l.is_used_up, false) AS is_used_up FROM wanted w LEFT JOIN limited l USING (id)
          WHERE l.is_used_up OR w.limit_per_person <= (
            SELECT count(*) FROM ordering.coupon_use u WHERE u.coupon_id = w.id AND u.person = $3 AND u.state = 'used')
       ), counted AS (
         UPDATE ordering.coupon c SET used = c.used + 1 FROM limited l
          WHERE c.id = l.id AND NOT EXISTS (SELECT 1 FROM refused)
       ), noted AS (
         INSERT INTO ordering.coupon_use (coupon_id, order_id, person)
         SELECT id, $2, $3 FROM wanted WHERE NOT EXISTS (SELECT 1 FROM refused)
         ON CONFLICT (coupon_id, order_id) DO UPDATE SET state = 'used', person = excluded.person, at = now()
       )
       SELECT id, is_used_up AS "isUsedUp" FROM refused ORDER BY id`,
      [ids, orderId, person],
    );
    return refused.length === 0 ? ok(null) : err(refusal(coupons, refused));
  }

  /** The order ended unpaid: its coupons may be used again. Once only, however often it is asked. */
  async giveBack(tx: Tx, orderId: OrderId): Promise<void> {
    await tx.rows(
      `WITH given AS (
         UPDATE ordering.coupon_use SET state = 'given_back' WHERE order_id = $1 AND state = 'used' RETURNING coupon_id
       ), limited AS (
         SELECT id FROM ordering.coupon WHERE id IN (SELECT coupon_id FROM given) AND limit_total IS NOT NULL
          ORDER BY id FOR UPDATE
       )
       UPDATE ordering.coupon c SET used = c.used - 1 FROM limited l WHERE c.id = l.id`,
      [orderId],
    );
  }
}

function refusal(coupons: readonly QuotedCoupon[], rows: readonly RefusedRow[]): CouponRefused {
  const refused = rows.map(({ id, isUsedUp }): RefusedCoupon => {
    const { code } = coupons.find(({ couponId }) => couponId === id)!;
    return isUsedUp
      ? { code, reason: 'used_up', words: `${code} was used up while you were choosing` }
      : { code, reason: 'used_by_you', words: `You have used ${code} as often as you may` };
  });
  const words = refused.map((one) => one.words).join('. ');
  return {
    code: 'ORDERING.COUPON_REFUSED',
    detail: `${words}. Nothing was charged; look at the total without it`,
    extra: { refusedCoupons: refused },
  };
}
