import { dim, ellipse, fill, line, linear, lit, mix, mouth, radial, sheer, smooth, turned, within } from './brush.js';
import { flutter, seeded, wave } from './motion.js';
import { GLAZE, mug } from './tableware.js';

const [WIDTH, HEIGHT] = [960, 540];
export const TABLE = 388;
const WALL = '#dcbd97';
const SHELF = '#8d6144';

export function wall(ctx) {
  ctx.fillStyle = radial(
    ctx,
    [250, 130, 860],
    [
      [0, lit(WALL, 0.34)],
      [0.38, WALL],
      [1, dim(mix(WALL, '#b4714c', 0.5), 0.26)],
    ],
  );
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
  const random = seeded(11);
  for (let i = 0; i < 90; i++)
    ellipse(
      ctx,
      random() * WIDTH,
      random() * TABLE,
      20 + random() * 50,
      3 + random() * 8,
      random() > 0.5 ? '#fff3dc' : '#8d5a40',
      0.016,
    );
  ctx.fillStyle = sheer('#a8603f', 0.3);
  ctx.fillRect(0, 316, WIDTH, 100);
  ctx.fillStyle = sheer('#fff0d4', 0.35);
  ctx.fillRect(0, 313, WIDTH, 3);
  for (let x = 26; x < WIDTH; x += 52) line(ctx, `M${x} 320V400`, '#6d3a28', 1.2, 0.16);
}

function bag(ctx, x, base, w, h, color, label) {
  const d = `M${x} ${base}L${x + 2} ${base - h + 10}l3-10h${w - 10}l3 10l2 ${h - 10}z`;
  fill(
    ctx,
    d,
    linear(
      ctx,
      [x, 0, x + w, 0],
      [
        [0, lit(color, 0.15)],
        [0.5, color],
        [1, dim(color, 0.3)],
      ],
    ),
  );
  line(ctx, `M${x + 3} ${base - h + 9}h${w - 6}`, dim(color, 0.35), 1.4, 0.7);
  fill(ctx, `M${x + w * 0.2} ${base - h * 0.62}h${w * 0.6}v${h * 0.38}h-${w * 0.6}z`, label);
  ellipse(ctx, x + w / 2, base - h * 0.43, w * 0.14, w * 0.14, color);
}

function board(ctx, x, y, w) {
  within(ctx, { blur: 7 }, (ctx) => {
    ctx.fillStyle = sheer('#2a1418', 0.34);
    ctx.fillRect(x + 10, y + 10, w - 4, 18);
  });
  for (const bx of [x + 30, x + w - 36]) fill(ctx, `M${bx} ${y + 8}h7v18q-7-4-7-18z`, '#4c3a30');
  fill(
    ctx,
    `M${x} ${y}h${w}v10h-${w}z`,
    linear(
      ctx,
      [0, y, 0, y + 10],
      [
        [0, lit(SHELF, 0.4)],
        [0.3, SHELF],
        [1, dim(SHELF, 0.4)],
      ],
    ),
  );
}

