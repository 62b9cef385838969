import type { PartyId } from '@sidestall/kernel';
import * as accounts from './account.ts';
import type { Account } from './account.ts';

const PLAIN: Readonly<Record<string, (currency: string) => Account>> = {
  'stripe:balance': accounts.stripeBalance,
  bank: accounts.bank,
  'dispute:in_flight': accounts.disputeInFlight,
  suspense: accounts.suspense,
  deferred_fee: accounts.deferredFee,
  'refund:in_flight': accounts.refundInFlight,
  'fee:platform': accounts.platformFee,
  psp_fee: accounts.pspFee,
  dispute_fee: accounts.disputeFee,
  dispute_loss: accounts.disputeLoss,
  goodwill: accounts.goodwill,
  'memo:auth': accounts.memoAuth,
  'memo:auth_contra': accounts.memoAuthContra,
};

/** The account that a code names, as it was written down with a posting. */
export function accountOfCode(code: string): Account {
  const [name = '', currency = ''] = code.split('/');
  const plain = PLAIN[name];
  if (plain) return plain(currency);
  const [kind, subject = '', part] = name.split(':');
  if (kind === 'tax') return accounts.taxOwed(subject, currency);
  if (kind === 'receivable') return accounts.receivable(subject as PartyId, currency);
  if (kind === 'payable' && part === 'pending') return accounts.payablePending(subject as PartyId, currency);
  if (kind === 'payable' && part === 'available') return accounts.payableAvailable(subject as PartyId, currency);
  throw new Error(`No account is called ${code}`);
}
