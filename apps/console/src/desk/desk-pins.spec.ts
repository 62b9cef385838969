import type { DeskListing } from '@sidestall/contracts';
import type { ListingId, PinId } from '@sidestall/kernel';
import { emptyStream, foldStream, type StreamEvent, type StreamSnapshot } from '@sidestall/streams';
import { pinsOnScreen, unsettled, type PinCommand } from './desk-pins.ts';

const at = '2026-05-01T18:00:00.000Z';
const price = { amount: 1_900, currency: 'EUR' };
const listingOf = (n: number): DeskListing => ({
  listingId: `lst_${n}`,
  productId: `prd_${n}`,
  title: `Bowl ${n}`,
  variantTitle: null,
  brandName: 'Clay',
  sku: `B${n}`,
  imageUrl: null,
  price,
  available: 3,
});
const brand = { id: 'brd_1', slug: 'clay', name: 'Clay', legalName: 'Clay', accent: '#a53', logoUrl: null } as const;
const added = (seq: number, n: number): StreamEvent => {
  const { sku: _, brandName: __, ...listing } = listingOf(n);
  const rest = { variantId: `var_${n}`, imageAlt: '', compareAtPrice: null, brand } as const;
  return { type: 'pin.added', seq, at, mediaTime: null, pinId: `pin_${n}`, listing: { ...listing, ...rest } };
};
const start = emptyStream({ streamId: 'str_1', epoch: 'e' });
const shown = (state: StreamSnapshot, commands: readonly PinCommand[]) =>
  pinsOnScreen(state, commands).map((pin) => [pin.listingId, pin.isPending] as [ListingId, boolean]);

const pin = (n: number, doneAt: number | null = null): PinCommand => ({
  id: n,
  kind: 'pin',
  listing: listingOf(n),
  doneAt,
});
const unpin = (n: number, doneAt: number | null = null): PinCommand => ({
  id: n,
  kind: 'unpin',
  pinId: `pin_${n}` as PinId,
  doneAt,
});

describe('the cards on the desk', () => {
  it('show a pin at once, and the server’s own card as soon as the wire told of it', () => {
    expect(shown(start, [pin(1)])).toEqual([['lst_1', true]]);
    const told = foldStream(start, added(1, 1));
    expect(shown(told, [pin(1, 1)])).toEqual([['lst_1', false]]);
    expect(shown(told, [pin(1)])).toEqual([['lst_1', false]]);
  });

  it('do not flicker between the answer and the wire', () => {
    expect(shown(start, [pin(1, 1)])).toEqual([['lst_1', true]]);
    const told = foldStream(start, added(1, 1));
    expect(shown(told, [unpin(1, 2)])).toEqual([]);
  });

  it('forget a command once the state has reached its place', () => {
    const commands = [pin(1, 3), unpin(2, 4), pin(3)];
    expect(unsettled(commands, 3).map((command) => command.id)).toEqual([2, 3]);
  });

  it('leave room for three: a fourth pin pushes the oldest off, as it will for viewers', () => {
    const told = [1, 2, 3].map((n) => added(n, n)).reduce(foldStream, start);
    expect(shown(told, [pin(4)]).map(([id]) => id)).toEqual(['lst_4', 'lst_3', 'lst_2']);
  });
});
