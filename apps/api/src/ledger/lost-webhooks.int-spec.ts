import { randomUUID } from 'node:crypto';
import { MoneyHouse } from './money-house.fixture.ts';

const MUG = 'MC-MUG-INK-350';
const SWEEPS = [
  'payments.catch-up-events',
  'ordering.sweep-payments',
  'payments.release-due',
  'payments.sweep-accounts',
  'payments.book-movement',
];

let money: MoneyHouse;
beforeAll(async () => {
  money = await MoneyHouse.open();
});
afterAll(() => money.house.close());

describe('G3: a day without webhooks', () => {
  it('case 32: the sweepers and the list of events heal orders, refunds and the books', async () => {
    const { house } = money;
    await house.control('/webhooks', { dropNext: 100_000 });

    // The buyer approves at the bank and closes the tab; nobody tells us.
    const quote = await money.quote({ [MUG]: 1 });
    const left = (await house.place(quote, { card: 'pm_card_threeDSecure2Required', key: randomUUID() })).body;
    expect(left.status).toBe('requires_action');
    await house.answerBank(left.order.id, 'complete');
    // Another order goes all its way, and somebody refunds a part of it in Stripe's own dashboard.
    const placed = await money.shipped({ [MUG]: 2 });
    const orderId = placed.order.id;
    const sent = await money.reached(orderId, 'retailer', 'transferred');
    const [intent] = await house.intentsOf(orderId);
    await house.control('/settle');
    await house.stripe.refunds.create({ payment_intent: intent!.id, amount: 500 });
    // An account loses what it could do.
    const account = await money.accountOf(await money.party('brand', 'Morrow Clay'));
    await house.control(`/accounts/${account}/capability`, {
      capability: 'recipient.stripe_balance.stripe_transfers',
      status: 'restricted',
    });
    expect((await house.order(left)).state).toBe('pending_payment');
    const heard = `SELECT 1 FROM payments.stripe_event WHERE payload::text LIKE '%' || $1 || '%'`;
    for (const each of [left.order.id, orderId]) expect(await house.database.rows(heard, [each])).toEqual([]);

    // A day later nothing has reached our door, and the sweeps have their turn.
    await house.database.rows(`UPDATE payments.payment SET updated_at = now() - interval '1 day'`);
    await house.database.rows(`UPDATE ledger.party SET checked_at = now() - interval '1 day'`);
    await money.hurry(...SWEEPS);
    await house.until(async () => (await house.order(left)).state === 'authorized', 'the order of the closed tab');
    await house.until(async () => {
      const row = await house.database.one<{ n: number }>(
        `SELECT sum(amount_minor)::int AS n FROM payments.refund WHERE order_id = $1 AND state = 'succeeded'`,
        [orderId],
      );
      return row?.n === 500;
    }, 'the refund made elsewhere');
    await house.until(
      async () => (await money.party('brand', 'Morrow Clay')).transfers === 'restricted',
      'the standing of the brand',
    );
    await house.until(async () => (await money.payable(orderId, 'retailer'))!.returned > 0, 'the reversal');
    expect((await money.payable(orderId, 'retailer'))!.transferred).toBe(sent.transferred);

    const report = await money.settled();
    expect(report).toMatchObject({ state: 'clean', findings: [] });
  });
});

describe('movements nobody can explain', () => {
  it('wait for their cause, then lie in suspense where everybody sees them, until somebody explains them', async () => {
    const { house } = money;
    await house.control('/webhooks', { dropNext: 0 });
    // Money of another program on the same account.
    const foreign = await house.stripe.paymentIntents.create({
      amount: 4_321,
      currency: 'eur',
      confirm: true,
      payment_method: 'pm_card_visa',
      return_url: 'http://localhost:4004/',
      expand: ['latest_charge'],
    });
    const charge = foreign.latest_charge as { id: string };
    const early = await money.reconcile();
    expect(early).toMatchObject({ state: 'clean' });
    expect(early.currencies[0]).toMatchObject({ inTransit: { amount: -4_321 }, unexplained: { amount: 0 } });

    await house.database.rows(
      `UPDATE payments.balance_movement SET seen_at = now() - interval '1 hour' WHERE source = $1`,
      [charge.id],
    );
    const late = await money.reconcile();
    expect(late).toMatchObject({ state: 'differs', findings: [{ kind: 'suspense' }] });
    expect(late.currencies[0]).toMatchObject({ suspense: { amount: -4_321 }, unexplained: { amount: 0 } });
    expect((await money.reconcile()).currencies[0]!.suspense.amount).toBe(-4_321);

    // Its sale turns up after all.
    await money.recordSale(charge.id, 4_321);
    expect(await money.settled()).toMatchObject({ state: 'clean', findings: [] });
  });
});
