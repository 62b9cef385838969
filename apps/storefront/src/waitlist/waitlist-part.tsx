import checkoutStyles from '../checkout/checkout.css?inline';
import waitlistStyles from './waitlist.css?inline';

export { WaitlistSheet as Screen } from './waitlist-sheet.tsx';

/** This part's styles, for the root it is shown in: its fields look like those of the checkout. */
export const styles = checkoutStyles + waitlistStyles;
