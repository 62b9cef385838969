import type Stripe from 'stripe';
import { mergeMetadata, need, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import type { TaxCalculation, TaxTransaction } from '../store/store.ts';
import { newId } from './ids.ts';

type Item = Stripe.Tax.TransactionLineItem;

interface Posting {
  reference: string;
  metadata?: Record<string, string>;
  postedAt?: number;
}

function assertReference(context: Context, reference: string): void {
  if (context.scope.where('tax_transaction', 'reference', reference).length === 0) return;
  throw invalidRequest(`A tax transaction with the reference '${reference}' already exists.`, { param: 'reference' });
}

/** A calculation that may still be used: within its ninety days. */
export function usableCalculation(context: Context, id: string, param: string): TaxCalculation {
  const calculation = need(context, 'tax_calculation', id, param);
  if ((calculation.expires_at ?? 0) <= context.now) {
    throw invalidRequest(`The tax calculation ${id} has expired.`, { param });
  }
  return calculation;
}

/** Enters a calculation in the tax reports. */
export function commitTax(context: Context, calculationId: string, posting: Posting): TaxTransaction {
  const calculation = usableCalculation(context, calculationId, 'calculation');
  assertReference(context, posting.reference);
  const { customer, customer_details, currency, ship_from_details, shipping_cost, tax_date } = calculation;
  return context.scope.put('tax_transaction', {
    id: newId('tax'),
    object: 'tax.transaction',
    created: context.now,
    currency,
    customer,
    customer_details,
    items: calculation.items.map((item): Item => ({
      id: newId('tax_li'),
      object: 'tax.transaction_line_item',
      amount: item.amount,
      amount_tax: item.amount_tax,
      livemode: false,
      metadata: item.metadata,
      product: item.product,
      quantity: item.quantity,
      reference: item.reference,
      reversal: null,
      tax_behavior: item.tax_behavior,
      tax_code: item.tax_code,
      type: 'transaction',
    })),
    livemode: false,
    metadata: mergeMetadata({}, posting.metadata),
    posted_at: posting.postedAt ?? context.now,
    reference: posting.reference,
    reversal: null,
    ship_from_details,
    shipping_cost,
    tax_date,
    type: 'transaction',
  });
}

export interface ReversalInput extends Posting {
  mode: string;
  original: string;
  /** Negative, tax included: spread over the lines by their share. */
  flatAmount?: number;
  lines?: { amount: number; amount_tax: number; original_line_item: string; reference: string; quantity?: number }[];
  shipping?: { amount: number; amount_tax: number };
}

/** Takes a transaction out of the tax reports again, as a whole or in part. */
export function reverseTax(context: Context, input: ReversalInput): TaxTransaction {
  const original = need(context, 'tax_transaction', input.original, 'original_transaction');
  if (original.type === 'reversal') {
    throw invalidRequest('A reversal cannot be reversed.', { param: 'original_transaction' });
  }
  assertReference(context, input.reference);
  const isFull = input.mode === 'full';
  if (!isFull && input.flatAmount === undefined && !input.lines && !input.shipping) {
    throw invalidRequest('A partial reversal needs `flat_amount`, `line_items` or `shipping_cost`.', { param: 'mode' });
  }
  const whole = original.items.reduce((sum, item) => sum + item.amount + taxOnTop(item), 0) + shippingTotal(original);
  const part = isFull ? -1 : input.flatAmount === undefined ? 0 : input.flatAmount / whole;
  if (!isFull && (input.flatAmount ?? 0) < -whole) {
    throw invalidRequest('The reversal exceeds the original transaction.', { param: 'flat_amount' });
  }
  const line = (item: Item): Item | undefined => {
    const chosen = input.lines?.find(({ original_line_item }) => original_line_item === item.id);
    if (!chosen && part === 0) return undefined;
    return {
      ...item,
      id: newId('tax_li'),
      amount: chosen?.amount ?? Math.round(item.amount * part),
      amount_tax: chosen?.amount_tax ?? Math.round(item.amount_tax * part),
      quantity: chosen?.quantity ?? item.quantity,
      reference: chosen?.reference ?? item.reference,
      reversal: { original_line_item: item.id },
      type: 'reversal',
    };
  };
  const { shipping_cost: shipped } = original;
  const shipping = input.shipping ?? (shipped && part !== 0 ? scaled(shipped, part) : null);
  return context.scope.put('tax_transaction', {
    ...original,
    id: newId('tax'),
    created: context.now,
    items: original.items.map(line).filter((item) => item !== undefined),
    metadata: mergeMetadata({}, input.metadata),
    posted_at: context.now,
    reference: input.reference,
    reversal: { original_transaction: original.id },
    shipping_cost: shipping && shipped ? { ...shipped, ...shipping } : null,
    type: 'reversal',
  });
}

const taxOnTop = (item: { amount_tax: number; tax_behavior: string }): number =>
  item.tax_behavior === 'exclusive' ? item.amount_tax : 0;

function shippingTotal({ shipping_cost: cost }: TaxTransaction): number {
  return cost ? cost.amount + taxOnTop(cost) : 0;
}

function scaled(cost: { amount: number; amount_tax: number }, part: number): { amount: number; amount_tax: number } {
  return { amount: Math.round(cost.amount * part), amount_tax: Math.round(cost.amount_tax * part) };
}

/** The calculation that a payment was made under, or undefined. */
export function calculationOf(intent: Stripe.PaymentIntent): string | undefined {
  return intent.hooks?.inputs?.tax?.calculation || undefined;
}

/** Stripe enters the calculation of a payment in the reports by itself, once the money is taken. */
export function commitTaxOf(context: Context, intent: Stripe.PaymentIntent): void {
  const calculation = calculationOf(intent);
  if (!calculation) return;
  const attempt = (): Stripe.Tax.Association.TaxTransactionAttempt => {
    const found = context.scope.find('tax_calculation', calculation);
    if (!found || (found.expires_at ?? 0) <= context.now) {
      return { errored: { reason: 'calculation_expired' }, source: intent.id, status: 'errored' };
    }
    if (context.scope.where('tax_association', 'calculation', calculation).length > 0) {
      const reason = 'another_payment_associated_with_calculation';
      return { errored: { reason }, source: intent.id, status: 'errored' };
    }
    const transaction = commitTax(context, calculation, { reference: intent.id }).id;
    return { committed: { transaction }, source: intent.id, status: 'committed' };
  };
  context.scope.put('tax_association', {
    id: newId('taxa'),
    object: 'tax.association',
    tax_transaction_attempts: [attempt()],
    calculation,
    payment_intent: intent.id,
  });
}

/** A refund of such a payment takes its share out of the reports again. */
export function reverseTaxOf(context: Context, refund: Stripe.Refund): void {
  const [association] = context.scope.where(
    'tax_association',
    'payment_intent',
    (refund.payment_intent ?? '') as string,
  );
  const original = association?.tax_transaction_attempts?.find(({ committed }) => committed)?.committed?.transaction;
  if (!association || !original) return;
  const transaction = reverseTax(context, {
    mode: 'partial',
    original,
    reference: refund.id,
    flatAmount: -refund.amount,
  }).id;
  context.scope.put('tax_association', {
    ...association,
    tax_transaction_attempts: [
      ...(association.tax_transaction_attempts ?? []),
      { committed: { transaction }, source: refund.id, status: 'committed' },
    ],
  });
}
