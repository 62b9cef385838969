import type { LedgerTxId, Money, OrderId } from '@sidestall/kernel';
import type { Account } from './account.ts';

/** One line of a posting: debits are positive, credits negative, nothing is zero. */
export interface Entry {
  readonly account: Account;
  readonly amount: number;
}

/**
 * One fact of money, written once: `idemKey` names the fact (`capture-ord_…`), never the event that told of it. A
 * pending posting counts for nothing until another resolves it, as posted or as void.
 */
export interface Posting {
  readonly idemKey: string;
  readonly kind: string;
  readonly entries: readonly Entry[];
  readonly state?: 'posted' | 'pending' | 'void';
  readonly resolves?: LedgerTxId;
  readonly reverses?: LedgerTxId;
  readonly orderId?: OrderId;
  readonly meta?: Readonly<Record<string, unknown>>;
}

function entry(account: Account, sum: Money, sign: 1 | -1): Entry {
  if (account.currency !== sum.currency) throw new Error(`${account.code} does not take ${sum.currency}`);
  return { account, amount: sign * sum.amount };
}

/** The account receives value: assets and expenses grow, liabilities and revenue shrink. */
export const debit = (account: Account, sum: Money): Entry => entry(account, sum, 1);
/** The account gives value: liabilities and revenue grow, assets shrink. */
export const credit = (account: Account, sum: Money): Entry => entry(account, sum, -1);

/** Drops lines of nothing and adds up the lines of one account, in the order they first appear. */
export function tidyEntries(entries: readonly Entry[]): Entry[] {
  const sums = new Map<string, Entry>();
  for (const line of entries) {
    const known = sums.get(line.account.code);
    sums.set(line.account.code, { account: line.account, amount: (known?.amount ?? 0) + line.amount });
  }
  return [...sums.values()].filter((line) => line.amount !== 0);
}

/** What is wrong with a posting's entries: they balance in every currency and are whole; null when nothing is. */
export function flawOf(entries: readonly Entry[]): string | null {
  const sums = new Map<string, number>();
  for (const { account, amount } of entries) {
    if (!Number.isSafeInteger(amount)) return `${account.code} would get a fraction: ${amount}`;
    if (amount === 0) return `${account.code} would get nothing`;
    sums.set(account.currency, (sums.get(account.currency) ?? 0) + amount);
  }
  for (const [currency, sum] of sums) if (sum !== 0) return `The entries leave ${sum} in ${currency}`;
  return null;
}

/** The same entries with their signs turned: what undoes them. */
export const mirrored = (entries: readonly Entry[]): Entry[] =>
  entries.map(({ account, amount }) => ({ account, amount: -amount }));
