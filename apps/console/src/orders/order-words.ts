import { REFUND_REASONS, type BrandOrder, type BrandOrderView, type Refund, type Return } from '@sidestall/contracts';
import type { Tone } from '../frame/chip.tsx';

export interface Said {
  readonly text: string;
  readonly tone: Tone;
}

const FULFILLMENT: Readonly<Record<string, Said>> = {
  waiting: { text: 'Waiting', tone: 'plain' },
  routing: { text: 'Choosing a shipper', tone: 'plain' },
  requested: { text: 'Asked to ship', tone: 'plain' },
  accepted: { text: 'Being packed', tone: 'plain' },
  partially_shipped: { text: 'Partly shipped', tone: 'plain' },
  shipped: { text: 'Shipped', tone: 'good' },
  canceled: { text: 'Canceled', tone: 'plain' },
};

/** What is to be known of an order at one glance, the most pressing first. */
export function orderChips(order: BrandOrder): Said[] {
  const chips: Said[] = [];
  if (order.isDisputed) chips.push({ text: 'Disputed', tone: 'bad' });
  if (order.openReturns > 0) {
    chips.push({
      text: order.openReturns === 1 ? 'Return to answer' : `${order.openReturns} returns to answer`,
      tone: 'warn',
    });
  }
  if (order.refunded.amount > 0) {
    const isAll = order.refunded.amount >= order.captured.amount;
    chips.push({ text: isAll ? 'Refunded' : 'Partly refunded', tone: 'plain' });
  }
  chips.push(standing(order));
  return chips;
}

function standing({ state, fulfillment }: BrandOrder): Said {
  if (state === 'expired') return { text: 'Never paid', tone: 'plain' };
  if (state === 'canceled') return { text: 'Canceled', tone: 'plain' };
  if (state === 'pending_payment') return { text: 'Waiting for the bank', tone: 'warn' };
  return FULFILLMENT[fulfillment] ?? { text: fulfillment, tone: 'plain' };
}

export const REFUND_STATE_WORDS: Readonly<Record<Refund['state'], Said>> = {
  requested: { text: 'Being sent', tone: 'plain' },
  pending: { text: 'On its way', tone: 'plain' },
  succeeded: { text: 'Given back', tone: 'good' },
  failed: { text: 'Failed', tone: 'bad' },
  canceled: { text: 'Canceled', tone: 'warn' },
};

export const RETURN_STATE_WORDS: Readonly<Record<Return['state'], Said>> = {
  requested: { text: 'To answer', tone: 'warn' },
  authorized: { text: 'Agreed, not sent yet', tone: 'plain' },
  in_transit: { text: 'On its way back', tone: 'plain' },
  received: { text: 'Arrived, to be looked at', tone: 'warn' },
  inspected: { text: 'Disputed, decide', tone: 'warn' },
  refunded: { text: 'Taken back', tone: 'good' },
  refused: { text: 'Refused', tone: 'plain' },
  withdrawn: { text: 'Withdrawn by the buyer', tone: 'plain' },
  expired: { text: 'Never sent', tone: 'plain' },
  lost: { text: 'Lost on the way back', tone: 'warn' },
};

/** What happens by itself, and when, if nobody does anything; `day` is the day it is due. */
export function returnDueWords(state: Return['state'], day: string): string | null {
  switch (state) {
    case 'requested':
      return `Agreed to by itself on ${day}`;
    case 'authorized':
      return `Over on ${day} if it is not sent`;
    case 'in_transit':
      return `Lost and refunded on ${day} if its carrier is not heard of`;
    case 'received':
    case 'inspected':
      return `Refunded by itself on ${day}`;
    case 'lost':
    case 'refunded':
    case 'refused':
    case 'withdrawn':
    case 'expired':
      return null;
  }
}

export const RETURN_OUTCOME_WORDS: Readonly<Record<NonNullable<Return['lines'][number]['outcome']>, string>> = {
  restock: 'back on the shelf',
  dispose: 'not to be sold',
  dispute: 'disputed',
};

export const RETURN_REASON_WORDS: Readonly<Record<Return['reason'], string>> = {
  changed_mind: 'Changed their mind',
  damaged: 'Arrived damaged',
  not_as_described: 'Not as described',
  wrong_item: 'The wrong piece came',
  late: 'Came too late',
  other: 'Another reason',
};

export const REFUND_REASON_WORDS: Readonly<Record<Refund['reason'], string>> = {
  not_shippable: 'Nobody can ship it',
  return: 'Return',
  damaged: 'Arrived damaged',
  not_as_described: 'Not as described',
  late: 'Came too late',
  lost: 'Lost on the way',
  duplicate: 'Ordered twice by mistake',
  fraud_warning: 'Fraud warning',
  goodwill: 'Goodwill',
  other: 'Another reason',
};

/** The reasons a person picks from; the others are the house's own. */
export const PICKED_REASONS = REFUND_REASONS.filter(
  (reason) => reason !== 'not_shippable' && reason !== 'fraud_warning',
);

type Payable = BrandOrderView['payables'][number];

/** Where a party's share of an order is now. */
export function payableWords(payable: Payable): Said {
  if (payable.isFrozen) return { text: 'Held', tone: 'warn' };
  switch (payable.state) {
    case 'pending':
      return { text: 'Not released yet', tone: 'plain' };
    case 'available':
      return { text: 'Goes out next', tone: 'plain' };
    case 'transferring':
      return { text: 'On its way', tone: 'plain' };
    case 'transferred':
      return { text: 'Paid', tone: 'good' };
  }
}

export const PARTY_KIND_WORDS: Readonly<Record<Payable['kind'], string>> = {
  brand: 'Brand',
  retailer: 'Ships the goods',
  creator: 'Creator',
};