export function shelves(ctx) {
  const [x, w, upper, lower] = [624, 308, 146, 268];
  board(ctx, x, upper, w);
  board(ctx, x, lower, w);
  turned(ctx, {
    cx: 660,
    color: GLAZE.terracotta,
    foot: upper - 11,
    profile: [
      [upper - 72, 12],
      [upper - 66, 10],
      [upper - 52, 13],
      [upper - 34, 25],
      [upper - 12, 24],
      [upper, 16],
    ],
  });
  mouth(ctx, 660, upper - 72, 12, GLAZE.terracotta);
  for (const [dx, dy] of [
    [-12, -48],
    [4, -58],
    [16, -42],
  ]) {
    line(ctx, `M660 ${upper - 72}Q${660 + dx * 0.3} ${upper - 96} ${660 + dx} ${upper - 72 + dy}`, '#8f7a50', 1.4);
    within(ctx, { at: [660 + dx, upper - 72 + dy], turn: dx * 0.02 }, () =>
      fill(ctx, 'M0 8Q-6 0 0-13Q6 0 0 8z', '#d8b98a'),
    );
  }
  const platter = [740, upper - 39];
  ellipse(ctx, ...platter, 39, 39, roundLightOf(ctx, platter[0], 39, GLAZE.oat));
  within(ctx, { clip: circle(...platter, 39) }, () =>
    ellipse(ctx, platter[0] + 18, platter[1] - 12, 34, 34, GLAZE.ink),
  );
  line(ctx, circle(...platter, 38.4), GLAZE.raw, 1.4, 0.7);
  line(ctx, circle(...platter, 29), '#fff', 1, 0.2);
  for (const [i, color] of [GLAZE.moss, GLAZE.oat, GLAZE.ink, GLAZE.oat].entries())
    turned(ctx, {
      cx: 816,
      color,
      gloss: 0,
      tilt: 0.16,
      profile: [
        [upper - 9 - i * 7, 32],
        [upper - 4 - i * 7, 26],
        [upper - i * 7, 17],
      ],
    });
  mouth(ctx, 816, upper - 30, 32, GLAZE.oat, undefined, 0.16);
  turned(ctx, {
    cx: 888,
    color: GLAZE.oat,
    foot: upper - 9,
    profile: [
      [upper - 34, 25],
      [upper - 20, 23],
      [upper, 17],
    ],
  });
  mouth(ctx, 888, upper - 34, 25, GLAZE.oat, '#3a2820');
  bag(ctx, 640, lower, 42, 70, '#ece0c8', '#b4542f');
  bag(ctx, 688, lower, 38, 62, '#2c4263', '#ece0c8');
  turned(ctx, {
    cx: 762,
    color: '#9fae96',
    speckled: false,
    profile: [
      [lower - 54, 24],
      [lower - 50, 24],
      [lower - 3, 24],
      [lower, 23],
    ],
  });
  turned(ctx, {
    cx: 762,
    color: '#dfbd8e',
    speckled: false,
    profile: [
      [lower - 64, 22],
      [lower - 54, 25],
      [lower - 52, 25],
    ],
  });
  ellipse(ctx, 762, lower - 64, 22, 4, lit('#dfbd8e', 0.3));
  mug(ctx, 812, lower, GLAZE.oat, { r: 17, height: 35, filling: null, grounded: false, yaw: -0.4 });
  for (const [i, [color, wdt]] of [
    ['#b4542f', 58],
    ['#33594a', 52],
    ['#d39a34', 55],
  ].entries())
    fill(
      ctx,
      `M${858 - (wdt - 52) / 2} ${lower - i * 13 - 12}h${wdt}v12h-${wdt}z`,
      linear(
        ctx,
        [855, 0, 915, 0],
        [
          [0, lit(color, 0.2)],
          [1, dim(color, 0.25)],
        ],
      ),
    );
  for (const [i, color] of [GLAZE.ink, GLAZE.terracotta, GLAZE.moss].entries()) {
    const cx = 668 + i * 66;
    line(ctx, `M${cx + 21} ${lower + 9}v7q0 6-5 6`, '#4c3a30', 2);
    mug(ctx, cx, lower + 52, color, { r: 16, height: 32, filling: null, grounded: false });
  }
}

const circle = (x, y, r) => {
  const path = new Path2D();
  path.arc(x, y, r, 0, Math.PI * 2);
  return path;
};
const roundLightOf = (ctx, cx, r, color) =>
  linear(
    ctx,
    [cx - r, -r, cx + r, r],
    [
      [0, lit(color, 0.3)],
      [0.6, color],
      [1, dim(color, 0.25)],
    ],
  );

