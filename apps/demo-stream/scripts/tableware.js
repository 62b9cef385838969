import { dim, ellipse, fill, line, linear, lit, mouth, radial, shadow, turned, within } from './brush.js';

export const GLAZE = { oat: '#e8dac0', terracotta: '#c2653c', ink: '#2f4b70', moss: '#7d8a5c', raw: '#b88862' };
const WALNUT = '#7b5137';
const COFFEE = '#4a2d1c';

function handle(ctx, d, color, width) {
  line(ctx, d, dim(color, 0.36), width);
  within(ctx, { at: [-0.5, -0.6] }, () => line(ctx, d, color, width * 0.72));
  within(ctx, { at: [-0.9, -1.4] }, () => line(ctx, d, lit(color, 0.5), width * 0.2, 0.7));
}

/** A mug seen from one side; `yaw` turns it like a wheel does, 0 with the handle to the right. */
export function mug(
  ctx,
  cx,
  base,
  color,
  { r = 25, height = 50, yaw = 0, filling = COFFEE, grounded = true, banded = false } = {},
) {
  const top = base - height;
  if (grounded) shadow(ctx, cx, base, r * 0.85, 0.8);
  const out = Math.cos(yaw);
  const near = Math.sin(yaw);
  const grip = () => {
    const x = cx + out * r * 0.92;
    const reach = r * 0.8 * out;
    const sag = near * r * 0.16;
    handle(
      ctx,
      `M${x} ${top + height * 0.24 + sag}c${reach} ${-height * 0.1 + sag} ${reach * 1.1} ${height * 0.56} ${-out * 2} ${height * 0.5}`,
      color,
      r * 0.24,
    );
  };
  if (near <= 0) grip();
  turned(ctx, {
    cx,
    color,
    profile: [
      [top, r],
      [top + height * 0.2, r * 0.975],
      [top + height * 0.55, r * 0.96],
      [top + height * 0.83, r * 0.9],
      [base - height * 0.06, r * 0.74],
      [base, r * 0.7],
    ],
    foot: base - height * 0.2,
  });
  if (banded) motif(ctx, cx, top + height * 0.42, r, yaw);
  mouth(ctx, cx, top, r, color, filling);
  if (near > 0) grip();
}

/** A ring of painted leaves, so that one sees the mug turn. */
function motif(ctx, cx, y, r, yaw) {
  for (let i = 0; i < 8; i++) {
    const angle = yaw + (i * Math.PI) / 4 + 0.4;
    const depth = Math.sin(angle);
    if (depth < 0.12) continue;
    const x = cx + Math.cos(angle) * r * 0.95;
    within(ctx, { at: [x, y + depth * r * 0.17], scale: [0.3 + depth * 0.7, 1], opacity: 0.35 + depth * 0.55 }, () => {
      fill(ctx, 'M0 7Q-5 0 0-7Q5 0 0 7z', '#f3e3c6');
      line(ctx, 'M0 9V-5', '#f3e3c6', 0.8);
    });
  }
}

export function kettle(ctx, cx, base) {
  const color = '#46594f';
  const steel = '#c9a86f';
  shadow(ctx, cx, base, 60);
  ellipse(ctx, cx, base, 66, 13, dim('#b16d42', 0.3));
  ellipse(
    ctx,
    cx,
    base - 4,
    66,
    13,
    linear(
      ctx,
      [cx - 66, 0, cx + 66, 0],
      [
        [0, lit('#b16d42', 0.3)],
        [1, dim('#b16d42', 0.2)],
      ],
    ),
  );
  const y = base - 5;
  const grip = `M${cx - 40} ${y - 78}C${cx - 112} ${y - 104} ${cx - 108} ${y - 26} ${cx - 82} ${y - 18}`;
  line(ctx, grip, dim(WALNUT, 0.45), 13);
  within(ctx, { at: [-0.8, -0.8] }, () => line(ctx, grip, WALNUT, 10.5));
  within(ctx, { at: [-2, -2.2] }, () => line(ctx, grip, lit(WALNUT, 0.45), 2.2, 0.7));
  line(ctx, `M${cx - 44} ${y - 77}l12 2`, steel, 9);
  const spout = `M${cx + 44} ${y - 20}C${cx + 92} ${y - 26} ${cx + 66} ${y - 92} ${cx + 98} ${y - 104}q8-3 14 2`;
  line(ctx, spout, dim(color, 0.4), 12.5);
  within(ctx, { at: [-0.7, -0.8] }, () => line(ctx, spout, color, 10));
  within(ctx, { at: [-2, -2.4] }, () => line(ctx, spout, lit(color, 0.5), 2, 0.6));
  turned(ctx, {
    cx,
    color,
    speckled: false,
    gloss: 0.5,
    profile: [
      [y - 86, 36],
      [y - 80, 40],
      [y - 46, 49],
      [y - 12, 57],
      [y - 3, 57],
      [y, 54],
    ],
  });
  line(ctx, `M${cx - 57} ${y - 9}q57 22 114 0`, steel, 1.6, 0.55);
  turned(ctx, {
    cx,
    color,
    speckled: false,
    gloss: 0.4,
    profile: [
      [y - 98, 12],
      [y - 95, 26],
      [y - 89, 36],
      [y - 86, 37],
    ],
  });
  turned(ctx, {
    cx,
    color: WALNUT,
    speckled: false,
    gloss: 0.3,
    profile: [
      [y - 114, 6],
      [y - 110, 9.5],
      [y - 103, 9],
      [y - 97, 5],
    ],
  });
  ellipse(ctx, cx, y - 114, 6, 1.8, lit(WALNUT, 0.3));
}

