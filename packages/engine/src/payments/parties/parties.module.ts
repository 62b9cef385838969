import { Module } from '@nestjs/common';
import { subscribe } from '../../platform/fact.ts';
import { accountMentioned, payoutMentioned } from '../facts.ts';
import { PaymentsModule } from '../payments.module.ts';
import { BalanceGateway } from '../stripe/balance.gateway.ts';
import { ConnectGateway } from '../stripe/connect.gateway.ts';
import { OnboardParty } from './onboard-party.ts';
import { PartyReader } from './party-reader.ts';
import { PartyStanding } from './party-standing.ts';
import { PayoutMirror } from './payout-mirror.ts';
import { RegisterParty } from './register-party.ts';
import { SweepAccountsHandler } from './sweep-accounts.ts';
import { SyncAccountHandler } from './sync-account.ts';
import { SyncPayoutHandler } from './sync-payout.ts';
import { ThinInbox } from './thin-inbox.ts';
import { syncAccount, syncPayout } from './jobs.ts';

export const partySubscriptions = [subscribe(accountMentioned, syncAccount), subscribe(payoutMentioned, syncPayout)];

/** Those who are owed money: their accounts at Stripe, whether they can be paid, and their payouts. */
@Module({
  imports: [PaymentsModule],
  providers: [
    ConnectGateway,
    BalanceGateway,
    PartyStanding,
    PayoutMirror,
    OnboardParty,
    PartyReader,
    RegisterParty,
    ThinInbox,
    SyncAccountHandler,
    SyncPayoutHandler,
    SweepAccountsHandler,
  ],
  exports: [OnboardParty, PartyReader, RegisterParty, ThinInbox, PayoutMirror, BalanceGateway],
})
export class PartiesModule {}
