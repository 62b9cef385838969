/** What opens one place on the waitlist; kept where the cart is kept. */
export interface PlaceKey {
  readonly id: string;
  readonly token: string;
  readonly listingId: string;
}

type PlaceShelf = Pick<Storage, 'getItem' | 'setItem'>;
/** Nobody waits for more at once; what is older is found again by its mail. */
const MOST = 20;

export const placesKey = (apiUrl: string): string => `sidestall.waitlist:${new URL(apiUrl).origin}`;

/** Reads what an earlier visit left; what cannot be a place is left out. */
export function parsePlaces(text: string | null): PlaceKey[] {
  try {
    const stored: unknown = JSON.parse(text ?? '');
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((each: unknown) => {
      const { id, token, listingId } = (each ?? {}) as Partial<Record<keyof PlaceKey, unknown>>;
      return typeof id === 'string' && typeof token === 'string' && typeof listingId === 'string'
        ? [{ id, token, listingId }]
        : [];
    });
  } catch {
    return [];
  }
}

/** A page may forbid storage; the places then live as long as the page. */
export function readPlaces(shelf: () => PlaceShelf, key: string): PlaceKey[] {
  try {
    return parsePlaces(shelf().getItem(key));
  } catch {
    return [];
  }
}

export function writePlaces(shelf: () => PlaceShelf, key: string, places: readonly PlaceKey[]): void {
  try {
    shelf().setItem(key, JSON.stringify(places.slice(-MOST)));
  } catch {
    // Full or forbidden: the mail still opens the place.
  }
}

/** The places with one more, which comes once. */
export const withPlace = (places: readonly PlaceKey[], added: PlaceKey): PlaceKey[] => [
  ...places.filter((each) => each.id !== added.id),
  added,
];
