import { Injectable } from '@nestjs/common';
import { err, money, ok, type Result } from '@sidestall/kernel';
import {
  arePricesWithTax,
  isTaxedByRegion,
  taxesByTable,
  type Taxable,
  type Taxes,
  type TaxPart,
  type TaxPlace,
} from '@sidestall/ordering';
import type Stripe from 'stripe';
import type { TaxPort } from '../tax-port.ts';
import { StripeClient } from './stripe-client.ts';

/**
 * Asks Stripe Tax, which keeps its calculation so that the payment can name it and the tax be filed. A place that is not
 * told well enough yet is estimated by the table: placing the order asks again, with the whole address.
 */
@Injectable()
export class StripeTax implements TaxPort {
  constructor(private readonly stripe: StripeClient) {}

  async taxesOn(goods: Taxable): Promise<Result<Taxes, { readonly kind: 'unavailable'; readonly message: string }>> {
    if (!isPlaceTold(goods.place)) return ok(taxesByTable(goods));
    const behavior = arePricesWithTax(goods.place.country) ? 'inclusive' : 'exclusive';
    const answer = await this.stripe.ask((sdk) => sdk.tax.calculations.create(calculationOf(goods, behavior)));
    if (answer.ok) return ok(taxesOf(answer.value, goods, behavior === 'inclusive'));
    if (answer.error.kind === 'refused' && answer.error.code === 'customer_tax_location_invalid')
      return ok(taxesByTable(goods));
    return err({ kind: 'unavailable', message: answer.error.message });
  }
}

const isPlaceTold = ({ country, region, postalCode }: TaxPlace): boolean =>
  !isTaxedByRegion(country) || (region !== null && postalCode !== null);

function calculationOf(
  { place, lines, shipping }: Taxable,
  behavior: 'inclusive' | 'exclusive',
): Stripe.Tax.CalculationCreateParams {
  return {
    currency: shipping.currency.toLowerCase(),
    line_items: lines.map((line) => ({
      amount: line.amount.amount,
      reference: line.reference,
      tax_behavior: behavior,
    })),
    shipping_cost: { amount: shipping.amount, tax_behavior: behavior },
    customer_details: {
      address: {
        country: place.country,
        ...(place.region && { state: place.region }),
        ...(place.postalCode && { postal_code: place.postalCode }),
      },
      address_source: 'shipping',
    },
    expand: ['line_items'],
  };
}

function taxesOf(calculation: Stripe.Tax.Calculation, { place, lines, shipping }: Taxable, isIncluded: boolean): Taxes {
  const jurisdiction = isIncluded || !place.region ? place.country : `${place.country}-${place.region}`;
  const part = (minor: number): TaxPart => ({
    amount: money(minor, shipping.currency),
    jurisdiction: minor > 0 ? jurisdiction : null,
  });
  const byReference = new Map(calculation.line_items?.data.map((item) => [item.reference, item.amount_tax]));
  return {
    isIncluded,
    lines: lines.map((line) => part(byReference.get(line.reference) ?? 0)),
    shipping: part(calculation.shipping_cost?.amount_tax ?? 0),
    calculationId: calculation.id,
  };
}
