import Stripe from 'stripe';
import { DAY, openHouse, type House } from './house.ts';
import { aDataFile } from './sandbox.ts';

const METHODS = ['pm_card_visa', 'pm_card_bypassPending', 'pm_card_refundFail', 'pm_card_pendingRefund'];

/** Numbers that come the same way each time a seed is used. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Runs a step; what Stripe refuses (too little money, already refunded) is part of the play. */
const attempt = async (step: () => Promise<unknown>): Promise<void> => {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
  }
};

class Play {
  readonly intents: Stripe.PaymentIntent[] = [];
  readonly transfers: Stripe.Transfer[] = [];
  readonly accounts: string[] = [];
  readonly #below: (below: number) => number;

  constructor(seed: number) {
    this.#below = seeded(seed);
  }

  any<T>(list: T[]): T | undefined {
    return list[this.#below(list.length)];
  }

  async step(house: House): Promise<void> {
    const { stripe } = house;
    const amount = 100 + this.#below(5000);
    const intent = this.any(this.intents);
    const transfer = this.any(this.transfers);
    const account = this.any(this.accounts) ?? '';
    const steps: (() => Promise<unknown>)[] = [
      async () => this.intents.push(await house.pay(this.any(METHODS), { amount })),
      async () => {
        const held = await house.pay('pm_card_visa', { amount, capture_method: 'manual' });
        await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1 + this.#below(amount) });
        this.intents.push(held);
      },
      async () => {
        const source_transaction = this.#below(2) ? (intent?.latest_charge as string) : undefined;
        this.transfers.push(
          await stripe.transfers.create({ amount, currency: 'usd', destination: account, source_transaction }),
        );
      },
      () => stripe.transfers.createReversal(transfer?.id ?? '', { amount: 1 + this.#below(amount) }),
      () => stripe.refunds.create({ payment_intent: intent?.id, amount: 1 + this.#below(amount) }),
      () => stripe.payouts.create({ amount, currency: 'usd' }, this.#below(2) ? { stripeAccount: account } : {}),
      () => stripe.topups.create({ amount, currency: 'usd' }),
      async () => {
        const body = { charge: intent?.id, inquiry: this.#below(3) === 0 };
        // Nothing to dispute yet, or nothing left.
        await house.control('POST', '/disputes', body).catch(() => undefined);
      },
      async () => {
        const dispute = this.any((await stripe.disputes.list({ limit: 100 })).data);
        const uncategorized_text = this.any(['winning_evidence', 'losing_evidence', 'escalate_inquiry_evidence']);
        await stripe.disputes.update(dispute?.id ?? '', { evidence: { uncategorized_text } });
      },
      async () => {
        const payout = this.any((await stripe.payouts.list({ limit: 100 })).data);
        await house.control('POST', `/payouts/${payout?.id}/fail`, {}).catch(() => undefined);
      },
      () => house.advance(this.#below(DAY)),
    ];
    await attempt(steps[this.#below(steps.length)] as () => Promise<unknown>);
  }
}

/** All rows of an account's balance, and what they say that the balance must be. */
async function books(house: House, account: string): Promise<{ rows: Stripe.BalanceTransaction[]; shown: number[] }> {
  const at = account ? { stripeAccount: account } : {};
  const rows = await house.stripe.balanceTransactions.list({ limit: 100 }, at).autoPagingToArray({ limit: 10_000 });
  const { available, pending } = await house.stripe.balance.retrieve({}, at);
  return { rows, shown: [available[0]?.amount ?? 0, pending[0]?.amount ?? 0] };
}

const sum = (rows: Stripe.BalanceTransaction[]): number => rows.reduce((total, { net }) => total + net, 0);

async function assertSound(house: House, accounts: string[]): Promise<void> {
  let transferred = 0;
  for (const account of ['', ...accounts]) {
    const { rows, shown } = await books(house, account);
    const settled = rows.filter(({ status }) => status === 'available');
    expect(shown).toEqual([sum(settled), sum(rows) - sum(settled)]);
    const between = ['transfer', 'transfer_refund', 'payment', 'payment_refund'];
    transferred += sum(rows.filter(({ type }) => between.includes(type)));
    if (account) expect(sum(rows)).toBeGreaterThanOrEqual(0);
    const automatic = await house.stripe.payouts.list({ limit: 100 }, account ? { stripeAccount: account } : {});
    for (const payout of automatic.data.filter(({ automatic: is }) => is)) {
      const { data } = await house.stripe.balanceTransactions.list(
        { payout: payout.id, limit: 100 },
        { stripeAccount: account },
      );
      expect(sum(data.filter(({ id }) => id !== payout.balance_transaction))).toBe(payout.amount);
    }
  }
  // What one account was sent another one sent.
  expect(transferred).toBe(0);
  const charges = await house.stripe.charges.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
  for (const charge of charges) {
    const refunds = house.sandbox.store.platform.where('refund', 'charge', charge.id);
    const given = refunds.filter(({ status }) => status !== 'failed').reduce((total, { amount }) => total + amount, 0);
    expect(given).toBeLessThanOrEqual(charge.amount_captured);
    expect(charge.amount_refunded).toBe(given + charge.amount - charge.amount_captured);
  }
}

describe('whatever is done with the money', () => {
  for (const seed of [1, 7, 2026]) {
    it(`the books add up, before and after a restart (seed ${seed})`, async () => {
      const dataFile = aDataFile();
      let house = await openHouse({ dataFile });
      const play = new Play(seed);
      for (let count = 0; count < 3; count += 1) play.accounts.push(await house.recipient());
      for (let count = 0; count < 100; count += 1) await play.step(house);
      await assertSound(house, play.accounts);
      const before = await Promise.all(
        ['', ...play.accounts].map(async (account) => (await books(house, account)).rows),
      );
      await house.close();
      house = await openHouse({ dataFile });
      const after = await Promise.all(
        ['', ...play.accounts].map(async (account) => (await books(house, account)).rows),
      );
      expect(after).toEqual(before);
      for (let count = 0; count < 40; count += 1) await play.step(house);
      await house.advance(10 * DAY);
      await assertSound(house, play.accounts);
      await house.close();
    });
  }
});
