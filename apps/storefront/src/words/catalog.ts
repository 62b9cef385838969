import type { words as checkout } from './en/checkout.ts';
import type { words as order } from './en/order.ts';
import type { words as replay } from './en/replay.ts';
import type { words as sheet } from './en/sheet.ts';
import type { words as shop } from './en/shop.ts';
import type { words as stall } from './en/stall.ts';
import type { words as trouble } from './en/trouble.ts';
import type { words as waitlist } from './en/waitlist.ts';

interface English {
  readonly stall: typeof stall;
  readonly sheet: typeof sheet;
  readonly shop: typeof shop;
  readonly checkout: typeof checkout;
  readonly trouble: typeof trouble;
  readonly order: typeof order;
  readonly replay: typeof replay;
  readonly waitlist: typeof waitlist;
}

/** A part of a language's words, in a file of its own: a viewer pays for what is shown, not for what could be. */
export type WordPart = keyof English;
type KeyOf<P extends WordPart> = P extends WordPart ? keyof English[P] : never;
type CountBase<K> = K extends `${infer Base}.other` ? Base : never;
/** Languages with more plural forms than two add theirs. */
type MoreForms<K> = Readonly<Partial<Record<`${CountBase<K>}.${'zero' | 'two' | 'few' | 'many'}`, string>>>;

export type OrderKey = KeyOf<'order'>;
export type WordKey = KeyOf<WordPart>;
export type CountKey = CountBase<WordKey>;
export type Catalog<P extends WordPart> = Readonly<Record<KeyOf<P>, string>> & MoreForms<KeyOf<P>>;
