import type { OrderView } from '@sidestall/contracts';
import type { Words } from '../words/words.ts';

const BRANDS: Readonly<Record<string, string>> = { amex: 'American Express', jcb: 'JCB', unionpay: 'UnionPay' };

function brandName(brand: string): string {
  return BRANDS[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1);
}

/** The card that paid, as its owner would know it. */
export function cardWords({ card }: Pick<OrderView['payment'], 'card'>, words: Words): string {
  return card ? words.t('order.card', { brand: brandName(card.brand), last4: card.last4 }) : words.t('order.yourCard');
}
