import { assertNever, money, type PartyId, type PayableId } from '@sidestall/kernel';
import {
  deferredFee,
  payableAvailable,
  payablePending,
  platformFee,
  receivable,
  taxOwed,
  type Account,
} from './account.ts';
import type { PayableState } from './payable-state.ts';
import type { Entry } from './posting.ts';
import type { ShareRole } from './split-terms.ts';
import { takeBack } from './take-back.ts';

/** One taker's part of one item of a sale, as far as taking it back needs to know. */
export interface ShareToTake {
  readonly itemId: string;
  readonly role: ShareRole;
  readonly partyId: PartyId | null;
  readonly jurisdiction: string | null;
  readonly amountMinor: number;
  readonly refundedMinor: number;
}

/** All that a party is owed of the sale, and where it is now. */
export interface PayableToTake {
  readonly id: PayableId;
  readonly partyId: PartyId;
  readonly state: PayableState;
}

export interface TakenShare {
  readonly itemId: string;
  readonly role: ShareRole;
  readonly partyId: PartyId | null;
  readonly amountMinor: number;
}

/** A part that a party has been paid already: to be fetched back by reversing the transfer. */
export interface WantedReversal {
  readonly payableId: PayableId;
  readonly partyId: PartyId;
  readonly amountMinor: number;
}

/** What was taken from whom, kept so that it can be given back exactly. */
export interface Taken {
  readonly kind: 'refund' | 'dispute';
  /** The account it went to. */
  readonly contra: string;
  readonly shares: readonly TakenShare[];
  readonly entries: readonly { readonly code: string; readonly amount: number }[];
  readonly reversals: readonly WantedReversal[];
}

/** Where a party's money of a sale is: earned, released, or with them already. */
function accountOf(payable: PayableToTake, currency: string): Account {
  switch (payable.state) {
    case 'pending':
      return payablePending(payable.partyId, currency);
    case 'available':
      return payableAvailable(payable.partyId, currency);
    case 'transferring':
    case 'transferred':
      return receivable(payable.partyId, currency);
    default:
      return assertNever(payable.state);
  }
}

/**
 * Divides amounts of items among those who share them and says which account each part comes from. Parts of parties who
 * were paid already become receivables, to be fetched back.
 */
export function planTaking(
  amounts: readonly { readonly itemId: string; readonly amountMinor: number }[],
  shares: readonly ShareToTake[],
  payables: readonly PayableToTake[],
  isFeeEarned: boolean,
  currency: string,
): { readonly shares: TakenShare[]; readonly entries: Entry[]; readonly reversals: WantedReversal[] } {
  const taken: TakenShare[] = [];
  const entries: Entry[] = [];
  const reversals = new Map<PayableId, WantedReversal>();
  for (const { itemId, amountMinor } of amounts) {
    const ofItem = shares.filter((share) => share.itemId === itemId);
    if (ofItem.length === 0) throw new Error(`The sale has no item ${itemId}`);
    const parts = takeBack(money(amountMinor, currency), ofItem);
    for (const [index, share] of ofItem.entries()) {
      const part = parts[index]!.amount;
      if (part === 0) continue;
      taken.push({ itemId, role: share.role, partyId: share.partyId, amountMinor: part });
      if (share.role === 'tax') {
        entries.push({ account: taxOwed(share.jurisdiction ?? 'none', currency), amount: part });
      } else if (share.role === 'platform' || !share.partyId) {
        entries.push({ account: isFeeEarned ? platformFee(currency) : deferredFee(currency), amount: part });
      } else {
        const payable = payables.find((candidate) => candidate.partyId === share.partyId);
        if (!payable) throw new Error(`The sale owes nothing to ${share.partyId}`);
        entries.push({ account: accountOf(payable, currency), amount: part });
        if (payable.state === 'transferred' || payable.state === 'transferring') {
          const known = reversals.get(payable.id)?.amountMinor ?? 0;
          reversals.set(payable.id, { payableId: payable.id, partyId: payable.partyId, amountMinor: known + part });
        }
      }
    }
  }
  return { shares: taken, entries, reversals: [...reversals.values()] };
}

/**
 * Where each part that was taken goes when it is given back: to where the party's money of the sale is now, which may be
 * further on than when it was taken. Parties who were paid out meanwhile get it as released money, and are paid again.
 */
export function planGiving(
  taken: Taken,
  shares: readonly ShareToTake[],
  payables: readonly PayableToTake[],
  isFeeEarned: boolean,
  currency: string,
): { readonly entries: Entry[]; readonly reopened: PayableId[] } {
  const reopened = new Set<PayableId>();
  const entries = taken.shares.map((part): Entry => {
    const share = shares.find((candidate) => candidate.itemId === part.itemId && candidate.role === part.role);
    if (!share || share.refundedMinor < part.amountMinor)
      throw new Error(`${part.itemId} gave less than ${part.amountMinor}`);
    if (part.role === 'tax')
      return { account: taxOwed(share.jurisdiction ?? 'none', currency), amount: -part.amountMinor };
    if (!part.partyId) {
      return { account: isFeeEarned ? platformFee(currency) : deferredFee(currency), amount: -part.amountMinor };
    }
    const payable = payables.find((candidate) => candidate.partyId === part.partyId);
    if (!payable) throw new Error(`The sale owes nothing to ${part.partyId}`);
    if (payable.state === 'pending') {
      return { account: payablePending(part.partyId, currency), amount: -part.amountMinor };
    }
    if (payable.state === 'transferred') reopened.add(payable.id);
    return { account: payableAvailable(part.partyId, currency), amount: -part.amountMinor };
  });
  return { entries, reopened: [...reopened] };
}
