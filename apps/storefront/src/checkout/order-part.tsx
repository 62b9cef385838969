import rowStyles from '../order/money-rows.css?inline';
import orderStyles from '../order/order-body.css?inline';
import sheetStyles from './order-sheet.css?inline';

export { OrderSheet as Screen } from './order-sheet.tsx';

/** This part's styles, for the root it is shown in. */
export const styles = rowStyles + orderStyles + sheetStyles;
