import { Module } from '@nestjs/common';
import { AfterSaleModule } from '../../ordering/after-sale.module.ts';
import { returnChanged } from '../../ordering/returns/return.jobs.ts';
import { subscribe } from '../../platform/fact.ts';
import { FulfillmentModule } from '../fulfillment.module.ts';
import { PartnerReturns } from './partner-returns.ts';
import { tellReturn, TellReturnHandler } from './tell-return.ts';

export const partnerReturnSubscriptions = [subscribe(returnChanged, tellReturn)];

/** What retailers see of goods that come back to them. */
@Module({
  imports: [AfterSaleModule, FulfillmentModule],
  providers: [PartnerReturns, TellReturnHandler],
  exports: [PartnerReturns],
})
export class PartnerReturnsModule {}
