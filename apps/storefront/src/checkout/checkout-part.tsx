import rowStyles from '../order/money-rows.css?inline';
import orderStyles from '../order/order-body.css?inline';
import checkoutStyles from './checkout.css?inline';

export { CheckoutSheet } from './checkout-sheet.tsx';
export { OrderSheet } from './order-sheet.tsx';

/** This part's styles, for the root it is shown in. */
export const styles = rowStyles + checkoutStyles + orderStyles;
