import type Stripe from 'stripe';
import { need } from '../context.ts';
import { noSuch } from '../http/api-error.ts';
import { listPage } from '../http/list-page.ts';
import { route, type Route } from '../http/route.ts';
import { any, expand, hash, int, list, metadata, oneOf, page, str, addressSchema } from '../http/schema.ts';
import { calculateTax, type CalculationInput } from '../objects/tax-calculation.ts';
import { commitTax, reverseTax, type ReversalInput } from '../objects/tax-transaction.ts';
import type { TaxCalculation, TaxTransaction } from '../store/store.ts';

type Meta = Record<string, string>;

const behavior = oneOf('exclusive', 'inclusive');

/** Without the lines, which are shown only where they are expanded or listed. */
function shown({ items: _items, ...rest }: TaxCalculation | TaxTransaction): object {
  return rest;
}

export const taxRoutes: Route[] = [
  route<CalculationInput & { expand?: string[] }>(
    'POST /v1/tax/calculations',
    {
      currency: str,
      customer: str,
      customer_details: hash({
        address: addressSchema,
        address_source: oneOf('billing', 'shipping'),
        ip_address: str,
        tax_ids: list(hash({ type: str, value: str })),
        taxability_override: oneOf('customer_exempt', 'none', 'reverse_charge'),
      }),
      expand,
      line_items: list(
        hash(
          {
            amount: int,
            metadata,
            performance_location: str,
            product: str,
            quantity: int,
            reference: str,
            tax_behavior: behavior,
            tax_code: str,
          },
          ['amount'],
        ),
      ),
      ship_from_details: hash({ address: addressSchema }, ['address']),
      shipping_cost: hash({ amount: int, shipping_rate: str, tax_behavior: behavior, tax_code: str }),
      tax_date: int,
    },
    (context, params) => shown(calculateTax(context, params)),
    { required: ['currency', 'line_items'] },
  ),
  route<Stripe.Tax.CalculationRetrieveParams>('GET /v1/tax/calculations/:id', { expand }, (context, _params, id = '') =>
    shown(need(context, 'tax_calculation', id)),
  ),
  route<Stripe.Tax.CalculationListLineItemsParams>(
    'GET /v1/tax/calculations/:id/line_items',
    { ...page, expand },
    (context, params, id = '') =>
      listPage(
        need(context, 'tax_calculation', id).items.toReversed(),
        params,
        `/v1/tax/calculations/${id}/line_items`,
      ),
  ),
  route<Stripe.Tax.TransactionCreateFromCalculationParams>(
    'POST /v1/tax/transactions/create_from_calculation',
    { calculation: str, expand, metadata, posted_at: int, reference: str },
    (context, params) =>
      shown(
        commitTax(context, params.calculation, {
          reference: params.reference,
          metadata: params.metadata as Meta | undefined,
          postedAt: params.posted_at,
        }),
      ),
    { required: ['calculation', 'reference'] },
  ),
  route<Stripe.Tax.TransactionCreateReversalParams>(
    'POST /v1/tax/transactions/create_reversal',
    {
      expand,
      flat_amount: int,
      line_items: list(
        hash({
          amount: int,
          amount_tax: int,
          metadata: any,
          original_line_item: str,
          quantity: int,
          reference: str,
        }),
      ),
      metadata,
      mode: oneOf('full', 'partial'),
      original_transaction: str,
      reference: str,
      shipping_cost: hash({ amount: int, amount_tax: int }),
    },
    (context, params) =>
      shown(
        reverseTax(context, {
          mode: params.mode,
          original: params.original_transaction,
          reference: params.reference,
          flatAmount: params.flat_amount,
          lines: params.line_items as ReversalInput['lines'],
          shipping: params.shipping_cost,
          metadata: params.metadata as Meta | undefined,
        }),
      ),
    { required: ['mode', 'original_transaction', 'reference'] },
  ),
  route<Stripe.Tax.TransactionRetrieveParams>('GET /v1/tax/transactions/:id', { expand }, (context, _params, id = '') =>
    shown(need(context, 'tax_transaction', id)),
  ),
  route<Stripe.Tax.TransactionListLineItemsParams>(
    'GET /v1/tax/transactions/:id/line_items',
    { ...page, expand },
    (context, params, id = '') =>
      listPage(
        need(context, 'tax_transaction', id).items.toReversed(),
        params,
        `/v1/tax/transactions/${id}/line_items`,
      ),
  ),
  route<Stripe.Tax.AssociationFindParams>(
    'GET /v1/tax/associations/find',
    { expand, payment_intent: str },
    (context, params) => {
      const [found] = context.scope.where('tax_association', 'payment_intent', params.payment_intent);
      if (!found) throw noSuch('tax association', params.payment_intent);
      return found;
    },
    { required: ['payment_intent'] },
  ),
];
