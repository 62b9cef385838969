import { dim, ellipse, fill, line, linear, lit, radial, shape, smooth, within } from './brush.js';

export const SKIN = '#d99f78';
const WOOL = '#33594a';
const LINEN = '#e9dcc2';
/** The middle of her, left to right. */
export const X = 470;

/** Rows of stitches in two tones, as one path each. */
const SWEATER_STITCHES = [0, 1].map((odd) => {
  let d = '';
  for (let row = odd; row < 20; row += 2)
    for (let col = -15; col <= 15; col++) d += `M${X + col * 7} ${230 + row * 9}l3.5 4l3.5-4`;
  return shape(d);
});
const SLEEVE_STITCHES = [0, 1].map((odd) =>
  shape(
    [-3, -2, -1, 0, 1, 2, 3]
      .filter((row) => (row + 4) % 2 === odd)
      .map((row) => `M0 ${row * 7 - 3.5}l4 3.5l-4 3.5`)
      .join(''),
  ),
);

function stitches(ctx, [light, dark], opacity) {
  line(ctx, light, lit(WOOL, 0.3), 1.1, opacity);
  line(ctx, dark, dim(WOOL, 0.35), 1.1, opacity);
}

const woolLight = (ctx) =>
  linear(
    ctx,
    [X - 95, 220, X + 95, 300],
    [
      [0, lit(WOOL, 0.24)],
      [0.45, WOOL],
      [1, dim(WOOL, 0.34)],
    ],
  );

const skinLight = (ctx, x, r) =>
  linear(
    ctx,
    [x - r, 0, x + r, 0],
    [
      [0, lit(SKIN, 0.3)],
      [0.45, lit(SKIN, 0.08)],
      [1, dim(SKIN, 0.2)],
    ],
  );

/** What stays behind the table: back hair, neck, sweater and apron. */
export function paintBody(ctx, t, pose) {
  const up = pose.breath * 1.3;
  within(ctx, { at: [pose.sway * 0.6, 0] }, () => {
    within(ctx, { blur: 14, opacity: 0.2 }, (ctx) =>
      fill(ctx, `M430 130C420 70 560 66 566 150L590 250Q640 280 640 400H410z`, '#4a2418'),
    );
    const torso = `M${X - 20} ${224 - up}C${X - 48} ${236 - up} ${X - 82} ${238 - up} ${X - 93} ${268 - up}C${X - 98} 300 ${X - 74} 330 ${X - 70} 410H${X + 70}C${X + 74} 330 ${X + 98} 300 ${X + 93} ${268 - up}C${X + 82} ${238 - up} ${X + 48} ${236 - up} ${X + 20} ${224 - up}z`;
    fill(ctx, torso, woolLight(ctx));
    within(ctx, { clip: torso }, () => {
      within(ctx, { at: [0, -up] }, () => stitches(ctx, SWEATER_STITCHES, 0.22));
      within(ctx, { blur: 8 }, (ctx) => ellipse(ctx, X + 4, 232 - up, 44, 15, '#122019', 0.5));
    });
    apron(ctx, up);
    neck(ctx, up);
  });
}

function neck(ctx, up) {
  const d = `M${X - 18} 176C${X - 17} 205 ${X - 18} 216 ${X - 27} ${228 - up}Q${X} ${250 - up} ${X + 27} ${228 - up}C${X + 18} 216 ${X + 17} 205 ${X + 18} 176z`;
  fill(ctx, d, skinLight(ctx, X, 26));
  within(ctx, { clip: d, blur: 4 }, (ctx) => ellipse(ctx, X + 4, 196, 30, 17, '#7a3f2a', 0.55));
  const collar = `M${X - 31} ${224 - up}Q${X} ${252 - up} ${X + 31} ${224 - up}l5 9Q${X} ${268 - up} ${X - 36} ${233 - up}z`;
  fill(
    ctx,
    collar,
    linear(
      ctx,
      [X - 36, 0, X + 36, 0],
      [
        [0, lit(WOOL, 0.3)],
        [0.5, lit(WOOL, 0.06)],
        [1, dim(WOOL, 0.3)],
      ],
    ),
  );
  for (let i = -8; i <= 8; i++)
    line(ctx, `M${X + i * 3.9} ${239 - up - Math.abs(i) ** 1.7 * 0.36}l${i * 0.36} 8`, dim(WOOL, 0.4), 1, 0.5);
}

