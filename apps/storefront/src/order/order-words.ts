import type { OrderView } from '@sidestall/contracts';
import type { ShopKey } from '../words/catalog.ts';
import type { Words } from '../words/words.ts';

type Headline = Extract<
  ShopKey,
  | 'order.waitingBank'
  | 'order.received'
  | 'order.accepted'
  | 'order.partly'
  | 'order.shipped'
  | 'order.canceled'
  | 'order.expired'
>;

/** The one sentence that says where an order stands. */
export function headlineOf(order: Pick<OrderView, 'state' | 'fulfillment'>): Headline {
  if (order.state === 'expired') return 'order.expired';
  if (order.state === 'canceled' || order.fulfillment === 'canceled') return 'order.canceled';
  if (order.state === 'pending_payment') return 'order.waitingBank';
  if (order.fulfillment === 'shipped' || order.state === 'completed') return 'order.shipped';
  if (order.fulfillment === 'partially_shipped') return 'order.partly';
  return order.fulfillment === 'accepted' ? 'order.accepted' : 'order.received';
}

/** How far an order has come: 0 ordered, 1 confirmed, 2 shipped; null where it goes nowhere any more. */
export function progressOf(order: Pick<OrderView, 'state' | 'fulfillment'>): 0 | 1 | 2 | null {
  switch (headlineOf(order)) {
    case 'order.canceled':
    case 'order.expired':
      return null;
    case 'order.shipped':
      return 2;
    case 'order.partly':
    case 'order.accepted':
      return 1;
    default:
      return 0;
  }
}

/** The card that paid, as its owner would know it. */
export function cardWords({ card }: Pick<OrderView['payment'], 'card'>, words: Words): string {
  return card ? words.t('order.card', { brand: brandName(card.brand), last4: card.last4 }) : words.t('order.yourCard');
}

/** What is to be known about the payment before anything else; null where all is as usual. */
export function paymentNotice(
  order: Pick<OrderView, 'isDisputed' | 'state' | 'timeline'>,
): 'order.disputed' | 'order.checking' | null {
  if (order.isDisputed) return 'order.disputed';
  const told = order.timeline.findLast(({ kind }) => kind === 'checking' || kind === 'checked');
  return order.state === 'authorized' && told?.kind === 'checking' ? 'order.checking' : null;
}

/** What happened to the buyer's money, in words. */
export function paymentWords(order: OrderView, words: Words): string {
  const { payment } = order;
  const card = cardWords(payment, words);
  switch (payment.state) {
    case 'captured':
      return words.t('order.captured', { amount: words.money(payment.captured), card });
    case 'authorized':
      return words.t('order.authorized', { amount: words.money(payment.authorized), card });
    case 'canceled':
      return payment.authorized.amount > 0 ? words.t('order.released', { card }) : words.t('order.notPaid');
    case 'failed':
      return words.t('order.notPaid');
    case 'authorizing':
    case 'requires_action':
      return words.t('order.waitingBankHelp');
  }
}

const BRANDS: Readonly<Record<string, string>> = { amex: 'American Express', jcb: 'JCB', unionpay: 'UnionPay' };

function brandName(brand: string): string {
  return BRANDS[brand] ?? brand.charAt(0).toUpperCase() + brand.slice(1);
}
