import { dressWith } from '../stall/style-sheet.ts';
import { EarlierPins } from './earlier-pins.tsx';
import { Shelf } from './shelf.tsx';
import styles from './shop.css?inline';

export { Sheets } from './sheets.tsx';

/** Brings this part's styles along. */
export function dress(root: ShadowRoot | null): void {
  if (root) dressWith(root, styles);
}

/** What lies under the table: what was on it before, and the show's shelf. */
export function Shelves() {
  return (
    <>
      <EarlierPins />
      <Shelf />
    </>
  );
}
