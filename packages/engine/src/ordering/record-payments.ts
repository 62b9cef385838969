import { Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import type { PaymentState } from '@sidestall/payments';
import { PaymentStore } from '../payments/payment.store.ts';
import type { PaymentSnapshot } from '../payments/stripe/checkout-driver.ts';
import { Database, type Tx } from '../platform/database.ts';
import { Gatherer } from '../platform/gatherer.ts';
import { ApproveOrders, NotPlain } from './approve-orders.ts';
import { OrderPayments } from './order-payments.ts';
import { OrderStore, type WholeOrder } from './order.store.ts';
import { PaymentWatch, reasonToWait } from './payment-watch.ts';

/** The answer to our own call for one order's money. */
export interface Told {
  readonly orderId: OrderId;
  readonly snapshot: PaymentSnapshot;
  /** The order, where the caller has just written it. */
  readonly whole?: WholeOrder;
}

/**
 * Writes down the driver's answers to our own calls. Plain approvals, which most are, share one transaction with those
 * that arrive at the same moment; whatever is out of the ordinary goes the long way, one by one.
 */
@Injectable()
export class RecordPayments {
  readonly #together: Gatherer<Told, PaymentState | null>;

  constructor(
    private readonly database: Database,
    private readonly orders: OrderStore,
    private readonly payments: PaymentStore,
    private readonly approval: ApproveOrders,
    private readonly watch: PaymentWatch,
    private readonly record: OrderPayments,
  ) {
    this.#together = new Gatherer((asks) => this.#run(asks), { most: 64, lanes: 2 });
  }

  /** Answers where the payment stands then. */
  execute(told: Told): Promise<PaymentState | null> {
    return this.#together.ask(told);
  }

  async #run(asks: readonly Told[]): Promise<(PaymentState | null)[]> {
    const approved = await this.database
      .transaction((tx) => this.#approve(tx, asks))
      .catch((error: unknown) => {
        if (error instanceof NotPlain && asks.length === 1) return new Set<OrderId>();
        throw error;
      });
    const states: (PaymentState | null)[] = [];
    for (const { orderId, snapshot } of asks) {
      states.push(
        approved.has(orderId)
          ? 'authorized'
          : await this.database.transaction((tx) => this.record.record(tx, orderId, snapshot, true)),
      );
    }
    return states;
  }

  async #approve(tx: Tx, asks: readonly Told[]): Promise<ReadonlySet<OrderId>> {
    const plain = asks.filter(({ snapshot }) => snapshot.state === 'authorized' && reasonToWait(snapshot) === null);
    if (plain.length === 0) return new Set();
    const told = new Map(plain.map((one) => [one.orderId, one]));
    const unknown = plain.flatMap(({ orderId, whole }) => (whole ? [] : [orderId]));
    const read = unknown.length > 0 ? await this.orders.lockWhole(tx, unknown) : [];
    const waiting = [...plain.flatMap(({ whole }) => whole ?? []), ...read].filter(
      ({ order }) => order.state === 'pending_payment',
    );
    if (waiting.length === 0) return new Set();
    await this.approval.execute(tx, waiting, (id) => this.watch.passOn(id, told.get(id)!.snapshot));
    const ids = new Set(waiting.map(({ order }) => order.id));
    const written = await this.payments.authorized(
      tx,
      plain.filter(({ orderId }) => ids.has(orderId)),
    );
    if (written.size < ids.size) throw new NotPlain('A payment was not waiting for this word');
    return ids;
  }
}
