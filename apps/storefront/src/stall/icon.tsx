/** A picture beside a word, or in a button that has a name of its own; drawn on a 20 by 20 grid with a stroke of 1.5. */
export function Icon({ path }: { readonly path: string }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

export const BAG = 'M5 7h10l.8 9.2a1 1 0 0 1-1 .8H5.2a1 1 0 0 1-1-.8zM7.2 9V6a2.8 2.8 0 0 1 5.6 0v3';
export const TRUCK =
  'M2.5 5h9v8.5h-9zM11.5 8h3.2l2.8 2.8v2.7h-6M6 15.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3M14 15.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3';
