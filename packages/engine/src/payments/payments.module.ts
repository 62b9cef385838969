import { Module } from '@nestjs/common';
import type { EngineConfig } from '../platform/config.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';
import { LedgerModule } from '../ledger/ledger.module.ts';
import { CatchUpEventsHandler } from './catch-up-events.ts';
import { PaymentStore } from './payment.store.ts';
import { SplitTermsReader } from './split-terms-reader.ts';
import { StripeInbox } from './stripe-inbox.ts';
import { RecordCapture } from './record-capture.ts';
import { RateTableTax } from './rate-table-tax.ts';
import { TAX_PORT, type TaxPort } from './tax-port.ts';
import { CHECKOUT_DRIVER } from './stripe/checkout-driver.ts';
import { StripeCheckoutDriver } from './stripe/stripe-checkout-driver.ts';
import { EventGateway } from './stripe/event.gateway.ts';
import { StripeTax } from './stripe/tax.gateway.ts';
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
    RateTableTax,
    StripeTax,
    {
      provide: TAX_PORT,
      inject: [ENGINE_CONFIG, RateTableTax, StripeTax],
      useFactory: ({ tax }: EngineConfig, table: RateTableTax, service: StripeTax): TaxPort =>
        tax === 'stripe' ? service : table,
    },
    PaymentStore,
    RecordCapture,
    SplitTermsReader,
    StripeInbox,
    EventGateway,
    CatchUpEventsHandler,
  ],
  exports: [
    LedgerModule,
    StripeClient,
    CHECKOUT_DRIVER,
    TAX_PORT,
    PaymentStore,
    RecordCapture,
    SplitTermsReader,
    StripeInbox,
  ],
})
export class PaymentsModule {}
