import { dim, ellipse, fill, line, linear, lit, mix, mouth, radial, sheer, smooth, turned, within } from './brush.js';
import { flutter, LOOP, seeded, wave, wrap } from './motion.js';
import { GLAZE, mug } from './tableware.js';

const [WIDTH, HEIGHT] = [960, 540];
export const TABLE = 388;
const PANE = { x: 62, y: 34, w: 206, h: 252 };
const WALL = '#dcbd97';
const SHELF = '#8d6144';

export function wall(ctx) {
  ctx.fillStyle = radial(ctx, [250, 130, 860], [[0, lit(WALL, 0.34)], [0.38, WALL], [1, dim(mix(WALL, '#b4714c', 0.5), 0.26)]]);
  ctx.fillRect(0, 0, WIDTH, HEIGHT);
  const random = seeded(11);
  for (let i = 0; i < 90; i++) ellipse(ctx, random() * WIDTH, random() * TABLE, 20 + random() * 50, 3 + random() * 8, random() > 0.5 ? '#fff3dc' : '#8d5a40', 0.016);
  ctx.fillStyle = sheer('#a8603f', 0.3);
  ctx.fillRect(0, 316, WIDTH, 100);
  ctx.fillStyle = sheer('#fff0d4', 0.35);
  ctx.fillRect(0, 313, WIDTH, 3);
  for (let x = 26; x < WIDTH; x += 52) line(ctx, `M${x} 320V400`, '#6d3a28', 1.2, 0.16);
}

