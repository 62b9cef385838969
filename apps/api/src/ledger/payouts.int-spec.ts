import { MoneyHouse } from './money-house.fixture.ts';

const MUG = 'MC-MUG-INK-350';
const TRANSFERS = 'recipient.stripe_balance.stripe_transfers';

let money: MoneyHouse;
beforeAll(async () => {
  money = await MoneyHouse.open();
});
afterEach(() => money.house.control('/webhooks', { isPaused: false }));
afterAll(() => money.house.close());

const northwind = () => money.party('retailer', 'Northwind Warehouse');
const available = async () => (await northwind()).balances[0]?.available.amount ?? 0;

/** What a few days of waiting would do to what is available now. */
const waitDays = () =>
  money.house.database.rows(
    `UPDATE ledger.payable SET released_at = now() - interval '4 days' WHERE state = 'available'`,
  );

describe('paying a party', () => {
  it('sends what was released before the charge has settled, since the transfer names its charge', async () => {
    const placed = await money.shipped({ [MUG]: 1 });
    const sent = await money.reached(placed.order.id, 'retailer', 'transferred');
    const transfer = await money.house.stripe.transfers.retrieve(sent.stripeTransfer!);
    expect(transfer).toMatchObject({ amount: sent.amount, transfer_group: placed.order.id });
    expect(transfer.source_transaction).toMatch(/^ch_/);
    const balance = await money.house.stripe.balance.retrieve();
    expect(balance.available.find((each) => each.currency === 'eur')?.amount ?? 0).toBe(0);
  });

  it('sends once what Stripe sent without our hearing of it', async () => {
    const { house } = money;
    await house.control('/faults', { status: 500, count: 2, path: '/v1/transfers', afterEffect: true });
    const placed = await money.shipped({ [MUG]: 1 });
    const sent = await money.reached(placed.order.id, 'retailer', 'transferred');
    expect(sent).toMatchObject({ attempt: 1, transferred: sent.amount });
    const made = await house.stripe.transfers.list({ transfer_group: placed.order.id });
    expect(made.data.map((transfer) => transfer.amount)).toEqual([sent.amount]);
    await house.control('/faults', {}, 'DELETE');
  });

  it('case 27: a transfer that Stripe refuses leaves the money available, alerts after days, and is sent when it can be', async () => {
    const { house } = money;
    const account = await money.accountOf(await northwind());
    const { placed, ship } = await money.sold({ [MUG]: 2 });
    await house.until(() => money.payable(placed.order.id, 'retailer'), 'the sale in the books');
    await house.control('/webhooks', { isPaused: true });
    await house.control(`/accounts/${account}/capability`, { capability: TRANSFERS, status: 'restricted' });
    await ship();
    const refused = await house.until(async () => {
      const now = await money.payable(placed.order.id, 'retailer');
      return now?.trouble ? now : null;
    }, 'the refusal');
    expect(refused).toMatchObject({ state: 'available', transferred: 0, attempt: 1 });
    expect(await available()).toBe(refused.amount);
    await house.until(async () => (await northwind()).transfers === 'restricted', 'the standing');

    expect((await northwind()).trouble).toBeNull();
    await waitDays();
    expect((await northwind()).trouble).toMatch(/capabilities/);

    // It may be paid again: the event says so, and the money goes as a new attempt.
    await house.control(`/accounts/${account}/capability`, { capability: TRANSFERS, status: null });
    await house.control('/webhooks', { isPaused: false });
    expect(await money.reached(placed.order.id, 'retailer', 'transferred')).toMatchObject({
      transferred: refused.amount,
      attempt: 2,
      trouble: null,
    });
    expect((await northwind()).trouble).toBeNull();
  });

  it('case 28: a payout that the bank refuses is told to the party, and the ledger stays as it is', async () => {
    const { house } = money;
    const party = await northwind();
    const account = await money.accountOf(party);
    await house.control('/clock', { seconds: 3 * 86_400 - 3_600 });
    const payout = await house.until(async () => {
      const list = await house.stripe.payouts.list({ limit: 1 }, { stripeAccount: account });
      return list.data.find((each) => each.status === 'in_transit' || each.status === 'pending');
    }, 'a payout on its way');
    await money.settled();
    const facts = () => house.database.one<{ n: number }>(`SELECT count(*)::int AS n FROM ledger.tx`);
    const before = await facts();

    await house.control(`/payouts/${payout.id}/fail`, { account, code: 'account_closed' });
    const failed = await house.until(async () => {
      const { payouts } = await money.statement(party);
      return payouts.find((each) => each.status === 'failed');
    }, 'the failed payout');
    expect(failed.amount.amount).toBe(payout.amount);
    expect(failed.failure).toBeTruthy();
    expect((await northwind()).trouble).toBe(failed.failure);
    const mails = await house.database.rows<{ recipient: string; subject: string }>(
      `SELECT recipient, subject FROM platform.mail WHERE key = $1`,
      [`payout-failed-${payout.id}`],
    );
    expect(mails).toMatchObject([{ recipient: 'payouts@northwind.example' }]);
    expect(await facts()).toEqual(before);
    expect(await money.settled()).toMatchObject({ state: 'clean' });
  });

  it('case 27: an account that was closed keeps its money in the ledger', async () => {
    const { house } = money;
    const account = await money.accountOf(await northwind());
    await house.control(`/accounts/${account}/close`);
    await house.until(async () => (await northwind()).transfers === 'closed', 'the standing');
    const placed = await money.shipped({ [MUG]: 1 });
    const kept = await money.reached(placed.order.id, 'retailer', 'available');
    await money.hurry('payments.release-due');
    expect(await available()).toBe(kept.amount);
    const answer = await money.console(money.operator, 'POST', `/parties/${(await northwind()).id}/onboarding`, {
      returnUrl: 'http://localhost:4003/payouts',
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'LEDGER.PARTY_CLOSED' } });
  });
});