function apron(ctx, up) {
  for (const side of [-1, 1]) {
    const strap = `M${X + side * 27} ${233 - up}C${X + side * 34} ${252 - up} ${X + side * 38} 266 ${X + side * 40} ${287 - up}l${side * 11} 0C${X + side * 49} 262 ${X + side * 46} 248 ${X + side * 38} ${232 - up}z`;
    within(ctx, { at: [1.5, 2], opacity: 0.3 }, () => fill(ctx, strap, '#12201a'));
    fill(ctx, strap, side < 0 ? lit(LINEN, 0.2) : dim(LINEN, 0.16));
  }
  const bib = `M${X - 52} ${282 - up}Q${X} ${290 - up} ${X + 52} ${282 - up}C${X + 52} 318 ${X + 62} 340 ${X + 72} 362V412H${X - 72}V362C${X - 62} 340 ${X - 52} 318 ${X - 52} ${282 - up}z`;
  within(ctx, { at: [2, 3], blur: 3, opacity: 0.35 }, (ctx) => fill(ctx, bib, '#12201a'));
  fill(
    ctx,
    bib,
    linear(
      ctx,
      [X - 72, 280, X + 72, 330],
      [
        [0, lit(LINEN, 0.35)],
        [0.45, LINEN],
        [1, dim(LINEN, 0.24)],
      ],
    ),
  );
  line(ctx, `M${X - 49} ${288 - up}Q${X} ${296 - up} ${X + 49} ${288 - up}`, '#a98e68', 1, 0.7);
  for (const [dx, bend] of [
    [-24, -5],
    [18, 4],
    [38, 7],
  ])
    within(ctx, { blur: 2 }, (ctx) =>
      line(ctx, `M${X + dx} ${306 - up}q${bend} 50 ${bend * 1.8} 96`, '#8d6f4e', 3, 0.2),
    );
  for (const dx of [-46, 46]) ellipse(ctx, X + dx, 288 - up, 3.1, 3.1, '#c08a4c');
  within(ctx, { at: [X, 316 - up] }, () => {
    const thread = '#b4542f';
    line(ctx, 'M-13-3h21q0 16-10.500 16T-13-3z', thread, 1.7);
    line(ctx, 'M8 0q8-2 7 4t-10 5', thread, 1.7);
    line(ctx, 'M-7-9q-3-3 0-6t0-6M2-9q-3-3 0-6t0-6', thread, 1.4);
  });
}

/** One sleeve; `side` is -1 for the arm on the left of the picture. */
export function paintSleeve(ctx, pose, side) {
  const arm = side < 0 ? pose.left : pose.right;
  const up = pose.breath * 1.3;
  const shoulder = [X + side * 70 + pose.sway * 0.6, 270 - up];
  const wrist = arm.wrist;
  const elbow = arm.elbow;
  const cuff = toward(elbow, wrist, -3);
  limb(ctx, [shoulder, elbow, cuff], [24, 20, 14.5]);
  rib(ctx, toward(elbow, wrist, -11), wrist);
}

export function paintHand(ctx, pose, side) {
  const arm = side < 0 ? pose.left : pose.right;
  hand(ctx, arm.wrist, arm.angle, { ...arm, side });
}

const toward = ([x0, y0], [x1, y1], extra) => {
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  return [x1 + ((x1 - x0) / length) * extra, y1 + ((y1 - y0) / length) * extra];
};

