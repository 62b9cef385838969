import type Stripe from 'stripe';
import type { Context } from '../context.ts';
import { randomText } from './ids.ts';

const LIFETIME = 60 * 60;

const ACCESS = ['disable_stripe_user_authentication', 'external_account_collection'];
const PAYMENTS = [
  'destination_on_behalf_of_charge_management',
  'dispute_management',
  'refund_management',
  'smart_disputes_management',
];
const PAYOUTS = [...ACCESS, 'edit_payout_schedule', 'instant_payouts', 'standard_payouts'];
const CARDS = ['card_management', 'card_spend_dispute_management', 'cardholder_management', 'spend_control_management'];

/** The embedded components there are, with the features each can be given. */
const COMPONENTS: Record<string, string[]> = {
  account_management: ACCESS,
  account_onboarding: ACCESS,
  balance_report: [],
  balances: PAYOUTS,
  disputes_list: ['capture_payments', ...PAYMENTS],
  documents: [],
  financial_account: [...ACCESS, 'send_money', 'transfer_balance'],
  financial_account_transactions: ['card_spend_dispute_management'],
  instant_payouts_promotion: [...ACCESS, 'instant_payouts'],
  issuing_card: CARDS,
  issuing_cards_list: [...CARDS, 'disable_stripe_user_authentication'],
  notification_banner: ACCESS,
  payment_details: ['capture_payments', ...PAYMENTS],
  payment_disputes: PAYMENTS,
  payment_method_settings: ['disable_stripe_user_authentication'],
  payments: ['capture_payments', ...PAYMENTS],
  payout_details: [],
  payout_reconciliation_report: [],
  payouts: PAYOUTS,
  payouts_list: [],
  reporting_chart: [],
  tax_registrations: [],
  tax_settings: [],
  terminal_hardware_orders: [],
  terminal_hardware_shop: [],
};

type Asked = Record<string, { enabled?: string; features?: Record<string, string> } | undefined>;

/** What a page needs to show Stripe's embedded components for one account: every component, on or off. */
export function accountSession(context: Context, account: string, asked: Asked): Stripe.AccountSession {
  const components = Object.fromEntries(
    Object.entries(COMPONENTS).map(([name, features]) => {
      const given = asked[name];
      const isOn = (feature: string): boolean => given?.features?.[feature] === 'true';
      return [
        name,
        {
          enabled: given?.enabled === 'true',
          features: Object.fromEntries(features.map((feature) => [feature, isOn(feature)])),
        },
      ];
    }),
  );
  return {
    object: 'account_session',
    account,
    client_secret: `accs_secret__${randomText(40)}`,
    components: components as unknown as Stripe.AccountSession.Components,
    expires_at: context.now + LIFETIME,
    livemode: false,
  };
}
