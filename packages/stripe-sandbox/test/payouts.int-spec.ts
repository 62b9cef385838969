import type Stripe from 'stripe';
import { DAY, openHouse, refusal, type House } from './house.ts';

let house: House;
let mara: string;

beforeEach(async () => {
  house = await openHouse();
  mara = await house.recipient();
});
afterEach(() => house.close());

const at = (): Stripe.RequestOptions => ({ stripeAccount: mara });
const earn = async (amount: number): Promise<void> => {
  await house.fund(amount * 2 + 1000);
  await house.stripe.transfers.create({ amount, currency: 'usd', destination: mara });
};
const available = async (): Promise<number | undefined> =>
  (await house.stripe.balance.retrieve({}, at())).available[0]?.amount;

describe('a payout on schedule', () => {
  it('sweeps each day what is available, and its rows add up to it', async () => {
    await earn(3000);
    await earn(2500);
    const charge = (await house.pay()).latest_charge as string;
    await house.stripe.transfers.create({
      amount: 700,
      currency: 'usd',
      destination: mara,
      source_transaction: charge,
    });
    await house.advance(DAY);
    const [first] = (await house.stripe.payouts.list({}, at())).data;
    expect(first).toMatchObject({ amount: 5500, automatic: true, reconciliation_status: 'in_progress' });
    const rows = (await house.stripe.balanceTransactions.list({ payout: first?.id ?? '', limit: 100 }, at())).data;
    expect(rows.filter(({ type }) => type !== 'payout').reduce((sum, { net }) => sum + net, 0)).toBe(5500);
    expect(rows.find(({ type }) => type === 'payout')).toMatchObject({ net: -5500, reporting_category: 'payout' });
    await house.advance(4 * DAY);
    const all = (await house.stripe.payouts.list({}, at())).data;
    expect(all.map(({ amount, status }) => [amount, status])).toEqual([
      [700, 'paid'],
      [5500, 'paid'],
    ]);
    expect(all[1]?.reconciliation_status).toBe('completed');
    expect(await available()).toBe(0);
    const heard = await house.events(mara);
    expect(heard.filter((type) => type.startsWith('payout.')).slice(0, 4)).toEqual([
      'payout.created',
      'payout.updated',
      'payout.paid',
      'payout.reconciliation_completed',
    ]);
    expect((await house.stripe.events.list({ type: 'payout.created' }, at())).data[0]).toMatchObject({ account: mara });
  });

  it('can be weekly, by hand, or keep a minimum', async () => {
    const set = (payments: Stripe.BalanceSettingsUpdateParams.Payments): Promise<Stripe.BalanceSettings> =>
      house.stripe.balanceSettings.update({ payments }, at());
    await set({ payouts: { schedule: { interval: 'manual' } } });
    await earn(3000);
    await house.advance(3 * DAY);
    expect((await house.stripe.payouts.list({}, at())).data).toEqual([]);
    const weekly = await set({
      payouts: {
        schedule: { interval: 'weekly', weekly_payout_days: ['friday'] },
        minimum_balance_by_currency: { usd: 500 },
      },
    });
    expect(weekly.payments.payouts).toMatchObject({
      schedule: { interval: 'weekly', weekly_payout_days: ['friday'] },
      minimum_balance_by_currency: { usd: 500 },
    });
    await earn(100);
    await house.advance(8 * DAY);
    // Whole rows are paid out: 3100 is there, 500 stays, so 3000 cannot go but nothing smaller comes first.
    expect((await house.stripe.payouts.list({}, at())).data).toEqual([]);
    await set({ payouts: { minimum_balance_by_currency: { usd: 100 } } });
    await house.advance(8 * DAY);
    const [paid] = (await house.stripe.payouts.list({}, at())).data;
    expect(paid?.amount).toBe(3000);
    expect(new Date((paid?.created ?? 0) * 1000).getUTCDay()).toBe(5);
  });
});

