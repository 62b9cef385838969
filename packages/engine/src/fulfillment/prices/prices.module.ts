import { Module } from '@nestjs/common';
import { StockFeedModule } from '../../ordering/stock-feed/stock-feed.module.ts';
import { ReceivePriceFile } from './receive-price-file.ts';
import { RetailerPriceStore } from './retailer-price.store.ts';
import { TakePrices } from './take-prices.ts';

/** What retailers charge for their goods. */
@Module({
  imports: [StockFeedModule],
  providers: [ReceivePriceFile, RetailerPriceStore, TakePrices],
  exports: [ReceivePriceFile, TakePrices],
})
export class PricesModule {}
