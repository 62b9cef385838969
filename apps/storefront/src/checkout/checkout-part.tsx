import rowStyles from '../order/money-rows.css?inline';
import checkoutStyles from './checkout.css?inline';

export { CheckoutSheet as Screen } from './checkout-sheet.tsx';

/** This part's styles, for the root it is shown in. */
export const styles = rowStyles + checkoutStyles;
