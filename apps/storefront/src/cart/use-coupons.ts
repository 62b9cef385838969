import { useEffect, useState } from 'react';
import type { Stall } from '../stall/stall.ts';
import { keeperOf, type CartKeeper } from './cart-keeper.ts';

/** The codes that go with the cart. */
export function useCoupons(stall: Stall): { readonly keeper: CartKeeper; readonly codes: readonly string[] } {
  const keeper = keeperOf(stall);
  const [codes, setCodes] = useState(keeper.couponCodes);
  useEffect(() => {
    setCodes(keeper.couponCodes());
    return keeper.subscribe(() => setCodes(keeper.couponCodes()));
  }, [keeper]);
  return { keeper, codes };
}
