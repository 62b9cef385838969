import type { AnnouncedDrop, Pin, StreamEvent, StreamSnapshot } from './stream.ts';

/** Nothing is held back longer than this, in milliseconds, however far behind a player is. */
export const MAX_WAIT_MS = 45_000;

/** What the viewer's player and the server say of time, in milliseconds since the epoch. */
export interface GateClocks {
  /** The moment of the picture on screen; null when the player cannot tell: everything shows on arrival. */
  readonly streamClock: number | null;
  /** The server's time as the viewer reckons it, never the device's own clock. */
  readonly serverNow: number;
}

/** What may wait for the picture. Stock, prices, unpinning, start and end concern the purchase, not the picture: they never do. */
const WAITS: Readonly<Record<StreamEvent['type'], boolean>> = {
  'pin.added': true,
  'pin.removed': false,
  'stock.changed': false,
  'price.changed': false,
  'stream.started': false,
  'stream.ended': false,
  'drop.announced': true,
  'drop.ended': false,
};

/**
 * True when the viewer's picture has reached the event, so that a card appears with what the host shows and not seconds
 * before. Events of a type that never waits are always due.
 */
export function shouldShow(
  event: Pick<StreamEvent, 'type' | 'at' | 'mediaTime'>,
  { streamClock, serverNow }: GateClocks,
): boolean {
  if (!WAITS[event.type] || event.mediaTime === null || streamClock === null) return true;
  return streamClock >= Date.parse(event.mediaTime) || serverNow >= Date.parse(event.at) + MAX_WAIT_MS;
}

/** True when a pin of a folded state is due for this viewer. */
export function isPinDue(pin: Pin, clocks: GateClocks): boolean {
  return shouldShow({ type: 'pin.added', at: pin.pinnedAt, mediaTime: pin.mediaTime }, clocks);
}

/** True when a drop may be told of: with the picture, but at its start at the latest, which is one moment for everybody. */
export function isDropDue({ drop, announcedAt, mediaTime }: AnnouncedDrop, clocks: GateClocks): boolean {
  const hasBegun = clocks.serverNow >= Date.parse(drop.startsAt);
  return hasBegun || shouldShow({ type: 'drop.announced', at: announcedAt, mediaTime }, clocks);
}

/** The pins and earlier pins a viewer may see now. Fold events as they come and filter here: the state stays whole. */
export function duePins(state: StreamSnapshot, clocks: GateClocks): { pins: Pin[]; earlier: Pin[] } {
  const isDue = (pin: Pin) => isPinDue(pin, clocks);
  return { pins: state.pins.filter(isDue), earlier: state.earlier.filter(isDue) };
}
