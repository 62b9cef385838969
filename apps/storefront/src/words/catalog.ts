import type { shopWords } from './en/shop.ts';
import type { stallWords } from './en/stall.ts';

export type StallKey = keyof typeof stallWords;
export type ShopKey = keyof typeof shopWords;
type CountBase<K> = K extends `${infer Base}.other` ? Base : never;
/** Languages with more plural forms than two add theirs. */
type MoreForms<K> = Readonly<Partial<Record<`${CountBase<K>}.${'zero' | 'two' | 'few' | 'many'}`, string>>>;

export type WordKey = StallKey | ShopKey;
export type CountKey = CountBase<WordKey>;
export type StallCatalog = Readonly<Record<StallKey, string>> & MoreForms<StallKey>;
export type ShopCatalog = Readonly<Record<ShopKey, string>> & MoreForms<ShopKey>;
