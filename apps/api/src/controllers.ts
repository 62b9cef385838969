import type { Provider, Type } from '@nestjs/common';
import { OrdersController } from './ordering/orders.controller.ts';
import { OrdersPresenter } from './ordering/orders.presenter.ts';
import { StripeWebhookController } from './payments/stripe-webhook.controller.ts';
import { HealthController } from './platform/health.controller.ts';
import { MailboxController } from './platform/mailbox.controller.ts';

/** Every controller of the API, in the order the document lists them. */
export const controllers: Type[] = [OrdersController, StripeWebhookController, MailboxController, HealthController];

/** What the controllers present with. */
export const presenters: Provider[] = [OrdersPresenter];
