/** Drawn on a 20 by 20 grid with a stroke of 1.5. */
const PATHS = {
  bag: 'M5 7h10l.8 9.2a1 1 0 0 1-1 .8H5.2a1 1 0 0 1-1-.8zM7.2 9V6a2.8 2.8 0 0 1 5.6 0v3',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  close: 'm5 5 10 10M15 5 5 15',
  check: 'm4.5 10.5 3.7 3.7 7.3-8',
  minus: 'M4.5 10h11',
  plus: 'M4.5 10h11M10 4.5v11',
  lock: 'M5.5 9h9v7.5h-9zM7.2 9V6.6a2.8 2.8 0 0 1 5.6 0V9',
  alert: 'M10 6.5v4.5M10 13.6v.1M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4',
  truck:
    'M2.5 5h9v8.5h-9zM11.5 8h3.2l2.8 2.8v2.7h-6M6 15.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M14 15.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3',
} as const;

/** A picture beside a word, or in a button that has a name of its own. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
