import { Injectable } from '@nestjs/common';
import type { Coupon, CouponPage, CouponQuery, Failure } from '@sidestall/contracts';
import { err, money, ok, type BrandId, type CouponId, type Result } from '@sidestall/kernel';
import { Database } from '../../platform/database.ts';
import { CouponStore, type CouponRow } from './coupon.store.ts';

/** Reads a brand's coupons. */
@Injectable()
export class CouponReader {
  constructor(
    private readonly database: Database,
    private readonly coupons: CouponStore,
  ) {}

  /** The newest first. */
  async list(brandId: BrandId, query: CouponQuery): Promise<CouponPage> {
    const cursor = (query.cursor ?? null) as CouponId | null;
    const rows = await this.coupons.ofBrand(this.database, brandId, cursor, query.limit + 1);
    const page = rows.slice(0, query.limit);
    return { coupons: page.map(couponView), nextCursor: rows.length > page.length ? page.at(-1)!.id : null };
  }

  async find(brandId: BrandId, id: CouponId): Promise<Result<Coupon, Failure<'ORDERING.COUPON_NOT_FOUND'>>> {
    const row = await this.coupons.find(this.database, brandId, id);
    return row ? ok(couponView(row)) : err({ code: 'ORDERING.COUPON_NOT_FOUND' });
  }
}

function couponView(row: CouponRow): Coupon {
  const inIts = (minor: number | null) => (minor === null ? null : money(minor, row.currency!));
  return {
    id: row.id,
    brandId: row.brandId,
    code: row.code,
    kind: row.kind,
    percent: row.basisPoints === null ? null : row.basisPoints / 100,
    amount: inIts(row.amountMinor),
    minimum: inIts(row.minimumMinor),
    productIds: row.productIds && [...row.productIds],
    startsAt: row.startsAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    limitTotal: row.limitTotal,
    limitPerPerson: row.limitPerPerson,
    stacks: row.stacks,
    worksInDrops: row.worksInDrops,
    state: row.state,
    used: row.used,
    createdAt: row.createdAt.toISOString(),
  };
}
