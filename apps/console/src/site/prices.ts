import { formatMoney, type Money } from '@sidestall/kernel';

/** An amount in a sentence. */
export const priceText = (value: Money): string => formatMoney(value, 'en');

/** An amount whose direction matters: what is gained carries a plus. */
export function signedText(value: Money): string {
  return value.amount > 0 ? `+${priceText(value)}` : priceText(value);
}
