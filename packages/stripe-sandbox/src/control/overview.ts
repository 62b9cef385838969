import type Stripe from 'stripe';
import type { Context } from '../context.ts';
import { presentBalance } from '../objects/balance.ts';
import type { Delivery } from '../webhooks/delivery.ts';

const ROWS = 60;

export interface PaymentRow {
  id: string;
  amount: number;
  captured: number;
  refunded: number;
  currency: string;
  status: string;
  isDisputed: boolean;
  card: string | null;
  brand: string | null;
  customer: string | null;
  description: string | null;
  metadata: Record<string, string>;
  problem: string | null;
  charge: string | null;
  created: number;
}

export interface Overview {
  now: number;
  offset: number;
  balance: { currency: string; available: number; pending: number }[];
  totals: { payments: number; held: number; succeeded: number; events: number; waiting: number; failed: number };
  payments: PaymentRow[];
  events: {
    id: string;
    type: string;
    created: number;
    object: string;
    deliveries: { state: string; tries: number; status: number | null }[];
  }[];
  deliveries: Delivery[];
  faults: {
    isPaused: boolean;
    dropNext: number;
    duplicate: boolean;
    shuffle: boolean;
    corruptSignature: boolean;
    latency: number;
    ordered: number;
  };
}

function paymentRow(context: Context, intent: Stripe.PaymentIntent): PaymentRow {
  const charge = intent.latest_charge ? context.scope.find('charge', intent.latest_charge as string) : undefined;
  const method = intent.payment_method
    ? context.scope.find('payment_method', intent.payment_method as string)
    : undefined;
  const card = charge?.payment_method_details?.card ?? method?.card;
  return {
    id: intent.id,
    amount: intent.amount,
    captured: intent.amount_received,
    refunded: charge?.captured ? charge.amount_refunded - (charge.amount - charge.amount_captured) : 0,
    currency: intent.currency,
    status: intent.status,
    isDisputed: charge?.disputed ?? false,
    card: card?.last4 ?? null,
    brand: card?.brand ?? null,
    customer: intent.receipt_email ?? intent.shipping?.name ?? null,
    description: intent.description,
    metadata: intent.metadata,
    problem: intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? null,
    charge: charge?.id ?? null,
    created: intent.created,
  };
}

function newest<T>(rows: T[]): T[] {
  return rows.slice(-ROWS).toReversed();
}

/** What the dashboard shows: the newest payments, events and deliveries, and where the money stands. */
export function overview(context: Context, faults: Overview['faults'], offset: number): Overview {
  const intents = context.scope.all('payment_intent');
  const deliveries = context.scope.all('delivery');
  const events = context.scope.all('event');
  const balance = presentBalance(context);
  const byEvent = new Map<string, Delivery[]>();
  for (const delivery of deliveries.slice(-ROWS * 4))
    byEvent.set(delivery.event, [...(byEvent.get(delivery.event) ?? []), delivery]);
  return {
    now: context.now,
    offset,
    balance: balance.available.map((row, index) => ({
      currency: row.currency,
      available: row.amount,
      pending: balance.pending[index]?.amount ?? 0,
    })),
    totals: {
      payments: intents.length,
      held: intents.filter((intent) => intent.status === 'requires_capture').length,
      succeeded: intents.filter((intent) => intent.status === 'succeeded').length,
      events: events.length,
      waiting: deliveries.filter((delivery) => delivery.state === 'pending').length,
      failed: deliveries.filter((delivery) => delivery.state === 'failed').length,
    },
    payments: newest(intents).map((intent) => paymentRow(context, intent)),
    events: newest(events).map((event) => ({
      id: event.id,
      type: event.type,
      created: event.created,
      object: (event.data.object as { id?: string }).id ?? '',
      deliveries: (byEvent.get(event.id) ?? []).map(({ state, tries, attempts }) => ({
        state,
        tries,
        status: attempts.at(-1)?.status ?? null,
      })),
    })),
    deliveries: newest(deliveries),
    faults,
  };
}
