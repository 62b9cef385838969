import type { OrderView } from '@sidestall/contracts';
import { dayText } from '../words/place-and-time.ts';
import type { Words } from '../words/words.ts';

/** What is to be known of a parcel beyond its state: when it came, or what is done since it did not. */
export function parcelWords(parcel: OrderView['parcels'][number], words: Words): string[] {
  return [...(parcel.replaces ? [words.t('order.parcelReplaces')] : []), ...fateWords(parcel, words)];
}

function fateWords(parcel: OrderView['parcels'][number], words: Words): string[] {
  if (parcel.state === 'delivered') {
    if (parcel.isPresumedDelivered) return [words.t('order.parcelPresumed')];
    return parcel.deliveredAt ? [words.t('order.parcelOnDate', { date: dayText(words, parcel.deliveredAt) })] : [];
  }
  if (parcel.state !== 'lost' && parcel.state !== 'returned_to_sender') return [];
  if (parcel.remedy === 'reshipped') return [words.t('order.parcelReshipped')];
  if (parcel.remedy === 'refunded') return [words.t('order.parcelRefunded')];
  if (!parcel.remedyBy) return [];
  const date = dayText(words, parcel.remedyBy);
  return [words.t(parcel.remedy === 'reship_asked' ? 'order.parcelAsked' : 'order.parcelWaits', { date })];
}
