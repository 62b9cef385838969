import type Stripe from 'stripe';
import { emit, mergeMetadata, need, type Context } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { newId } from './ids.ts';
import { expectPayoutRun } from './payout-schedule.ts';

interface Failure {
  code: string;
  message: string;
}

const ROUTING = '110000000';
const PAYS = '000123456789';

// What a payout to each test account number comes to: docs.stripe.com/connect/testing#account-numbers.
const FAILURES: Record<string, Failure> = {
  '000111111116': {
    code: 'no_account',
    message:
      'The bank account details on file are probably incorrect. No bank account could be located with those details.',
  },
  '000111111113': { code: 'account_closed', message: 'The bank account has been closed.' },
  '000222222227': {
    code: 'insufficient_funds',
    message: 'Your Stripe account has insufficient funds to cover the payout.',
  },
  '000333333335': {
    code: 'debit_not_authorized',
    message:
      'Debit transactions are not approved on your bank account. Stripe requires bank accounts to be set up for both credit and debit payouts.',
  },
  '000444444440': {
    code: 'invalid_currency',
    message:
      'The bank was unable to process this payout because of its currency. This is probably because the bank account cannot accept payments in that currency.',
  },
};

const TOKENS: Record<string, string> = {
  btok_us: PAYS,
  btok_us_verified: PAYS,
  btok_us_verified_noAccount: '000111111116',
  btok_us_verified_accountClosed: '000111111113',
  btok_us_verified_insufficientFunds: '000222222227',
  btok_us_verified_debitNotAuthorized: '000333333335',
  btok_us_verified_invalidCurrency: '000444444440',
};

export interface BankInput {
  account_number: string;
  country: string;
  currency?: string;
  routing_number?: string;
  account_holder_name?: string;
  account_holder_type?: string;
}

/** The bank account behind a test token such as `btok_us_verified_noAccount`. */
export function bankOfToken(token: string): BankInput {
  const number = TOKENS[token];
  if (!number) {
    throw invalidRequest(`No such token: '${token}'`, { code: 'resource_missing', param: 'external_account' });
  }
  return { account_number: number, country: 'US', currency: 'usd', routing_number: ROUTING };
}

/** Keeps a bank account that an account is paid out to. Of its number only the last digits and its behavior are kept. */
export function addBank(
  context: Context,
  input: BankInput,
  options: { isDefault?: boolean; metadata?: Record<string, string> } = {},
): Stripe.BankAccount {
  const currency = (input.currency ?? 'usd').toLowerCase();
  const number = input.account_number.replaceAll(/\W/g, '');
  if (!/^[A-Z]{2}$/i.test(input.country))
    throw invalidRequest('Invalid country.', { param: 'external_account[country]' });
  if (number.length < 4) {
    throw invalidRequest('You must provide a valid account number.', {
      code: 'account_number_invalid',
      param: 'external_account[account_number]',
    });
  }
  const others = banksFor(context, currency);
  const isDefault = options.isDefault === true || others.length === 0;
  if (isDefault)
    for (const other of others) context.scope.put('bank_account', { ...other, default_for_currency: false });
  const bank: Stripe.BankAccount = {
    id: newId('ba'),
    object: 'bank_account',
    account: context.scope.account || null,
    account_holder_name: input.account_holder_name ?? null,
    account_holder_type: input.account_holder_type ?? null,
    account_type: null,
    available_payout_methods: ['standard'],
    bank_name: 'STRIPE TEST BANK',
    country: input.country.toUpperCase(),
    currency,
    default_for_currency: isDefault,
    fingerprint: newId('f').slice(2, 18),
    future_requirements: { currently_due: [], errors: [], past_due: [], pending_verification: [] },
    last4: number.slice(-4),
    metadata: mergeMetadata({}, options.metadata),
    requirements: { currently_due: [], errors: [], past_due: [], pending_verification: [] },
    routing_number: input.routing_number ?? null,
    status: 'new',
  };
  context.scope.put('bank_account', bank);
  const failure = FAILURES[number];
  if (failure) context.scope.put('bank_failure', { id: bank.id, ...failure });
  if (context.scope.account !== '') emit(context, 'account.external_account.created', bank);
  expectPayoutRun(context);
  return bank;
}

function banksFor(context: Context, currency: string): Stripe.BankAccount[] {
  return context.scope.all('bank_account').filter((bank) => bank.currency === currency);
}

/** Where a payout goes: the named account, the currency's default, or else any. An account that never had one gets one that pays. */
export function bankFor(context: Context, currency: string, id?: string): Stripe.BankAccount {
  if (id) return need(context, 'bank_account', id, 'destination');
  const inCurrency = banksFor(context, currency);
  const all = context.scope.all('bank_account');
  return (
    inCurrency.find((bank) => bank.default_for_currency) ??
    inCurrency[0] ??
    all[0] ??
    addBank(context, { account_number: PAYS, country: 'US', currency, routing_number: ROUTING })
  );
}

export function failureOf(context: Context, bank: string): Failure | undefined {
  return context.scope.find('bank_failure', bank);
}

/** After a failed payout nothing more is sent to that bank account until it is changed. */
export function markErrored(context: Context, id: string): void {
  const bank = context.scope.find('bank_account', id);
  if (!bank || bank.status === 'errored') return;
  const previous = { status: bank.status };
  const changed = context.scope.put('bank_account', { ...bank, status: 'errored' });
  if (context.scope.account !== '') emit(context, 'account.external_account.updated', changed, previous);
}

export function updateBank(
  context: Context,
  id: string,
  change: { isDefault?: boolean; holderName?: string; metadata?: Record<string, string> | null },
): Stripe.BankAccount {
  const bank = { ...need(context, 'bank_account', id) };
  const previous = { default_for_currency: bank.default_for_currency, metadata: bank.metadata };
  if (change.isDefault) {
    for (const other of banksFor(context, bank.currency)) {
      if (other.id !== id) context.scope.put('bank_account', { ...other, default_for_currency: false });
    }
    bank.default_for_currency = true;
  }
  if (change.holderName !== undefined) bank.account_holder_name = change.holderName;
  bank.metadata = mergeMetadata(bank.metadata ?? {}, change.metadata);
  bank.status = 'new';
  context.scope.put('bank_account', bank);
  expectPayoutRun(context);
  if (context.scope.account !== '') emit(context, 'account.external_account.updated', bank, previous);
  return bank;
}

export function removeBank(context: Context, id: string): object {
  const bank = need(context, 'bank_account', id);
  if (bank.default_for_currency && banksFor(context, bank.currency).length > 1) {
    throw invalidRequest(
      'You cannot delete the default external account for your default currency. Please make another external account the default using the `default_for_currency` param, and then delete this one.',
    );
  }
  context.scope.remove('bank_account', id);
  context.scope.remove('bank_failure', id);
  if (context.scope.account !== '') emit(context, 'account.external_account.deleted', bank);
  return { id, object: 'bank_account', deleted: true };
}
