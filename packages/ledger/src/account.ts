import type { PartyId } from '@sidestall/kernel';

/** What an account is. Assets and expenses grow by debits, the others by credits; memo accounts mean no money of ours. */
export type AccountClass = 'asset' | 'liability' | 'revenue' | 'expense' | 'memo';

/**
 * An account of the ledger, in one currency. An authorizing account keeps a running balance that may not fall under its
 * floor; a recording account is only ever appended to, so that many may post to it at once.
 */
export interface Account {
  readonly code: string;
  readonly class: AccountClass;
  readonly mode: 'recording' | 'authorizing';
  /** The least balance on its normal side; only authorizing accounts have one. */
  readonly floor: number | null;
  readonly currency: string;
  readonly partyId: PartyId | null;
}

const recording = (name: string, kind: AccountClass, currency: string, partyId: PartyId | null = null): Account => ({
  code: `${name}/${currency}`,
  class: kind,
  mode: 'recording',
  floor: null,
  currency,
  partyId,
});

/** The money at Stripe, available or still settling. */
export const stripeBalance = (currency: string): Account => recording('stripe:balance', 'asset', currency);
/** The platform's own bank account, where Stripe pays out to. */
export const bank = (currency: string): Account => recording('bank', 'asset', currency);
/** Withdrawn by the card network until a dispute is decided. */
export const disputeInFlight = (currency: string): Account => recording('dispute:in_flight', 'asset', currency);
/** What a party owes us, e.g. its share of a refund after it was paid. Negative when we owe it. */
export const receivable = (partyId: PartyId, currency: string): Account =>
  recording(`receivable:${partyId}`, 'asset', currency, partyId);
/** Movements nobody could explain yet; each raises an alert. */
export const suspense = (currency: string): Account => recording('suspense', 'asset', currency);

/** Earned by a party and not released yet. Recording: a thousand sales at once touch no common row. */
export const payablePending = (partyId: PartyId, currency: string): Account =>
  recording(`payable:${partyId}:pending`, 'liability', currency, partyId);
/** Released: the next transfer pays it out. Never below nothing. */
export const payableAvailable = (partyId: PartyId, currency: string): Account => ({
  ...recording(`payable:${partyId}:available`, 'liability', currency, partyId),
  mode: 'authorizing',
  floor: 0,
});
/** Collected for a tax office, e.g. `DE` or `US-CA`. */
export const taxOwed = (jurisdiction: string, currency: string): Account =>
  recording(`tax:${jurisdiction}`, 'liability', currency);
/** The platform's fee on sales whose return window is still open. */
export const deferredFee = (currency: string): Account => recording('deferred_fee', 'liability', currency);
/** Promised to buyers and not yet taken from the balance. */
export const refundInFlight = (currency: string): Account => recording('refund:in_flight', 'liability', currency);

export const platformFee = (currency: string): Account => recording('fee:platform', 'revenue', currency);
export const pspFee = (currency: string): Account => recording('psp_fee', 'expense', currency);
export const disputeFee = (currency: string): Account => recording('dispute_fee', 'expense', currency);
export const disputeLoss = (currency: string): Account => recording('dispute_loss', 'expense', currency);
/** Given to a buyer at the platform's own cost. */
export const goodwill = (currency: string): Account => recording('goodwill', 'expense', currency);

/** Money set aside at a buyer's bank: nobody's yet, written down as a pending pair. */
export const memoAuth = (currency: string): Account => recording('memo:auth', 'memo', currency);
export const memoAuthContra = (currency: string): Account => recording('memo:auth_contra', 'memo', currency);

/** True when debits make the account's own balance grow. */
export const isDebitNormal = (kind: AccountClass): boolean => kind === 'asset' || kind === 'expense' || kind === 'memo';
