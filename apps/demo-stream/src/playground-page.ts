import { contentSecurityPolicy } from './content-security-policy.ts';
import type { DemoStreamConfig } from './config.ts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const PLAYERS = [
  ['hls', 'HLS', 'Pins wait for the frame'],
  ['youtube', 'YouTube’s', 'Its clock tells seconds'],
  ['webrtc', 'WebRTC', 'The picture is now'],
  ['none', 'None', 'Pins show at once'],
] as const;
const LOCALES = [
  ['', 'As the browser speaks'],
  ['en', 'English'],
  ['de', 'Deutsch'],
  ['es', 'Español'],
  ['ar', 'العربية'],
] as const;
const THEMES = [
  ['', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;
const FONTS = [
  ['', 'The stall’s own'],
  ['Georgia, serif', 'Serif'],
  ['ui-monospace, monospace', 'Typewriter'],
] as const;
const COLORS = [
  ['accent', 'Buttons', '--stall-accent', '#1f5b4a'],
  ['on-accent', 'On buttons', '--stall-on-accent', '#ffffff'],
  ['canvas', 'Ground', '--stall-canvas', '#f8f6f2'],
  ['surface', 'Cards', '--stall-surface', '#ffffff'],
  ['ink', 'Text', '--stall-ink', '#1d1b18'],
  ['line', 'Lines', '--stall-line', '#e5e1d9'],
] as const;

const options = (list: readonly (readonly [string, string])[]): string =>
  list.map(([value, text]) => `<option value="${escape(value)}">${text}</option>`).join('');

const color = ([name, label, property, value]: (typeof COLORS)[number]): string =>
  `<div class="color"><label for="${name}">${label}</label>
        <input id="${name}" type="color" name="${name}" value="${value}" data-property="${property}">
        <label class="own"><input type="checkbox" data-own="${name}" checked> default</label></div>`;

/** The page on which somebody who embeds a stall tries it beside each kind of player, turns every knob and takes the lines along. */
export function playgroundPage(config: DemoStreamConfig): string {
  const loader = `${config.storefrontUrl}/w/1/loader.js`;
  const policy = contentSecurityPolicy(config).replaceAll('; ', ';\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Playground: a stall beside your stream</title>
<meta name="description" content="Try a stall beside each kind of player, dress it, and copy the lines.">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/playground.css">
<script type="module" src="/assets/playground.js"></script>
<script type="module" src="${escape(loader)}"></script>
</head>
<body data-loader="${escape(loader)}" data-stream="${escape(config.slug)}">
<header>
  <h1>Playground</h1>
  <p>A stall beside your stream: choose a player, dress the stall, copy the lines. <a href="/">The show itself</a></p>
</header>
<main>
  <section class="stage" data-player="hls" aria-label="Player">
    <video id="channel" poster="/poster.jpg" width="960" height="540" muted playsinline autoplay aria-label="The demo channel"></video>
    <video id="call" width="960" height="540" muted playsinline autoplay aria-label="The same as a stream without a clock"></video>
    <p class="nobody">No player on this page.</p>
  </section>
  <aside class="shop" aria-label="Shop">
    <side-stall stream="${escape(config.slug)}"><a href="/">Shop this show</a></side-stall>
  </aside>
  <section class="told" aria-label="What is happening">
    <p id="clock" role="status"></p>
    <p id="said" role="status"></p>
    <h2>Events of the stall</h2>
    <ol id="events" aria-live="polite"></ol>
  </section>
  <form id="knobs" aria-label="Knobs">
    <fieldset class="players"><legend>Player</legend>
      ${PLAYERS.map(
        ([value, name, help], at) =>
          `<label><input type="radio" name="player" value="${value}"${at === 0 ? ' checked' : ''}><span><b>${name}</b><small>${help}</small></span></label>`,
      ).join('\n      ')}
    </fieldset>
    <fieldset><legend>Looks</legend>
      <div class="pair"><label>Light or dark<select name="theme">${options(THEMES)}</select></label>
      <label>Language<select name="locale">${options(LOCALES)}</select></label></div>
      <div class="colors">${COLORS.map(color).join('\n      ')}</div>
      <p class="help">Without colors of yours each brand’s own accent is used, its contrast computed.</p>
      <div class="pair"><div class="field"><label for="radius">Corners</label><input id="radius" type="range" name="radius" min="0" max="24" value="12" data-property="--stall-radius" data-unit="px">
        <label class="own"><input type="checkbox" data-own="radius" checked> default</label></div>
      <label>Typeface<select name="font">${options(FONTS)}</select></label></div>
      <label class="field">Width beside the picture<input type="range" name="width" min="300" max="480" step="4" value="392"></label>
      <button type="reset" class="quiet">Start over</button>
    </fieldset>
  </form>
  <section class="take" aria-labelledby="take">
    <h2 id="take">Take it along</h2>
    <pre tabindex="0" aria-label="The lines to paste"><code id="snippet"></code></pre>
    <div class="row"><button type="button" id="copy">Copy the lines</button> <span id="copied" role="status"></span></div>
    <details><summary>What this page’s content policy allows</summary><pre tabindex="0" aria-label="Content policy"><code>${escape(policy)}</code></pre></details>
  </section>
</main>
</body>
</html>
`;
}
