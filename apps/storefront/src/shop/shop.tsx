import { dressWith } from '../stall/style-sheet.ts';
import styles from './shop.css?inline';

export { Shelf } from './shelf.tsx';
export { Sheets } from './sheets.tsx';

/** Brings this part's styles along. */
export function dress(root: ShadowRoot | null): void {
  if (root) dressWith(root, styles);
}
