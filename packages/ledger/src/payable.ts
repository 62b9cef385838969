import type { PartyId, PayableId } from '@sidestall/kernel';
import { payableAvailable, payablePending, receivable, type Account } from './account.ts';
import type { PayableState } from './payable-state.ts';
import type { Entry } from './posting.ts';

/** All that one party is owed of one sale, how far it has come, and what became of it. */
export interface Payable {
  readonly id: PayableId;
  readonly partyId: PartyId;
  readonly currency: string;
  readonly state: PayableState;
  readonly amountMinor: number;
  readonly takenMinor: number;
  /** Kept for what the party owed us; negative when we added what we owed them. */
  readonly nettedMinor: number;
  /** Asked of Stripe and not answered yet. */
  readonly transferringMinor: number;
  readonly transferredMinor: number;
  readonly returnedMinor: number;
}

/** What is still to be paid of it, in minor units; negative when the party got more than it is owed now. */
export const dueMinor = (payable: Payable): number =>
  payable.amountMinor - payable.takenMinor - payable.nettedMinor - payable.transferredMinor + payable.returnedMinor;

/** So much of a released payable lies in the party's available account. */
const availableOf = (due: number): number => Math.max(0, due);

const both = (available: Account, owing: Account, toAvailable: number, toReceivable: number): Entry[] =>
  [
    { account: available, amount: -toAvailable },
    { account: owing, amount: toReceivable },
  ].filter((entry) => entry.amount !== 0);

export interface Moved {
  readonly payable: Payable;
  /** The party's side of the posting. */
  readonly entries: Entry[];
  /** How much more the party owes us now; negative when it is less. */
  readonly toReceivable: number;
}

/**
 * Takes from (a negative amount) or gives to a party what it is owed of a sale, wherever that is by now: earned,
 * released, or with them already. What a released payable cannot give, and all that was paid out, the party owes us.
 * Money on its way at Stripe is not touched: its amount is fixed.
 */
export function moveOwed(of: Payable, amount: number): Moved {
  const after = { ...of, takenMinor: of.takenMinor - amount };
  const { partyId, currency } = of;
  if (of.state === 'pending') {
    return {
      payable: after,
      entries: [{ account: payablePending(partyId, currency), amount: -amount }],
      toReceivable: 0,
    };
  }
  const toAvailable = of.state === 'transferring' ? 0 : availableOf(dueMinor(after)) - availableOf(dueMinor(of));
  const toReceivable = toAvailable - amount;
  const entries = both(payableAvailable(partyId, currency), receivable(partyId, currency), toAvailable, toReceivable);
  return { payable: after, entries, toReceivable };
}

/**
 * What to send now: what is due, less what the party owes us (kept here), or with what we owe them (a negative debt).
 */
export function planTransfer(of: Payable, owedMinor: number): { readonly kept: number; readonly amount: number } {
  const due = availableOf(dueMinor(of));
  const kept = Math.min(owedMinor, due);
  return { kept, amount: due - kept };
}

/** Moves what a party owes us out of its released money, or, when negative, what we owe them into it. */
export const nettingEntries = (partyId: PartyId, currency: string, kept: number): Entry[] =>
  both(payableAvailable(partyId, currency), receivable(partyId, currency), -kept, -kept);

/**
 * While money was on its way, what was taken or given went to the receivable. Once the attempt ends (`sent` is what went
 * out: all of it, or nothing) this much has to move from the released money to settle the receivable; negative: back.
 */
export const leftoverOf = (of: Payable, sent: number): number =>
  of.transferringMinor - sent - availableOf(dueMinor(of) - sent);
