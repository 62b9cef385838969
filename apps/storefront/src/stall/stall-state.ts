import type { PlacedOrder, StreamView } from '@sidestall/contracts';
import type { LiveState } from '@sidestall/client';
import type { AnnouncedDrop, Pin, StreamSnapshot } from '@sidestall/streams';
import type { Cart, CartLine } from '../cart/cart.ts';
import type { Words } from '../words/words.ts';
import type { DropTerms } from './drop-terms.ts';

/** What a card already knows of a product, shown while the rest is fetched. */
export interface ProductPreview {
  readonly title: string;
  readonly brandName: string;
  readonly imageUrl: string | null;
}

/** Units that are held for one place on the waitlist, and the line that buys them. */
export interface HeldOffer {
  readonly entryId: string;
  readonly token: string;
  readonly line: CartLine;
}

/** What somebody may wait for when it is sold out. */
export interface Wanted {
  readonly listingId: string;
  readonly productId: string;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly imageUrl: string | null;
}

/** What lies over the stall; they stack, and Back takes the topmost away. */
export type Sheet =
  | {
      readonly kind: 'product';
      readonly productId: string;
      readonly variantId?: string;
      readonly preview?: ProductPreview;
    }
  | { readonly kind: 'cart' }
  | { readonly kind: 'checkout'; readonly offer?: HeldOffer }
  | { readonly kind: 'waitlist'; readonly wanted: Wanted }
  | { readonly kind: 'order' };

/** All that the stall shows, in one value. */
export interface StallState {
  readonly phase: 'opening' | 'open' | 'missing' | 'failed';
  readonly words: Words;
  readonly view: StreamView | null;
  readonly live: LiveState;
  readonly snapshot: StreamSnapshot | null;
  /** How many connections watch now, in all; null before that is told. */
  readonly viewers: number | null;
  /** The pins whose picture this viewer has reached. */
  readonly pins: readonly Pin[];
  readonly earlier: readonly Pin[];
  /** Of the drops that were announced during the show, those whose picture this viewer has reached. */
  readonly dueDrops: readonly AnnouncedDrop[];
  /** The newest word on stock per variant. */
  readonly stock: Readonly<Record<string, number | null>>;
  /** How listings stand to drops now, by listing. */
  readonly terms: Readonly<Record<string, DropTerms>>;
  readonly cart: Cart;
  readonly sheets: readonly Sheet[];
  readonly placed: PlacedOrder | null;
  /** What a screen reader is told; at most one sentence in five seconds. */
  readonly announcement: string;
}
