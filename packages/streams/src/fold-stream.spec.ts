import fc from 'fast-check';
import type { DropId, ListingId, PinId, VariantId } from '@sidestall/kernel';
import {
  emptyStream,
  foldStream,
  MAX_DROPS,
  MAX_EARLIER,
  MAX_PINS,
  needsSnapshot,
  type PinnedListing,
  type StreamDrop,
  type StreamEvent,
  type StreamEventDraft,
  type StreamSnapshot,
} from './index.ts';

const start = emptyStream({ streamId: 'str_1', epoch: 'e1' });
const at = '2026-05-01T18:00:00.000Z';

const aListing = (n: number, available: number | null = 5): PinnedListing => ({
  listingId: `lst_${n}` as ListingId,
  productId: 'prd_1',
  variantId: `var_${n % 5}` as VariantId,
  title: `Bowl ${n}`,
  variantTitle: null,
  imageUrl: null,
  imageAlt: '',
  brand: { id: 'brd_1', slug: 'clay', name: 'Clay', legalName: 'Clay Ltd', accent: '#b4532a', logoUrl: null },
  price: { amount: 1_900, currency: 'EUR' },
  compareAtPrice: null,
  available,
});

const numbered = (drafts: readonly StreamEventDraft[]): StreamEvent[] =>
  drafts.map((draft, index) => ({ ...draft, seq: index + 1, at, mediaTime: null }) as StreamEvent);
const fold = (events: readonly StreamEvent[], from: StreamSnapshot = start) => events.reduce(foldStream, from);
const pinOf = (n: number) => `pin_${n}` as PinId;
const added = (n: number): StreamEventDraft => ({ type: 'pin.added', pinId: pinOf(n), listing: aListing(n) });

const aDrop = (n: number, minutes = n): StreamDrop => ({
  id: `drp_${n}` as DropId,
  title: `Kiln ${n}`,
  streamId: null,
  startsAt: new Date(Date.parse(at) + minutes * 60_000).toISOString(),
  endsAt: new Date(Date.parse(at) + (minutes + 60) * 60_000).toISOString(),
  listings: [],
});
const announced = (drop: StreamDrop): StreamEventDraft => ({ type: 'drop.announced', drop });
const over = (n: number): StreamEventDraft => ({ type: 'drop.ended', dropId: `drp_${n}` as DropId });

const anyDraft: fc.Arbitrary<StreamEventDraft> = fc.oneof(
  fc.constant<StreamEventDraft>({ type: 'stream.started' }),
  fc.constant<StreamEventDraft>({ type: 'stream.ended' }),
  fc.nat(30).map(added),
  fc.nat(30).map((n): StreamEventDraft => ({ type: 'pin.removed', pinId: pinOf(n) })),
  fc.record({ n: fc.nat(4), available: fc.option(fc.nat(50)) }).map(({ n, available }): StreamEventDraft => ({
    type: 'stock.changed',
    variantId: `var_${n}` as VariantId,
    available,
  })),
  fc.record({ n: fc.nat(30), amount: fc.nat(9_999) }).map(({ n, amount }): StreamEventDraft => ({
    type: 'price.changed',
    listingId: `lst_${n}` as ListingId,
    price: { amount, currency: 'EUR' },
    compareAtPrice: null,
  })),
  fc.tuple(fc.nat(30), fc.nat(90)).map(([n, minutes]) => announced(aDrop(n, minutes))),
  fc.nat(30).map(over),
  fc.constant({ type: 'poll.opened' } as unknown as StreamEventDraft),
);
const anyLog = fc.array(anyDraft, { maxLength: 80 }).map(numbered);

