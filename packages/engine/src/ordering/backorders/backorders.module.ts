import { Module } from '@nestjs/common';
import { CatalogModule } from '../../catalog/catalog.module.ts';
import { InventoryModule } from '../../inventory/inventory.module.ts';
import { PaymentsModule } from '../../payments/payments.module.ts';
import { RefundsModule } from '../../payments/refunds/refunds.module.ts';
import { OrderingModule } from '../ordering.module.ts';
import { StockNews } from '../stock-news.ts';
import { AnswerSubstitute } from './answer-substitute.ts';
import { BackorderMails } from './backorder-mails.ts';
import { BackorderStore } from './backorder.store.ts';
import { Backorders } from './backorders.ts';
import { OfferSubstitute } from './offer-substitute.ts';
import { SetSubstitutes } from './set-substitutes.ts';
import { SubstituteStore } from './substitute.store.ts';

/** Lines that wait until somebody can ship them. */
@Module({
  imports: [CatalogModule, InventoryModule, OrderingModule, PaymentsModule, RefundsModule],
  providers: [
    AnswerSubstitute,
    BackorderMails,
    BackorderStore,
    Backorders,
    OfferSubstitute,
    SetSubstitutes,
    StockNews,
    SubstituteStore,
  ],
  exports: [AnswerSubstitute, Backorders, BackorderStore, SetSubstitutes, SubstituteStore],
})
export class BackordersModule {}
