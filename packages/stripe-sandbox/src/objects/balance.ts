import type Stripe from 'stripe';
import type { Context } from '../context.ts';
import { newId } from './ids.ts';

const DAY = 24 * 60 * 60;
const SETTLES_AFTER = 2 * DAY;

const ZERO_DECIMAL = new Set([
  'bif',
  'clp',
  'djf',
  'gnf',
  'jpy',
  'kmf',
  'krw',
  'mga',
  'pyg',
  'rwf',
  'ugx',
  'vnd',
  'vuv',
  'xaf',
  'xof',
  'xpf',
]);
const THREE_DECIMAL = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);

export function exponentOf(currency: string): number {
  return ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** Stripe's list price of a card payment, 2.9 % + 0.30 of the currency, in minor units. */
export function cardFee(amount: number, currency: string): number {
  if (amount === 0) return 0;
  const fixed = exponentOf(currency) === 0 ? 30 : exponentOf(currency) === 3 ? 300 : 30;
  return Math.min(amount, Math.round(amount * 0.029) + fixed);
}

export interface Movement {
  amount: number;
  fee?: number;
  currency: string;
  type: Stripe.BalanceTransaction.Type;
  reportingCategory: string;
  source: string;
  description?: string | null;
  /** Unix seconds; money is pending until then. Absent: spendable at once. */
  availableOn?: number;
}

/** Books one movement on the account's Stripe balance. */
export function book(context: Context, movement: Movement): Stripe.BalanceTransaction {
  const fee = movement.fee ?? 0;
  const availableOn = movement.availableOn ?? context.now;
  return context.scope.put('balance_transaction', {
    id: newId('txn'),
    object: 'balance_transaction',
    amount: movement.amount,
    available_on: availableOn,
    balance_type: 'payments',
    created: context.now,
    currency: movement.currency,
    description: movement.description ?? null,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: movement.currency,
              description: 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: movement.amount - fee,
    reporting_category: movement.reportingCategory,
    source: movement.source,
    status: availableOn > context.now ? 'pending' : 'available',
    type: movement.type,
  });
}

export function settlesOn(context: Context, isAtOnce: boolean): number {
  return isAtOnce ? context.now : context.now + SETTLES_AFTER;
}

/** A balance transaction as of now: `status` follows the clock, so it is computed when read. */
export function asOfNow(context: Context, row: Stripe.BalanceTransaction): Stripe.BalanceTransaction {
  return { ...row, status: row.available_on > context.now ? 'pending' : 'available' };
}

export function presentBalance(context: Context): Stripe.Balance {
  const available = new Map<string, number>();
  const pending = new Map<string, number>();
  for (const row of context.scope.all('balance_transaction')) {
    const side = row.available_on > context.now ? pending : available;
    side.set(row.currency, (side.get(row.currency) ?? 0) + row.net);
  }
  const currencies = [...new Set([...available.keys(), ...pending.keys()])].sort();
  if (currencies.length === 0) currencies.push('usd');
  const rows = (side: Map<string, number>): Stripe.Balance.Available[] =>
    currencies.map((currency) => {
      const amount = side.get(currency) ?? 0;
      return { amount, currency, source_types: { card: amount } };
    });
  return {
    object: 'balance',
    available: rows(available),
    connect_reserved: currencies.map((currency) => ({ amount: 0, currency })),
    livemode: false,
    pending: rows(pending),
  };
}

export function availableAmount(context: Context, currency: string): number {
  return context.scope
    .all('balance_transaction')
    .filter((row) => row.currency === currency && row.available_on <= context.now)
    .reduce((sum, row) => sum + row.net, 0);
}
