import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ROUTES,
  zId,
  zOrderView,
  zPlacedOrder,
  zPlaceOrderRequest,
  zQuote,
  zQuoteRequest,
  type OrderView,
  type PlacedOrder,
  type PlaceOrderRequest,
  type Quote,
  type QuoteRequest,
} from '@sidestall/contracts';
import { ConfirmOrder, PlaceOrder, QuoteOrder } from '@sidestall/engine';
import type { OrderId } from '@sidestall/kernel';
import { OrderToken, Public } from '../http/access.ts';
import { respond } from '../http/failure.exception.ts';
import { Idempotent, Repeatable } from '../http/idempotent.ts';
import { OrdersPresenter } from './orders.presenter.ts';

@ApiTags('orders')
@Controller()
export class OrdersController {
  constructor(
    private readonly quoting: QuoteOrder,
    private readonly placing: PlaceOrder,
    private readonly confirming: ConfirmOrder,
    private readonly presenter: OrdersPresenter,
  ) {}

  @Post(ROUTES.quotes)
  @Public()
  @Repeatable()
  @ApiOperation({ summary: 'Price a cart for the country it goes to; good for ten minutes' })
  @ApiCreatedResponse({ standardSchema: zQuote })
  async quote(@Body({ schema: zQuoteRequest }) request: QuoteRequest): Promise<Quote> {
    return this.presenter.quote(respond(await this.quoting.execute(request)));
  }

  @Post(ROUTES.orders)
  @Public()
  @Idempotent()
  @ApiOperation({ summary: 'Place the order of an accepted quote and set the money aside' })
  @ApiCreatedResponse({ standardSchema: zPlacedOrder })
  async place(@Body({ schema: zPlaceOrderRequest }) request: PlaceOrderRequest): Promise<PlacedOrder> {
    return respond(await this.presenter.placed(respond(await this.placing.execute(request))));
  }

  @Post(ROUTES.orderConfirm)
  @HttpCode(200)
  @OrderToken()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Back from the bank’s page: how did it go?' })
  @ApiOkResponse({ standardSchema: zPlacedOrder })
  async confirm(@Param('id', { schema: zId('ord') }) id: OrderId): Promise<PlacedOrder> {
    return respond(await this.presenter.placed(respond(await this.confirming.execute(id))));
  }

  @Get(ROUTES.order)
  @OrderToken()
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Follow an order' })
  @ApiOkResponse({ standardSchema: zOrderView })
  async show(@Param('id', { schema: zId('ord') }) id: OrderId): Promise<OrderView> {
    return respond(await this.presenter.order(id));
  }
}
