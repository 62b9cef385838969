/** Tells the moment of the picture on screen, in milliseconds since the epoch; null where nobody knows. */
export interface PlayerClock {
  /** Of a recording whose pictures carry no dates, the moment of the first one helps. */
  (serverNow: number, recordingStart?: number): number | null;
  /** Moves the picture by that much; false where the player cannot be told. */
  jump(milliseconds: number): boolean;
}

/** What players may offer, each in words of its own. */
interface TellingPlayer {
  /** hls.js, or an element that keeps one as `hls`. */
  readonly hls?: { readonly playingDate?: Date | null } | null;
  readonly media?: TellingPlayer | null;
  readonly playingDate?: Date | null;
  /** A video element: HLS that the browser plays itself (Safari), or a recording. */
  currentTime?: number;
  getStartDate?(): Date;
  /** Shaka Player, for DASH and HLS. */
  getPlayheadTimeAsDate?(): Date | null;
  getMediaElement?(): TellingPlayer | null;
  /** YouTube's IFrame player; undocumented: seconds since the epoch of a live picture, place in the picture of a recording. */
  getMediaReferenceTime?(): number;
  /** Twitch's embed: seconds from the broadcaster to the screen. */
  getPlaybackStats?(): { readonly hlsLatencyBroadcaster?: number };
  /** YouTube and Twitch: the place in a recording, in seconds, and how to go to another. */
  getCurrentTime?(): number;
  seekTo?(seconds: number, allowSeekAhead: boolean): void;
  seek?(seconds: number): void;
}

/** Year 2001: what is smaller is a place in a recording and not a moment. */
const EARLIEST = 1_000_000_000_000;
/** Nobody watches a live stream further behind; Twitch says such numbers while it has not measured. */
const MOST_BEHIND_SECONDS = 120;

const moment = (milliseconds: number | undefined): number | null =>
  milliseconds !== undefined && Number.isFinite(milliseconds) && milliseconds >= EARLIEST ? milliseconds : null;

type Adapter = (player: TellingPlayer, serverNow: number) => number | null;

/** Worth nothing beside a recording, which is behind nobody. */
const byDelay: Adapter = (player, serverNow) => {
  const behind = player.getPlaybackStats?.().hlsLatencyBroadcaster ?? NaN;
  return behind >= 0 && behind <= MOST_BEHIND_SECONDS ? moment(serverNow - behind * 1_000) : null;
};

/** One way to ask each kind of player. WebRTC is not among them: its picture is as late as the word of it. */
const ADAPTERS: readonly Adapter[] = [
  (player) => moment(player.hls?.playingDate?.getTime() ?? player.playingDate?.getTime()),
  (player) => moment(player.getPlayheadTimeAsDate?.()?.getTime()),
  (player) => moment((player.getMediaReferenceTime?.() ?? NaN) * 1_000),
  byDelay,
  (player) => moment((player.getStartDate?.().getTime() ?? NaN) + (player.currentTime ?? NaN) * 1_000),
];

/**
 * The moment of the picture that a player shows, asked in the words of whatever kind it is: an hls.js, Shaka, YouTube or
 * Twitch player, or a video element. A player that is none of them, or throws since it is not ready, does not know it.
 */
export function streamClockOf(player: unknown, serverNow: number, recordingStart?: number): number | null {
  if (typeof player !== 'object' || player === null) return null;
  const asked = recordingStart === undefined ? ADAPTERS : ADAPTERS.filter((ask) => ask !== byDelay);
  for (const ask of asked) {
    try {
      const told = ask(player, serverNow);
      if (told !== null) return told;
    } catch {
      // A player in between says nothing; the next picture will.
    }
  }
  return recordingStart === undefined ? null : moment(recordingStart + placeOf(player) * 1_000);
}

/** A thing with a place of its own: the player, or the video element it fills. */
const bearerOf = (player: TellingPlayer): TellingPlayer | undefined =>
  [player, player.media, player.getMediaElement?.()].find((each) => typeof each?.currentTime === 'number') ?? undefined;

/** Seconds into a recording; not a number where the player does not say. */
function placeOf(player: TellingPlayer): number {
  try {
    return player.getCurrentTime?.() ?? bearerOf(player)?.currentTime ?? NaN;
  } catch {
    return NaN;
  }
}

/** Moves a player's picture by so many milliseconds; false where it cannot be told. */
export function jumpBy(player: unknown, milliseconds: number): boolean {
  if (typeof player !== 'object' || player === null) return false;
  const telling: TellingPlayer = player;
  const to = Math.max(0, placeOf(telling) + milliseconds / 1_000);
  if (!Number.isFinite(to)) return false;
  try {
    const bearer = bearerOf(telling);
    if (telling.seekTo) telling.seekTo(to, true);
    else if (telling.seek) telling.seek(to);
    else if (bearer) bearer.currentTime = to;
    else return false;
    return true;
  } catch {
    return false;
  }
}

/** A player between two places says nothing for a moment; the picture it showed last is on screen meanwhile. */
const MOST_SILENCE_MS = 10_000;

/** The clock of a player, or of whatever stands under a selector when it is asked: players come and go in a page. */
export function playerClock(player: unknown, now = () => performance.now()): PlayerClock {
  const found = (): unknown => {
    try {
      return typeof player === 'string' ? document.querySelector(player) : player;
    } catch {
      // No selector at all: a page's own mistake must not close the shop.
      return null;
    }
  };
  let last: { readonly moment: number; readonly toldAt: number } | null = null;
  const clock = (serverNow: number, recordingStart?: number): number | null => {
    const asked = found();
    const moment = streamClockOf(asked, serverNow, recordingStart);
    if (moment !== null) last = { moment, toldAt: now() };
    else if (!asked || !last || now() - last.toldAt > MOST_SILENCE_MS) last = null;
    return last?.moment ?? null;
  };
  return Object.assign(clock, { jump: (milliseconds: number) => jumpBy(found(), milliseconds) });
}