export function pourOver(ctx, cx, base) {
  shadow(ctx, cx, base, 36, 0.9);
  const glass = `M${cx - 17} ${base - 62}C${cx - 18} ${base - 46} ${cx - 42} ${base - 36} ${cx - 39} ${base - 6}Q${cx - 36} ${base + 6} ${cx} ${base + 7}Q${cx + 36} ${base + 6} ${cx + 39} ${base - 6}C${cx + 42} ${base - 36} ${cx + 18} ${base - 46} ${cx + 17} ${base - 62}z`;
  fill(
    ctx,
    glass,
    linear(
      ctx,
      [cx - 40, 0, cx + 40, 0],
      [
        [0, 'rgba(255,250,238,.5)'],
        [0.4, 'rgba(255,250,238,.16)'],
        [1, 'rgba(120,80,60,.28)'],
      ],
    ),
  );
  within(ctx, { clip: glass }, () => {
    ctx.fillStyle = linear(
      ctx,
      [cx - 40, 0, cx + 40, 0],
      [
        [0, '#8a4d26'],
        [0.25, '#a8622f'],
        [0.6, '#5d3119'],
        [1, '#3d2014'],
      ],
    );
    ctx.fillRect(cx - 44, base - 27, 90, 40);
    ellipse(ctx, cx, base - 27, 40, 6, '#a0602f');
  });
  line(ctx, glass, '#fffaf0', 1.4, 0.65);
  within(ctx, { blur: 0.7 }, (ctx) => line(ctx, `M${cx - 30} ${base - 26}q-4 12 0 20`, '#fff', 3.4, 0.6));
  line(ctx, `M${cx - 18} ${base - 55}q18 5 36 0`, '#b98a58', 11);
  line(ctx, `M${cx - 17} ${base - 58}q17 4 34 0`, lit('#b98a58', 0.4), 2, 0.6);
  const clay = '#f0e6d6';
  handle(ctx, `M${cx + 30} ${base - 98}c25-8 25 24-6 20`, clay, 6.5);
  turned(ctx, {
    cx,
    color: clay,
    speckled: false,
    gloss: 0.5,
    profile: [
      [base - 112, 40],
      [base - 98, 34],
      [base - 78, 22],
      [base - 70, 17],
      [base - 66, 16],
    ],
  });
  turned(ctx, {
    cx,
    color: clay,
    speckled: false,
    gloss: 0,
    profile: [
      [base - 68, 31],
      [base - 64, 32],
      [base - 62, 30],
    ],
  });
  for (let i = -3; i <= 3; i++)
    line(ctx, `M${cx + i * 10} ${base - 103 + Math.abs(i)}L${cx + i * 5.2} ${base - 74}`, '#8d7a68', 0.8, 0.35);
  mouth(ctx, cx, base - 112, 40, clay);
  ellipse(ctx, cx, base - 111, 35, 6.6, '#f8f1e3');
  ellipse(
    ctx,
    cx,
    base - 109.6,
    30,
    5,
    linear(
      ctx,
      [cx - 30, 0, cx + 30, 0],
      [
        [0, '#6a4028'],
        [1, '#3a2116'],
      ],
    ),
  );
}

export function vase(ctx, cx, base) {
  shadow(ctx, cx, base, 34, 1.1);
  turned(ctx, {
    cx,
    color: GLAZE.oat,
    foot: base - 13,
    profile: [
      [base - 84, 15],
      [base - 78, 13],
      [base - 64, 17],
      [base - 42, 36],
      [base - 20, 37],
      [base - 5, 26],
      [base, 23],
    ],
  });
  mouth(ctx, cx, base - 84, 15, GLAZE.oat);
}

export function candle(ctx, cx, base) {
  shadow(ctx, cx, base, 27, 0.8);
  turned(ctx, {
    cx,
    color: GLAZE.moss,
    foot: base - 11,
    profile: [
      [base - 48, 27],
      [base - 26, 26.6],
      [base - 7, 25],
      [base, 22],
    ],
  });
  mouth(ctx, cx, base - 48, 27, GLAZE.moss, '#f6dca6');
  line(ctx, `M${cx} ${base - 46}v-8`, '#3a2a22', 1.6);
}

export function stackedBowls(ctx, cx, base) {
  shadow(ctx, cx, base, 30, 0.9);
  const colors = [GLAZE.ink, GLAZE.oat, GLAZE.terracotta];
  for (const [i, color] of colors.entries()) {
    const y = base - i * 13;
    turned(ctx, {
      cx,
      color,
      tilt: 0.24,
      foot: i === 0 ? y - 7 : undefined,
      profile: [
        [y - 27, 42],
        [y - 14, 36],
        [y - 4, 22],
        [y, 19],
      ],
    });
  }
  const top = base - 53;
  mouth(ctx, cx, top, 42, GLAZE.terracotta, undefined, 0.24);
  within(ctx, { clip: `M${cx - 60} ${top - 60}h120V${top}A40 9.6 0 0 1 ${cx - 40} ${top}H${cx - 60}z` }, () => {
    for (const [dx, dy] of [
      [-2, -9],
      [-21, -3],
      [18, -4],
      [-6, 1],
      [10, 2],
    ]) {
      const [x, y] = [cx + dx, top + dy];
      ellipse(
        ctx,
        x,
        y,
        12,
        11.5,
        radial(
          ctx,
          [x - 4, y - 5, 19],
          [
            [0, '#ffc774'],
            [0.5, '#e58b37'],
            [1, '#a84f1f'],
          ],
        ),
      );
      line(ctx, `M${x + 1} ${y - 8}l1.500-1.500`, '#5d6a40', 1.8);
    }
    within(ctx, { at: [cx + 4, top - 19], turn: -0.5 }, () => fill(ctx, 'M0 0Q7-7 17-2Q9 5 0 0z', '#6d7c4c'));
  });
}
