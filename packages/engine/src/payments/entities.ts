import { PaymentEntity } from './payment.entity.ts';
import { StripeEventEntity } from './stripe-event.entity.ts';

export const paymentsEntities = [PaymentEntity, StripeEventEntity];
