import type Stripe from 'stripe';
import { DAY, openHouse, refusal, type House } from './house.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
  await house.fund(1_000_000, 'eur');
});
afterAll(() => house.close());

type Address = Stripe.Tax.CalculationCreateParams.CustomerDetails.Address;

const calculate = (
  address: Address,
  more: Partial<Stripe.Tax.CalculationCreateParams> = {},
): Promise<Stripe.Tax.Calculation> =>
  house.stripe.tax.calculations.create({
    currency: 'eur',
    customer_details: { address, address_source: 'shipping' },
    line_items: [
      { amount: 8800, reference: 'shirt' },
      { amount: 1000, reference: 'book', tax_code: 'txcd_35010000' },
    ],
    shipping_cost: { amount: 500 },
    ...more,
  });

const PLACES: [place: string, address: Address, tax: number][] = [
  ['Germany', { country: 'DE' }, 1672 + 70 + 95],
  ['France', { country: 'FR' }, 1760 + 55 + 100],
  ['Hungary', { country: 'HU' }, 2376 + 50 + 135],
  ['New York', { country: 'US', state: 'NY', postal_code: '10001' }, 352 + 40 + 20],
  ['California, which leaves shipping untaxed', { country: 'US', state: 'CA', postal_code: '94107' }, 638 + 73],
  ['Oregon, which has no sales tax', { country: 'US', state: 'OR', postal_code: '97201' }, 0],
  ['a country nobody collects for', { country: 'BR' }, 0],
];

describe('tax is calculated', () => {
  for (const [place, address, tax] of PLACES) {
    it(`for ${place}`, async () => {
      const calculation = await calculate(address);
      expect(calculation).toMatchObject({
        tax_amount_exclusive: tax,
        tax_amount_inclusive: 0,
        amount_total: 10_300 + tax,
      });
      expect(calculation.tax_breakdown.reduce((sum, entry) => sum + entry.amount, 0)).toBe(tax);
    });
  }

  it('within prices that include it, which leaves the total alone', async () => {
    const calculation = await calculate(
      { country: 'DE' },
      { line_items: [{ amount: 11_900, tax_behavior: 'inclusive', reference: 'shirt' }], shipping_cost: undefined },
    );
    expect(calculation).toMatchObject({ amount_total: 11_900, tax_amount_inclusive: 1900, tax_amount_exclusive: 0 });
    expect(calculation.tax_breakdown[0]).toMatchObject({ taxable_amount: 10_000, inclusive: true });
  });

  it('line by line, with its rates', async () => {
    const { id } = await calculate({ country: 'DE' });
    expect((await house.stripe.tax.calculations.retrieve(id ?? '')).line_items ?? null).toBeNull();
    const { line_items, shipping_cost } = await house.stripe.tax.calculations.retrieve(id ?? '', {
      expand: ['line_items'],
    });
    expect(line_items?.data.map((item) => [item.reference, item.amount_tax])).toEqual([
      ['shirt', 1672],
      ['book', 70],
    ]);
    expect(line_items?.data[1]?.tax_breakdown?.[0]).toMatchObject({
      taxability_reason: 'reduced_rated',
      tax_rate_details: { percentage_decimal: '7.0', tax_type: 'vat' },
      jurisdiction: { country: 'DE', level: 'country' },
    });
    expect(shipping_cost).toMatchObject({ amount: 500, amount_tax: 95, tax_code: 'txcd_92010001' });
    expect((await house.stripe.tax.calculations.listLineItems(id ?? '')).data).toHaveLength(2);
  });

  it('as nothing for those who are exempt, and for firms in another country of the Union', async () => {
    const exempt = await calculate(
      { country: 'DE' },
      {
        customer_details: {
          address: { country: 'DE' },
          address_source: 'billing',
          taxability_override: 'customer_exempt',
        },
      },
    );
    expect(exempt).toMatchObject({
      tax_amount_exclusive: 0,
      tax_breakdown: [{ taxability_reason: 'customer_exempt' }],
    });
    const firm = await calculate(
      { country: 'FR' },
      {
        customer_details: {
          address: { country: 'FR' },
          address_source: 'billing',
          tax_ids: [{ type: 'eu_vat', value: 'FRAB123456789' }],
        },
        ship_from_details: { address: { country: 'DE' } },
      },
    );
    expect(firm.tax_breakdown).toMatchObject([{ taxability_reason: 'reverse_charge', amount: 0 }]);
  });

  it('only where the place is known', async () => {
    expect(await refusal(calculate({ country: 'US', postal_code: '10001' }))).toMatchObject({
      code: 'customer_tax_location_invalid',
    });
  });
});

