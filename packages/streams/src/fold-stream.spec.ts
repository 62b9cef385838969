import fc from 'fast-check';
import type { ListingId, PinId, VariantId } from '@sidestall/kernel';
import {
  emptyStream,
  foldStream,
  MAX_EARLIER,
  MAX_PINS,
  needsSnapshot,
  type PinnedListing,
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

  it('goes on past a kind of event it does not know', () => {
    const state = fold(numbered([{ type: 'poll.opened' } as unknown as StreamEventDraft, { type: 'stream.started' }]));
    expect(state).toMatchObject({ seq: 2, status: 'live' });
  });
});
