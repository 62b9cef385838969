/** What a player may offer to tell the moment of the picture on screen. */
interface TellingPlayer {
  readonly hls?: { readonly playingDate?: Date | null };
  readonly currentTime?: number;
  getStartDate?(): Date;
}

/**
 * The moment of the picture that a player shows, in milliseconds since the epoch: hls.js tells it where it is kept on
 * the element as `hls`, Safari tells it of the element itself. Null when the player cannot tell.
 */
export function streamClockOf(player: unknown): number | null {
  if (typeof player !== 'object' || player === null) return null;
  const telling = player as TellingPlayer;
  const playing = telling.hls?.playingDate?.getTime();
  if (playing !== undefined && Number.isFinite(playing)) return playing;
  const start = telling.getStartDate?.().getTime();
  if (start !== undefined && Number.isFinite(start) && Number.isFinite(telling.currentTime)) {
    return start + (telling.currentTime ?? 0) * 1_000;
  }
  return null;
}
