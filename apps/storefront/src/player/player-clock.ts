/** Tells the moment of the picture on screen, in milliseconds since the epoch; null where nobody knows. */
export type PlayerClock = (serverNow: number) => number | null;

/** What players may offer, each in words of its own. */
interface TellingPlayer {
  /** hls.js, or an element that keeps one as `hls`. */
  readonly hls?: { readonly playingDate?: Date | null } | null;
  readonly playingDate?: Date | null;
  /** HLS that the browser plays itself (Safari). */
  readonly currentTime?: number;
  getStartDate?(): Date;
  /** Shaka Player, for DASH and HLS. */
  getPlayheadTimeAsDate?(): Date | null;
  /** YouTube's IFrame player; undocumented: seconds since the epoch of a live picture, place in the picture of a recording. */
  getMediaReferenceTime?(): number;
  /** Twitch's embed: seconds from the broadcaster to the screen. */
  getPlaybackStats?(): { readonly hlsLatencyBroadcaster?: number };
}

/** Year 2001: what is smaller is a place in a recording and not a moment. */
const EARLIEST = 1_000_000_000_000;
/** Nobody watches a live stream further behind; Twitch says such numbers while it has not measured. */
const MOST_BEHIND_SECONDS = 120;

const moment = (milliseconds: number | undefined): number | null =>
  milliseconds !== undefined && Number.isFinite(milliseconds) && milliseconds >= EARLIEST ? milliseconds : null;

type Adapter = (player: TellingPlayer, serverNow: number) => number | null;

/** One way to ask each kind of player. WebRTC is not among them: its picture is as late as the word of it. */
const ADAPTERS: readonly Adapter[] = [
  (player) => moment(player.hls?.playingDate?.getTime() ?? player.playingDate?.getTime()),
  (player) => moment(player.getPlayheadTimeAsDate?.()?.getTime()),
  (player) => moment((player.getMediaReferenceTime?.() ?? NaN) * 1_000),
  (player, serverNow) => {
    const behind = player.getPlaybackStats?.().hlsLatencyBroadcaster ?? NaN;
    return behind >= 0 && behind <= MOST_BEHIND_SECONDS ? moment(serverNow - behind * 1_000) : null;
  },
  (player) => moment((player.getStartDate?.().getTime() ?? NaN) + (player.currentTime ?? NaN) * 1_000),
];

/**
 * The moment of the picture that a player shows, asked in the words of whatever kind it is: an hls.js, Shaka, YouTube or
 * Twitch player, or a video element. A player that is none of them, or throws since it is not ready, does not know it.
 */
export function streamClockOf(player: unknown, serverNow: number): number | null {
  if (typeof player !== 'object' || player === null) return null;
  for (const ask of ADAPTERS) {
    try {
      const told = ask(player, serverNow);
      if (told !== null) return told;
    } catch {
      // A player in between says nothing; the next picture will.
    }
  }
  return null;
}

/** The clock of a player, or of whatever stands under a selector when it is asked: players come and go in a page. */
export function playerClock(player: unknown): PlayerClock {
  if (typeof player !== 'string') return (serverNow) => streamClockOf(player, serverNow);
  return (serverNow) => {
    try {
      return streamClockOf(document.querySelector(player), serverNow);
    } catch {
      // No selector at all: a page's own mistake must not close the shop.
      return null;
    }
  };
}
