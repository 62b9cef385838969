import { useEffect } from 'react';
import dropStyles from '../drops/drops.css?inline';
import { keeperOf } from '../cart/cart-keeper.ts';
import { boardOf } from '../drops/drop-board.ts';
import { dressWith } from '../stall/style-sheet.ts';
import { useStall } from '../stall/use-stall.ts';
import { EarlierPins } from './earlier-pins.tsx';
import { Shelf } from './shelf.tsx';
import styles from './shop.css?inline';

export { PinTerms } from '../drops/pin-terms.tsx';
export { HeldOffers } from '../waitlist/held-offers.tsx';
export { Sheets } from './sheets.tsx';

/** Brings this part's styles along. */
export function dress(root: ShadowRoot | null): void {
  if (root) dressWith(root, styles, dropStyles);
}

/** What lies under the table: what was on it before, and the show's shelf. */
export function Shelves() {
  const { stall } = useStall();
  useEffect(() => {
    // From now on drops are known, and the shop keeps the cart.
    boardOf(stall);
    keeperOf(stall);
  }, [stall]);
  return (
    <>
      <EarlierPins />
      <Shelf />
    </>
  );
}
