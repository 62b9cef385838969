import type { ShowVideo } from './channel.ts';

/** YouTube tells the moment of its picture in whole seconds; so does this stand-in for its player object. */
export interface YouTubeShaped {
  getMediaReferenceTime(): number;
}

/** The part of YouTube's player that a stall asks, played by our own channel. */
export const youTubeShaped = (video: ShowVideo): YouTubeShaped => ({
  getMediaReferenceTime: () => Math.floor((video.hls?.playingDate?.getTime() ?? NaN) / 1_000),
});

interface Capturing extends HTMLVideoElement {
  captureStream?(): MediaStream;
  mozCaptureStream?(): MediaStream;
}

/** A stream without a clock, as WebRTC brings one: what is on screen is now. Null where a browser cannot make one. */
export function webRtcShaped(video: Capturing): MediaStream | null {
  return video.captureStream?.() ?? video.mozCaptureStream?.() ?? null;
}
