import type { Context } from './context.ts';
import { announceBalance } from './objects/balance.ts';
import { openDispute, runOutOfTime } from './objects/dispute.ts';
import { openFraudWarning } from './objects/fraud-warning.ts';
import { cancelPayment } from './objects/payment-intent.ts';
import { runPayouts, settlePayout, submitPayout } from './objects/payout.ts';
import { failRefund, fundWaitingRefunds, settleRefund } from './objects/refund.ts';
import type { DueTask, Scope, Store } from './store/store.ts';

/**
 * Does what the passing of time does at Stripe: lets holds expire, settles refunds, opens the disputes of test cards. Each
 * task sees the instant at which it fell due as the present, so that a clock moved on by a month lives through that month.
 */
export function runDueTasks(store: Store, now: number, contextAt: (scope: Scope, now: number) => Context): void {
  for (let due = store.due.take(now); due; due = store.due.take(now)) {
    const scope = store.scope(due.scope);
    const task = scope.find('due_task', due.id);
    if (task?.dueAt !== due.at) continue;
    scope.remove('due_task', task.id);
    run(contextAt(scope, task.dueAt), task);
  }
}

function run(context: Context, task: DueTask): void {
  switch (task.kind) {
    case 'expire_authorization': {
      const intent = context.scope.find('payment_intent', task.ref);
      if (intent?.status === 'requires_capture') cancelPayment(context, intent, 'automatic');
      return;
    }
    case 'funds_available':
      fundWaitingRefunds(context);
      if (task.ref === 'settled') announceBalance(context);
      return;
    case 'dispute_due':
      runOutOfTime(context, task.ref);
      return;
    case 'open_fraud_warning': {
      const charge = context.scope.find('charge', task.ref);
      if (charge) openFraudWarning(context, charge);
      return;
    }
    case 'settle_refund':
      settleRefund(context, task.ref);
      return;
    case 'fail_refund':
      failRefund(context, task.ref);
      return;
    case 'submit_payout':
      submitPayout(context, task.ref);
      return;
    case 'settle_payout':
      settlePayout(context, task.ref);
      return;
    case 'run_payouts':
      runPayouts(context);
      return;
    case 'open_dispute': {
      const charge = context.scope.find('charge', task.ref);
      // A buyer who has the money back already has nothing to dispute.
      if (!charge || charge.refunded) return;
      const half = task.detail === 'several' ? { amount: Math.floor(charge.amount_captured / 2) } : {};
      const reason = task.detail === 'product_not_received' ? 'product_not_received' : 'fraudulent';
      openDispute(context, charge, { reason, isInquiry: task.detail === 'inquiry', ...half });
    }
  }
}
