// What happens once somebody pays, and all that may go wrong on the way. It is fetched while the form is filled in, and
// nobody can press the button before it is there: after a press the network may be gone.
import pageStyles from './paying.css?inline';

export { LinePanel } from './line-panel.tsx';
export { quoteTrouble } from './pay-trouble.ts';
export { Placing } from './placing.ts';
export { TroubleNote } from './trouble-note.tsx';

/** This part's styles, for the root it is shown in. */
export const styles = pageStyles;
