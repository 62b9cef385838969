import { ellipse, fill, line, linear, mix, radial, sheer, within } from './brush.js';
import { LOOP, seeded, wave, wrap } from './motion.js';

const [WIDTH, HEIGHT] = [960, 540];

const CORD = Array.from({ length: 15 }, (_, i) => [322 + i * 46, 8 + Math.sin(((i % 7) / 7) * Math.PI) * 24]);

export function fairyLights(ctx, t) {
  line(ctx, `M${CORD.map(([x, y]) => `${x} ${y - 4}`).join('L')}`, '#5c3f34', 1.2, 0.7);
  for (const [i, [x, y]] of CORD.entries()) {
    const shine = 0.78 + 0.22 * wave(t, 4 + (i % 3), i * 0.29);
    within(ctx, { blend: 'screen' }, () =>
      ellipse(
        ctx,
        x,
        y + 2,
        26,
        26,
        radial(
          ctx,
          [x, y + 2, 26],
          [
            [0, sheer('#ffcb73', 0.6 * shine)],
            [0.4, sheer('#ffb45a', 0.2 * shine)],
            [1, sheer('#ffb45a', 0)],
          ],
        ),
      ),
    );
    line(ctx, `M${x} ${y - 5}v3`, '#4c3a30', 3);
    ellipse(ctx, x, y + 2, 3.4, 4.4, mix('#f0b65e', '#fff4cf', shine));
  }
}

/** The window's panes on the far wall, wandering as the sun does. */
export function lightOnWall(ctx, t) {
  const [dx, dy] = [wave(t, 1) * 16, wave(t, 1, 0.25) * 5];
  within(ctx, { blur: 5, blend: 'soft-light', opacity: 0.86 + 0.12 * wave(t, 1, 0.1) }, (ctx) => {
    const paint = linear(
      ctx,
      [420 + dx, 60, 900 + dx, 330],
      [
        [0, '#ffe2a6'],
        [1, sheer('#ffce86', 0.25)],
      ],
    );
    for (const [x, y] of [
      [560, 66],
      [690, 96],
      [560, 196],
      [690, 226],
    ])
      fill(ctx, `M${x + dx} ${y + dy}l112 26v112l-112-26z`, paint);
  });
}

/** The sunbeam through the room, and what floats in it. */
export function sunbeam(ctx, t) {
  const drift = wave(t, 1) * 18;
  within(ctx, { blur: 14, blend: 'screen', opacity: 0.2 + 0.05 * wave(t, 1, 0.15) }, (ctx) => {
    const paint = linear(
      ctx,
      [200, 120, 640, 480],
      [
        [0, '#ffdb9a'],
        [1, sheer('#ffb765', 0)],
      ],
    );
    fill(ctx, `M78 60L170 44L${590 + drift} 520L${300 + drift} 540z`, paint);
    fill(ctx, `M182 44L262 64L${860 + drift} 470L${660 + drift} 520z`, paint, 0.75);
  });
  const random = seeded(3);
  within(ctx, { blend: 'screen' }, () => {
    for (let i = 0; i < 44; i++) {
      const [along, across, pace, size, phase] = [random(), random(), random() > 0.6 ? 2 : 1, random(), random()];
      const k = wrap(along + (pace * t) / LOOP, 1);
      const x = 120 + k * 560 + (across - 0.5) * 190 + wave(t, 3, phase) * 7;
      const y = 110 + k * 300 + (across - 0.5) * -170 + wave(t, 2, phase * 2) * 9;
      const shine = Math.sin(Math.PI * k) * (0.55 + 0.45 * wave(t, 4 + (i % 4), phase));
      const r = 1.2 + size * 1.7;
      ellipse(
        ctx,
        x,
        y,
        r * 1.8,
        r * 1.8,
        radial(
          ctx,
          [x, y, r * 1.8],
          [
            [0, sheer('#fff0c8', 0.85)],
            [0.35, sheer('#ffe3a6', 0.5)],
            [1, sheer('#ffe3a6', 0)],
          ],
        ),
        Math.max(0, shine),
      );
    }
  });
}

export function vignette(ctx, t) {
  within(ctx, { blend: 'multiply' }, () => {
    ctx.fillStyle = radial(
      ctx,
      [440, 250, 680],
      [
        [0, 'rgba(255,246,232,1)'],
        [0.6, 'rgba(255,240,220,1)'],
        [1, `rgba(${Math.round(176 + 6 * wave(t, 1))},130,118,1)`],
      ],
    );
    ctx.fillRect(0, 0, WIDTH, HEIGHT);
  });
}
