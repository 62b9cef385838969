import type { CartKey } from './cart-wish.ts';

/** What is kept beside the lines: which cart of the shop they are, and how they stood when both agreed last. */
export interface KeptCart {
  readonly key: CartKey | null;
  readonly version: number;
  /** The wish both sides agreed on, as text. */
  readonly agreed: string;
  readonly couponCodes: readonly string[];
}

export const NO_KEPT_CART: KeptCart = { key: null, version: 0, agreed: '', couponCodes: [] };

export const keptCartKey = (apiUrl: string, name = ''): string =>
  `sidestall.cart-key:${new URL(apiUrl).origin}${name && `:${name}`}`;

/** Reads what an earlier visit or another tab left; anything else counts as nothing. */
export function parseKeptCart(text: string | null): KeptCart {
  try {
    const { key, version, agreed, couponCodes } = JSON.parse(text ?? '') as Record<keyof KeptCart, unknown>;
    const { id, token } = (key ?? {}) as Record<keyof CartKey, unknown>;
    return {
      key: typeof id === 'string' && typeof token === 'string' ? { id, token } : null,
      version: Number.isSafeInteger(version) ? (version as number) : 0,
      agreed: typeof agreed === 'string' ? agreed : '',
      couponCodes: Array.isArray(couponCodes) ? couponCodes.filter((code) => typeof code === 'string') : [],
    };
  } catch {
    return NO_KEPT_CART;
  }
}
