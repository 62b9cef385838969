import type { ApiProblem } from '@sidestall/client';
import type { Quote } from '@sidestall/contracts';
import type { Cart } from '../cart/cart.ts';
import type { WordKey } from '../words/catalog.ts';
import type { Words } from '../words/words.ts';
import { allowedOf, cappedLines, goneLines, type CappedLine, type GoneLine } from './place-order.ts';
import { countryName } from '../words/place-and-time.ts';

/** What stands between the viewer and the order, as the screen shows it. */
export interface PayTrouble {
  readonly tone: 'bad' | 'warn';
  readonly title: string;
  readonly text?: string;
  readonly points?: readonly string[];
  /** Lines that ask for more than is left; each can be lowered or taken out right there. */
  readonly gone?: readonly GoneLine[];
  /** Lines of which one buyer may have no more; likewise. */
  readonly capped?: readonly CappedLine[];
  /** The same may be tried once more, as it is. */
  readonly canTryAgain?: boolean;
}

/** Reasons of Stripe that have words of their own here; all others are told in Stripe's. */
const DECLINES: Readonly<Record<string, WordKey>> = {
  insufficient_funds: 'decline.insufficientFunds',
  expired_card: 'decline.expiredCard',
  incorrect_cvc: 'decline.incorrectCvc',
  incorrect_number: 'decline.number',
  card_velocity_exceeded: 'decline.velocity',
  processing_error: 'decline.processing',
  do_not_honor: 'decline.card',
  generic_decline: 'decline.card',
  lost_card: 'decline.card',
  stolen_card: 'decline.card',
  authentication_required: 'problem.bank',
};

export function declinedTrouble(words: Words, message: string | null, declineCode: string | null): PayTrouble {
  const key = declineCode ? DECLINES[declineCode] : undefined;
  const isEnglish = words.locale.startsWith('en');
  const reason = key && (!isEnglish || !message) ? words.t(key) : isEnglish ? message : null;
  return {
    tone: 'bad',
    title: words.t('problem.declined'),
    text: [reason, words.t('problem.declinedHelp')].filter(Boolean).join(' '),
  };
}

/** What differs between what was shown and what holds now. */
export function changedTrouble(
  words: Words,
  before: Quote,
  after: Quote,
  why: 'problem.changed' | 'problem.coupon' = 'problem.changed',
): PayTrouble {
  const points = after.lines.flatMap((line) => {
    const old = before.lines.find((each) => each.listingId === line.listingId);
    return old && old.unitPrice.amount !== line.unitPrice.amount
      ? [`${line.title}: ${words.money(old.unitPrice)} → ${words.money(line.unitPrice)}`]
      : [];
  });
  return {
    tone: 'warn',
    title: words.t(why),
    text: words.t(`${why}Help`, {
      before: words.money(before.totals.total),
      after: words.money(after.totals.total),
    }),
    points,
  };
}

/** An expired quote that came back the same is no trouble but a fact; one that came back different is a change. */
export function expiredTrouble(words: Words, before: Quote, after: Quote): PayTrouble {
  if (before.totals.total.amount !== after.totals.total.amount) return changedTrouble(words, before, after);
  return {
    tone: 'warn',
    title: words.t('problem.expired'),
    text: words.t('problem.expiredHelp', { after: words.money(after.totals.total) }),
  };
}

export function goneTrouble(words: Words, cart: Cart, gone: readonly GoneLine[]): PayTrouble {
  const known = gone.filter((each) => cart.some((line) => line.listingId === each.listingId));
  return {
    tone: 'warn',
    title: words.t('problem.stock'),
    text: words.t('problem.stockHelp'),
    gone: known,
    canTryAgain: known.length === 0,
  };
}

/** How many one buyer may have, and what is left of that for this one. */
export function cappedTrouble(words: Words, cart: Cart, capped: readonly CappedLine[]): PayTrouble {
  const points = capped.flatMap((each) => {
    const title = cart.find((line) => line.listingId === each.listingId)?.title;
    if (title === undefined) return [];
    if (allowedOf(each) === 0) return [words.t('problem.capNone', { title })];
    const had = each.have > 0 ? ` ${words.n('problem.capHave', each.have)}` : '';
    return [words.n('problem.capLine', each.cap, { title }) + had];
  });
  return {
    tone: 'warn',
    title: words.t('problem.cap'),
    text: words.t('problem.stockHelp'),
    points,
    capped,
  };
}

export function offerOverTrouble(words: Words): PayTrouble {
  return { tone: 'warn', title: words.t('problem.offerOver'), text: words.t('problem.offerOverHelp') };
}

export function unknownTrouble(words: Words): PayTrouble {
  return { tone: 'warn', title: words.t('problem.unknown'), text: words.t('problem.unknownHelp'), canTryAgain: true };
}

/** Why there is no quote for this cart. */
export function quoteTrouble(words: Words, problem: ApiProblem, country: string, cart: Cart): PayTrouble {
  switch (problem.code) {
    case 'ORDERING.STOCK_GONE':
      return goneTrouble(words, cart, goneLines(problem));
    case 'ORDERING.CAP_REACHED':
      return cappedTrouble(words, cart, cappedLines(problem));
    case 'ORDERING.OFFER_OVER':
      return offerOverTrouble(words);
    default:
      return problemTrouble(words, problem, country);
  }
}

/** Any other refusal. English problem sentences are the shop's own; other languages get ours. */
export function problemTrouble(words: Words, problem: ApiProblem, country: string): PayTrouble {
  if (problem.code === 'ORDERING.NOT_SHIPPABLE') {
    const isEnglish = words.locale.startsWith('en');
    return {
      tone: 'warn',
      title: words.t('problem.notShippable', { country: countryName(words, country) }),
      text: words.t('problem.notShippableHelp'),
      points: isEnglish && problem.detail ? [problem.detail] : [],
    };
  }
  if (problem.code === 'CATALOG.LISTING_NOT_FOUND') {
    const { listingId } = problem;
    return {
      tone: 'warn',
      title: words.t('problem.listing'),
      text: words.t('problem.stockHelp'),
      gone: typeof listingId === 'string' ? [{ listingId, available: 0 }] : [],
    };
  }
  if (problem.status === 0) return { tone: 'warn', title: words.t('problem.offline'), canTryAgain: true };
  if (problem.status === 429 || problem.status >= 500) {
    return { tone: 'warn', title: words.t('problem.busy'), canTryAgain: true };
  }
  const fields = (problem.fields ?? []).map((field) => field.message);
  return { tone: 'bad', title: words.t('problem.generic'), text: problem.detail ?? problem.title, points: fields };
}
