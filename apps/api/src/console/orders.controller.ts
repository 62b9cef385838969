import { Body, Controller, Get, Header, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zBrandOrderQuery,
  zBrandOrders,
  zBrandOrderView,
  zId,
  zRefund,
  zRefundRequest,
  type BrandOrder,
  type BrandOrderQuery,
  type BrandOrderView,
  type Refund,
  type RefundRequest,
} from '@sidestall/contracts';
import { RefundOrder } from '@sidestall/engine';
import type { BrandId, OrderId } from '@sidestall/kernel';
import { CurrentMember, Member, type MemberIdentity } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent } from '../http/idempotent.ts';
import { BrandOrdersPresenter } from './brand-orders.presenter.ts';
import { ownBrand } from './own-brand.ts';
import { refundWish } from './refund-wish.ts';

@ApiTags('console')
@ApiCookieAuth()
@Controller()
export class BrandOrdersController {
  constructor(
    private readonly presenter: BrandOrdersPresenter,
    private readonly refunding: RefundOrder,
  ) {}

  @Get(ROUTES.consoleOrders)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Orders with lines of the brand, the newest first' })
  @ApiOkResponse({ standardSchema: zBrandOrders })
  async list(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Query({ schema: zBrandOrderQuery }) query: BrandOrderQuery,
  ): Promise<{ orders: BrandOrder[]; nextCursor: string | null }> {
    return this.presenter.list(respond(ownBrand(member, brandId)), query);
  }

  @Get(ROUTES.consoleOrder)
  @Member()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'One order, as far as it is the brand’s' })
  @ApiOkResponse({ standardSchema: zBrandOrderView })
  async view(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('ord') }) id: OrderId,
  ): Promise<BrandOrderView> {
    return respond(await this.presenter.view(respond(ownBrand(member, brandId)), id));
  }

  @Post(ROUTES.consoleRefunds)
  @Member()
  @Idempotent()
  @ApiOperation({ summary: 'Give money back: units of lines, shipping, an amount, or all that is left' })
  @ApiCreatedResponse({ standardSchema: zRefund })
  async refund(
    @CurrentMember() member: MemberIdentity,
    @Param('brandId', { schema: zId('brd') }) brandId: BrandId,
    @Param('id', { schema: zId('ord') }) orderId: OrderId,
    @Headers('idempotency-key') requestKey: string,
    @Body({ schema: zRefundRequest }) request: RefundRequest,
  ): Promise<Refund> {
    respond(await this.presenter.view(respond(ownBrand(member, brandId)), orderId));
    return respond(await this.refunding.execute(refundWish(request, { orderId, brandId, requestKey, member })));
  }
}
