import { Module } from '@nestjs/common';
import { subscribe } from '../../platform/fact.ts';
import { movementMentioned, payoutMentioned } from '../facts.ts';
import { PartiesModule } from '../parties/parties.module.ts';
import { PaymentsModule } from '../payments.module.ts';
import { BookMovementHandler } from './book-movement-job.ts';
import { BookMovement } from './book-movement.ts';
import { MovementExplainer } from './movement-explainer.ts';
import { MovementReader } from './movement-reader.ts';
import { MovementStore } from './movement.store.ts';
import { ReconcileDailyHandler } from './reconcile-daily.ts';
import { ReconcilePayoutHandler } from './reconcile-payout.ts';
import { ReconciliationStore } from './reconciliation.store.ts';
import { Reconciliations } from './reconciliations.ts';
import { RunReconciliationHandler } from './run-reconciliation.ts';
import { bookMovement, reconcilePayout } from './jobs.ts';

export const reconciliationSubscriptions = [
  subscribe(movementMentioned, bookMovement),
  subscribe(payoutMentioned, reconcilePayout),
];

/** The ledger beside Stripe's own list of what moved: every movement explained, every day compared. */
@Module({
  imports: [PaymentsModule, PartiesModule],
  providers: [
    MovementStore,
    MovementExplainer,
    BookMovement,
    MovementReader,
    ReconciliationStore,
    Reconciliations,
    BookMovementHandler,
    RunReconciliationHandler,
    ReconcileDailyHandler,
    ReconcilePayoutHandler,
  ],
  exports: [Reconciliations, BookMovement],
})
export class ReconciliationModule {}
