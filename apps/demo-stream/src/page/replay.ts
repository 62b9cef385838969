import './show.css';
import Hls from 'hls.js';
import type { ShowVideo } from './channel.ts';

const LOOK_AGAIN_MS = 5_000;

const video = document.querySelector<ShowVideo>('#player')!;
const note = document.querySelector<HTMLElement>('.note')!;
const address = document.body.dataset['replay']!;

/** When the show began and ended; null while it is still on, or the shop does not answer. */
async function recording(): Promise<{ startsAt: string; endsAt: string } | null> {
  try {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as { recording: { startsAt: string; endsAt: string } }).recording : null;
  } catch {
    return null;
  }
}

/** The channel keeps what it sent: a recording is the part of it between two instants, dates and all. */
function play({ startsAt, endsAt }: { startsAt: string; endsAt: string }): void {
  const url = `/live/recording.m3u8?${new URLSearchParams({ from: startsAt, to: endsAt }).toString()}`;
  if (!Hls.isSupported()) {
    video.src = url;
    return;
  }
  const hls = new Hls({ enableWorker: false });
  hls.loadSource(url);
  hls.attachMedia(video);
  video.hls = hls;
}

async function open(): Promise<void> {
  const found = await recording();
  note.textContent = found ? '' : 'The show is not over yet. Its recording begins here when it is.';
  if (found) play(found);
  else setTimeout(() => void open(), LOOK_AGAIN_MS);
}

void open();
