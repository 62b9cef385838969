import { formatMoney, type Money } from '@sidestall/kernel';
import type { CountKey, ShopCatalog, StallCatalog, WordKey } from './catalog.ts';
import { stallWords } from './en/stall.ts';

type Values = Readonly<Record<string, string | number>>;

/** Speaks one language: words, counted words and money as people there write them. */
export interface Words {
  /** The full tag, e.g. `de-AT`: numbers and dates follow it. */
  readonly locale: string;
  t(key: WordKey, values?: Values): string;
  /** The form for that many; `{count}` is filled in. */
  n(key: CountKey, count: number, values?: Values): string;
  money(value: Money): string;
  /** Fetches what product, cart and checkout say; they must not be shown before it is done. */
  learnShop(): Promise<void>;
}

interface Language {
  stall(): Promise<StallCatalog> | StallCatalog;
  shop(): Promise<ShopCatalog>;
}

const ENGLISH: Language = {
  stall: () => stallWords,
  shop: async () => (await import('./en/shop.ts')).shopWords,
};

/** Every language spoken here; one line and two files make one more. */
export const LANGUAGES: Readonly<Record<string, Language>> = {
  en: ENGLISH,
  de: {
    stall: async () => (await import('./de/stall.ts')).stallWords,
    shop: async () => (await import('./de/shop.ts')).shopWords,
  },
};

const fill = (text: string, values: Values = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

function wordsOf(catalog: StallCatalog, language: Language, locale: string): Words {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  let known: Readonly<Record<string, string | undefined>> = catalog;
  return {
    locale,
    t: (key, values) => fill(known[key] ?? key, values),
    n(key, count, values) {
      const form = known[`${key}.${plural.select(count)}`] ?? known[`${key}.other`] ?? key;
      return fill(form, { count: number.format(count), ...values });
    },
    money: (value) => formatMoney(value, locale),
    async learnShop() {
      known = { ...(await language.shop()), ...known };
    },
  };
}

/** A tag the browser understands, or English: an attribute may hold anything. */
export function validLocale(tag: string | null | undefined): string {
  try {
    return (tag && Intl.getCanonicalLocales(tag)[0]) || 'en';
  } catch {
    return 'en';
  }
}

/** The words of a locale; English where its language is not spoken here or could not be loaded. */
export async function loadWords(locale: string): Promise<Words> {
  const name = locale.split('-')[0]!.toLowerCase();
  const language = Object.hasOwn(LANGUAGES, name) ? LANGUAGES[name]! : ENGLISH;
  try {
    return wordsOf(await language.stall(), language, language === ENGLISH && name !== 'en' ? 'en' : locale);
  } catch {
    // A chunk that cannot be loaded must not close the shop.
    return wordsOf(stallWords, ENGLISH, 'en');
  }
}
