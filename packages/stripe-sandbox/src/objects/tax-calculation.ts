import type Stripe from 'stripe';
import { mergeMetadata, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import type { TaxCalculation } from '../store/store.ts';
import { newId } from './ids.ts';
import { address } from './payment-method.ts';
import { isInUnion, percentage, taxationOf, taxOn, type Taxation } from './tax-rates.ts';

type Item = Stripe.Tax.CalculationLineItem;
type Breakdown = Stripe.Tax.Calculation.TaxBreakdown;

const LIFETIME = 90 * 24 * 60 * 60;
const GENERAL_CODE = 'txcd_99999999';
const SHIPPING_CODE = 'txcd_92010001';

interface AddressInput {
  country: string;
  state?: string;
  postal_code?: string;
  city?: string;
  line1?: string;
  line2?: string;
}

export interface CalculationInput {
  currency: string;
  customer?: string;
  customer_details?: {
    address?: AddressInput;
    address_source?: 'billing' | 'shipping';
    ip_address?: string;
    tax_ids?: { type: string; value: string }[];
    taxability_override?: 'customer_exempt' | 'none' | 'reverse_charge';
  };
  line_items: {
    amount: number;
    metadata?: Record<string, string>;
    product?: string;
    quantity?: number;
    reference?: string;
    tax_behavior?: 'exclusive' | 'inclusive';
    tax_code?: string;
  }[];
  ship_from_details?: { address: AddressInput };
  shipping_cost?: { amount?: number; tax_behavior?: 'exclusive' | 'inclusive'; tax_code?: string };
  tax_date?: number;
}

interface Place {
  country: string;
  state: string | null;
}

function placeOf(context: Context, input: CalculationInput): { place: Place; given: AddressInput } {
  const own = context.scope.find('customer', input.customer ?? '');
  const kept = own?.shipping?.address ?? own?.address;
  const given = input.customer_details?.address ?? (kept?.country ? (kept as AddressInput) : undefined);
  const country = given?.country?.toUpperCase();
  if (!given || !country || !/^[A-Z]{2}$/.test(country)) {
    throw invalidRequest(
      "We could not determine the customer's tax location. Supply `customer_details[address]` with at least a country.",
      { code: 'customer_tax_location_invalid', param: 'customer_details[address]' },
    );
  }
  const state = given.state?.toUpperCase().replace(/^US-/, '') ?? null;
  if (country === 'US' && !state) {
    throw invalidRequest("We could not determine the customer's tax location from the address: it has no state.", {
      code: 'customer_tax_location_invalid',
      param: 'customer_details[address]',
    });
  }
  return { place: { country, state }, given };
}

/** Whether the buyer accounts for the tax: asked for, or a business in another country of the European Union. */
function overrideOf(input: CalculationInput, { country }: Place): 'reverse_charge' | 'customer_exempt' | undefined {
  const details = input.customer_details;
  if (details?.taxability_override === 'reverse_charge' || details?.taxability_override === 'customer_exempt')
    return details.taxability_override;
  const from = input.ship_from_details?.address.country.toUpperCase();
  const isBusiness = details?.tax_ids?.some(({ type }) => type === 'eu_vat') === true;
  if (isBusiness && from && from !== country && isInUnion(from) && isInUnion(country)) return 'reverse_charge';
  return undefined;
}

/** Works out the tax of a purchase at the buyer's address. The result may be named on a payment for ninety days. */
export function calculateTax(context: Context, input: CalculationInput): TaxCalculation {
  const { place, given } = placeOf(context, input);
  const override = overrideOf(input, place);
  const taxation = (code: string): Taxation => {
    const found = taxationOf(place.country, place.state, code);
    return override ? { ...found, rate: 0, reason: override } : found;
  };
  const references = new Set<string>();
  const items = input.line_items.map((line, index): Item => {
    const reference = line.reference ?? `L${index + 1}`;
    if (references.has(reference)) {
      throw invalidRequest(`The reference '${reference}' is used by more than one line item.`, {
        param: `line_items[${index}][reference]`,
      });
    }
    references.add(reference);
    const code = line.tax_code ?? GENERAL_CODE;
    const found = taxation(code);
    const amount_tax = taxOn(line.amount, found.rate, line.tax_behavior === 'inclusive');
    return {
      id: newId('tax_li'),
      object: 'tax.calculation_line_item',
      amount: line.amount,
      amount_tax,
      livemode: false,
      metadata: mergeMetadata({}, line.metadata),
      performance_location: null,
      product: line.product ?? null,
      quantity: line.quantity ?? 1,
      reference,
      tax_behavior: line.tax_behavior ?? 'exclusive',
      tax_breakdown: [breakdown(line.amount, amount_tax, line.tax_behavior === 'inclusive', found)],
      tax_code: code,
    };
  });
  const shipping = shippingCost(input.shipping_cost, taxation);
  const parts = [...items, ...(shipping ? [shipping] : [])];
  const taxOf = (behavior: string): number =>
    parts.filter((part) => part.tax_behavior === behavior).reduce((sum, part) => sum + part.amount_tax, 0);
  const exclusive = taxOf('exclusive');
  const id = newId('taxcalc');
  return context.scope.put('tax_calculation', {
    id,
    object: 'tax.calculation',
    amount_total: parts.reduce((sum, part) => sum + part.amount, 0) + exclusive,
    currency: input.currency.toLowerCase(),
    customer: input.customer ?? null,
    customer_details: {
      address: address(given),
      address_source: input.customer_details?.address_source ?? 'shipping',
      ip_address: input.customer_details?.ip_address ?? null,
      tax_ids: (input.customer_details?.tax_ids ?? []) as Stripe.Tax.Calculation.CustomerDetails.TaxId[],
      taxability_override: input.customer_details?.taxability_override ?? 'none',
    },
    expires_at: context.now + LIFETIME,
    items,
    livemode: false,
    ship_from_details: input.ship_from_details ? { address: address(input.ship_from_details.address) } : null,
    shipping_cost: shipping,
    tax_amount_exclusive: exclusive,
    tax_amount_inclusive: taxOf('inclusive'),
    tax_breakdown: totals(parts, taxation, place),
    tax_date: input.tax_date ?? context.now,
  });
}

function shippingCost(
  input: CalculationInput['shipping_cost'],
  taxation: (code: string) => Taxation,
): Stripe.Tax.Calculation.ShippingCost | null {
  if (input?.amount === undefined) return null;
  const code = input.tax_code ?? SHIPPING_CODE;
  const found = taxation(code);
  const amount_tax = taxOn(input.amount, found.rate, input.tax_behavior === 'inclusive');
  return {
    amount: input.amount,
    amount_tax,
    tax_behavior: input.tax_behavior ?? 'exclusive',
    tax_breakdown: [breakdown(input.amount, amount_tax, input.tax_behavior === 'inclusive', found)],
    tax_code: code,
  };
}

function breakdown(
  amount: number,
  tax: number,
  isInclusive: boolean,
  found: Taxation,
): Stripe.Tax.CalculationLineItem.TaxBreakdown {
  return {
    amount: tax,
    jurisdiction: found.jurisdiction,
    sourcing: 'destination',
    tax_rate_details:
      found.type === null
        ? null
        : {
            display_name: found.type === 'vat' ? 'VAT' : 'Sales and Use Tax',
            percentage_decimal: percentage(found.rate),
            tax_type: found.type,
          },
    taxability_reason: found.reason,
    taxable_amount: found.rate === 0 ? 0 : isInclusive ? amount - tax : amount,
  };
}

/** The tax by rate: what is due at the same rate, in the same way, is one entry. */
function totals(
  parts: { amount: number; amount_tax: number; tax_behavior: string; tax_code: string }[],
  taxation: (code: string) => Taxation,
  { country, state }: Place,
): Breakdown[] {
  const entries = new Map<string, Breakdown>();
  for (const part of parts) {
    const found = taxation(part.tax_code);
    const inclusive = part.tax_behavior === 'inclusive';
    const key = `${found.rate} ${found.reason} ${inclusive}`;
    const entry = entries.get(key) ?? {
      amount: 0,
      inclusive,
      tax_rate_details: {
        country,
        flat_amount: null,
        percentage_decimal: percentage(found.rate),
        rate_type: 'percentage',
        state: country === 'US' ? state : null,
        tax_type: found.type,
      },
      taxability_reason: found.reason,
      taxable_amount: 0,
    };
    entry.amount += part.amount_tax;
    entry.taxable_amount += found.rate === 0 ? 0 : inclusive ? part.amount - part.amount_tax : part.amount;
    entries.set(key, entry);
  }
  return [...entries.values()];
}
