import type { DeskListing } from '@sidestall/contracts';
import type { ListingId, Money, PinId, ProductId } from '@sidestall/kernel';
import { MAX_PINS, type PinnedListing, type StreamSnapshot } from '@sidestall/streams';

/** A card as the host sees it: as the server has it, or as it will be when the command under way succeeds. */
export interface DeskPin {
  readonly pinId: PinId | null;
  readonly isPending: boolean;
  readonly listingId: ListingId;
  readonly productId: ProductId;
  readonly title: string;
  readonly variantTitle: string | null;
  readonly imageUrl: string | null;
  readonly brandName: string;
  readonly accent: string | null;
  readonly price: Money;
  readonly compareAtPrice: Money | null;
  readonly available: number | null;
}

/** Something the host asked for that the state may not show yet. */
export type PinCommand =
  | { readonly id: number; readonly kind: 'pin'; readonly listing: DeskListing; readonly doneAt: number | null }
  | { readonly id: number; readonly kind: 'unpin'; readonly pinId: PinId; readonly doneAt: number | null };

/** A command is settled when the state has reached the place where the server wrote it. */
export function unsettled(commands: readonly PinCommand[], seq: number): PinCommand[] {
  return commands.filter(({ doneAt }) => doneAt === null || doneAt > seq);
}

/** What will be on screen: the state with the commands under way applied to it. */
export function pinsOnScreen(state: StreamSnapshot, commands: readonly PinCommand[]): DeskPin[] {
  return unsettled(commands, state.seq).reduce<DeskPin[]>(
    (pins, command) => {
      if (command.kind === 'unpin') return pins.filter((pin) => pin.pinId !== command.pinId);
      if (pins.some((pin) => pin.listingId === command.listing.listingId)) return pins;
      return [pendingPin(command.listing), ...pins].slice(0, MAX_PINS);
    },
    state.pins.map(({ pinId, listing }) => shownPin(pinId, listing)),
  );
}

export function shownPin(pinId: PinId, listing: PinnedListing): DeskPin {
  const { brand, imageAlt: _, variantId: __, ...rest } = listing;
  return { ...rest, pinId, isPending: false, brandName: brand.name, accent: brand.accent };
}

function pendingPin({ sku: _, ...listing }: DeskListing): DeskPin {
  return { ...listing, pinId: null, isPending: true, accent: null, compareAtPrice: null };
}

/** The name of a listing for a button or a sentence. */
export function pinName({
  title,
  variantTitle,
}: {
  readonly title: string;
  readonly variantTitle: string | null;
}): string {
  return variantTitle ? `${title}, ${variantTitle}` : title;
}
