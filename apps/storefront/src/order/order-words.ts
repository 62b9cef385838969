import type { OrderView } from '@sidestall/contracts';
import type { OrderKey } from '../words/catalog.ts';
import type { Words } from '../words/words.ts';
import { cardWords } from './card-words.ts';

type Headline = Extract<
  OrderKey,
  | 'order.waitingBank'
  | 'order.received'
  | 'order.accepted'
  | 'order.partly'
  | 'order.shipped'
  | 'order.delivered'
  | 'order.lost'
  | 'order.canceled'
  | 'order.expired'
>;

type Parcel = OrderView['parcels'][number];

/** Did not arrive, and nothing was done about it yet. */
const isWaitedFor = ({ state, remedy }: Parcel): boolean =>
  (state === 'lost' || state === 'returned_to_sender') && (remedy === null || remedy === 'reship_asked');

/** What was made good counts no more; what nobody could send never comes. */
const isAllDelivered = (parcels: readonly Parcel[]): boolean => {
  const left = parcels.filter(({ shippedAt, remedy }) => shippedAt !== null && remedy !== 'reshipped');
  return left.length > 0 && left.every(({ state }) => state === 'delivered');
};

/** The one sentence that says where an order stands. */
export function headlineOf(order: Pick<OrderView, 'state' | 'fulfillment' | 'parcels'>): Headline {
  if (order.state === 'expired') return 'order.expired';
  if (order.state === 'canceled' || order.fulfillment === 'canceled') return 'order.canceled';
  if (order.state === 'pending_payment') return 'order.waitingBank';
  if (order.parcels.some(isWaitedFor)) return 'order.lost';
  if (order.fulfillment === 'shipped' || order.state === 'completed') {
    return isAllDelivered(order.parcels) ? 'order.delivered' : 'order.shipped';
  }
  if (order.fulfillment === 'partially_shipped') return 'order.partly';
  return order.fulfillment === 'accepted' ? 'order.accepted' : 'order.received';
}

/** How far an order has come: 0 ordered, 1 confirmed, 2 shipped, 3 delivered; null where it goes nowhere any more. */
export function progressOf(order: Pick<OrderView, 'state' | 'fulfillment' | 'parcels'>): 0 | 1 | 2 | 3 | null {
  switch (headlineOf(order)) {
    case 'order.canceled':
    case 'order.expired':
      return null;
    case 'order.delivered':
      return 3;
    case 'order.shipped':
    case 'order.lost':
      return 2;
    case 'order.partly':
    case 'order.accepted':
      return 1;
    default:
      return 0;
  }
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
