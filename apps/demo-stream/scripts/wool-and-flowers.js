import { dim, ellipse, fill, line, linear, lit, shadow, within } from './brush.js';
import { flutter } from './motion.js';

const WOOL = { cream: '#eadfc8', pine: '#33594a', rust: '#b4542f', slate: '#5f707c', mustard: '#d39a34' };

const STEMS = [
  [-30, -84, 'daisy', 11],
  [4, -112, 'daisy', 13],
  [34, -82, 'dahlia', 12],
  [-10, -66, 'dahlia', 10],
  [20, -54, 'daisy', 8],
  [-44, -54, 'leaf', 1],
  [46, -48, 'leaf', 1],
  [-20, -106, 'leaf', 1],
  [24, -110, 'leaf', 1],
];

export function flowers(ctx, t, cx, y) {
  for (const [i, [dx, dy, kind, size]] of STEMS.entries()) {
    const sway = flutter(t, 2 + (i % 2), i * 0.13) * 2.4;
    const [x, top] = [cx + dx + sway, y + dy];
    line(ctx, `M${cx + dx * 0.1} ${y + 3}Q${cx + dx * 0.3} ${y + dy * 0.55} ${x} ${top}`, '#66724a', 1.9);
    if (kind === 'leaf') {
      for (let k = 0; k < 6; k++) {
        const at = 0.45 + k * 0.11;
        within(ctx, { at: [cx + dx * at * at + sway * at, y + dy * at], turn: (k % 2 ? 0.6 : -2.3) + dx * 0.01 }, () =>
          fill(ctx, 'M0 0Q6-5 14 0Q6 4 0 0z', k % 2 ? '#7d8a5c' : '#98a374'),
        );
      }
      continue;
    }
    const petal = kind === 'daisy' ? '#f7ecd9' : '#d87f4d';
    const count = kind === 'daisy' ? 10 : 13;
    for (let k = 0; k < count; k++)
      within(ctx, { at: [x, top], turn: (k / count) * Math.PI * 2 + sway * 0.03, scale: [1, 1] }, () => {
        fill(
          ctx,
          `M0 0Q${size * 0.5}-${size * 0.42} ${size} 0Q${size * 0.5} ${size * 0.42} 0 0z`,
          k % 2 ? petal : dim(petal, 0.1),
        );
      });
    ellipse(ctx, x, top, size * 0.3, size * 0.3, kind === 'daisy' ? '#dba43f' : '#8f3d24');
  }
}

/** Folded sweaters and throws, stitch by stitch. */
export function knitwear(ctx, cx, base) {
  shadow(ctx, cx, base, 88, 0.35);
  const stack = [
    [WOOL.pine, 164, 31],
    [WOOL.mustard, 156, 28],
    [WOOL.cream, 160, 31],
    [WOOL.rust, 148, 28],
  ];
  let y = base + 4;
  for (const [i, [color, width, height]] of stack.entries()) {
    const x = cx - width / 2 + [0, 4, -3, 3][i];
    const fold = `M${x + 10} ${y - height}H${x + width - 8}Q${x + width + 7} ${y - height + 1} ${x + width + 6} ${y - height / 2}T${x + width - 10} ${y}H${x + 8}Q${x - 8} ${y} ${x - 7} ${y - height / 2}T${x + 10} ${y - height}z`;
    fill(
      ctx,
      fold,
      linear(
        ctx,
        [x, 0, x + width, 0],
        [
          [0, lit(color, 0.18)],
          [0.5, color],
          [1, dim(color, 0.28)],
        ],
      ),
    );
    within(ctx, { clip: fold }, () => {
      for (let row = 0; row < 4; row++)
        for (let col = 0; col * 7 < width + 16; col++)
          line(
            ctx,
            `M${x - 8 + col * 7} ${y - height + 2 + row * 9}l3.5 4.5l3.5-4.5`,
            row % 2 ? dim(color, 0.3) : lit(color, 0.35),
            1.3,
            0.3,
          );
      ctx.fillStyle = linear(
        ctx,
        [0, y - height, 0, y],
        [
          [0, 'rgba(255,244,220,.28)'],
          [0.35, 'rgba(255,244,220,0)'],
          [0.65, 'rgba(42,20,24,0)'],
          [1, 'rgba(42,20,24,.42)'],
        ],
      );
      ctx.fillRect(x - 12, y - height, width + 24, height);
    });
    line(
      ctx,
      `M${x - 3} ${y - height / 2 + 1}Q${x + width / 2} ${y - height / 2 + 4} ${x + width - 12} ${y - height / 2 + 1}`,
      dim(color, 0.42),
      1.7,
      0.65,
    );
    if (color === WOOL.cream)
      for (const stripe of [26, 34, 42])
        line(
          ctx,
          `M${x + stripe} ${y - height + 1}q-4 ${height / 2} 0 ${height - 2}`,
          stripe === 34 ? WOOL.rust : WOOL.slate,
          3.4,
          0.75,
        );
    y -= height - 1.5;
  }
  const top = y;
  fill(
    ctx,
    `M${cx - 58} ${top}q4-11 18-12h86q12 2 14 12z`,
    linear(
      ctx,
      [cx - 60, 0, cx + 60, 0],
      [
        [0, lit(WOOL.rust, 0.3)],
        [1, dim(WOOL.rust, 0.1)],
      ],
    ),
  );
  line(ctx, `M${cx - 24} ${top - 8}q26 12 50 0`, dim(WOOL.rust, 0.35), 4, 0.7);
  fill(ctx, `M${cx + 40} ${top + 18}l22-2v27l-11 4l-11-4z`, '#f5ecd9');
  ellipse(ctx, cx + 51, top + 30, 4.4, 4.4, 'none');
  line(ctx, `M${cx + 46} ${top + 29}q5-6 10 0q-5 8-10 0z`, WOOL.pine, 1.2);
}

export function beans(ctx, points) {
  for (const [i, [x, y]] of points.entries())
    within(ctx, { at: [x, y], turn: i * 1.3 }, () => {
      ellipse(ctx, 1, 1.6, 5, 3.2, '#22110f', 0.35);
      ellipse(
        ctx,
        0,
        0,
        4.8,
        3.2,
        linear(
          ctx,
          [-5, -3, 5, 3],
          [
            [0, '#8d5a38'],
            [1, '#46281a'],
          ],
        ),
      );
      line(ctx, 'M-4 .4q4-1.6 8 0', '#2e180f', 0.9);
    });
}
