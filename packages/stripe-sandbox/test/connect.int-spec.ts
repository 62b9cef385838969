import Stripe from 'stripe';
import type { Sandbox } from '../src/index.ts';
import { startSandbox } from './fidelity.ts';
import { clientOf } from './shop.ts';

let sandbox: Sandbox;
let stripe: Stripe;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  stripe = clientOf(sandbox);
});
afterAll(() => sandbox.close());

const anAccount = (): Promise<Stripe.V2.Core.Account> =>
  stripe.v2.core.accounts.create({
    contact_email: 'mara@example.com',
    display_name: 'Mara',
    dashboard: 'express',
    defaults: { responsibilities: { fees_collector: 'application', losses_collector: 'application' } },
    configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
    identity: { country: 'us' },
    include: ['configuration.recipient', 'requirements'],
  });

const onboarded = async (): Promise<string> => {
  const account = await anAccount();
  const link = await stripe.v2.core.accountLinks.create({
    account: account.id,
    use_case: {
      type: 'account_onboarding',
      account_onboarding: { refresh_url: 'https://shop.example/again', return_url: 'https://shop.example/back' },
    },
  });
  await fetch(`${link.url}/state`, { method: 'POST', headers: { origin: sandbox.url } });
  return account.id;
};

const statusOf = async (id: string): Promise<string | undefined> =>
  (await stripe.v2.core.accounts.retrieve(id, { include: ['configuration.recipient'] })).configuration?.recipient
    ?.capabilities?.stripe_balance?.stripe_transfers?.status;

const paid = (): Promise<Stripe.PaymentIntent> =>
  stripe.paymentIntents.create({
    amount: 10_000,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_visa',
    return_url: 'https://shop.example',
    transfer_group: 'ord_1',
  });

const codeOf = async (call: Promise<unknown>): Promise<string | undefined> => {
  try {
    await call;
    return 'no error';
  } catch (error) {
    return error instanceof Stripe.errors.StripeError ? error.code : 'other';
  }
};

describe('a connected account', () => {
  it('receives nothing until its owner has been through onboarding', async () => {
    const account = await anAccount();
    expect(await statusOf(account.id)).toBe('restricted');
    const { latest_charge } = await paid();
    expect(
      await codeOf(
        stripe.transfers.create({
          amount: 100,
          currency: 'usd',
          destination: account.id,
          source_transaction: latest_charge as string,
        }),
      ),
    ).toBe('insufficient_capabilities_for_transfer');
    expect(await statusOf(await onboarded())).toBe('active');
  });

  it('uses its onboarding link once', async () => {
    const account = await anAccount();
    const link = await stripe.v2.core.accountLinks.create({
      account: account.id,
      use_case: { type: 'account_onboarding', account_onboarding: { refresh_url: 'https://shop.example/again' } },
    });
    const answer = (): Promise<Response> =>
      fetch(`${link.url}/state`, { method: 'POST', headers: { origin: sandbox.url } });
    expect((await answer()).status).toBe(200);
    expect((await answer()).status).toBe(404);
  });

  it('gets its share of a charge at once, spendable when the charge is', async () => {
    const destination = await onboarded();
    const charge = (await paid()).latest_charge as string;
    const transfer = await stripe.transfers.create({
      amount: 6000,
      currency: 'usd',
      destination,
      source_transaction: charge,
      metadata: { payable: 'p1' },
    });
    expect(transfer).toMatchObject({
      amount: 6000,
      transfer_group: 'ord_1',
      source_transaction: charge,
      reversed: false,
    });
    const balance = await stripe.balance.retrieve({}, { stripeAccount: destination });
    expect([balance.pending[0]?.amount, balance.available[0]?.amount]).toEqual([6000, 0]);
    expect(
      await codeOf(stripe.transfers.create({ amount: 4001, currency: 'usd', destination, source_transaction: charge })),
    ).toBe('transfer_source_balance_parameters_mismatch');
  });

  it('is paid from available money only, where no charge is named', async () => {
    const destination = await onboarded();
    expect(await codeOf(stripe.transfers.create({ amount: 10_000_00, currency: 'usd', destination }))).toBe(
      'balance_insufficient',
    );
    await stripe.paymentIntents.create({
      amount: 20_000,
      currency: 'usd',
      confirm: true,
      payment_method: 'pm_card_bypassPending',
      return_url: 'https://shop.example',
    });
    expect(await codeOf(stripe.transfers.create({ amount: 500, currency: 'usd', destination }))).toBe('no error');
  });

  it('gives a transfer back in parts, never more than it got', async () => {
    const destination = await onboarded();
    const charge = (await paid()).latest_charge as string;
    const transfer = await stripe.transfers.create({
      amount: 5000,
      currency: 'usd',
      destination,
      source_transaction: charge,
    });
    await stripe.transfers.createReversal(transfer.id, { amount: 2000 });
    expect(await stripe.transfers.retrieve(transfer.id)).toMatchObject({ amount_reversed: 2000, reversed: false });
    await expect(stripe.transfers.createReversal(transfer.id, { amount: 3001 })).rejects.toThrow(
      'greater than the unreversed amount',
    );
    await stripe.transfers.createReversal(transfer.id);
    expect(await stripe.transfers.retrieve(transfer.id)).toMatchObject({ amount_reversed: 5000, reversed: true });
    expect((await stripe.transfers.listReversals(transfer.id)).data).toHaveLength(2);
  });
});

describe('a payout', () => {
  it('leaves the balance, arrives a day later, and returns when the bank refuses it', async () => {
    await stripe.paymentIntents.create({
      amount: 50_000,
      currency: 'gbp',
      confirm: true,
      payment_method: 'pm_card_bypassPending',
      return_url: 'https://shop.example',
    });
    const available = async (): Promise<number | undefined> =>
      (await stripe.balance.retrieve()).available.find((row) => row.currency === 'gbp')?.amount;
    const before = await available();
    const payout = await stripe.payouts.create({ amount: 40_000, currency: 'gbp' });
    expect(await available()).toBe((before ?? 0) - 40_000);
    expect(await codeOf(stripe.payouts.create({ amount: 40_000, currency: 'gbp' }))).toBe('balance_insufficient');
    await fetch(`${sandbox.url}/_sandbox/clock`, { method: 'POST', body: JSON.stringify({ seconds: 86_401 }) });
    expect((await stripe.payouts.retrieve(payout.id)).status).toBe('paid');
    await fetch(`${sandbox.url}/_sandbox/payouts/${payout.id}/fail`, { method: 'POST' });
    expect(await stripe.payouts.retrieve(payout.id)).toMatchObject({
      status: 'failed',
      failure_code: 'account_closed',
    });
    expect(await available()).toBe(before);
  });
});

describe('the books', () => {
  it('add up: the balance is the sum of its rows, whatever has happened', async () => {
    const rows = await stripe.balanceTransactions.list({ limit: 100 }).autoPagingToArray({ limit: 10_000 });
    const { available, pending } = await stripe.balance.retrieve();
    for (const { currency, amount } of available) {
      const later = pending.find((row) => row.currency === currency)?.amount ?? 0;
      expect(rows.filter((row) => row.currency === currency).reduce((sum, row) => sum + row.net, 0)).toBe(
        amount + later,
      );
      expect(rows.every((row) => row.net === row.amount - row.fee)).toBe(true);
    }
  });
});
