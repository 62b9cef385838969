import type { Money } from '@sidestall/kernel';

/** What a brand says of a drop, beside what its listings cost without it. */
export interface DropWish {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly listings: readonly {
    readonly title: string;
    readonly price: Money;
    readonly regularPrice: Money;
    readonly allotment: number;
    readonly cap: number | null;
  }[];
}

/** What is wrong with a drop, for its maker. */
export interface DropFault {
  /** Where in the request, such as `listings.0.price`. */
  readonly path: string;
  readonly words: string;
}

const MINUTE = 60_000;
/** "Now" is the start of a form filled in some minutes ago. */
const LATE_START = 5 * MINUTE;
const LONGEST = 31 * 24 * 60 * MINUTE;

/** Everything that is wrong with a drop at that moment; empty when nothing is. */
export function dropFaults({ startsAt, endsAt, listings }: DropWish, now: Date): DropFault[] {
  return [...periodFaults(startsAt, endsAt, now), ...listings.flatMap(listingFaults)];
}

function periodFaults(startsAt: Date, endsAt: Date, now: Date): DropFault[] {
  const length = endsAt.getTime() - startsAt.getTime();
  if (length <= 0) return [{ path: 'endsAt', words: 'The drop ends after it starts' }];
  if (endsAt <= now) return [{ path: 'endsAt', words: 'The end is in the past' }];
  if (now.getTime() - startsAt.getTime() > LATE_START) return [{ path: 'startsAt', words: 'The start is in the past' }];
  if (length > LONGEST) return [{ path: 'endsAt', words: 'A drop lasts at most 31 days' }];
  return [];
}

function listingFaults({ title, price, regularPrice, allotment, cap }: DropWish['listings'][number], index: number) {
  const faults: DropFault[] = [];
  const fault = (field: string, words: string) => faults.push({ path: `listings.${index}.${field}`, words });
  if (price.currency !== regularPrice.currency) {
    fault('price', `${title} is sold in ${regularPrice.currency}`);
  } else if (price.amount >= regularPrice.amount) {
    fault('price', `The price of ${title} is below its regular price`);
  } else if (price.amount <= 0) {
    fault('price', `The price of ${title} is more than nothing`);
  }
  if (allotment <= 0) fault('allotment', `Set at least one unit of ${title} apart`);
  else if (cap !== null && cap > allotment) fault('cap', `One buyer cannot have more of ${title} than there are`);
  if (cap !== null && cap < 1) fault('cap', 'The limit is at least one unit; leave it out for none');
  return faults;
}
