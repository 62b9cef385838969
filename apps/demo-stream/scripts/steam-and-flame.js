import { ellipse, fill, line, radial, sheer, within } from './brush.js';
import { flutter, wave } from './motion.js';

export function flame(ctx, t, cx, base) {
  const flicker = flutter(t, 34) * 0.6 + flutter(t, 15, 0.4) * 0.4;
  const lean = flutter(t, 9, 0.2) * 2.6;
  const tall = 20 + flicker * 3.4;
  const y = base - 52;
  within(ctx, { blend: 'screen' }, () => {
    ellipse(
      ctx,
      cx,
      y - 6,
      130,
      130,
      radial(
        ctx,
        [cx, y - 6, 130],
        [
          [0, sheer('#ffb95e', 0.42 + flicker * 0.05)],
          [0.3, sheer('#ff9d45', 0.17 + flicker * 0.03)],
          [1, sheer('#ff9d45', 0)],
        ],
      ),
    );
  });
  ellipse(ctx, cx, base - 46, 19, 3.6, '#ffe7ac', 0.75);
  const tongue = (w, h) =>
    `M${cx} ${y + 4}C${cx - w} ${y + 2} ${cx - w * 0.9} ${y - h * 0.45} ${cx + lean} ${y - h}C${cx + w * 0.9} ${y - h * 0.45} ${cx + w} ${y + 2} ${cx} ${y + 4}z`;
  within(ctx, { blur: 0.8 }, (ctx) => fill(ctx, tongue(6.6, tall), '#ffa63e', 0.95));
  fill(ctx, tongue(4.2, tall * 0.74), '#ffd983');
  fill(ctx, tongue(2.4, tall * 0.44), '#fff8e0');
}

/** Thin strands that rise, curl and fade. */
export function steam(ctx, t, x, y, { height = 90, width = 9, strength = 0.5, seed = 0 } = {}) {
  within(ctx, { blur: 3 }, (ctx) => {
    for (let strand = 0; strand < 3; strand++) {
      const lean = (strand - 1) * 5;
      let previous = [x + lean * 0.3, y];
      for (let i = 1; i <= 22; i++) {
        const k = i / 22;
        const curl =
          wave(t, -(5 + strand), k * 1.15 + strand * 0.37 + seed) * width * k +
          wave(t, -3, k * 0.7 + strand * 0.21 + seed) * width * 0.7 * k;
        const next = [x + lean * (0.3 + k) + curl + k * 8, y - k * height * (1 - strand * 0.14)];
        const breath = 0.65 + 0.35 * wave(t, -6, k * 1.6 + strand * 0.3 + seed);
        line(
          ctx,
          `M${previous[0]} ${previous[1]}L${next[0]} ${next[1]}`,
          '#fffaf0',
          3 + k * 7,
          strength * Math.sin(Math.PI * k ** 0.7) * breath * 0.62,
        );
        previous = next;
      }
    }
  });
}

/** One drop of coffee a second from the cone to the server. */
export function drip(ctx, t, cx, base) {
  const k = t % 1;
  if (k < 0.34) ellipse(ctx, cx, base - 62 + (k / 0.34) ** 2 * 34, 1.5, 2.4, '#6a3a1c', 0.85);
  else
    ellipse(ctx, cx, base - 27, 4 + (k - 0.34) * 34, 0.6 + (k - 0.34) * 5, '#d8975a', 0.45 * (1 - (k - 0.34) / 0.66));
}
