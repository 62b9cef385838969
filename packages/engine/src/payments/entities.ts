import { BalanceMovementEntity, ReconciliationEntity } from './balance-movement.entity.ts';
import { DisputeEntity, FraudWarningEntity } from './dispute.entity.ts';
import { PaymentEntity } from './payment.entity.ts';
import { RefundEntity } from './refund.entity.ts';
import { StripeEventEntity } from './stripe-event.entity.ts';
import { TransferReversalEntity } from './transfer-reversal.entity.ts';

export const paymentsEntities = [
  PaymentEntity,
  StripeEventEntity,
  RefundEntity,
  DisputeEntity,
  FraudWarningEntity,
  TransferReversalEntity,
  BalanceMovementEntity,
  ReconciliationEntity,
];