function sky(ctx, t) {
  const { x, y, w, h } = PANE;
  const glow = 0.5 + 0.5 * wave(t, 1, -0.25);
  ctx.fillStyle = linear(ctx, [0, y, 0, y + h], [[0, mix('#8e9fb8', '#a796b2', glow)], [0.42, mix('#f0c59b', '#f3b48c', glow)], [0.72, '#f7c27c'], [1, '#f2a765']]);
  ctx.fillRect(x, y, w, h);
  const sun = [x + 128 + wave(t, 1) * 7, y + 142 + glow * 10];
  ellipse(ctx, ...sun, 110, 110, radial(ctx, [...sun, 110], [[0, 'rgba(255,244,205,.95)'], [0.2, 'rgba(255,226,160,.6)'], [1, 'rgba(255,214,140,0)']]));
  ellipse(ctx, ...sun, 19, 19, '#fff3cf');
  for (const [offset, top, size, opacity] of [[0, 52, 1, 0.6], [150, 84, 0.72, 0.5], [260, 34, 0.62, 0.42], [330, 108, 0.9, 0.38]]) {
    const cx = x - 80 + wrap(offset + (t / LOOP) * 380, 380);
    within(ctx, { at: [cx, y + top], scale: [size, size], opacity, blur: 1.5 }, (ctx) => {
      for (const [dx, dy, rx, ry] of [[0, 0, 44, 8], [-16, -6, 22, 9], [14, -8, 24, 11], [34, 2, 26, 6]]) ellipse(ctx, dx, dy, rx, ry, '#fff0dd');
    });
  }
  const flight = wrap(t - 16, LOOP);
  if (flight < 7)
    for (const [dx, dy, phase] of [[0, 0, 0], [-16, 8, 0.3], [-26, -4, 0.6]]) {
      const beat = wave(t, 40, phase) * 2.4;
      const [bx, by] = [x - 14 + flight * 36 + dx, y + 78 - flight * 5 + dy];
      line(ctx, `M${bx - 5} ${by - beat}Q${bx - 2} ${by - 2} ${bx} ${by}Q${bx + 2} ${by - 2} ${bx + 5} ${by - beat}`, '#5c4353', 1.3, 0.75);
    }
  const ridge = (points, color) => fill(ctx, `M${x} ${y + h}V${y + points[0]}C${x + 50} ${y + points[1]} ${x + 90} ${y + points[2]} ${x + 130} ${y + points[3]}S${x + 190} ${y + points[4]} ${x + w} ${y + points[5]}V${y + h}z`, color);
  ridge([180, 158, 196, 178, 164, 172], '#b98a83');
  ridge([206, 196, 178, 200, 214, 196], '#8b7a6a');
  ridge([226, 214, 232, 222, 206, 222], '#5f6a4e');
  for (const [cx, size, phase] of [[x + 30, 1, 0], [x + 58, 0.7, 0.3], [x + 178, 0.9, 0.6]]) {
    const bend = flutter(t, 3, phase) * 1.6;
    fill(ctx, `M${cx - 9 * size} ${y + 232}Q${cx - 10 * size + bend * 0.4} ${y + 232 - 40 * size} ${cx + bend} ${y + 232 - 66 * size}Q${cx + 10 * size + bend * 0.4} ${y + 232 - 40 * size} ${cx + 9 * size} ${y + 232}z`, '#47553f');
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
  fill(ctx, `M${x - 20} ${y + h - 3}h${w + 40}v15h-${w + 40}z`, linear(ctx, [0, y + h, 0, y + h + 14], [[0, lit(oak, 0.4)], [0.3, oak], [1, dim(oak, 0.4)]]));
  planter(ctx, t, x + 38, y + h - 2);
  curtain(ctx, t);
}

function planter(ctx, t, cx, base) {
  for (let i = 0; i < 15; i++) {
    const side = (i - 7) / 7;
    const sway = flutter(t, 2, i * 0.11) * 2;
    const [tx, ty] = [cx + side * 34 + sway, base - 66 + Math.abs(side) * 26 - (i % 3) * 7];
    line(ctx, `M${cx + side * 8} ${base - 28}Q${cx + side * 12} ${base - 50} ${tx} ${ty}`, '#4c5a3c', 1.5);
    within(ctx, { at: [tx, ty], turn: -Math.PI / 2 + side * 1.1 + sway * 0.03 }, () => fill(ctx, 'M-7 0Q2-8 15 0Q2 8-7 0z', i % 2 ? '#6d7c4c' : '#88945f'));
  }
  turned(ctx, { cx, color: GLAZE.terracotta, profile: [[base - 32, 19], [base - 24, 18], [base, 13]] });
}

function curtain(ctx, t) {
  const { y, h } = PANE;
  line(ctx, `M10 ${y - 16}H322`, '#6b4633', 5);
  line(ctx, `M10 ${y - 17.4}H322`, '#b98a63', 1.4, 0.7);
  for (const [edge, side] of [[14, 1], [316, -1]]) {
    const sway = flutter(t, 2, side * 0.2) * 4;
    const inner = edge + side * 52;
    const drape = `M${edge - side * 8} ${y - 15}H${inner + side * 6}C${inner - side * 2} ${y + 80} ${inner - side * 6 + sway} ${y + 180} ${inner - side * 4 + sway * 1.6} ${y + h + 126}H${edge - side * 12}z`;
    fill(ctx, drape, linear(ctx, [edge, 0, inner, 0], [[0, sheer('#f1dfc3', 0.97)], [0.35, sheer('#fff0d6', 0.9)], [0.6, sheer('#e8cda7', 0.92)], [1, sheer('#fff2da', 0.82)]]));
    within(ctx, { clip: drape, blur: 1.2 }, (ctx) => {
      for (let i = 0; i < 4; i++) line(ctx, `M${edge + side * i * 14} ${y - 14}C${edge + side * (i * 13)} ${y + 90} ${edge + side * i * 12 + sway * (0.3 + i * 0.2)} ${y + 190} ${edge + side * i * 13 + sway * (0.4 + i * 0.35)} ${y + h + 128}`, '#a97c54', 2.6, 0.28);
    });
  }
}

function bag(ctx, x, base, w, h, color, label) {
  const d = `M${x} ${base}L${x + 2} ${base - h + 10}l3-10h${w - 10}l3 10l2 ${h - 10}z`;
  fill(ctx, d, linear(ctx, [x, 0, x + w, 0], [[0, lit(color, 0.15)], [0.5, color], [1, dim(color, 0.3)]]));
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
  fill(ctx, `M${x} ${y}h${w}v10h-${w}z`, linear(ctx, [0, y, 0, y + 10], [[0, lit(SHELF, 0.4)], [0.3, SHELF], [1, dim(SHELF, 0.4)]]));
}

export function shelves(ctx) {
  const [x, w, upper, lower] = [624, 308, 146, 268];
  board(ctx, x, upper, w);
  board(ctx, x, lower, w);
  turned(ctx, { cx: 660, color: GLAZE.terracotta, foot: upper - 11, profile: [[upper - 72, 12], [upper - 66, 10], [upper - 52, 13], [upper - 34, 25], [upper - 12, 24], [upper, 16]] });
  mouth(ctx, 660, upper - 72, 12, GLAZE.terracotta);
  for (const [dx, dy] of [[-12, -48], [4, -58], [16, -42]]) {
    line(ctx, `M660 ${upper - 72}Q${660 + dx * 0.3} ${upper - 96} ${660 + dx} ${upper - 72 + dy}`, '#8f7a50', 1.4);
    within(ctx, { at: [660 + dx, upper - 72 + dy], turn: dx * 0.02 }, () => fill(ctx, 'M0 8Q-6 0 0-13Q6 0 0 8z', '#d8b98a'));
  }
  const platter = [740, upper - 39];
  ellipse(ctx, ...platter, 39, 39, roundLightOf(ctx, platter[0], 39, GLAZE.oat));
  within(ctx, { clip: circle(...platter, 39) }, () => ellipse(ctx, platter[0] + 18, platter[1] - 12, 34, 34, GLAZE.ink));
  line(ctx, circle(...platter, 38.4), GLAZE.raw, 1.4, 0.7);
  line(ctx, circle(...platter, 29), '#fff', 1, 0.2);
  for (const [i, color] of [GLAZE.moss, GLAZE.oat, GLAZE.ink, GLAZE.oat].entries())
    turned(ctx, { cx: 816, color, gloss: 0, tilt: 0.16, profile: [[upper - 9 - i * 7, 32], [upper - 4 - i * 7, 26], [upper - i * 7, 17]] });
  mouth(ctx, 816, upper - 30, 32, GLAZE.oat, undefined, 0.16);
  turned(ctx, { cx: 888, color: GLAZE.oat, foot: upper - 9, profile: [[upper - 34, 25], [upper - 20, 23], [upper, 17]] });
  mouth(ctx, 888, upper - 34, 25, GLAZE.oat, '#3a2820');
  bag(ctx, 640, lower, 42, 70, '#ece0c8', '#b4542f');
  bag(ctx, 688, lower, 38, 62, '#2c4263', '#ece0c8');
  turned(ctx, { cx: 762, color: '#9fae96', speckled: false, profile: [[lower - 54, 24], [lower - 50, 24], [lower - 3, 24], [lower, 23]] });
  turned(ctx, { cx: 762, color: '#dfbd8e', speckled: false, profile: [[lower - 64, 22], [lower - 54, 25], [lower - 52, 25]] });
  ellipse(ctx, 762, lower - 64, 22, 4, lit('#dfbd8e', 0.3));
  mug(ctx, 812, lower, GLAZE.oat, { r: 17, height: 35, filling: null, grounded: false, yaw: -0.4 });
  for (const [i, [color, wdt]] of [['#b4542f', 58], ['#33594a', 52], ['#d39a34', 55]].entries())
    fill(ctx, `M${858 - (wdt - 52) / 2} ${lower - i * 13 - 12}h${wdt}v12h-${wdt}z`, linear(ctx, [855, 0, 915, 0], [[0, lit(color, 0.2)], [1, dim(color, 0.25)]]));
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
const roundLightOf = (ctx, cx, r, color) => linear(ctx, [cx - r, -r, cx + r, r], [[0, lit(color, 0.3)], [0.6, color], [1, dim(color, 0.25)]]);

export function trailingPlant(ctx, t) {
  for (let vine = 0; vine < 5; vine++) {
    const reach = [74, 46, 96, 60, 36][vine];
    const x0 = 872 + vine * 8;
    const points = Array.from({ length: 11 }, (_, i) => {
      const k = i / 10;
      return [x0 + (vine - 2) * 9 * k ** 0.7 + flutter(t, 2, vine * 0.2 + k * 0.2) * 3 * k, 112 - Math.sin(k * 2.6) * 15 + k * k * reach];
    });
    line(ctx, smooth(points), '#5d6a40', 1.3);
    for (const [i, [x, y]] of points.entries()) {
      within(ctx, { at: [x, y], turn: (i % 2 ? 0.4 : 2.5) + vine * 0.3 }, () => fill(ctx, 'M0 0Q5-7 13-1Q6 6 0 0z', i % 2 ? '#6d7c4c' : '#8f9b63'));
    }
  }
}

export function plaque(ctx, t) {
  within(ctx, { at: [370, 58], turn: wave(t, 2) * 0.012 }, () => {
    line(ctx, 'M-26 24L0 0L26 24', '#6b4633', 1.4);
    ellipse(ctx, 0, 0, 2.6, 2.6, '#c9a86f');
    const sign = new Path2D();
    sign.roundRect(-44, 22, 88, 38, 10);
    within(ctx, { at: [4, 6], blur: 4, opacity: 0.35 }, (ctx) => fill(ctx, sign, '#2a1418'));
    fill(ctx, sign, linear(ctx, [-44, 22, 44, 60], [[0, '#3f6151'], [1, '#2b4a3e']]));
    within(ctx, { at: [0, 0] }, () => line(ctx, sign, '#d8b97e', 1.6));
    ctx.font = 'italic 700 17px "Liberation Serif", Georgia, serif';
    ctx.textAlign = 'center';
    ctx.fillStyle = '#f5e6c8';
    ctx.fillText('Table Talk', 0, 47);
  });
}

const CORD = Array.from({ length: 15 }, (_, i) => [322 + i * 46, 8 + Math.sin(((i % 7) / 7) * Math.PI) * 24]);

export function fairyLights(ctx, t) {
  line(ctx, `M${CORD.map(([x, y]) => `${x} ${y - 4}`).join('L')}`, '#5c3f34', 1.2, 0.7);
  for (const [i, [x, y]] of CORD.entries()) {
    const shine = 0.78 + 0.22 * wave(t, 4 + (i % 3), i * 0.29);
    within(ctx, { blend: 'screen' }, () => ellipse(ctx, x, y + 2, 26, 26, radial(ctx, [x, y + 2, 26], [[0, sheer('#ffcb73', 0.6 * shine)], [0.4, sheer('#ffb45a', 0.2 * shine)], [1, sheer('#ffb45a', 0)]])));
    line(ctx, `M${x} ${y - 5}v3`, '#4c3a30', 3);
    ellipse(ctx, x, y + 2, 3.4, 4.4, mix('#f0b65e', '#fff4cf', shine));
  }
}

/** The window's panes on the far wall, wandering as the sun does. */
export function lightOnWall(ctx, t) {
  const [dx, dy] = [wave(t, 1) * 16, wave(t, 1, 0.25) * 5];
  within(ctx, { blur: 5, blend: 'soft-light', opacity: 0.86 + 0.12 * wave(t, 1, 0.1) }, (ctx) => {
    const paint = linear(ctx, [420 + dx, 60, 900 + dx, 330], [[0, '#ffe2a6'], [1, sheer('#ffce86', 0.25)]]);
    for (const [x, y] of [[560, 66], [690, 96], [560, 196], [690, 226]]) fill(ctx, `M${x + dx} ${y + dy}l112 26v112l-112-26z`, paint);
  });
}

export function table(ctx) {
  const wood = '#a8714a';
  within(ctx, { blur: 9 }, (ctx) => {
    ctx.fillStyle = sheer('#2a1418', 0.4);
    ctx.fillRect(0, TABLE - 16, WIDTH, 22);
  });
  ctx.fillStyle = linear(ctx, [0, TABLE, 0, HEIGHT], [[0, dim(wood, 0.14)], [0.2, wood], [1, lit(wood, 0.24)]]);
  ctx.fillRect(0, TABLE, WIDTH, HEIGHT - TABLE);
  within(ctx, { blend: 'soft-light' }, () => {
    ctx.fillStyle = radial(ctx, [210, 430, 520], [[0, 'rgba(255,226,166,.85)'], [1, 'rgba(90,40,30,.35)']]);
    ctx.fillRect(0, TABLE, WIDTH, HEIGHT - TABLE);
  });
  const random = seeded(29);
  for (let i = 0; i < 46; i++) {
    const [x, y, w] = [random() * 1000 - 80, TABLE + 5 + random() * 124, 90 + random() * 320];
    line(ctx, `M${x} ${y}q${w / 2} ${random() * 6 - 3} ${w} 0`, random() > 0.3 ? '#5c3422' : '#f2cf9d', 0.6 + random() * 1.2, 0.2);
  }
  for (const y of [TABLE + 38, TABLE + 84]) line(ctx, `M0 ${y}H${WIDTH}`, '#4c2a1c', 1.4, 0.42);
  ctx.fillStyle = sheer('#ffe5b8', 0.5);
  ctx.fillRect(0, TABLE, WIDTH, 1.8);
  const edge = HEIGHT - 16;
  ctx.fillStyle = linear(ctx, [0, edge, 0, HEIGHT], [[0, dim(wood, 0.2)], [1, dim(wood, 0.5)]]);
  ctx.fillRect(0, edge, WIDTH, 16);
  ctx.fillStyle = sheer('#ffe5b8', 0.55);
  ctx.fillRect(0, edge - 1.5, WIDTH, 2);
}

/** The sunbeam through the room, and what floats in it. */
export function sunbeam(ctx, t) {
  const drift = wave(t, 1) * 18;
  within(ctx, { blur: 14, blend: 'screen', opacity: 0.2 + 0.05 * wave(t, 1, 0.15) }, (ctx) => {
    const paint = linear(ctx, [200, 120, 640, 480], [[0, '#ffdb9a'], [1, sheer('#ffb765', 0)]]);
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
      ellipse(ctx, x, y, r * 1.8, r * 1.8, radial(ctx, [x, y, r * 1.8], [[0, sheer('#fff0c8', 0.85)], [0.35, sheer('#ffe3a6', 0.5)], [1, sheer('#ffe3a6', 0)]]), Math.max(0, shine));
    }
  });
}

export function vignette(ctx, t) {
  within(ctx, { blend: 'multiply' }, () => {
    ctx.fillStyle = radial(ctx, [440, 250, 680], [[0, 'rgba(255,246,232,1)'], [0.6, 'rgba(255,240,220,1)'], [1, `rgba(${Math.round(176 + 6 * wave(t, 1))},130,118,1)`]]);
    ctx.fillRect(0, 0, WIDTH, HEIGHT);
  });
}