describe('a party without an account', () => {
  it('accrues what it earns, and is paid it all once it has been through onboarding', async () => {
    const { house } = money;
    const placed = await money.shipped({ [MUG]: 1 });
    await money.endWindow(placed.order.id);
    await money.reached(placed.order.id, 'creator', 'available');
    const creator = await money.party('creator');
    expect(creator).toMatchObject({ name: 'Mara Lind', transfers: 'none', trouble: null });

    const route = `/parties/${creator.id}/onboarding`;
    const body = { returnUrl: 'http://localhost:4003/payouts' };
    const [first, again] = await Promise.all([
      money.console<{ url: string; expiresAt: string }>(money.host, 'POST', route, body),
      money.console<{ url: string }>(money.host, 'POST', route, body),
    ]);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(first.body.url).toMatch(/\/onboarding\//);
    expect((await money.party('creator')).transfers).toBe('onboarding');
    const account = await money.accountOf(creator);
    const accounts = await house.stripe.v2.core.accounts.list({ limit: 20 });
    expect(accounts.data.filter((each) => each.metadata?.['party'] === creator.id)).toHaveLength(1);

    // She answers what Stripe asks; a thin event tells us.
    await house.control(`/accounts/${account}`, { verified: true });
    await money.reached(placed.order.id, 'creator', 'transferred');
    const thin = await house.database.rows(
      `SELECT 1 FROM payments.stripe_event WHERE type LIKE 'v2.core.account%' AND account = $1`,
      [account],
    );
    expect(thin.length).toBeGreaterThan(0);
  });

  it('shows its books to its own people and to the operator, and to nobody else', async () => {
    const retailer = await northwind();
    const own = await money.console<{ parties: { kind: string }[] }>(money.host, 'GET', '/parties');
    expect(own.body.parties.map((party) => party.kind).sort()).toEqual(['brand', 'creator']);
    expect((await money.console(money.host, 'GET', `/parties/${retailer.id}/statement`)).status).toBe(404);
    const file = await fetch(`${money.house.url}/v1/partner/statement.csv?from=2000-01-01`, {
      headers: { authorization: 'Bearer sk_retail_northwind_test_0123456789' },
    });
    expect(file.headers.get('content-type')).toMatch(/^text\/csv/);
    const rows = (await file.text()).trimEnd().split('\r\n');
    expect(rows[0]).toBe('date,kind,order,title,quantity,rate_percent,state,release_at,amount,currency');
    expect(rows.length).toBeGreaterThan(4);
    expect(rows.slice(1).every((row) => /,-?\d+\.\d\d,EUR$/.test(row))).toBe(true);
  });

  it('lets nobody in at the door of thin events whose signature is not Stripe’s', async () => {
    const answer = await money.house.call('POST', '/v1/webhooks/stripe-thin', {
      body: { id: 'evt_1', object: 'v2.core.event', type: 'v2.core.account.updated' },
      headers: { 'stripe-signature': 't=1,v1=00' },
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'PAYMENTS.SIGNATURE_INVALID' } });
  });
});
