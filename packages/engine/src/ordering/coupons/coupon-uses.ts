import { Injectable } from '@nestjs/common';
import type { Failure, RefusedCoupon } from '@sidestall/contracts';
import { err, ok, type CouponId, type OrderId, type Result } from '@sidestall/kernel';
import type { QuotedCoupon } from '@sidestall/ordering';
import type { Tx } from '../../platform/database.ts';
import { personDigest } from './person-digest.ts';

type CouponRefused = Failure<'ORDERING.COUPON_REFUSED'>;
/** What one order wants to use, and who places it. */
export interface CouponWishes {
  readonly orderId: OrderId;
  readonly coupons: readonly QuotedCoupon[];
  readonly email: string;
}

interface Ask extends Omit<CouponWishes, 'email'> {
  readonly person: string;
}

interface RefusedRow {
  readonly id: CouponId;
  readonly reason: 'over' | 'used_up' | 'used_by_you';
}

/**
 * Counts who used which coupon. Only a coupon with a limit for everybody has its row locked: one that all buyers of a
 * show may use would make them queue for it. Limits for each person are kept by a lock on that person's uses alone.
 */
@Injectable()
export class CouponUses {
  /**
   * Uses up one of each coupon for this order, all or none of them; refused, nothing was written. Again for the same
   * order it changes nothing, and after they were given back it uses them anew, over or not: its price is agreed. Two
   * statements, none without coupons.
   */
  async redeem(
    tx: Tx,
    orderId: OrderId,
    coupons: readonly QuotedCoupon[],
    email: string,
  ): Promise<Result<null, CouponRefused>> {
    return (await this.redeemMany(tx, [{ orderId, coupons, email }]))[0]!;
  }

  /**
   * The same for orders that share a transaction, one after the other, each with its own answer. What all of them need
   * is locked before any of them counts: two such transactions never wait for each other.
   */
  async redeemMany(tx: Tx, wishes: readonly CouponWishes[]): Promise<Result<null, CouponRefused>[]> {
    const asks = wishes.map(({ coupons, email, orderId }): Ask => ({ orderId, coupons, person: personDigest(email) }));
    const all = asks.flatMap(({ coupons, person }) => coupons.map(({ couponId }) => ({ couponId, person })));
    // Apart from the counting, since a statement sees only what was committed when it began.
    if (all.length > 0) {
      await tx.rows(
        `SELECT pg_advisory_xact_lock(key)
           FROM (SELECT DISTINCT hashtextextended('coupon ' || id || person, 0) AS key
                   FROM unnest($1::text[], $2::text[]) AS u(id, person) ORDER BY key OFFSET 0) AS uses`,
        [all.map(({ couponId }) => couponId), all.map(({ person }) => person)],
      );
    }
    if (asks.filter(({ coupons }) => coupons.length > 0).length > 1) {
      await tx.rows(
        `SELECT 1 FROM ordering.coupon WHERE id = ANY ($1) AND limit_total IS NOT NULL ORDER BY id FOR UPDATE`,
        [[...new Set(all.map(({ couponId }) => couponId))]],
      );
    }
    const answers: Result<null, CouponRefused>[] = [];
    for (const ask of asks) answers.push(ask.coupons.length === 0 ? ok(null) : await this.#count(tx, ask));
    return answers;
  }

  async #count(tx: Tx, { orderId, coupons, person }: Ask): Promise<Result<null, CouponRefused>> {
    const refused = await tx.rows<RefusedRow>(
      `WITH wanted AS (
         SELECT c.id, limit_per_person, u.state IS NULL AND (c.state <> 'active' OR coalesce(c.ends_at <= now(), false)) AS is_over
           FROM ordering.coupon c LEFT JOIN ordering.coupon_use u ON u.coupon_id = c.id AND u.order_id = $2
          WHERE c.id = ANY ($1) AND u.state IS DISTINCT FROM 'used'
       ), limited AS (
         SELECT id, used >= limit_total AS is_used_up FROM ordering.coupon
          WHERE id IN (SELECT id FROM wanted) AND limit_total IS NOT NULL ORDER BY id FOR UPDATE
       ), refused AS (
         SELECT id, CASE WHEN is_over THEN 'over' WHEN is_used_up THEN 'used_up' ELSE 'used_by_you' END AS reason
           FROM wanted w LEFT JOIN limited USING (id)
          WHERE is_over OR is_used_up OR limit_per_person <= (
            SELECT count(*) FROM ordering.coupon_use u WHERE u.coupon_id = w.id AND u.person = $3 AND u.state = 'used')
       ), counted AS (
         UPDATE ordering.coupon c SET used = c.used + 1 FROM limited l
          WHERE c.id = l.id AND NOT EXISTS (SELECT 1 FROM refused)
       ), noted AS (
         INSERT INTO ordering.coupon_use (coupon_id, order_id, person)
         SELECT id, $2, $3 FROM wanted WHERE NOT EXISTS (SELECT 1 FROM refused)
         ON CONFLICT (coupon_id, order_id) DO UPDATE SET state = 'used', person = excluded.person, at = now()
       )
       SELECT id, reason FROM refused ORDER BY id`,
      [coupons.map(({ couponId }) => couponId), orderId, person],
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

const WORDS: Readonly<Record<RefusedRow['reason'], (code: string) => string>> = {
  over: (code) => `${code} is no longer valid`,
  used_up: (code) => `${code} was used up while you were choosing`,
  used_by_you: (code) => `You have used ${code} as often as you may`,
};

function refusal(coupons: readonly QuotedCoupon[], rows: readonly RefusedRow[]): CouponRefused {
  const refused = rows.map(({ id, reason }): RefusedCoupon => {
    const { code } = coupons.find(({ couponId }) => couponId === id)!;
    return { code, reason, words: WORDS[reason](code) };
  });
  return {
    code: 'ORDERING.COUPON_REFUSED',
    detail: `${refused.map((one) => one.words).join('. ')}. Nothing was charged; look at the total without it`,
    extra: { refusedCoupons: refused },
  };
}
