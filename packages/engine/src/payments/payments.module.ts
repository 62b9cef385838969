import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.ts';
import { PaymentStore } from './payment.store.ts';
import { SplitTermsReader } from './split-terms-reader.ts';
import { StripeInbox } from './stripe-inbox.ts';
import { CHECKOUT_DRIVER } from './stripe/checkout-driver.ts';
import { StripeCheckoutDriver } from './stripe/stripe-checkout.driver.ts';
import { StripeClient } from './stripe/stripe-client.ts';

/**
 * Collecting money. What follows a capture (refunds, disputes, transfers, parties, reconciliation) lives in modules of its
 * own below this folder: each imports this one and is listed, with its subscriptions, in `contexts.ts`.
 */
@Module({
  imports: [LedgerModule],
  providers: [
    StripeClient,
    { provide: CHECKOUT_DRIVER, useClass: StripeCheckoutDriver },
    PaymentStore,
    SplitTermsReader,
    StripeInbox,
  ],
  exports: [LedgerModule, StripeClient, CHECKOUT_DRIVER, PaymentStore, SplitTermsReader, StripeInbox],
})
export class PaymentsModule {}
