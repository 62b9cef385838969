import { Module } from '@nestjs/common';
import { CatalogModule } from '../../catalog/catalog.module.ts';
import { CouponPricing } from './coupon-pricing.ts';
import { CouponReader } from './coupon-reader.ts';
import { CouponUses } from './coupon-uses.ts';
import { CouponStore } from './coupon.store.ts';
import { RegisterCoupon } from './register-coupon.ts';
import { StopCoupon } from './stop-coupon.ts';

/** What brands take off, who may use it, and how often. */
@Module({
  imports: [CatalogModule],
  providers: [CouponPricing, CouponReader, CouponStore, CouponUses, RegisterCoupon, StopCoupon],
  exports: [CouponPricing, CouponReader, CouponUses, RegisterCoupon, StopCoupon],
})
export class CouponsModule {}
