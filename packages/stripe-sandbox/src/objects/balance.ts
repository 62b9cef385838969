import type Stripe from 'stripe';
import { emit, type Context } from '../context.ts';
import type { BalanceRow } from '../store/store.ts';
import { newId } from './ids.ts';
import { expectPayoutRun } from './payout-schedule.ts';

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
export function book(context: Context, movement: Movement): BalanceRow {
  const fee = movement.fee ?? 0;
  const availableOn = Math.max(movement.availableOn ?? 0, context.now);
  if (movement.amount - fee > 0) {
    expectFunds(context, movement.currency, availableOn);
    expectPayoutRun(context);
  }
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
  return isAtOnce ? context.now : context.now + context.settlesAfter;
}

/** A balance transaction as of now: `status` follows the clock, so it is computed when read. */
export function asOfNow(context: Context, stored: BalanceRow): Stripe.BalanceTransaction {
  const { paid_out_by: _payout, ...row } = stored;
  return { ...row, status: row.available_on > context.now ? 'pending' : 'available' };
}

/** Has the account looked at again once this money may be spent: refunds may be waiting for it, and it is announced. */
function expectFunds(context: Context, currency: string, availableOn: number): void {
  const isNow = availableOn <= context.now;
  if (isNow && context.scope.where('refund', 'unfunded', currency).length === 0) return;
  const id = `funds_${availableOn}`;
  if (context.scope.find('due_task', id)) return;
  context.scope.put('due_task', { id, dueAt: availableOn, kind: 'funds_available', ref: isNow ? 'now' : 'settled' });
}

const ANNOUNCED = 'balance-announced-at';

/** Says that pending money has become available, once a minute at most however many charges settle in it. */
export function announceBalance(context: Context): void {
  const last = context.scope.find('setting', ANNOUNCED)?.value;
  if (typeof last === 'number' && context.now - last < 60) return;
  context.scope.put('setting', { id: ANNOUNCED, value: context.now });
  emit(context, 'balance.available', presentBalance(context));
}

export function presentBalance(context: Context): Stripe.Balance {
  const sheet = context.store.sheet(context.scope.account);
  const currencies = sheet.currencies;
  if (currencies.length === 0) currencies.push('usd');
  const row = (currency: string, amount: number): Stripe.Balance.Available => ({
    amount,
    currency,
    source_types: { card: amount },
  });
  const available = currencies.map((currency) => row(currency, sheet.available(currency, context.now)));
  return {
    object: 'balance',
    available,
    connect_reserved: currencies.map((currency) => ({ amount: 0, currency })),
    instant_available: available.map(({ amount, currency }) => row(currency, Math.max(0, amount))),
    livemode: false,
    pending: currencies.map((currency) => row(currency, sheet.pending(currency, context.now))),
  };
}

export function availableAmount(context: Context, currency: string): number {
  return context.store.sheet(context.scope.account).available(currency, context.now);
}

/** What the account holds in a currency, spendable or not yet. */
export function wholeAmount(context: Context, currency: string): number {
  return availableAmount(context, currency) + context.store.sheet(context.scope.account).pending(currency, context.now);
}
