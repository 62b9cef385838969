import type { Drop } from '@sidestall/contracts';
import type { AnnouncedDrop, StreamDrop } from '@sidestall/streams';

/** What the stall needs to know of a drop, whoever it heard it from. */
export type TimedDrop = Pick<Drop, 'id' | 'title' | 'streamId' | 'startsAt' | 'endsAt'> & {
  readonly listings: readonly (StreamDrop['listings'][number] & { readonly left: number })[];
};

/** The newest terms; how many units are left is what the shop said last, and before that all of them. */
function withLeft(told: StreamDrop, before: TimedDrop | undefined): TimedDrop {
  const leftOf = (listingId: string) => before?.listings.find((known) => known.listingId === listingId)?.left;
  return {
    ...told,
    listings: told.listings.map((listing) => ({ ...listing, left: leftOf(listing.listingId) ?? listing.allotment })),
  };
}

/** The drops one knew of, after the show told of some: `now` are all it tells of, `before` are those it told of last. */
export function afterTold(
  known: readonly TimedDrop[],
  before: readonly AnnouncedDrop[],
  now: readonly AnnouncedDrop[],
): readonly TimedDrop[] {
  const isOver = ({ id }: TimedDrop) =>
    before.some(({ drop }) => drop.id === id) && !now.some(({ drop }) => drop.id === id);
  const news = now.filter((told) => !before.includes(told)).map(({ drop }) => drop);
  return [
    ...known.filter((drop) => !isOver(drop) && !news.some(({ id }) => id === drop.id)),
    ...news.map((drop) =>
      withLeft(
        drop,
        known.find(({ id }) => id === drop.id),
      ),
    ),
  ];
}

/** Without those that the picture has not reached yet. */
export const withoutHidden = (
  known: readonly TimedDrop[],
  told: readonly AnnouncedDrop[],
  due: readonly AnnouncedDrop[],
): readonly TimedDrop[] =>
  known.filter(({ id }) => !told.some(({ drop }) => drop.id === id) || due.some(({ drop }) => drop.id === id));
