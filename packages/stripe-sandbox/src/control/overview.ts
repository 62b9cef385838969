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

/** The first rows of a walk, which goes no further. */
function first<T>(rows: Iterable<T>, count: number): T[] {
  const found: T[] = [];
  for (const row of rows) {
    found.push(row);
    if (found.length === count) break;
  }
  return found;
}

/** What the dashboard shows: the newest payments, events and deliveries, and where the money stands. */
export function overview(context: Context, faults: Overview['faults'], offset: number): Overview {
  const { scope } = context;
  const balance = presentBalance(context);
  return {
    now: context.now,
    offset,
    balance: balance.available.map((row, index) => ({
      currency: row.currency,
      available: row.amount,
      pending: balance.pending[index]?.amount ?? 0,
    })),
    totals: {
      payments: scope.count('payment_intent'),
      held: scope.countWhere('payment_intent', 'status', 'requires_capture'),
      succeeded: scope.countWhere('payment_intent', 'status', 'succeeded'),
      events: scope.count('event'),
      waiting: scope.countWhere('delivery', 'state', 'pending'),
      failed: scope.countWhere('delivery', 'state', 'failed'),
    },
    payments: first(scope.rows('payment_intent').newest(), ROWS).map((intent) => paymentRow(context, intent)),
    events: first(scope.rows('event').newest(), ROWS).map((event) => ({
      id: event.id,
      type: event.type,
      created: event.created,
      object: (event.data.object as { id?: string }).id ?? '',
      deliveries: scope.where('delivery', 'event', event.id).map(({ state, tries, attempts }) => ({
        state,
        tries,
        status: attempts.at(-1)?.status ?? null,
      })),
    })),
    deliveries: first(scope.rows('delivery').newest(), ROWS),
    faults,
  };
}
