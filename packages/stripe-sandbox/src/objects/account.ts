import type Stripe from 'stripe';
import { emit, need, within, type Context } from '../context.ts';
import { notify } from '../webhooks/notify.ts';
import type { AccountState } from '../store/store.ts';
import { capabilityStatuses, configurationOf, requirementsOf, type CapabilityStatus } from './account-capability.ts';
import { presentAccount, presentCapability } from './account-mirror.ts';
import { bankFor } from './bank-account.ts';
import { newId } from './ids.ts';
import { expectPayoutRun } from './payout-schedule.ts';

type Account = Stripe.V2.Core.Account;

interface RequestedCapability {
  requested?: boolean;
}

export interface AccountInput {
  contact_email?: string;
  contact_phone?: string;
  display_name?: string;
  dashboard?: Account['dashboard'];
  configuration?: {
    recipient?: {
      applied?: boolean;
      capabilities?: { stripe_balance?: { stripe_transfers?: RequestedCapability } };
    } | null;
    merchant?: { applied?: boolean } | null;
    customer?: { applied?: boolean } | null;
  };
  defaults?: { currency?: string; responsibilities?: { fees_collector?: string; losses_collector?: string } };
  identity?: { country?: string; entity_type?: string };
  metadata?: Record<string, string | null>;
}

const CONFIGURATIONS = ['recipient', 'merchant', 'customer'] as const;

function stateOf(context: Context, id: string): AccountState {
  return (
    context.store.platform.find('account_state', id) ?? { id, hasOnboarded: false, requestsTransfers: true, forced: {} }
  );
}

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
  write(context, account, input);
  arrange(context, account);
  context.store.platform.put('account', account);
  notifyOf(context, account, 'v2.core.account.created');
  return account;
}

export function updateAccount(context: Context, account: Account, input: AccountInput): Account {
  write(context, account, input);
  context.store.platform.put('account', account);
  const changesStatuses = refresh(context, account);
  if (input.configuration?.recipient) notifyOf(context, account, 'v2.core.account[configuration.recipient].updated');
  if (input.identity) notifyOf(context, account, 'v2.core.account[identity].updated');
  if (input.defaults) notifyOf(context, account, 'v2.core.account[defaults].updated');
  notifyOf(context, account, 'v2.core.account.updated');
  if (!changesStatuses) emit(within(context, account.id), 'account.updated', presentAccount(context, account));
  return account;
}

function write(context: Context, account: Account, input: AccountInput): void {
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
  for (const name of CONFIGURATIONS) {
    const asked = input.configuration?.[name];
    if (asked?.applied === false || asked === null) applied.delete(name);
    else if (asked !== undefined) applied.add(name);
  }
  account.applied_configurations = [...applied] as Account['applied_configurations'];
  const asksTransfers = input.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.requested;
  if (asksTransfers !== undefined) {
    context.store.platform.put('account_state', {
      ...stateOf(context, account.id),
      requestsTransfers: String(asksTransfers) === 'true',
    });
  }
  const metadata: Record<string, string> = { ...account.metadata };
  for (const [key, value] of Object.entries(input.metadata ?? {})) {
    if (value === null || value === '') delete metadata[key];
    else metadata[key] = value;
  }
  account.metadata = metadata;
}

function arrange(context: Context, account: Account): void {
  const state = stateOf(context, account.id);
  account.configuration = configurationOf(account, state);
  account.requirements = requirementsOf(account, state);
}

/** Works out capabilities and requirements anew and tells of what changed. */
function refresh(context: Context, account: Account): boolean {
  const before = capabilityStatuses(account);
  const due = JSON.stringify(account.requirements);
  arrange(context, account);
  context.store.platform.put('account', account);
  const after = capabilityStatuses(account);
  const changed = [...after].filter(([name, status]) => before.get(name) !== status);
  const isDueChanged = due !== JSON.stringify(account.requirements);
  if (isDueChanged) notifyOf(context, account, 'v2.core.account[requirements].updated');
  for (const [name] of changed) {
    const [configuration = '', ...capability] = name.split('.');
    notifyOf(context, account, `v2.core.account[configuration.${configuration}].capability_status_updated`, {
      updated_capability: capability.join('.'),
    });
    const mirrored = presentCapability(context, account, name);
    if (mirrored) emit(within(context, account.id), 'capability.updated', mirrored);
  }
  if (changed.length > 0 || isDueChanged) {
    emit(within(context, account.id), 'account.updated', presentAccount(context, account));
  }
  const recipient = within(context, account.id);
  if (changed.some(([name, status]) => name.endsWith('payouts') && status === 'active')) {
    // Onboarding asks for a bank account; the one it gets here takes every payout.
    bankFor(recipient, account.defaults?.currency ?? 'usd');
    expectPayoutRun(recipient);
  }
  return changed.length > 0 || isDueChanged;
}

/** The owner has answered what onboarding asks, or Stripe wants it all again. */
export function setOnboarded(context: Context, account: Account, hasOnboarded: boolean): Account {
  context.store.platform.put('account_state', { ...stateOf(context, account.id), hasOnboarded, forced: {} });
  refresh(context, account);
  return account;
}

/** The owner comes back from the page an account link led to, all questions answered. */
export function completeOnboarding(context: Context, account: Account, useCase = 'account_onboarding'): Account {
  notify(context, 'v2.core.account_link.returned', undefined, {
    account_id: account.id,
    configurations: account.applied_configurations,
    use_case: useCase,
  });
  return setOnboarded(context, account, true);
}

/** Gives one capability a status of its own, such as Stripe's risk team does; null gives it back to onboarding. */
export function forceCapability(
  context: Context,
  account: Account,
  capability: string,
  status: CapabilityStatus | null,
): Account {
  const state = stateOf(context, account.id);
  const forced = { ...state.forced };
  if (status === null) delete forced[capability];
  else forced[capability] = status;
  context.store.platform.put('account_state', { ...state, forced });
  refresh(context, account);
  return account;
}

export function closeAccount(context: Context, account: Account): Account {
  if (account.closed) return account;
  account.closed = true;
  context.store.platform.put('account_state', { ...stateOf(context, account.id), hasOnboarded: false, forced: {} });
  refresh(context, account);
  notifyOf(context, account, 'v2.core.account.closed');
  return account;
}

function notifyOf(context: Context, account: Account, type: string, data?: Record<string, unknown>): void {
  notify(context, type, { id: account.id, type: 'v2.core.account', url: `/v2/core/accounts/${account.id}` }, data);
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
