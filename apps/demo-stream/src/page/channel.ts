import Hls, { ErrorTypes, Events } from 'hls.js';

/** What the page asks of whatever plays the channel. */
export interface Channel {
  /** Seconds between the picture on screen and the newest one the channel offers; null while unknown. */
  latency(): number | null;
  /** Leaps to the newest moment. */
  toLive(): void;
}

/** A video element that lets others on the page ask hls.js for the moment of its picture. */
export interface ShowVideo extends HTMLVideoElement {
  hls?: Hls;
}

/** How far behind the newest segment a viewer sits, in segments: few, since what is pinned should be new. */
const SYNC_SEGMENTS = 2;
const RETRY_MS = 2_000;

/** Plays the channel in this element: by hls.js, or by the browser itself where it knows HLS; null where neither can. */
export function openChannel(video: ShowVideo, url: string, onTrouble: (isDown: boolean) => void): Channel | null {
  if (Hls.isSupported()) return byHls(video, url, onTrouble);
  if (!video.canPlayType('application/vnd.apple.mpegurl')) return null;
  video.src = url;
  const newest = () => (video.seekable.length > 0 ? video.seekable.end(video.seekable.length - 1) : null);
  return {
    latency() {
      const edge = newest();
      return edge === null ? null : Math.max(0, edge - video.currentTime);
    },
    toLive() {
      const edge = newest();
      if (edge !== null) video.currentTime = edge;
    },
  };
}

function byHls(video: ShowVideo, url: string, onTrouble: (isDown: boolean) => void): Channel {
  const hls = new Hls({
    // A worker made of a blob is text turned into script, which Trusted Types forbid without a policy; at this bit rate
    // the main thread repacks a segment in a few milliseconds.
    enableWorker: false,
    liveSyncDurationCount: SYNC_SEGMENTS,
    liveMaxLatencyDurationCount: SYNC_SEGMENTS + 3,
    maxLiveSyncPlaybackRate: 1.1,
    backBufferLength: 30,
  });
  hls.on(Events.ERROR, (_event, { fatal, type }) => {
    if (!fatal) return;
    onTrouble(true);
    if (type === ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
    // The channel never ends, so it will be back.
    else setTimeout(() => hls.loadSource(url), RETRY_MS);
  });
  hls.on(Events.FRAG_BUFFERED, () => onTrouble(false));
  hls.loadSource(url);
  hls.attachMedia(video);
  video.hls = hls;
  return {
    latency: () => (hls.latency > 0 ? hls.latency : null),
    toLive() {
      if (hls.liveSyncPosition !== null) video.currentTime = hls.liveSyncPosition;
    },
  };
}
