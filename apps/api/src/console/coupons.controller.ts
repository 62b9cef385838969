import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zCoupon,
  zCouponPage,
  zCouponQuery,
  zCouponTerms,
  zId,
  type Coupon,
  type CouponPage,
  type CouponQuery,
  type CouponTerms,
} from '@sidestall/contracts';
import { CouponReader, RegisterCoupon, StopCoupon } from '@sidestall/engine';
import type { BrandId, CouponId } from '@sidestall/kernel';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent, Repeatable } from '../http/idempotent.ts';
import { ownBrand } from './own-brand.ts';

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class CouponsController {
  constructor(
    private readonly coupons: CouponReader,
    private readonly registering: RegisterCoupon,
    private readonly stopping: StopCoupon,
  ) {}

  @Get(ROUTES.consoleCoupons)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'The brand’s coupons, the newest first' })
  @ApiOkResponse({ standardSchema: zCouponPage })
  async list(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Query({ schema: zCouponQuery }) query: CouponQuery,
  ): Promise<CouponPage> {
    return this.coupons.list(respond(ownBrand(member, brandId)), query);
  }

  @Post(ROUTES.consoleCoupons)
  @Member()
  @Idempotent()
  @ApiOperation({ summary: 'Make a coupon; its terms stay as they are, and it can be stopped' })
  @ApiCreatedResponse({ standardSchema: zCoupon })
  async create(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Body({ schema: zCouponTerms }) terms: CouponTerms,
  ): Promise<Coupon> {
    const brand = respond(ownBrand(member, brandId));
    const id = respond(await this.registering.execute(brand, terms));
    return respond(await this.coupons.find(brand, id));
  }

  @Get(ROUTES.consoleCoupon)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'One coupon, and how often it is used' })
  @ApiOkResponse({ standardSchema: zCoupon })
  async one(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('cpn') }) id: CouponId,
  ): Promise<Coupon> {
    return respond(await this.coupons.find(respond(ownBrand(member, brandId)), id));
  }

  @Post(ROUTES.consoleStopCoupon)
  @HttpCode(200)
  @Member()
  @Repeatable()
  @ApiOperation({ summary: 'Stop a coupon for good; orders that used it keep what they were promised' })
  @ApiOkResponse({ standardSchema: zCoupon })
  async stop(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('cpn') }) id: CouponId,
  ): Promise<Coupon> {
    const brand = respond(ownBrand(member, brandId));
    respond(await this.stopping.execute(brand, id));
    return respond(await this.coupons.find(brand, id));
  }
}
