import type { PinnedListingWire, StreamEventWire, StreamSnapshotWire } from '@sidestall/contracts';
import { zStreamEvent, zStreamSnapshot } from '@sidestall/contracts';
import { newId } from '@sidestall/kernel';
import { emptyStream, foldStream, type PinnedListing, type StreamEvent, type StreamSnapshot } from '@sidestall/streams';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

// What the reducer folds and what the wire carries are one shape; a difference does not compile.
const same: [
  Same<PinnedListing, PinnedListingWire>,
  Same<StreamEvent, StreamEventWire>,
  Same<StreamSnapshot, StreamSnapshotWire>,
] = [true, true, true];

it('what the reducer makes is what the wire accepts', () => {
  expect(same).toEqual([true, true, true]);
  const at = '2026-05-01T18:00:00.000Z';
  const brand = { id: newId('brd'), slug: 'a', name: 'A', legalName: 'A Ltd', accent: '#123456', logoUrl: null };
  const listing: PinnedListing = {
    listingId: newId('lst'),
    productId: newId('prd'),
    variantId: newId('var'),
    title: 'Bowl',
    variantTitle: null,
    imageUrl: null,
    imageAlt: '',
    brand,
    price: { amount: 1_900, currency: 'EUR' },
    compareAtPrice: null,
    available: null,
  };
  const event: StreamEvent = { type: 'pin.added', seq: 1, at, mediaTime: at, pinId: newId('pin'), listing };
  const state = foldStream(emptyStream({ streamId: newId('str'), epoch: 'e' }), event);
  expect(zStreamEvent.parse(event)).toEqual(event);
  expect(zStreamSnapshot.parse(state)).toEqual(state);
});
