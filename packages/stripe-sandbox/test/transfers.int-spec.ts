import type Stripe from 'stripe';
import { DAY, openHouse, refusal, type House } from './house.ts';

let house: House;
let mara: string;

beforeEach(async () => {
  house = await openHouse();
  mara = await house.recipient();
});
afterEach(() => house.close());

const transfer = (more: Partial<Stripe.TransferCreateParams>): Promise<Stripe.Transfer> =>
  house.stripe.transfers.create({ amount: 1000, currency: 'usd', destination: mara, ...more });

const balanceOf = async (account?: string): Promise<[available: number, pending: number]> => {
  const { available, pending } = await house.stripe.balance.retrieve({}, account ? { stripeAccount: account } : {});
  return [available[0]?.amount ?? 0, pending[0]?.amount ?? 0];
};

describe('a transfer of a charge’s money', () => {
  it('is made at once; the money moves when the charge’s funds become available', async () => {
    const charge = (await house.pay()).latest_charge as string;
    const made = await transfer({ amount: 6000, source_transaction: charge });
    expect([await balanceOf(), await balanceOf(mara)]).toEqual([
      [0, 3680],
      [0, 6000],
    ]);
    await house.advance(2 * DAY - 60);
    expect(await balanceOf(mara)).toEqual([0, 6000]);
    await house.advance(120);
    expect([await balanceOf(), await balanceOf(mara)]).toEqual([
      [3680, 0],
      [6000, 0],
    ]);
    expect(await house.stripe.balanceTransactions.retrieve(made.balance_transaction as string)).toMatchObject({
      type: 'transfer',
      reporting_category: 'transfer',
      net: -6000,
      status: 'available',
    });
  });

  it('never takes more than the charge brought, all its transfers together', async () => {
    const held = await house.pay('pm_card_visa', { capture_method: 'manual' });
    const source_transaction = held.latest_charge as string;
    expect((await refusal(transfer({ source_transaction }))).message).toContain('has not been captured');
    await house.stripe.paymentIntents.capture(held.id, { amount_to_capture: 5000 });
    await transfer({ amount: 3000, source_transaction });
    expect(await refusal(transfer({ amount: 2001, source_transaction }))).toMatchObject({
      code: 'transfer_source_balance_parameters_mismatch',
    });
    await transfer({ amount: 2000, source_transaction });
    expect(await refusal(transfer({ amount: 100, currency: 'eur', source_transaction }))).toMatchObject({
      param: 'currency',
    });
  });

  it('is a payment on the account that gets it, and its reversal a refund of that payment', async () => {
    const charge = (await house.pay('pm_card_visa', { transfer_group: 'ord_9' })).latest_charge as string;
    const made = await transfer({ amount: 6000, source_transaction: charge, expand: ['destination_payment'] });
    expect(made.transfer_group).toBe('ord_9');
    expect(made.destination_payment).toMatchObject({ object: 'charge', source_transfer: made.id });
    const reversal = await house.stripe.transfers.createReversal(made.id, {
      amount: 2500,
      metadata: { why: 'return' },
    });
    const rows = await house.stripe.balanceTransactions.list({ expand: ['data.source'] }, { stripeAccount: mara });
    expect(rows.data.map(({ type, net, reporting_category }) => [type, net, reporting_category])).toEqual([
      ['payment_refund', -2500, 'refund'],
      ['payment', 6000, 'charge'],
    ]);
    expect(rows.data[0]?.source).toMatchObject({
      object: 'refund',
      id: reversal.destination_payment_refund,
      source_transfer_reversal: reversal.id,
    });
    const payment = (made.destination_payment as Stripe.Charge).id;
    expect(await house.stripe.charges.retrieve(payment, {}, { stripeAccount: mara })).toMatchObject({
      amount_refunded: 2500,
    });
  });
});

describe('a transfer without a charge', () => {
  it('needs available money, pending money will not do', async () => {
    await house.pay();
    expect(await refusal(transfer({}))).toMatchObject({ code: 'balance_insufficient', statusCode: 400 });
    await house.stripe.topups.create({ amount: 1500, currency: 'usd', description: 'float' });
    await transfer({});
    expect(await refusal(transfer({}))).toMatchObject({ code: 'balance_insufficient' });
    expect(await balanceOf(mara)).toEqual([1000, 0]);
  });
});

describe('a reversal', () => {
  it('is refused when the account can no longer cover it', async () => {
    await house.fund(20_000);
    const made = await transfer({ amount: 5000 });
    await house.stripe.payouts.create({ amount: 4000, currency: 'usd' }, { stripeAccount: mara });
    expect(await refusal(house.stripe.transfers.createReversal(made.id, { amount: 1001 }))).toMatchObject({
      code: 'balance_insufficient',
    });
    await house.stripe.transfers.createReversal(made.id, { amount: 1000 });
    expect(await balanceOf(mara)).toEqual([0, 0]);
    expect(await house.stripe.transfers.retrieve(made.id)).toMatchObject({ amount_reversed: 1000, reversed: false });
    expect((await house.stripe.events.list({ type: 'transfer.reversed' })).data[0]?.data.previous_attributes).toEqual({
      amount_reversed: 0,
      reversed: false,
    });
  });

  it('may not draw on money that is pending, unless it is the same pending money', async () => {
    await house.fund(20_000);
    const settled = await transfer({ amount: 5000 });
    await house.stripe.payouts.create({ amount: 5000, currency: 'usd' }, { stripeAccount: mara });
    const charge = (await house.pay()).latest_charge as string;
    const pending = await transfer({ amount: 6000, source_transaction: charge });
    expect(await balanceOf(mara)).toEqual([0, 6000]);
    expect((await refusal(house.stripe.transfers.createReversal(settled.id))).code).toBe('balance_insufficient');
    await house.stripe.transfers.createReversal(pending.id, { amount: 4000 });
    expect(await balanceOf(mara)).toEqual([0, 2000]);
  });

  it('can be read, listed and labeled under its own transfer only', async () => {
    await house.fund(20_000);
    const made = await transfer({});
    const other = await transfer({});
    const reversal = await house.stripe.transfers.createReversal(made.id, { amount: 10 });
    expect((await house.stripe.transfers.listReversals(made.id)).data.map(({ id }) => id)).toEqual([reversal.id]);
    await house.stripe.transfers.updateReversal(made.id, reversal.id, { metadata: { a: 'b' } });
    expect((await house.stripe.transfers.retrieveReversal(made.id, reversal.id)).metadata).toEqual({ a: 'b' });
    expect((await refusal(house.stripe.transfers.retrieveReversal(other.id, reversal.id))).code).toBe(
      'resource_missing',
    );
  });
});

describe('an account that may not receive', () => {
  it('is sent nothing while its capability is not active', async () => {
    await house.fund(20_000);
    await house.control('POST', `/accounts/${mara}`, { verified: false });
    expect(await refusal(transfer({}))).toMatchObject({ code: 'insufficient_capabilities_for_transfer' });
    await house.control('POST', `/accounts/${mara}`, { verified: true });
    await transfer({});
    expect(await refusal(transfer({ destination: 'acct_none' }))).toMatchObject({
      code: 'resource_missing',
      param: 'destination',
    });
  });
});
