import './show.css';
import { type Channel, openChannel, type ShowVideo } from './channel.ts';

/** Beyond this a viewer is told to be behind, and offered the way back; the channel's own delay is below it. */
const BEHIND_SECONDS = 9;

const find = <E extends Element>(selector: string): E => {
  const element = document.querySelector<E>(selector);
  if (!element) throw new Error(`The page has no ${selector}`);
  return element;
};

const stage = find<HTMLElement>('.stage');
const video = find<ShowVideo>('#player');
const note = find<HTMLElement>('.note');
const live = find<HTMLButtonElement>('.live');
const latency = find<HTMLElement>('.latency');
const toggle = find<HTMLButtonElement>('[data-act="toggle"]');
const mute = find<HTMLButtonElement>('[data-act="mute"]');
const full = find<HTMLButtonElement>('[data-act="full"]');

type State = 'loading' | 'playing' | 'paused' | 'blocked' | 'failed';

function show(state: State): void {
  stage.dataset['state'] = state;
  toggle.setAttribute('aria-label', state === 'playing' || state === 'loading' ? 'Pause' : 'Play');
}

function say(words: string): void {
  // Told once: a status that is written again is read aloud again.
  if (note.textContent !== words) note.textContent = words;
}

function openSound(isOn: boolean): void {
  video.muted = !isOn;
  if (isOn && video.volume === 0) video.volume = 1;
  // Who has chosen once is not asked again.
  stage.dataset['touched'] = '';
}

async function play(): Promise<void> {
  try {
    await video.play();
  } catch (cause) {
    // Another call of play or pause came between, or the browser wants to be asked by a click first.
    if (cause instanceof DOMException && cause.name === 'NotAllowedError') show('blocked');
  }
}

function tellLatency(channel: Channel): void {
  const seconds = channel.latency();
  const isBehind = video.paused || (seconds !== null && seconds > BEHIND_SECONDS);
  latency.textContent = seconds === null || video.paused ? '' : `${Math.round(seconds)} s behind`;
  live.dataset['behind'] = String(isBehind);
  live.disabled = !isBehind;
  live.setAttribute('aria-label', isBehind ? 'Go to live' : 'Live');
}

const channel = openChannel(video, '/live/index.m3u8', (isDown) => {
  say(isDown ? 'The picture is gone for a moment. Trying again…' : '');
});

if (!channel) {
  show('failed');
  say('This browser cannot play live video. The stall works all the same.');
} else {
  const resume = () => {
    channel.toLive();
    void play();
  };
  const acts: Record<string, () => void> = {
    play: resume,
    toggle: () => (video.paused ? resume() : video.pause()),
    sound: () => {
      openSound(true);
      // The large button leaves; the keyboard stays where sound is turned off again.
      mute.focus();
    },
    mute: () => openSound(video.muted),
    live: resume,
    full: () => {
      const isFull = document.fullscreenElement === stage;
      void (isFull ? document.exitFullscreen() : stage.requestFullscreen()).catch(() => undefined);
    },
  };
  full.hidden = !document.fullscreenEnabled;
  stage.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-act]') : null;
    acts[button?.dataset['act'] ?? '']?.();
  });
  video.addEventListener('playing', () => show('playing'));
  video.addEventListener('pause', () => show('paused'));
  video.addEventListener('volumechange', () => {
    const isOn = !video.muted && video.volume > 0;
    stage.dataset['sound'] = isOn ? 'on' : 'off';
    mute.setAttribute('aria-label', isOn ? 'Turn off sound' : 'Turn on sound');
  });
  setInterval(() => tellLatency(channel), 1_000);
  void play();
}
