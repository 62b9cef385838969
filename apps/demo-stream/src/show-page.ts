import type { DemoStreamConfig } from './config.ts';

const BRANDS = [
  {
    key: 'clay',
    name: 'Morrow Clay',
    place: 'Porto',
    line: 'Four potters, two wheels and one gas kiln above the Douro.',
  },
  { key: 'wool', name: 'Hollinmoor', place: 'Ardara', line: 'Wool from the hills you can see from the mill’s door.' },
  {
    key: 'coffee',
    name: 'Dritte Tasse',
    place: 'Leipzig',
    line: 'Coffee, and the few tools the third cup of the day needs.',
  },
];

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const icon = (name: string, drawing: string): string =>
  `<svg class="icon icon-${name}" viewBox="0 0 24 24" aria-hidden="true">${drawing}</svg>`;

const ICONS = {
  play: icon('play', '<path d="M7.5 5.2v13.6L18.6 12z" fill="currentColor" />'),
  pause: icon('pause', '<path d="M8.5 5.5v13M15.5 5.5v13" />'),
  muted: icon('muted', '<path d="M4 9.5h3.5L12 5.5v13l-4.5-4H4z" /><path d="m16 9.5 5 5m0-5-5 5" />'),
  sound: icon(
    'sound',
    '<path d="M4 9.5h3.5L12 5.5v13l-4.5-4H4z" /><path d="M15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11" />',
  ),
  full: icon('full', '<path d="M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15" />'),
};

/** The page of the show: the player, what the show is about, and the stall beside it by its two lines of HTML. */
export function showPage({ slug, storefrontUrl }: DemoStreamConfig): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Table Talk: the autumn table · live with Mara Lind</title>
<meta name="description" content="Mara Lind lays an autumn table live, with the people who made what is on it.">
<meta name="theme-color" content="#f8f6f2" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#141312" media="(prefers-color-scheme: dark)">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/show.css">
<script type="module" src="/assets/show.js"></script>
<script type="module" src="${escape(storefrontUrl)}/w/1/loader.js"></script>
</head>
<body>
<main class="show">
  <section class="stage" aria-label="Live video" data-state="loading" data-sound="off">
    <video id="player" poster="/poster.jpg" width="960" height="540" muted playsinline autoplay
      aria-label="Table Talk with Mara Lind, live"></video>
    <div class="veil">
      <p class="caption"><b>Table Talk</b> <span>Mara Lind</span></p>
      <button class="big" type="button" data-act="play">${ICONS.play}<span>Watch live</span></button>
      <button class="big" type="button" data-act="sound">${ICONS.muted}<span>Turn on sound</span></button>
      <p class="note" role="status"></p>
      <div class="bar">
        <button class="control" type="button" data-act="toggle" aria-label="Pause">${ICONS.pause}${ICONS.play}</button>
        <button class="control" type="button" data-act="mute" aria-label="Turn on sound">${ICONS.muted}${ICONS.sound}</button>
        <button class="live" type="button" data-act="live" disabled><b>Live</b><span class="latency"></span></button>
        <button class="control end" type="button" data-act="full" aria-label="Full screen">${ICONS.full}</button>
      </div>
    </div>
  </section>
  <section class="about" aria-labelledby="title">
    <div class="lead">
      <h1 id="title">Table Talk: the autumn table</h1>
      <p class="host"><span class="face" aria-hidden="true">ML</span><span><b>Mara Lind</b><br>Your host, from her kitchen table</span></p>
    </div>
    <p class="intro">An hour at a long table as the evenings draw in: mugs still warm from the kiln, wool for the
      draughty end of the bench, and coffee worth staying for. Mara pours, asks and passes things around. What she
      shows is in the stall the moment you see it.</p>
    <h2>At the table tonight</h2>
    <ul class="brands">
      ${BRANDS.map(
        ({ key, name, place, line }) =>
          `<li data-brand="${key}"><h3>${name}</h3><p class="place">${place}</p><p>${line}</p></li>`,
      ).join('\n      ')}
    </ul>
  </section>
</main>
<aside class="shop" aria-label="Shop">
  <side-stall stream="${escape(slug)}" player="#player"><a href="/">Shop this show</a></side-stall>
</aside>
</body>
</html>
`;
}
