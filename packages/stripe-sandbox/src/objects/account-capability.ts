import type Stripe from 'stripe';
import type { Context } from '../context.ts';
import type { AccountState } from '../store/store.ts';

type Account = Stripe.V2.Core.Account;

export const CAPABILITY_STATUSES = ['active', 'pending', 'rejected', 'restricted', 'unsupported'] as const;
export type CapabilityStatus = (typeof CAPABILITY_STATUSES)[number];

/** The capabilities that exist here, by configuration and path. */
export const CAPABILITIES = [
  'recipient.stripe_balance.stripe_transfers',
  'recipient.stripe_balance.payouts',
  'merchant.card_payments',
  'merchant.stripe_balance.payouts',
] as const;

interface Capability {
  status: CapabilityStatus;
  status_details: { code: string; resolution: string }[];
}

function capability(name: string, state: AccountState): Capability {
  const forced = state.forced[name] as CapabilityStatus | undefined;
  const status = forced ?? (state.hasOnboarded ? 'active' : 'restricted');
  if (status === 'active') return { status, status_details: [] };
  const detail =
    forced === undefined
      ? { code: 'requirements_past_due', resolution: 'provide_info' }
      : status === 'pending'
        ? { code: 'determining_status', resolution: 'no_resolution' }
        : { code: status === 'unsupported' ? 'unsupported_country' : 'restricted_other', resolution: 'contact_stripe' };
  return { status, status_details: [detail] };
}

/** The configurations an account has applied for, with what each may do for now. */
export function configurationOf(account: Account, state: AccountState): Account['configuration'] {
  const applied = new Set<string>(account.applied_configurations);
  const configuration: Record<string, unknown> = {};
  if (applied.has('recipient')) {
    configuration['recipient'] = {
      applied: true,
      capabilities: {
        stripe_balance: {
          payouts: capability('recipient.stripe_balance.payouts', state),
          ...(state.requestsTransfers
            ? { stripe_transfers: capability('recipient.stripe_balance.stripe_transfers', state) }
            : {}),
        },
      },
    };
  }
  if (applied.has('merchant')) {
    configuration['merchant'] = {
      applied: true,
      capabilities: {
        card_payments: capability('merchant.card_payments', state),
        stripe_balance: { payouts: capability('merchant.stripe_balance.payouts', state) },
      },
    };
  }
  if (applied.has('customer')) configuration['customer'] = { applied: true };
  return configuration as Account['configuration'];
}

/** Where each capability of an account stands, by its name. */
export function capabilityStatuses(account: Account): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of CAPABILITIES) {
    const [configuration = '', ...path] = name.split('.');
    let node: unknown = (account.configuration as Record<string, { capabilities?: unknown }> | undefined)?.[
      configuration
    ]?.capabilities;
    for (const part of path) node = (node as Record<string, unknown> | undefined)?.[part];
    if (node) found.set(name, (node as Capability).status);
  }
  return found;
}

const ASKED = [
  'identity.attestations.terms_of_service.account',
  'identity.individual.given_name',
  'identity.individual.surname',
  'defaults.payout_methods',
];

/** What Stripe still wants to know. Onboarding answers it all. */
export function requirementsOf(account: Account, state: AccountState): Account['requirements'] {
  const names = [...capabilityStatuses(account).keys()];
  if (state.hasOnboarded || account.closed || names.length === 0) return { entries: [] };
  const deadline = { status: 'past_due' };
  const restricts = names.map((name) => {
    const [configuration = '', ...path] = name.split('.');
    return { capability: path.join('.'), configuration, deadline };
  });
  return {
    entries: ASKED.map((description) => ({
      awaiting_action_from: 'user',
      description,
      errors: [],
      impact: { restricts_capabilities: restricts },
      minimum_deadline: deadline,
      requested_reasons: [{ code: 'routine_onboarding' }],
    })),
    summary: { minimum_deadline: deadline },
  } as unknown as Account['requirements'];
}

/** Whether an account may be sent transfers: its recipient configuration says so. */
export function canReceive(account: Account | undefined): boolean {
  return account?.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status === 'active';
}

/** Whether the account at work may be paid out. The platform always may. */
export function canBePaidOut(context: Context): boolean {
  if (context.scope.account === '') return true;
  const { recipient, merchant } = context.store.platform.find('account', context.scope.account)?.configuration ?? {};
  return [recipient, merchant].some((part) => part?.capabilities?.stripe_balance?.payouts?.status === 'active');
}
