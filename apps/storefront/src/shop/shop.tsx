import { useEffect, type ComponentType } from 'react';
import dropStyles from '../drops/drops.css?inline';
import { keeperOf, paysHere } from '../cart/cart-keeper.ts';
import { boardOf } from '../drops/drop-board.ts';
import type { Stall } from '../stall/stall.ts';
import { dressWith } from '../stall/style-sheet.ts';
import { usePart } from '../stall/use-part.ts';
import { useStall } from '../stall/use-stall.ts';
import { EarlierPins } from './earlier-pins.tsx';
import { ProductSheet } from './product-sheet.tsx';
import { Shelf } from './shelf.tsx';
import shopStyles from './shop.css?inline';

export { PinTerms } from '../drops/pin-terms.tsx';
export { HeldOffers } from '../waitlist/held-offers.tsx';
export { CartSheet } from './cart-sheet.tsx';

/** This part's styles, for the root it is shown in. */
export const styles = shopStyles + dropStyles;

/** The product that lies on top. */
export function ProductScreen() {
  const top = useStall().state.sheets.at(-1);
  return top?.kind === 'product' ? <ProductSheet key={top.productId} sheet={top} /> : null;
}

/** A show that is over goes on beside its recording. */
async function loadReplay(stall: Stall): Promise<ComponentType> {
  const [replay] = await Promise.all([import('../replay/replay-part.tsx'), stall.read().words.learn('replay')]);
  if (stall.host.shadowRoot) dressWith(stall.host.shadowRoot, replay.styles);
  return replay.ReplayPart;
}

/** What lies under the table: what was on it before, and the show's shelf. */
export function Shelves() {
  const { stall, state } = useStall();
  useEffect(() => {
    // From now on drops are known, and the shop keeps the cart.
    boardOf(stall);
    const keeper = keeperOf(stall);
    if (paysHere(stall)) void keeper.ready().then(() => stall.show({ kind: 'checkout' }));
  }, [stall]);
  const isOver = (state.snapshot?.status ?? state.view?.status) === 'ended';
  const { Part: Replay } = usePart(isOver, () => loadReplay(stall));
  return (
    <>
      {isOver && Replay && <Replay />}
      <EarlierPins />
      <Shelf />
    </>
  );
}
