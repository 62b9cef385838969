import type { OrderView, Refund } from '@sidestall/contracts';
import { dateText } from '../words/place-and-time.ts';
import type { Words } from '../words/words.ts';
import { cardWords } from './card-words.ts';

/** Where a refund is and when the buyer sees it, in one sentence. */
export function refundWords(refund: Refund, order: OrderView, words: Words, today: string): string {
  const amount = words.money(refund.amount);
  const card = cardWords(order.payment, words);
  const isAwaited = refund.expectedBy !== null && refund.expectedBy >= today;
  const values = { amount, card, date: refund.expectedBy ? dateText(words, refund.expectedBy) : '' };
  switch (refund.state) {
    case 'requested':
    case 'pending':
      return words.t(isAwaited ? 'refund.onItsWay' : 'refund.onItsWaySoon', values);
    case 'succeeded':
      return words.t(isAwaited ? 'refund.sent' : 'refund.done', values);
    case 'failed':
      return words.t('refund.failed', values);
    case 'canceled':
      return words.t('refund.canceled', values);
  }
}

/** What a refund is for; empty where an amount of the whole went back. */
export function refundedThings(refund: Refund, words: Words): string {
  const things = refund.lines
    .filter((line) => line.quantity > 0)
    .map((line) => (line.quantity > 1 ? `${line.quantity} × ${line.title}` : line.title));
  if (refund.shipping && refund.shipping.amount > 0 && (things.length > 0 || refund.lines.length === 0)) {
    things.push(words.t('refund.shipping'));
  }
  return things.length > 0 ? words.t('refund.for', { what: new Intl.ListFormat(words.locale).format(things) }) : '';
}