describe('a payout by hand', () => {
  it('may be canceled until it is with the bank', async () => {
    await earn(3000);
    const first = await house.stripe.payouts.create({ amount: 1000, currency: 'usd' }, at());
    expect(first).toMatchObject({ status: 'pending', automatic: false, reconciliation_status: 'not_applicable' });
    expect(await house.stripe.payouts.cancel(first.id, {}, at())).toMatchObject({ status: 'canceled' });
    expect(await available()).toBe(3000);
    const second = await house.stripe.payouts.create({ amount: 1000, currency: 'usd' }, at());
    await house.advance(2 * 3600);
    expect((await house.stripe.payouts.retrieve(second.id, {}, at())).status).toBe('in_transit');
    expect((await refusal(house.stripe.payouts.cancel(second.id, {}, at()))).message).toContain('pending');
    await house.advance(DAY);
    expect((await house.stripe.payouts.retrieve(second.id, {}, at())).status).toBe('paid');
  });

  it('of the platform draws on the platform’s available balance', async () => {
    expect((await refusal(house.stripe.payouts.create({ amount: 1000, currency: 'usd' }))).code).toBe(
      'balance_insufficient',
    );
    await house.fund(5000);
    const made = await house.stripe.payouts.create({ amount: 1000, currency: 'usd', expand: ['destination'] });
    expect(made.destination).toMatchObject({ object: 'bank_account', currency: 'usd' });
    expect((await house.stripe.balanceTransactions.list({ payout: made.id })).data).toHaveLength(1);
  });

  it('is refused to an account that has not been through onboarding', async () => {
    await earn(3000);
    await house.control('POST', `/accounts/${mara}`, { verified: false });
    expect(await refusal(house.stripe.payouts.create({ amount: 10, currency: 'usd' }, at()))).toMatchObject({
      code: 'payouts_not_allowed',
    });
  });
});

describe('a bank account', () => {
  const CASES: [number: string, code: string][] = [
    ['000111111116', 'no_account'],
    ['000111111113', 'account_closed'],
    ['000222222227', 'insufficient_funds'],
    ['000333333335', 'debit_not_authorized'],
  ];

  for (const [account_number, code] of CASES) {
    it(`${account_number} fails its payout with ${code}, and gets no more until it is replaced`, async () => {
      await house.stripe.accounts.createExternalAccount(mara, {
        external_account: {
          object: 'bank_account',
          country: 'US',
          currency: 'usd',
          routing_number: '110000000',
          account_number,
        },
        default_for_currency: true,
      });
      await earn(3000);
      await house.advance(3 * DAY);
      const [failed] = (await house.stripe.payouts.list({}, at())).data;
      expect(failed).toMatchObject({ status: 'failed', failure_code: code });
      expect(await available()).toBe(3000);
      expect(
        (await house.stripe.balanceTransactions.list({ source: failed?.id ?? '' }, at())).data.map(({ type }) => type),
      ).toEqual(['payout_failure', 'payout']);
      const heard = await house.events(mara);
      expect(heard.slice(-2)).toEqual(['payout.failed', 'account.external_account.updated']);
      expect((await house.stripe.payouts.list({}, at())).data).toHaveLength(1);
      await house.stripe.accounts.createExternalAccount(mara, {
        external_account: 'btok_us_verified',
        default_for_currency: true,
      });
      await house.advance(3 * DAY);
      expect((await house.stripe.payouts.list({}, at())).data[0]).toMatchObject({ status: 'paid', amount: 3000 });
    });
  }

  it('000123456789 pays, is listed, and can be replaced and removed', async () => {
    const first = await house.stripe.accounts.createExternalAccount(mara, { external_account: 'btok_us_verified' });
    const second = (await house.stripe.accounts.createExternalAccount(mara, {
      external_account: 'btok_us_verified_noAccount',
    })) as Stripe.BankAccount;
    const preset = (await house.stripe.accounts.listExternalAccounts(mara)).data.at(-1)?.id ?? '';
    expect((await refusal(house.stripe.accounts.deleteExternalAccount(mara, preset))).statusCode).toBe(400);
    await house.stripe.accounts.updateExternalAccount(mara, second.id, { default_for_currency: true });
    expect(await house.stripe.accounts.deleteExternalAccount(mara, first.id)).toMatchObject({ deleted: true });
    const { data } = await house.stripe.accounts.listExternalAccounts(mara);
    expect(data[0]?.id).toBe(second.id);
    expect(data.map(({ id }) => id)).not.toContain(first.id);
    expect(second.last4).toBe('1116');
  });
});

describe('a paid payout', () => {
  it('can be reversed once', async () => {
    await house.fund(5000);
    const made = await house.stripe.payouts.create({ amount: 1000, currency: 'usd' });
    expect((await refusal(house.stripe.payouts.reverse(made.id))).statusCode).toBe(400);
    await house.advance(2 * DAY);
    const reversal = await house.stripe.payouts.reverse(made.id);
    expect(reversal).toMatchObject({ amount: -1000, original_payout: made.id });
    expect((await house.stripe.payouts.retrieve(made.id)).reversed_by).toBe(reversal.id);
    expect((await refusal(house.stripe.payouts.reverse(made.id))).statusCode).toBe(400);
  });
});
