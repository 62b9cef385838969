import type { Context } from './context.ts';
import { openDispute } from './objects/dispute.ts';
import { cancelPayment } from './objects/payment-intent.ts';
import { settlePayout } from './objects/payout.ts';
import { failRefund, settleRefund } from './objects/refund.ts';
import type { DueTask } from './store/store.ts';

/** Does what the passing of time does at Stripe: lets holds expire, settles refunds, opens the disputes of test cards. */
export function runDueTasks(context: Context): number {
  const due = context.scope.all('due_task').filter((task) => task.dueAt <= context.now);
  for (const task of due.toSorted((a, b) => a.dueAt - b.dueAt)) {
    context.scope.remove('due_task', task.id);
    run(context, task);
  }
  return due.length;
}

function run(context: Context, task: DueTask): void {
  switch (task.kind) {
    case 'expire_authorization': {
      const intent = context.scope.find('payment_intent', task.ref);
      if (intent?.status === 'requires_capture') cancelPayment(context, intent, 'automatic');
      return;
    }
    case 'settle_refund':
      settleRefund(context, task.ref);
      return;
    case 'fail_refund':
      failRefund(context, task.ref);
      return;
    case 'settle_payout':
      settlePayout(context, task.ref);
      return;
    case 'open_dispute': {
      const charge = context.scope.find('charge', task.ref);
      if (!charge) return;
      const half = task.detail === 'several' ? { amount: Math.floor(charge.amount_captured / 2) } : {};
      const reason = task.detail === 'product_not_received' ? 'product_not_received' : 'fraudulent';
      openDispute(context, charge, { reason, isInquiry: task.detail === 'inquiry', ...half });
    }
  }
}
