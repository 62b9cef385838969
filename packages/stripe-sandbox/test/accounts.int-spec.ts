import type Stripe from 'stripe';
import { openHouse, refusal, type House } from './house.ts';
import { aDataFile } from './sandbox.ts';

let house: House;

beforeEach(async () => {
  house = await openHouse();
});
afterEach(() => house.close());

const INCLUDE: Stripe.V2.Core.AccountRetrieveParams.Include[] = [
  'configuration.recipient',
  'requirements',
  'identity',
  'defaults',
];

const anAccount = (more: Partial<Stripe.V2.Core.AccountCreateParams> = {}): Promise<Stripe.V2.Core.Account> =>
  house.stripe.v2.core.accounts.create({
    contact_email: 'mara@example.com',
    display_name: 'Mara',
    dashboard: 'express',
    defaults: { currency: 'usd', responsibilities: { fees_collector: 'application', losses_collector: 'application' } },
    configuration: { recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } } },
    identity: { country: 'us' },
    include: INCLUDE,
    ...more,
  });

const onboard = async (account: string): Promise<Response> => {
  const link = await house.stripe.v2.core.accountLinks.create({
    account,
    use_case: {
      type: 'account_onboarding',
      account_onboarding: { refresh_url: 'https://shop.example/again', return_url: 'https://shop.example/back' },
    },
  });
  return fetch(`${link.url}/state`, { method: 'POST', headers: { origin: house.sandbox.url } });
};

const transfersOf = (account: Stripe.V2.Core.Account): string | undefined =>
  account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status;

const read = (id: string): Promise<Stripe.V2.Core.Account> =>
  house.stripe.v2.core.accounts.retrieve(id, { include: INCLUDE });

const typesOf = async (account: string): Promise<string[]> => {
  const { data } = await house.stripe.v2.core.events.list({ object_id: account, limit: 100 });
  return data.map(({ type }) => type).toReversed();
};

