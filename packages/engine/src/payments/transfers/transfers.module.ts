import { Module } from '@nestjs/common';
import { subscribe } from '../../platform/fact.ts';
import { transferMentioned } from '../facts.ts';
import { PartiesModule } from '../parties/parties.module.ts';
import { PaymentsModule } from '../payments.module.ts';
import { TransferGateway } from '../stripe/transfer.gateway.ts';
import { GoodsShipped } from './goods-shipped.ts';
import { ReleaseDueHandler } from './release-due.ts';
import { SendTransferHandler } from './send-transfer.ts';
import { SyncTransferHandler } from './sync-transfer.ts';
import { TransferRecord } from './transfer-record.ts';
import { syncTransfer } from './jobs.ts';

export const transferSubscriptions = [subscribe(transferMentioned, syncTransfer)];

/** Parties get what was released: the release dates, and the transfers that follow. */
@Module({
  imports: [PaymentsModule, PartiesModule],
  providers: [
    TransferGateway,
    TransferRecord,
    GoodsShipped,
    ReleaseDueHandler,
    SendTransferHandler,
    SyncTransferHandler,
  ],
  exports: [GoodsShipped],
})
export class TransfersModule {}
