import type Stripe from 'stripe';
import { within, type Context } from '../context.ts';
import { listPage } from '../http/list-page.ts';
import { capabilityStatuses } from './account-capability.ts';
import { payoutSettings } from './payout-schedule.ts';

type Account = Stripe.V2.Core.Account;

/** What v1 calls the capabilities of Accounts v2. */
const V1_NAMES: Record<string, string> = {
  'recipient.stripe_balance.stripe_transfers': 'transfers',
  'merchant.card_payments': 'card_payments',
};

const v1Status = (status: string): Stripe.Capability.Status =>
  status === 'active' ? 'active' : status === 'pending' ? 'pending' : 'inactive';

const NO_REQUIREMENTS = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

function requirements(account: Account): Stripe.Account.Requirements {
  const due = (account.requirements?.entries ?? []).map(({ description }) => description);
  return {
    ...NO_REQUIREMENTS,
    currently_due: due,
    disabled_reason: account.closed ? 'rejected.other' : due.length > 0 ? 'requirements.past_due' : null,
    eventually_due: due,
    past_due: due,
  };
}

/** An account of Accounts v2 as the v1 API shows it. */
export function presentAccount(context: Context, account: Account): Stripe.Account {
  const statuses = capabilityStatuses(account);
  const own = within(context, account.id);
  const settings = payoutSettings(own);
  const capabilities: Record<string, string> = {};
  for (const [name, status] of statuses) {
    const v1 = V1_NAMES[name];
    if (v1) capabilities[v1] = v1Status(status);
  }
  const isActive = (name: string): boolean =>
    [...statuses].some(([path, is]) => path.endsWith(name) && is === 'active');
  const { fees_collector: fees, losses_collector: losses } = account.defaults?.responsibilities ?? {};
  const dashboard = account.dashboard ?? 'none';
  return {
    id: account.id,
    object: 'account',
    business_profile: {
      mcc: null,
      minority_owned_business_designation: null,
      name: account.display_name ?? null,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: null,
      support_phone: null,
      support_url: null,
      url: null,
    },
    business_type: account.identity?.entity_type ?? null,
    capabilities: capabilities as Stripe.Account.Capabilities,
    charges_enabled: isActive('card_payments') || isActive('stripe_transfers'),
    controller: {
      fees: { payer: fees === 'stripe' || !fees ? 'account' : 'application' },
      is_controller: true,
      losses: { payments: losses ?? 'stripe' },
      requirement_collection: 'stripe',
      stripe_dashboard: { type: dashboard },
      type: 'application',
    },
    country: (account.identity?.country ?? 'us').toUpperCase(),
    created: Math.floor(Date.parse(account.created) / 1000),
    default_currency: account.defaults?.currency ?? 'usd',
    details_submitted: (account.requirements?.entries ?? []).length === 0 && !account.closed,
    email: account.contact_email ?? null,
    external_accounts: listPage(
      own.scope.all('bank_account'),
      {},
      `/v1/accounts/${account.id}/external_accounts`,
    ) as Stripe.ApiList<Stripe.BankAccount>,
    future_requirements: NO_REQUIREMENTS,
    metadata: account.metadata ?? {},
    payouts_enabled: isActive('payouts'),
    requirements: requirements(account),
    settings: {
      branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
      card_payments: {
        statement_descriptor_prefix: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      dashboard: { display_name: account.display_name ?? null, timezone: 'Etc/UTC' },
      payments: {
        statement_descriptor: null,
        statement_descriptor_kana: null,
        statement_descriptor_kanji: null,
        statement_descriptor_prefix_kana: null,
        statement_descriptor_prefix_kanji: null,
      },
      payouts: {
        debit_negative_balances: true,
        schedule: {
          delay_days: 2,
          interval: settings.interval,
          ...(settings.interval === 'weekly' ? { weekly_payout_days: settings.weekly } : {}),
          ...(settings.interval === 'monthly' ? { monthly_payout_days: settings.monthly } : {}),
        },
        statement_descriptor: settings.descriptor,
      },
    },
    tos_acceptance: { date: null },
    type: dashboard === 'express' ? 'express' : dashboard === 'full' ? 'standard' : 'none',
  };
}

/** The platform's own account, which belongs to no one here. */
export function platformAccount(context: Context): Stripe.Account {
  const account = {
    id: 'acct_sandboxplatform',
    object: 'v2.core.account',
    applied_configurations: [],
    created: new Date(0).toISOString(),
    dashboard: 'full',
    display_name: 'Sidestall test shop',
    livemode: false,
  } as unknown as Account;
  return {
    ...presentAccount(context, account),
    charges_enabled: true,
    controller: { type: 'account' },
    details_submitted: true,
    payouts_enabled: true,
  };
}

/** A capability as the v1 API shows it; null where v1 has no name for it. */
export function presentCapability(context: Context, account: Account, name: string): Stripe.Capability | null {
  const id = V1_NAMES[name];
  const status = capabilityStatuses(account).get(name);
  if (!id || !status) return null;
  const { alternatives, current_deadline, disabled_reason, ...due } = requirements(account);
  return {
    id,
    object: 'capability',
    account: account.id,
    requested: true,
    requested_at: Math.floor(Date.parse(account.created) / 1000),
    requirements: {
      alternatives,
      current_deadline,
      disabled_reason: disabled_reason === null ? null : 'requirements.fields_needed',
      currently_due: due.currently_due ?? [],
      errors: [],
      eventually_due: due.eventually_due ?? [],
      past_due: due.past_due ?? [],
      pending_verification: [],
    },
    status: v1Status(status),
  };
}

export function presentCapabilities(context: Context, account: Account): Stripe.Capability[] {
  return Object.keys(V1_NAMES)
    .map((name) => presentCapability(context, account, name))
    .filter((found) => found !== null);
}
