import './playground.css';
import { openChannel, type ShowVideo } from './channel.ts';
import { webRtcShaped, youTubeShaped } from './players.ts';
import { readableOn, snippetOf, type Choices } from './snippet.ts';

interface Stall extends HTMLElement {
  attachPlayer?(player: unknown): void;
}

const KEPT_EVENTS = 8;
const EVENTS = ['pin', 'open', 'add', 'checkout', 'order'] as const;

const find = <E extends Element>(selector: string): E => {
  const element = document.querySelector<E>(selector);
  if (!element) throw new Error(`The page has no ${selector}`);
  return element;
};

const form = find<HTMLFormElement>('#knobs');
const stage = find<HTMLElement>('.stage');
const channel = find<ShowVideo>('#channel');
const call = find<HTMLVideoElement>('#call');
const code = find<HTMLElement>('#snippet');
const heard = find<HTMLOListElement>('#events');
const clock = find<HTMLElement>('#clock');
const said = find<HTMLElement>('#said');
const stall = find<Stall>('side-stall');
const panel = find<HTMLElement>('.shop');
const { loader = '', stream = '' } = document.body.dataset;

function field(name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value : '';
}

function chosen(): Choices {
  const properties: Record<string, string> = {};
  for (const input of form.querySelectorAll<HTMLInputElement>('[data-property]')) {
    const isOwn = form.querySelector<HTMLInputElement>(`[data-own="${input.name}"]`)?.checked ?? false;
    properties[input.dataset['property']!] = isOwn ? '' : input.value + (input.dataset['unit'] ?? '');
  }
  const accent = properties['--stall-accent'];
  // Whoever chooses the button's color and not what is written on it still wants to read it.
  if (accent && !properties['--stall-on-accent']) properties['--stall-on-accent'] = readableOn(accent);
  properties['--stall-font'] = field('font');
  return {
    player: field('player') as Choices['player'],
    theme: field('theme') as Choices['theme'],
    locale: field('locale'),
    properties,
  };
}

function attach(player: Choices['player']): void {
  stage.dataset['player'] = player;
  said.textContent = '';
  call.srcObject = null;
  switch (player) {
    case 'hls':
      return stall.attachPlayer?.(channel);
    case 'youtube':
      return stall.attachPlayer?.(youTubeShaped(channel));
    case 'webrtc': {
      const made = webRtcShaped(channel);
      if (!made)
        said.textContent = 'This browser cannot turn a video into a stream; the picture stays the channel’s own.';
      else {
        call.srcObject = made;
        void call.play().catch(() => undefined);
      }
      stage.dataset['player'] = made ? 'webrtc' : 'hls';
      return stall.attachPlayer?.(call);
    }
    case 'none':
      return stall.attachPlayer?.(null);
  }
}

const set = (name: string, value: string): void => {
  if (value) stall.setAttribute(name, value);
  else stall.removeAttribute(name);
};

let player: Choices['player'] | null = null;

function apply(): void {
  const choices = chosen();
  if (choices.player !== player) attach((player = choices.player));
  if (stall.getAttribute('theme') !== choices.theme) set('theme', choices.theme);
  if ((stall.getAttribute('locale') ?? '') !== choices.locale) set('locale', choices.locale);
  for (const [name, value] of Object.entries(choices.properties)) {
    if (value) stall.style.setProperty(name, value);
    else stall.style.removeProperty(name);
  }
  panel.style.setProperty('--width', `${field('width')}px`);
  code.textContent = snippetOf(loader, stream, choices);
}

/** A knob that is turned has been chosen: its own color no longer stands. */
form.addEventListener('input', ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset['property']) {
    const own = form.querySelector<HTMLInputElement>(`[data-own="${target.name}"]`);
    if (own) own.checked = false;
  }
  apply();
});
form.addEventListener('reset', () => setTimeout(apply));

find('#copy').addEventListener('click', () => {
  const copied = find<HTMLElement>('#copied');
  navigator.clipboard.writeText(code.textContent ?? '').then(
    () => (copied.textContent = 'Copied'),
    () => (copied.textContent = 'This browser does not let pages copy; mark the lines instead.'),
  );
});

for (const name of EVENTS) {
  stall.addEventListener(`stall:${name}`, (event) => {
    const line = document.createElement('li');
    const detail = (event as CustomEvent<Record<string, unknown>>).detail;
    const what = document.createElement('code');
    what.textContent = `stall:${name}`;
    line.append(what, ` ${Object.keys(detail ?? {}).join(', ')}`);
    heard.prepend(line);
    for (const old of [...heard.children].slice(KEPT_EVENTS)) old.remove();
  });
}

const playing = openChannel(channel, '/live/index.m3u8', (isDown) => {
  said.textContent = isDown ? 'The picture is gone for a moment. Trying again…' : '';
});
if (!playing) said.textContent = 'This browser cannot play live video. The stall works all the same.';
else void channel.play().catch(() => undefined);

setInterval(() => {
  const at = channel.hls?.playingDate;
  const seconds = playing?.latency();
  clock.textContent =
    player === 'none'
      ? 'No player: a pin shows as soon as it is told.'
      : player === 'webrtc'
        ? 'No clock: the picture is now, and so is a pin.'
        : at && seconds
          ? `Picture of ${at.toISOString().slice(11, 19)} UTC, ${Math.round(seconds)} s behind${player === 'youtube' ? ', told in whole seconds' : ''}.`
          : 'Waiting for the picture.';
}, 500);

apply();
// A stall that has come only now was handed no player yet.
void customElements.whenDefined('side-stall').then(() => {
  player = null;
  apply();
});
