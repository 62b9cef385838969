import type Stripe from 'stripe';
import { need, type Context } from '../context.ts';
import { newId } from './ids.ts';

type Account = Stripe.V2.Core.Account;

export interface AccountInput {
  contact_email?: string;
  contact_phone?: string;
  display_name?: string;
  dashboard?: Account['dashboard'];
  configuration?: { recipient?: unknown; merchant?: unknown; customer?: unknown };
  defaults?: { currency?: string; responsibilities?: { fees_collector?: string; losses_collector?: string } };
  identity?: { country?: string; entity_type?: string };
  metadata?: Record<string, string | null>;
}

const unverified = { code: 'requirements_past_due', resolution: 'provide_info' };

/** A connected account of Accounts v2. Until its owner has been through onboarding, the capabilities it asked for are restricted. */
export function createAccount(context: Context, input: AccountInput): Account {
  const account = {
    id: newId('acct').slice(0, 21),
    object: 'v2.core.account',
    applied_configurations: [],
    closed: false,
    configuration: {},
    created: new Date(context.now * 1000).toISOString(),
    livemode: false,
    metadata: {},
  } as unknown as Account;
  updateAccount(account, input);
  setVerified(account, false);
  return context.store.platform.put('account', account);
}

export function updateAccount(account: Account, input: AccountInput): void {
  const record = account as unknown as Record<string, unknown>;
  for (const key of ['contact_email', 'contact_phone', 'display_name', 'dashboard'] as const)
    if (input[key] !== undefined) record[key] = input[key];
  if (input.identity) account.identity = { ...account.identity, ...input.identity } as Account['identity'];
  if (input.defaults) {
    account.defaults = {
      ...account.defaults,
      ...input.defaults,
      responsibilities: {
        requirements_collector: 'stripe',
        ...account.defaults?.responsibilities,
        ...input.defaults.responsibilities,
      },
    } as Account['defaults'];
  }
  const applied = new Set<string>(account.applied_configurations);
  for (const name of ['recipient', 'merchant', 'customer'] as const)
    if (input.configuration?.[name] !== undefined) applied.add(name);
  account.applied_configurations = [...applied] as Account['applied_configurations'];
  const metadata: Record<string, string> = { ...account.metadata };
  for (const [key, value] of Object.entries(input.metadata ?? {})) {
    if (value === null || value === '') delete metadata[key];
    else metadata[key] = value;
  }
  account.metadata = metadata;
}

/** What onboarding decides: with it every capability is active, without it restricted. */
export function setVerified(account: Account, isVerified: boolean): void {
  const capability = isVerified
    ? { status: 'active', status_details: [] }
    : { status: 'restricted', status_details: [unverified] };
  const applied = new Set<string>(account.applied_configurations);
  account.configuration = {
    ...(applied.has('recipient')
      ? {
          recipient: {
            applied: true,
            capabilities: { stripe_balance: { stripe_transfers: capability, payouts: capability } },
          },
        }
      : {}),
    ...(applied.has('merchant')
      ? {
          merchant: {
            applied: true,
            capabilities: { card_payments: capability, stripe_balance: { payouts: capability } },
          },
        }
      : {}),
    ...(applied.has('customer') ? { customer: { applied: true } } : {}),
  } as Account['configuration'];
  account.requirements = isVerified
    ? ({ entries: [] } as Account['requirements'])
    : ({ entries: [], summary: { minimum_deadline: { status: 'past_due' } } } as unknown as Account['requirements']);
}

export function isVerified(account: Account): boolean {
  const { recipient, merchant } = account.configuration ?? {};
  const statuses = [
    recipient?.capabilities?.stripe_balance?.stripe_transfers?.status,
    merchant?.capabilities?.card_payments?.status,
  ];
  return statuses.includes('active');
}

/** An account as v2 shows it: the larger parts only when `include` names them. */
export function shownAccount(account: Account, include: string[]): object {
  const shown: Record<string, unknown> = {
    ...account,
    configuration: undefined,
    defaults: undefined,
    identity: undefined,
    requirements: undefined,
    future_requirements: undefined,
  };
  for (const path of include) {
    const [part = '', name] = path.split('.');
    const whole = (account as unknown as Record<string, unknown>)[part] ?? null;
    if (!name) shown[part] = whole;
    else
      shown[part] = {
        ...(shown[part] as object | undefined),
        [name]: (whole as Record<string, unknown> | null)?.[name] ?? null,
      };
  }
  return shown;
}

export function needAccount(context: Context, id: string): Account {
  return need({ ...context, scope: context.store.platform }, 'account', id);
}
