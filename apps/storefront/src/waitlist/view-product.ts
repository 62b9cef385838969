import type { Stall } from '../stall/stall.ts';
import type { Wanted } from '../stall/stall-state.ts';

/** Goes to the product of what was waited for. */
export function viewProduct(stall: Stall, { productId }: Wanted): void {
  stall.closeSheets();
  stall.show({ kind: 'product', productId });
}
