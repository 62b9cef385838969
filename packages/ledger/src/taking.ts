import { money, type PartyId, type PayableId } from '@sidestall/kernel';
import { deferredFee, platformFee, taxOwed, type Account } from './account.ts';
import { dueMinor, moveOwed, type Payable } from './payable.ts';
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

/**
 * Divides amounts of items among those who share them and says which account each part comes from. Parts of parties who
 * were paid already become receivables, to be fetched back.
 */
export function planTaking(
  amounts: readonly { readonly itemId: string; readonly amountMinor: number }[],
  shares: readonly ShareToTake[],
  payables: readonly Payable[],
  isFeeEarned: boolean,
  currency: string,
): { readonly shares: TakenShare[]; readonly entries: Entry[]; readonly reversals: WantedReversal[] } {
  const taken: TakenShare[] = [];
  const entries: Entry[] = [];
  const owed = new Map(payables.map((payable) => [payable.partyId, payable]));
  const paid = new Map<PartyId, number>();
  for (const { itemId, amountMinor } of amounts) {
    const ofItem = shares.filter((share) => share.itemId === itemId);
    if (ofItem.length === 0) throw new Error(`The sale has no item ${itemId}`);
    const parts = takeBack(money(amountMinor, currency), ofItem);
    for (const [index, share] of ofItem.entries()) {
      const part = parts[index]!.amount;
      if (part === 0) continue;
      taken.push({ itemId, role: share.role, partyId: share.partyId, amountMinor: part });
      if (!share.partyId) {
        entries.push({ account: ownAccount(share, isFeeEarned, currency), amount: part });
        continue;
      }
      const moved = moveOwed(payableOf(owed, share.partyId), -part);
      owed.set(share.partyId, moved.payable);
      entries.push(...moved.entries);
      paid.set(share.partyId, (paid.get(share.partyId) ?? 0) + moved.toReceivable);
    }
  }
  const reversals = payables.flatMap(({ id, partyId, transferringMinor, transferredMinor, returnedMinor }) => {
    const withThem = transferringMinor + transferredMinor - returnedMinor;
    const amountMinor = Math.min(paid.get(partyId) ?? 0, withThem);
    return amountMinor > 0 ? [{ payableId: id, partyId, amountMinor }] : [];
  });
  return { shares: taken, entries, reversals };
}

function payableOf(payables: ReadonlyMap<PartyId, Payable>, partyId: PartyId): Payable {
  const payable = payables.get(partyId);
  if (!payable) throw new Error(`The sale owes nothing to ${partyId}`);
  return payable;
}

/** Where parts are that no party owns: collected tax, or the platform's fee. */
function ownAccount(
  share: Pick<ShareToTake, 'role' | 'jurisdiction'>,
  isFeeEarned: boolean,
  currency: string,
): Account {
  if (share.role === 'tax') return taxOwed(share.jurisdiction ?? 'none', currency);
  return isFeeEarned ? platformFee(currency) : deferredFee(currency);
}

/**
 * Where each part that was taken goes when it is given back: to where the party's money of the sale is now, which may be
 * further on than when it was taken. What a party still owes of it is forgiven first; the rest is released money, and
 * who was paid out meanwhile is paid again.
 */
export function planGiving(
  taken: Taken,
  shares: readonly ShareToTake[],
  payables: readonly Payable[],
  isFeeEarned: boolean,
  currency: string,
): { readonly entries: Entry[]; readonly reopened: PayableId[] } {
  const owed = new Map(payables.map((payable) => [payable.partyId, payable]));
  const entries = taken.shares.flatMap((part): Entry[] => {
    const share = shares.find((candidate) => candidate.itemId === part.itemId && candidate.role === part.role);
    if (!share || share.refundedMinor < part.amountMinor)
      throw new Error(`${part.itemId} gave less than ${part.amountMinor}`);
    if (!part.partyId) return [{ account: ownAccount(share, isFeeEarned, currency), amount: -part.amountMinor }];
    const payable = payableOf(owed, part.partyId);
    const moved = moveOwed(payable, part.amountMinor);
    owed.set(part.partyId, moved.payable);
    return moved.entries;
  });
  const reopened = [...owed.values()].filter((one) => one.state === 'transferred' && dueMinor(one) > 0);
  return { entries, reopened: reopened.map((one) => one.id) };
}
