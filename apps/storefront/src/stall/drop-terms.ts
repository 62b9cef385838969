import type { Money } from '@sidestall/kernel';

/** How a listing stands to a drop at one moment. */
export interface DropTerms {
  readonly dropId: string;
  readonly productId: string;
  readonly variantId: string;
  /** It is one variant among others, which the drop leaves alone. */
  readonly isOneOfMany: boolean;
  readonly title: string;
  /** `gone`: its time is not over, but its units are. */
  readonly phase: 'coming' | 'open' | 'gone';
  readonly price: Money;
  readonly regularPrice: Money;
  /** The lowest price of the 30 days before; null where the drop is no lower. */
  readonly priorPrice: Money | null;
  readonly left: number;
  readonly allotment: number;
  readonly cap: number | null;
  /** Milliseconds since the epoch, by the server. */
  readonly startsAt: number;
  readonly endsAt: number;
}

/** What one unit costs now. */
export const priceNow = (terms: DropTerms | undefined, regular: Money): Money =>
  terms?.phase === 'open' ? terms.price : regular;

/** Units that can be had now, at whatever price: an open drop has units of its own beside the shelf's. */
export const unitsNow = (terms: DropTerms | undefined, available: number | null): number | null =>
  terms?.phase === 'open' && available !== null ? Math.max(available, terms.left) : available;
