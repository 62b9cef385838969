import { Module } from '@nestjs/common';
import { subscribe } from '../../platform/fact.ts';
import { disputeMentioned, fraudWarningMentioned } from '../facts.ts';
import { RefundsModule } from '../refunds/refunds.module.ts';
import { DecideFraudWarning } from './decide-fraud-warning.ts';
import { DisputeBooks } from './dispute-books.ts';
import { DisputeReader } from './dispute-reader.ts';
import { DisputeRecord } from './dispute-record.ts';
import { DisputeGateway } from './dispute.gateway.ts';
import { FraudWarningStore } from './fraud-warning.store.ts';
import { syncDispute, syncFraudWarning } from './jobs.ts';
import { SendEvidence } from './send-evidence.ts';
import { SyncDisputeHandler } from './sync-dispute.ts';
import { SyncFraudWarningHandler } from './sync-fraud-warning.ts';
import { WatchDisputeHandler } from './watch-dispute.ts';

export const disputeSubscriptions = [
  subscribe(disputeMentioned, syncDispute),
  subscribe(fraudWarningMentioned, syncFraudWarning),
];

/** What banks ask and take back, and what card networks suspect. */
@Module({
  imports: [RefundsModule],
  providers: [
    DecideFraudWarning,
    DisputeBooks,
    DisputeGateway,
    DisputeReader,
    DisputeRecord,
    FraudWarningStore,
    SendEvidence,
    SyncDisputeHandler,
    SyncFraudWarningHandler,
    WatchDisputeHandler,
  ],
  exports: [DecideFraudWarning, DisputeReader, FraudWarningStore, RefundsModule, SendEvidence],
})
export class DisputesModule {}