describe('the tax of a payment', () => {
  const paidWith = async (): Promise<{ intent: Stripe.PaymentIntent; calculation: Stripe.Tax.Calculation }> => {
    const calculation = await calculate({ country: 'DE' });
    const intent = await house.pay('pm_card_visa', {
      amount: calculation.amount_total,
      currency: 'eur',
      capture_method: 'manual',
      hooks: { inputs: { tax: { calculation: calculation.id ?? '' } } },
    });
    return { intent, calculation };
  };

  it('enters the reports at capture, not before', async () => {
    const { intent, calculation } = await paidWith();
    expect(intent.hooks).toEqual({ inputs: { tax: { calculation: calculation.id } } });
    expect((await refusal(house.stripe.tax.associations.find({ payment_intent: intent.id }))).statusCode).toBe(404);
    await house.stripe.paymentIntents.capture(intent.id);
    const association = await house.stripe.tax.associations.find({ payment_intent: intent.id });
    expect(association).toMatchObject({
      calculation: calculation.id,
      tax_transaction_attempts: [{ source: intent.id, status: 'committed' }],
    });
    const id = association.tax_transaction_attempts?.[0]?.committed?.transaction ?? '';
    const transaction = await house.stripe.tax.transactions.retrieve(id, { expand: ['line_items'] });
    expect(transaction).toMatchObject({ type: 'transaction', reference: intent.id, reversal: null });
    expect(transaction.line_items?.data.map(({ amount_tax }) => amount_tax)).toEqual([1672, 70]);
  });

  it('leaves them again with a refund, in proportion', async () => {
    const { intent } = await paidWith();
    await house.stripe.paymentIntents.capture(intent.id);
    const refund = await house.stripe.refunds.create({ payment_intent: intent.id });
    const { tax_transaction_attempts: attempts } = await house.stripe.tax.associations.find({
      payment_intent: intent.id,
    });
    expect(attempts?.at(-1)).toMatchObject({ source: refund.id, status: 'committed' });
    const reversal = await house.stripe.tax.transactions.retrieve(attempts?.at(-1)?.committed?.transaction ?? '', {
      expand: ['line_items'],
    });
    expect(reversal).toMatchObject({ type: 'reversal', shipping_cost: { amount: -500, amount_tax: -95 } });
    expect(reversal.line_items?.data.map(({ amount, amount_tax }) => [amount, amount_tax])).toEqual([
      [-8800, -1672],
      [-1000, -70],
    ]);
  });

  it('cannot be that of an unknown or expired calculation, nor belong to two payments', async () => {
    const hooks = (calculation: string) => ({ hooks: { inputs: { tax: { calculation } } }, currency: 'eur' });
    expect((await refusal(house.pay('pm_card_visa', hooks('taxcalc_none')))).code).toBe('resource_missing');
    const { id } = await calculate({ country: 'DE' });
    await house.pay('pm_card_visa', hooks(id ?? ''));
    const second = await house.pay('pm_card_visa', hooks(id ?? ''));
    const { tax_transaction_attempts: attempts } = await house.stripe.tax.associations.find({
      payment_intent: second.id,
    });
    expect(attempts).toMatchObject([
      { status: 'errored', errored: { reason: 'another_payment_associated_with_calculation' } },
    ]);
    await house.advance(91 * DAY);
    expect((await refusal(house.pay('pm_card_visa', hooks(id ?? '')))).message).toContain('expired');
  });
});

describe('a tax transaction', () => {
  it('is made from a calculation once a reference, and reversed in whole or in part', async () => {
    const { id } = await calculate({ country: 'DE' });
    const make = (reference: string): Promise<Stripe.Tax.Transaction> =>
      house.stripe.tax.transactions.createFromCalculation({
        calculation: id ?? '',
        reference,
        metadata: { order: 'o1' },
      });
    const made = await make('order-1');
    expect(made).toMatchObject({ reference: 'order-1', metadata: { order: 'o1' } });
    expect((await refusal(make('order-1'))).param).toBe('reference');
    const partial = await house.stripe.tax.transactions.createReversal({
      mode: 'partial',
      original_transaction: made.id,
      reference: 'order-1-return',
      flat_amount: -6068,
      expand: ['line_items'],
    });
    expect(partial.line_items?.data.map(({ amount }) => amount)).toEqual([-4400, -500]);
    const full = await house.stripe.tax.transactions.createReversal({
      mode: 'full',
      original_transaction: made.id,
      reference: 'order-1-void',
      expand: ['line_items'],
    });
    expect(full.reversal).toEqual({ original_transaction: made.id });
    expect(
      (await house.stripe.tax.transactions.listLineItems(full.id)).data.map(({ amount_tax }) => amount_tax),
    ).toEqual([-1672, -70]);
  });
});