export function trailingPlant(ctx, t) {
  for (let vine = 0; vine < 5; vine++) {
    const reach = [74, 46, 96, 60, 36][vine];
    const x0 = 872 + vine * 8;
    const points = Array.from({ length: 11 }, (_, i) => {
      const k = i / 10;
      return [
        x0 + (vine - 2) * 9 * k ** 0.7 + flutter(t, 2, vine * 0.2 + k * 0.2) * 3 * k,
        112 - Math.sin(k * 2.6) * 15 + k * k * reach,
      ];
    });
    line(ctx, smooth(points), '#5d6a40', 1.3);
    for (const [i, [x, y]] of points.entries()) {
      within(ctx, { at: [x, y], turn: (i % 2 ? 0.4 : 2.5) + vine * 0.3 }, () =>
        fill(ctx, 'M0 0Q5-7 13-1Q6 6 0 0z', i % 2 ? '#6d7c4c' : '#8f9b63'),
      );
    }
  }
}

export function plaque(ctx, t) {
  within(ctx, { at: [364, 58], turn: wave(t, 2) * 0.012 }, () => {
    line(ctx, 'M-26 24L0 0L26 24', '#6b4633', 1.4);
    ellipse(ctx, 0, 0, 2.6, 2.6, '#c9a86f');
    const sign = new Path2D();
    sign.roundRect(-41, 22, 82, 36, 10);
    within(ctx, { at: [4, 6], blur: 4, opacity: 0.35 }, (ctx) => fill(ctx, sign, '#2a1418'));
    fill(
      ctx,
      sign,
      linear(
        ctx,
        [-44, 22, 44, 60],
        [
          [0, '#3f6151'],
          [1, '#2b4a3e'],
        ],
      ),
    );
    line(ctx, sign, '#d8b97e', 1.6);
    ctx.font = 'italic 700 16px "Liberation Serif", Georgia, serif';
    ctx.textAlign = 'center';
    ctx.fillStyle = '#f5e6c8';
    ctx.fillText('Table Talk', 0, 45);
  });
}

export function table(ctx) {
  const wood = '#a8714a';
  within(ctx, { blur: 9 }, (ctx) => {
    ctx.fillStyle = sheer('#2a1418', 0.4);
    ctx.fillRect(0, TABLE - 16, WIDTH, 22);
  });
  ctx.fillStyle = linear(
    ctx,
    [0, TABLE, 0, HEIGHT],
    [
      [0, dim(wood, 0.14)],
      [0.2, wood],
      [1, lit(wood, 0.24)],
    ],
  );
  ctx.fillRect(0, TABLE, WIDTH, HEIGHT - TABLE);
  within(ctx, { blend: 'soft-light' }, () => {
    ctx.fillStyle = radial(
      ctx,
      [210, 430, 520],
      [
        [0, 'rgba(255,226,166,.85)'],
        [1, 'rgba(90,40,30,.35)'],
      ],
    );
    ctx.fillRect(0, TABLE, WIDTH, HEIGHT - TABLE);
  });
  const random = seeded(29);
  for (let i = 0; i < 46; i++) {
    const [x, y, w] = [random() * 1000 - 80, TABLE + 5 + random() * 124, 90 + random() * 320];
    line(
      ctx,
      `M${x} ${y}q${w / 2} ${random() * 6 - 3} ${w} 0`,
      random() > 0.3 ? '#5c3422' : '#f2cf9d',
      0.6 + random() * 1.2,
      0.2,
    );
  }
  for (const y of [TABLE + 38, TABLE + 84]) line(ctx, `M0 ${y}H${WIDTH}`, '#4c2a1c', 1.4, 0.42);
  ctx.fillStyle = sheer('#ffe5b8', 0.5);
  ctx.fillRect(0, TABLE, WIDTH, 1.8);
  const edge = HEIGHT - 16;
  ctx.fillStyle = linear(
    ctx,
    [0, edge, 0, HEIGHT],
    [
      [0, dim(wood, 0.2)],
      [1, dim(wood, 0.5)],
    ],
  );
  ctx.fillRect(0, edge, WIDTH, 16);
  ctx.fillStyle = sheer('#ffe5b8', 0.55);
  ctx.fillRect(0, edge - 1.5, WIDTH, 2);
}
