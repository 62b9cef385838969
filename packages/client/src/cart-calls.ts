import type { CartMerge, CartWish, NewCart, WireCart } from '@sidestall/contracts';
import { fillPath, STOREFRONT_ROUTES } from '@sidestall/contracts/storefront-routes';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';

/** The cart as the shop keeps it, so that it is the same on every page and device that holds its token. */
export interface CartCalls {
  createCart(wish: CartWish): Promise<Answer<NewCart>>;
  cart(id: string, cartToken: string): Promise<Answer<WireCart>>;
  /** Puts all lines at once; where the version has moved on, the shop merges instead of overwriting. */
  putCart(id: string, cartToken: string, wish: CartWish): Promise<Answer<WireCart>>;
  /** Moves another cart's lines into this one. */
  mergeCart(id: string, cartToken: string, other: CartMerge): Promise<Answer<WireCart>>;
}

/** The calls of the cart, which come after the first pin is seen. */
export function cartCalls(api: Api): CartCalls {
  return {
    createCart: (body) => api('POST', STOREFRONT_ROUTES.carts, { body }),
    cart: (id, token) => api('GET', fillPath(STOREFRONT_ROUTES.cart, { id }), { token }),
    putCart: (id, token, body) => api('PUT', fillPath(STOREFRONT_ROUTES.cart, { id }), { token, body }),
    mergeCart: (id, token, body) => api('POST', fillPath(STOREFRONT_ROUTES.cartMerge, { id }), { token, body }),
  };
}
