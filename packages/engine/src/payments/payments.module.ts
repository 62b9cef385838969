import { Module } from '@nestjs/common';
import { PaymentStore } from './payment.store.ts';
import { StripeInbox } from './stripe-inbox.ts';
import { StripeGateway } from './stripe.gateway.ts';

@Module({ providers: [PaymentStore, StripeGateway, StripeInbox], exports: [PaymentStore, StripeGateway, StripeInbox] })
export class PaymentsModule {}
