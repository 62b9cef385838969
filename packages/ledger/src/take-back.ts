import { allocateMoney, money, type Money } from '@sidestall/kernel';

/** A share of a sale, how much of it there was and how much was taken back already. */
export interface PartlyTaken {
  readonly amountMinor: number;
  readonly refundedMinor: number;
}

/**
 * Divides an amount to be taken back among shares, by what is left of each: no share ever gives more than it has, and
 * taking back all that is left leaves exactly nothing.
 */
export function takeBack(amount: Money, shares: readonly PartlyTaken[]): Money[] {
  const left = shares.map((share) => share.amountMinor - share.refundedMinor);
  const whole = left.reduce((sum, part) => sum + part, 0);
  if (amount.amount < 0 || amount.amount > whole) {
    throw new Error(`Cannot take back ${amount.amount} of ${whole} ${amount.currency}`);
  }
  if (amount.amount === 0) return shares.map(() => money(0, amount.currency));
  return allocateMoney(amount, left);
}
