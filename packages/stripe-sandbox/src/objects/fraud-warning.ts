import type Stripe from 'stripe';
import { emit, type Context } from '../context.ts';
import { newId } from './ids.ts';

/** The card's bank says that a payment was probably not the card holder's. No money moves; a refund in time avoids a dispute. */
export function openFraudWarning(context: Context, charge: Stripe.Charge): Stripe.Radar.EarlyFraudWarning {
  const warning: Stripe.Radar.EarlyFraudWarning = {
    id: newId('issfr'),
    object: 'radar.early_fraud_warning',
    actionable: !charge.refunded && !charge.disputed,
    charge: charge.id,
    created: context.now,
    fraud_type: 'unauthorized_use_of_card',
    livemode: false,
    ...(charge.payment_intent ? { payment_intent: charge.payment_intent } : {}),
  };
  context.scope.put('fraud_warning', warning);
  emit(context, 'radar.early_fraud_warning.created', warning);
  return warning;
}

/** A charge that was refunded in full or disputed leaves its warnings nothing to act on. */
export function settleFraudWarnings(context: Context, charge: Stripe.Charge): void {
  if (!charge.refunded && !charge.disputed) return;
  for (const warning of context.scope.where('fraud_warning', 'charge', charge.id)) {
    if (!warning.actionable) continue;
    warning.actionable = false;
    context.scope.put('fraud_warning', warning);
    emit(context, 'radar.early_fraud_warning.updated', warning, { actionable: true });
  }
}
