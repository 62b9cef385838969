import { Module } from '@nestjs/common';
import { InventoryModule } from '../../inventory/inventory.module.ts';
import { AfterSaleModule } from '../../ordering/after-sale.module.ts';
import { BackordersModule } from '../../ordering/backorders/backorders.module.ts';
import { OrderingModule } from '../../ordering/ordering.module.ts';
import { FulfillmentModule } from '../fulfillment.module.ts';
import { AcknowledgeAddress } from './acknowledge-address.ts';
import { AnswerCancellation } from './answer-cancellation.ts';
import { AskCancellation } from './ask-cancellation.ts';
import { CancelByPartner } from './cancel-by-partner.ts';
import { CancelWaiting } from './cancel-waiting.ts';
import { ChangeAddress } from './change-address.ts';
import { DeadlineMails } from './deadline-mails.ts';
import { DeadlineStore } from './deadline.store.ts';
import { GiveBackUnits } from './give-back-units.ts';
import { FollowDoubt } from './follow-doubt.ts';
import { FulfillmentOrderList } from './fulfillment-order-list.ts';
import { HoldFulfillmentOrder } from './hold-fulfillment-order.ts';
import { OperateFulfillmentOrder } from './operate-fulfillment-order.ts';
import { OrderFulfillment } from './order-fulfillment.ts';
import { PassDeadline } from './pass-deadline.ts';
import { RecallFulfillmentOrder } from './recall-fulfillment-order.ts';
import { ReleaseFulfillmentOrder } from './release-fulfillment-order.ts';
import { SettleCancellation } from './settle-cancellation.ts';
import { ShipLetters } from './ship-letters.ts';
import { StartPicking } from './start-picking.ts';
import { StrayParcels } from './stray-parcels.ts';
import { SweepDeadlinesHandler } from './sweep-deadlines.ts';

const doors = [
  AcknowledgeAddress,
  AnswerCancellation,
  AskCancellation,
  CancelByPartner,
  ChangeAddress,
  FulfillmentOrderList,
  HoldFulfillmentOrder,
  OperateFulfillmentOrder,
  OrderFulfillment,
  RecallFulfillmentOrder,
  ReleaseFulfillmentOrder,
  StartPicking,
  StrayParcels,
];

/** What happens to fulfillment orders after their acceptance: picking, wishes, holds and deadlines. */
@Module({
  imports: [AfterSaleModule, BackordersModule, InventoryModule, OrderingModule, FulfillmentModule],
  providers: [
    ...doors,
    CancelWaiting,
    DeadlineMails,
    DeadlineStore,
    FollowDoubt,
    GiveBackUnits,
    PassDeadline,
    SettleCancellation,
    ShipLetters,
    SweepDeadlinesHandler,
  ],
  exports: doors,
})
export class OrdersModule {}
