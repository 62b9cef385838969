import { dim, ellipse, fill, line, linear, lit, mix, radial, sheer, turned, within } from './brush.js';
import { flutter, LOOP, wave, wrap } from './motion.js';
import { GLAZE } from './tableware.js';

const PANE = { x: 62, y: 34, w: 206, h: 252 };

function sky(ctx, t) {
  const { x, y, w, h } = PANE;
  const glow = 0.5 + 0.5 * wave(t, 1, -0.25);
  ctx.fillStyle = linear(
    ctx,
    [0, y, 0, y + h],
    [
      [0, mix('#8e9fb8', '#a796b2', glow)],
      [0.42, mix('#f0c59b', '#f3b48c', glow)],
      [0.72, '#f7c27c'],
      [1, '#f2a765'],
    ],
  );
  ctx.fillRect(x, y, w, h);
  const sun = [x + 128 + wave(t, 1) * 7, y + 142 + glow * 10];
  ellipse(
    ctx,
    ...sun,
    110,
    110,
    radial(
      ctx,
      [...sun, 110],
      [
        [0, 'rgba(255,244,205,.95)'],
        [0.2, 'rgba(255,226,160,.6)'],
        [1, 'rgba(255,214,140,0)'],
      ],
    ),
  );
  ellipse(ctx, ...sun, 19, 19, '#fff3cf');
  for (const [offset, top, size, opacity] of [
    [0, 52, 1, 0.6],
    [150, 84, 0.72, 0.5],
    [260, 34, 0.62, 0.42],
    [330, 108, 0.9, 0.38],
  ]) {
    const cx = x - 80 + wrap(offset + (t / LOOP) * 380, 380);
    within(ctx, { at: [cx, y + top], scale: [size, size], opacity, blur: 1.5 }, (ctx) => {
      for (const [dx, dy, rx, ry] of [
        [0, 0, 44, 8],
        [-16, -6, 22, 9],
        [14, -8, 24, 11],
        [34, 2, 26, 6],
      ])
        ellipse(ctx, dx, dy, rx, ry, '#fff0dd');
    });
  }
  const flight = wrap(t - 16, LOOP);
  if (flight < 7)
    for (const [dx, dy, phase] of [
      [0, 0, 0],
      [-16, 8, 0.3],
      [-26, -4, 0.6],
    ]) {
      const beat = wave(t, 40, phase) * 2.4;
      const [bx, by] = [x - 14 + flight * 36 + dx, y + 78 - flight * 5 + dy];
      line(
        ctx,
        `M${bx - 5} ${by - beat}Q${bx - 2} ${by - 2} ${bx} ${by}Q${bx + 2} ${by - 2} ${bx + 5} ${by - beat}`,
        '#5c4353',
        1.3,
        0.75,
      );
    }
  const ridge = (points, color) =>
    fill(
      ctx,
      `M${x} ${y + h}V${y + points[0]}C${x + 50} ${y + points[1]} ${x + 90} ${y + points[2]} ${x + 130} ${y + points[3]}S${x + 190} ${y + points[4]} ${x + w} ${y + points[5]}V${y + h}z`,
      color,
    );
  ridge([180, 158, 196, 178, 164, 172], '#b98a83');
  ridge([206, 196, 178, 200, 214, 196], '#8b7a6a');
  ridge([226, 214, 232, 222, 206, 222], '#5f6a4e');
  for (const [cx, size, phase] of [
    [x + 30, 1, 0],
    [x + 58, 0.7, 0.3],
    [x + 178, 0.9, 0.6],
  ]) {
    const bend = flutter(t, 3, phase) * 1.6;
    fill(
      ctx,
      `M${cx - 9 * size} ${y + 232}Q${cx - 10 * size + bend * 0.4} ${y + 232 - 40 * size} ${cx + bend} ${y + 232 - 66 * size}Q${cx + 10 * size + bend * 0.4} ${y + 232 - 40 * size} ${cx + 9 * size} ${y + 232}z`,
      '#47553f',
    );
  }
}

