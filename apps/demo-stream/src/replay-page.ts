import type { DemoStreamConfig } from './config.ts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The show once it is over: its recording, and the stall beside it that keeps time with the picture. */
export function replayPage({ slug, storefrontUrl, apiUrl }: DemoStreamConfig): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Table Talk: the recording</title>
<meta name="description" content="The autumn table with Mara Lind, to see again, with everything that was on it.">
<meta name="theme-color" content="#f8f6f2" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#141312" media="(prefers-color-scheme: dark)">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/show.css">
<script type="module" src="/assets/replay.js"></script>
<script type="module" src="${escape(storefrontUrl)}/w/1/loader.js"></script>
</head>
<body data-replay="${escape(apiUrl)}/v1/streams/${escape(slug)}/replay">
<main class="show">
  <section class="stage recording" aria-label="Recording">
    <video id="player" poster="/poster.jpg" width="960" height="540" controls playsinline preload="metadata"
      aria-label="Table Talk with Mara Lind, the recording"></video>
    <p class="note" role="status"></p>
  </section>
  <section class="about" aria-labelledby="title">
    <div class="lead">
      <h1 id="title">Table Talk: the recording</h1>
    </div>
    <p class="intro">The show is over; its table is laid again as you watch. Go to any part of it, and the stall shows what
      was on the table then, at today’s price. <a href="/">The channel, live</a></p>
  </section>
</main>
<aside class="shop" aria-label="Shop">
  <side-stall stream="${escape(slug)}" player="#player"><a href="/">Shop this show</a></side-stall>
</aside>
</body>
</html>
`;
}