describe('an account of Accounts v2', () => {
  it('is restricted and says what is missing until its owner has been through onboarding', async () => {
    const account = await anAccount();
    expect(transfersOf(account)).toBe('restricted');
    expect(account.requirements?.entries?.map(({ description }) => description)).toContain('defaults.payout_methods');
    expect(account.requirements?.entries?.[0]).toMatchObject({
      awaiting_action_from: 'user',
      minimum_deadline: { status: 'past_due' },
    });
    expect((await onboard(account.id)).status).toBe(200);
    const ready = await read(account.id);
    expect([transfersOf(ready), ready.requirements?.entries]).toEqual(['active', []]);
    expect(await typesOf(account.id)).toEqual([
      'v2.core.account.created',
      'v2.core.account[requirements].updated',
      'v2.core.account[configuration.recipient].capability_status_updated',
      'v2.core.account[configuration.recipient].capability_status_updated',
    ]);
    const [returned] = (await house.stripe.v2.core.events.list({ types: ['v2.core.account_link.returned'] })).data;
    expect(returned).toMatchObject({ data: { account_id: account.id, configurations: ['recipient'] } });
  });

  it('shows its larger parts only where asked to', async () => {
    const account = await anAccount();
    expect((await house.stripe.v2.core.accounts.retrieve(account.id)).configuration ?? null).toBeNull();
    expect(await read(account.id)).toMatchObject({
      identity: { country: 'us' },
      defaults: { responsibilities: { fees_collector: 'application', requirements_collector: 'stripe' } },
    });
  });

  it('is changed, listed and closed', async () => {
    const first = await anAccount();
    const second = await anAccount({ display_name: 'Jo' });
    const updated = await house.stripe.v2.core.accounts.update(first.id, {
      display_name: 'Mara B.',
      metadata: { party: 'p1' },
    });
    expect(updated).toMatchObject({ display_name: 'Mara B.', metadata: { party: 'p1' } });
    expect((await house.stripe.v2.core.accounts.list({ limit: 1 })).data.map(({ id }) => id)).toEqual([second.id]);
    const all: string[] = [];
    for await (const { id } of house.stripe.v2.core.accounts.list({ limit: 1 })) all.push(id);
    expect(all).toEqual([second.id, first.id]);
    await onboard(second.id);
    expect((await house.stripe.v2.core.accounts.close(second.id)).closed).toBe(true);
    expect(transfersOf(await read(second.id))).toBe('restricted');
    expect((await house.stripe.v2.core.accounts.list()).data.map(({ id }) => id)).toEqual([first.id]);
    expect((await house.stripe.v2.core.accounts.list({ closed: true })).data).toHaveLength(1);
    expect((await typesOf(second.id)).at(-1)).toBe('v2.core.account.closed');
    await house.fund(20_000);
    expect(
      await refusal(house.stripe.transfers.create({ amount: 100, currency: 'usd', destination: second.id })),
    ).toMatchObject({ code: 'account_invalid' });
  });

  it('loses and regains a capability, which both APIs tell of', async () => {
    const { id } = await anAccount();
    await onboard(id);
    const capability = 'recipient.stripe_balance.stripe_transfers';
    await house.control('POST', `/accounts/${id}/capability`, { capability, status: 'restricted' });
    const restricted = await read(id);
    expect(transfersOf(restricted)).toBe('restricted');
    expect((await typesOf(id)).at(-1)).toBe('v2.core.account[configuration.recipient].capability_status_updated');
    expect((await house.events(id)).slice(-2)).toEqual(['capability.updated', 'account.updated']);
    expect(await house.stripe.accounts.retrieveCapability(id, 'transfers')).toMatchObject({ status: 'inactive' });
    await house.control('POST', `/accounts/${id}/capability`, { capability, status: null });
    expect(transfersOf(await read(id))).toBe('active');
  });

  it('is there after a restart, with where it stands', async () => {
    await house.close();
    const dataFile = aDataFile();
    house = await openHouse({ dataFile });
    const { id } = await anAccount();
    await onboard(id);
    await house.close();
    house = await openHouse({ dataFile });
    expect(transfersOf(await read(id))).toBe('active');
    await house.stripe.v2.core.accounts.update(id, { display_name: 'Later' });
    expect(transfersOf(await read(id))).toBe('active');
  });
});

describe('the v1 side of an account', () => {
  it('mirrors it', async () => {
    const { id } = await anAccount();
    expect(await house.stripe.accounts.retrieve(id)).toMatchObject({
      object: 'account',
      type: 'express',
      details_submitted: false,
      payouts_enabled: false,
      capabilities: { transfers: 'inactive' },
      requirements: { disabled_reason: 'requirements.past_due' },
    });
    await onboard(id);
    const ready = await house.stripe.accounts.retrieve(id);
    expect(ready).toMatchObject({
      details_submitted: true,
      payouts_enabled: true,
      capabilities: { transfers: 'active' },
      settings: { payouts: { schedule: { interval: 'daily' } } },
    });
    expect(ready.external_accounts?.data[0]).toMatchObject({ last4: '6789', default_for_currency: true });
    expect((await house.stripe.accounts.retrieveCurrent()).payouts_enabled).toBe(true);
  });

  it('is not where accounts are made', async () => {
    expect((await refusal(house.stripe.accounts.create({ type: 'express' }))).message).toContain('/v2/core/accounts');
  });

  it('has login links for those with an Express Dashboard, and sessions for embedded components', async () => {
    const { id } = await anAccount();
    expect((await house.stripe.accounts.createLoginLink(id)).url).toContain(house.sandbox.url);
    const bare = await anAccount({ dashboard: 'none' });
    expect((await refusal(house.stripe.accounts.createLoginLink(bare.id))).statusCode).toBe(400);
    const session = await house.stripe.accountSessions.create({
      account: id,
      components: { payouts: { enabled: true, features: { instant_payouts: true } } },
    });
    expect(session.client_secret).toMatch(/^accs_secret_/);
    expect(session.components.payouts).toMatchObject({ enabled: true, features: { instant_payouts: true } });
    expect(session.components.payments.enabled).toBe(false);
  });
});