describe('the state of a stream', () => {
  it('is the same from a snapshot of any moment and the rest as from the whole log', () => {
    fc.assert(
      fc.property(anyLog, fc.nat(80), (log, cut) => {
        const snapshot = JSON.parse(JSON.stringify(fold(log.slice(0, cut)))) as StreamSnapshot;
        expect(fold(log.slice(cut), snapshot)).toEqual(fold(log));
      }),
    );
  });

  it('takes no harm from events that come twice, even much later', () => {
    fc.assert(
      fc.property(anyLog, fc.array(fc.nat(80), { maxLength: 20 }), (log, repeats) => {
        const doubled = [...log];
        for (const index of repeats) {
          const event = log[index];
          if (event) doubled.splice(doubled.indexOf(event) + 1 + (index % 7), 0, event);
        }
        expect(fold(doubled)).toEqual(fold(log));
      }),
    );
  });

  it('shows a listing in one place only and never more cards than a viewer can take in', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const state = fold(log);
        const listings = [...state.pins, ...state.earlier].map((pin) => pin.listing.listingId);
        expect(new Set(listings).size).toBe(listings.length);
        expect(state.pins.length).toBeLessThanOrEqual(MAX_PINS);
        expect(state.earlier.length).toBeLessThanOrEqual(MAX_EARLIER);
        expect(state.seq).toBe(log.length);
      }),
    );
  });

  it('waits for a snapshot when an event is missing, and stays as it was', () => {
    const [first, , third] = numbered([added(1), added(2), added(3)]);
    const state = fold([first!]);
    expect(needsSnapshot(state, third!)).toBe(true);
    expect(needsSnapshot(state, { seq: 2 })).toBe(false);
    expect(foldStream(state, third!)).toBe(state);
  });

  it('puts the newest pin first and sends the oldest of too many to the earlier ones', () => {
    const state = fold(numbered([1, 2, 3, 4].map(added)));
    expect(state.pins.map((pin) => pin.pinId)).toEqual(['pin_4', 'pin_3', 'pin_2']);
    expect(state.earlier.map((pin) => pin.pinId)).toEqual(['pin_1']);
  });

  it('moves an unpinned listing to the earlier ones, and back when it is pinned again', () => {
    const log = numbered([
      added(1),
      { type: 'pin.removed', pinId: pinOf(1) },
      { ...added(1), pinId: pinOf(9) } as StreamEventDraft,
    ]);
    expect(fold(log.slice(0, 2)).earlier.map((pin) => pin.pinId)).toEqual(['pin_1']);
    const state = fold(log);
    expect(state.pins.map((pin) => pin.pinId)).toEqual(['pin_9']);
    expect(state.earlier).toEqual([]);
  });

  it('carries new stock to every card of that variant, earlier ones included', () => {
    const log = numbered([
      added(1),
      added(6),
      { type: 'pin.removed', pinId: pinOf(1) },
      { type: 'stock.changed', variantId: 'var_1', available: 0 },
    ]);
    const state = fold(log);
    expect(state.pins[0]!.listing.available).toBe(0);
    expect(state.earlier[0]!.listing.available).toBe(0);
  });

  it('carries a new price to the card of that listing, wherever it stands', () => {
    const price = { amount: 1_500, currency: 'EUR' };
    const told: StreamEventDraft = {
      type: 'price.changed',
      listingId: aListing(1).listingId,
      price,
      compareAtPrice: aListing(1).price,
    };
    const log = numbered([added(1), added(2), { type: 'pin.removed', pinId: pinOf(1) }, told]);
    const state = fold(log);
    expect(state.earlier[0]!.listing).toMatchObject({ price, compareAtPrice: aListing(1).price });
    expect(state.pins[0]!.listing.price).toEqual(aListing(2).price);
  });

  it('goes on past a kind of event it does not know', () => {
    const state = fold(numbered([{ type: 'poll.opened' } as unknown as StreamEventDraft, { type: 'stream.started' }]));
    expect(state).toMatchObject({ seq: 2, status: 'live' });
  });
});

describe('drops that are announced', () => {
  const ids = (state: StreamSnapshot) => state.drops.map(({ drop }) => drop.id);

  it('stand in the order of their starts until they are over', () => {
    const log = [announced(aDrop(1, 30)), announced(aDrop(2, 10)), announced(aDrop(3, 20)), over(2), over(9)];
    expect(ids(fold(numbered(log.slice(0, 3))))).toEqual(['drp_2', 'drp_3', 'drp_1']);
    expect(ids(fold(numbered(log)))).toEqual(['drp_3', 'drp_1']);
  });

  it('take on other terms without being announced once more', () => {
    const [first, second] = numbered([announced(aDrop(1, 10)), announced({ ...aDrop(1, 5), title: 'Kiln, earlier' })]);
    const state = fold([first!, { ...second!, at: '2026-05-01T18:09:00.000Z' }]);
    expect(state.drops).toMatchObject([{ announcedAt: at, drop: { title: 'Kiln, earlier' } }]);
  });

  it('are at most so many, the next ones', () => {
    const many = Array.from({ length: MAX_DROPS + 3 }, (_, n) => announced(aDrop(n, 90 - n)));
    const state = fold(numbered(many));
    expect(ids(state)).toHaveLength(MAX_DROPS);
    expect(ids(state)[0]).toBe(`drp_${MAX_DROPS + 2}`);
  });
});