export function windowView(ctx, t) {
  const { x, y, w, h } = PANE;
  const opening = new Path2D();
  opening.roundRect(x, y, w, h, [90, 90, 0, 0]);
  within(ctx, { blur: 16, blend: 'screen' }, (ctx) => {
    ctx.fillStyle = sheer('#ffd9a0', 0.42 + 0.06 * wave(t, 1));
    ctx.beginPath();
    ctx.roundRect(x - 14, y - 12, w + 28, h + 24, 100);
    ctx.fill();
  });
  within(ctx, { clip: opening }, () => sky(ctx, t));
  const oak = '#a9744a';
  line(ctx, opening, dim(oak, 0.35), 15);
  line(ctx, opening, oak, 11);
  line(ctx, opening, lit(oak, 0.5), 2, 0.6);
  for (const d of [`M${x + w / 2} ${y}V${y + h}`, `M${x} ${y + 112}H${x + w}`]) {
    line(ctx, d, dim(oak, 0.3), 7.5);
    line(ctx, d, oak, 5);
  }
  fill(
    ctx,
    `M${x - 20} ${y + h - 3}h${w + 40}v15h-${w + 40}z`,
    linear(
      ctx,
      [0, y + h, 0, y + h + 14],
      [
        [0, lit(oak, 0.4)],
        [0.3, oak],
        [1, dim(oak, 0.4)],
      ],
    ),
  );
  planter(ctx, t, x + 38, y + h - 2);
  curtain(ctx, t);
}

function planter(ctx, t, cx, base) {
  for (let i = 0; i < 15; i++) {
    const side = (i - 7) / 7;
    const sway = flutter(t, 2, i * 0.11) * 2;
    const [tx, ty] = [cx + side * 34 + sway, base - 66 + Math.abs(side) * 26 - (i % 3) * 7];
    line(ctx, `M${cx + side * 8} ${base - 28}Q${cx + side * 12} ${base - 50} ${tx} ${ty}`, '#4c5a3c', 1.5);
    within(ctx, { at: [tx, ty], turn: -Math.PI / 2 + side * 1.1 + sway * 0.03 }, () =>
      fill(ctx, 'M-7 0Q2-8 15 0Q2 8-7 0z', i % 2 ? '#6d7c4c' : '#88945f'),
    );
  }
  turned(ctx, {
    cx,
    color: GLAZE.terracotta,
    profile: [
      [base - 32, 19],
      [base - 24, 18],
      [base, 13],
    ],
  });
}

function curtain(ctx, t) {
  const { y, h } = PANE;
  line(ctx, `M10 ${y - 16}H322`, '#6b4633', 5);
  line(ctx, `M10 ${y - 17.4}H322`, '#b98a63', 1.4, 0.7);
  for (const [edge, side] of [
    [14, 1],
    [316, -1],
  ]) {
    const sway = flutter(t, 2, side * 0.2) * 4;
    const inner = edge + side * 52;
    const drape = `M${edge - side * 8} ${y - 15}H${inner + side * 6}C${inner - side * 2} ${y + 80} ${inner - side * 6 + sway} ${y + 180} ${inner - side * 4 + sway * 1.6} ${y + h + 126}H${edge - side * 12}z`;
    fill(
      ctx,
      drape,
      linear(
        ctx,
        [edge, 0, inner, 0],
        [
          [0, sheer('#f1dfc3', 0.97)],
          [0.35, sheer('#fff0d6', 0.9)],
          [0.6, sheer('#e8cda7', 0.92)],
          [1, sheer('#fff2da', 0.82)],
        ],
      ),
    );
    within(ctx, { clip: drape, blur: 1.2 }, (ctx) => {
      for (let i = 0; i < 4; i++)
        line(
          ctx,
          `M${edge + side * i * 14} ${y - 14}C${edge + side * (i * 13)} ${y + 90} ${edge + side * i * 12 + sway * (0.3 + i * 0.2)} ${y + 190} ${edge + side * i * 13 + sway * (0.4 + i * 0.35)} ${y + h + 128}`,
          '#a97c54',
          2.6,
          0.28,
        );
    });
  }
}