/** A sleeve as discs of shrinking size along a soft curve: no seam however the elbow folds. */
function limb(ctx, [a, b, c], [ra, rb, rc]) {
  const discs = [];
  for (let i = 0; i <= 44; i++) {
    const k = i / 44;
    const soft = k < 0.5 ? k * 2 : (k - 0.5) * 2;
    const [p, q] = k < 0.5 ? [a, b] : [b, c];
    const [rp, rq] = k < 0.5 ? [ra, rb] : [rb, rc];
    discs.push([p[0] + (q[0] - p[0]) * soft, p[1] + (q[1] - p[1]) * soft, rp + (rq - rp) * soft]);
  }
  const sleeve = (grow, first = 0) => {
    const path = new Path2D();
    for (const [x, y, r] of discs.slice(first)) {
      path.moveTo(x + r + grow, y);
      path.arc(x, y, r + grow, 0, Math.PI * 2);
    }
    return path;
  };
  within(ctx, { at: [3, 5], blur: 5, opacity: 0.34 }, (ctx) => fill(ctx, sleeve(0, 7), '#0f1a14'));
  fill(ctx, sleeve(0.7, 8), dim(WOOL, 0.42), 0.75);
  const main = sleeve(-0.4);
  fill(ctx, main, woolLight(ctx));
  within(ctx, { clip: main }, () => {
    for (const [i, [x, y]] of discs.entries()) {
      if (i % 3 || i < 9) continue;
      const next = discs[i + 1] ?? discs[i];
      const angle = Math.atan2(next[1] - y, next[0] - x) || 0;
      within(ctx, { at: [x, y], turn: angle }, () => stitches(ctx, SLEEVE_STITCHES, 0.2));
    }
    within(ctx, { blur: 4 }, (ctx) =>
      line(ctx, smooth(discs.slice(6).map(([x, y, r]) => [x - r * 0.62, y - r * 0.5])), '#d8e4c8', 6, 0.17),
    );
    within(ctx, { blur: 5 }, (ctx) =>
      line(ctx, smooth(discs.slice(6).map(([x, y, r]) => [x + r * 0.7, y + r * 0.72])), '#08120d', 9, 0.34),
    );
  });
}

function rib(ctx, at, wrist) {
  within(ctx, { at, turn: Math.atan2(wrist[1] - at[1], wrist[0] - at[0]) }, () => {
    const band = new Path2D();
    band.roundRect(-5, -15.6, 14, 31.2, 6);
    fill(
      ctx,
      band,
      linear(
        ctx,
        [0, -16, 0, 16],
        [
          [0, lit(WOOL, 0.3)],
          [0.4, lit(WOOL, 0.08)],
          [1, dim(WOOL, 0.36)],
        ],
      ),
    );
    for (let i = -5; i <= 5; i++) line(ctx, `M-3.500 ${i * 2.8}h11`, dim(WOOL, 0.42), 0.9, 0.5);
  });
}

/** A hand along +x from the wrist; the thumb lies on the upper edge of the picture when it rests. */
function hand(ctx, [x, y], angle, { side, open, twist, holding: gripping = 0 }) {
  const flip = side < 0 ? 1 : -1;
  within(ctx, { at: [x, y], turn: angle, scale: [1, flip] }, () => {
    const relaxed = 1 - open;
    const paint = radial(
      ctx,
      [14, -12, 52],
      [
        [0, lit(SKIN, 0.22)],
        [0.55, SKIN],
        [1, dim(SKIN, 0.16)],
      ],
    );
    const edge = dim(SKIN, 0.34);
    const palm = 'M-4-10.500C6-13.500 18-13 25-10.500Q30 0 25 11C17 13.500 6 12.500-4 9.500z';
    const fingers = [-8.4, -2.9, 2.7, 7.9].map((fy, i) => {
      const spread = (i - 1.5) * (0.03 + open * 0.15);
      const length = [17, 20, 19, 14][i] * (gripping > 0.5 ? 0.98 : 0.86 + open * 0.2);
      const bend = relaxed * 3.2;
      const [tx, ty] = [24 + Math.cos(spread) * length, fy + Math.sin(spread) * length + bend * 0.5];
      return `M20 ${fy}Q${22 + length * 0.5} ${fy + Math.sin(spread) * length * 0.4 - bend * 0.2} ${tx} ${ty}`;
    });
    const tip = [17 + open * 3 + gripping * 6, (-17 - open * 9 + relaxed * 1.5 + gripping) * twist];
    const thumb = `M4 ${-5 * twist}Q8 ${-14 * twist} ${tip[0]} ${tip[1]}`;
    within(ctx, { at: [1.6, 3], blur: 2.4, opacity: 0.4 }, (ctx) => {
      fill(ctx, palm, '#3a170d');
      for (const d of fingers) line(ctx, d, '#3a170d', 7);
    });
    line(ctx, thumb, edge, 9);
    for (const d of fingers) line(ctx, d, edge, 7.8);
    fill(ctx, palm, edge);
    line(ctx, thumb, paint, 7.8);
    for (const d of fingers) line(ctx, d, paint, 6.6);
    within(ctx, { scale: [0.97, 0.95] }, () => fill(ctx, palm, paint));
    for (const fy of [-5.6, -0.1, 5.3]) line(ctx, `M22.500 ${fy}l5 0`, edge, 0.9, 0.6);
  });
}
