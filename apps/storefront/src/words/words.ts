import { formatMoney, type Money } from '@sidestall/kernel';
import type { CountKey, WordKey, WordPart } from './catalog.ts';

type Values = Readonly<Record<string, string | number>>;

/** Speaks one language: words, counted words and money as people there write them. */
export interface Words {
  /** The full tag, e.g. `de-AT`: numbers and dates follow it. */
  readonly locale: string;
  /** Which way it is written. */
  readonly direction: 'ltr' | 'rtl';
  t(key: WordKey, values?: Values): string;
  /** The form for that many; `{count}` is filled in. */
  n(key: CountKey, count: number, values?: Values): string;
  money(value: Money): string;
  /** Fetches what parts of the shop say; they must not be shown before it is done. */
  learn(...parts: WordPart[]): Promise<void>;
}

/** Every language spoken here; a name and its files make one more. */
export const LANGUAGES: readonly string[] = ['en', 'de', 'es', 'ar'];

const RIGHT_TO_LEFT: readonly string[] = ['ar'];

type Known = Readonly<Record<string, string | undefined>>;

/** The build lays these files beside the core, under names of their own, and asks for them there. */
export const catalogOf = async (language: string, part: WordPart): Promise<Known> =>
  ((await import(`./${language}/${part}.ts`)) as { readonly words: Known }).words;

const fill = (text: string, values: Values = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

async function wordsOf(language: string, locale: string): Promise<Words> {
  const plural = new Intl.PluralRules(locale);
  const number = new Intl.NumberFormat(locale);
  let known = await catalogOf(language, 'stall');
  return {
    locale,
    direction: RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr',
    t: (key, values) => fill(known[key] ?? key, values),
    n(key, count, values) {
      const form = known[`${key}.${plural.select(count)}`] ?? known[`${key}.other`] ?? key;
      return fill(form, { count: number.format(count), ...values });
    },
    money: (value) => formatMoney(value, locale),
    async learn(...parts) {
      const more = await Promise.all(parts.map((part) => catalogOf(language, part)));
      known = Object.assign({}, ...more, known) as Known;
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
  const language = locale.split('-')[0]!.toLowerCase();
  if (!LANGUAGES.includes(language)) return wordsOf('en', 'en');
  // A file that cannot be loaded must not close the shop.
  return wordsOf(language, locale).catch(() => wordsOf('en', 'en'));
}
