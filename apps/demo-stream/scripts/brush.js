import { seeded } from './motion.js';

const channels = (color) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
const hex = (values) => `#${values.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

export const mix = (a, b, k) => {
  const other = channels(b);
  return hex(channels(a).map((value, i) => value + (other[i] - value) * k));
};
export const lit = (color, k) => mix(color, '#fff3dc', k);
export const dim = (color, k) => mix(color, '#2a1418', k);
export const sheer = (color, opacity) => `rgba(${channels(color).join(',')},${opacity})`;

export function linear(ctx, [x0, y0, x1, y1], stops) {
  const paint = ctx.createLinearGradient(x0, y0, x1, y1);
  for (const [at, color] of stops) paint.addColorStop(at, color);
  return paint;
}

export function radial(ctx, [x, y, r], stops) {
  const paint = ctx.createRadialGradient(x, y, 0, x, y, r);
  for (const [at, color] of stops) paint.addColorStop(at, color);
  return paint;
}

export const shape = (d) => new Path2D(d);

export function fill(ctx, d, paint, opacity = 1) {
  ctx.save();
  ctx.globalAlpha *= opacity;
  ctx.fillStyle = paint;
  ctx.fill(typeof d === 'string' ? shape(d) : d);
  ctx.restore();
}

export function line(ctx, d, paint, width, opacity = 1) {
  ctx.save();
  ctx.globalAlpha *= opacity;
  ctx.strokeStyle = paint;
  ctx.lineWidth = width;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.stroke(typeof d === 'string' ? shape(d) : d);
  ctx.restore();
}

export function ellipse(ctx, cx, cy, rx, ry, paint, opacity = 1) {
  const path = new Path2D();
  path.ellipse(cx, cy, Math.max(0, rx), Math.max(0, ry), 0, 0, Math.PI * 2);
  fill(ctx, path, paint, opacity);
}

const scratch = [];
let depth = 0;

/** Runs `draw` with canvas state of its own; use the context it is handed, which is another one when the result is to be blurred. */
export function within(ctx, { at, turn, scale, clip, blur, blend, opacity }, draw) {
  ctx.save();
  if (at) ctx.translate(...at);
  if (turn) ctx.rotate(turn);
  if (scale) ctx.scale(...scale);
  if (clip) ctx.clip(typeof clip === 'string' ? shape(clip) : clip);
  if (blend) ctx.globalCompositeOperation = blend;
  if (opacity !== undefined) ctx.globalAlpha *= opacity;
  if (blur) blurred(ctx, blur, draw);
  else draw(ctx);
  ctx.restore();
}

/** A filter is paid for each stroke, so the strokes are gathered on a layer and filtered once. */
function blurred(ctx, radius, draw) {
  const { width, height } = ctx.canvas;
  const layer = (scratch[depth] ??= new OffscreenCanvas(960, 540).getContext('2d'));
  depth += 1;
  layer.reset();
  layer.setTransform(ctx.getTransform());
  draw(layer);
  depth -= 1;
  ctx.resetTransform();
  ctx.filter = `blur(${radius}px)`;
  ctx.drawImage(layer.canvas, 0, 0, width, height);
  ctx.filter = 'none';
}

/** A soft curve through the points (Catmull-Rom as Béziers). */
export function smooth(points, begin = true) {
  let d = begin ? `M${points[0][0]} ${points[0][1]}` : '';
  for (let i = 0; i < points.length - 1; i++) {
    const [p0, p1, p2, p3] = [points[i - 1] ?? points[i], points[i], points[i + 1], points[i + 2] ?? points[i + 1]];
    const c1 = [p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6];
    const c2 = [p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6];
    d += `C${[...c1, ...c2, p2[0], p2[1]].map((value) => value.toFixed(2)).join(' ')}`;
  }
  return d;
}

const TILT = 0.2;

/** The outline of a turned body from half a profile [y, radius], top down. */
export function turnedShape(cx, profile, tilt = TILT) {
  const [top, bottom] = [profile[0], profile.at(-1)];
  const left = profile.map(([y, r]) => [cx - r, y]);
  const right = profile.toReversed().map(([y, r]) => [cx + r, y]);
  return shape(
    `${smooth(left)}A${bottom[1]} ${bottom[1] * tilt} 0 0 0 ${cx + bottom[1]} ${bottom[0]}${smooth(right, false)}` +
      `A${top[1]} ${top[1] * tilt} 0 0 0 ${cx - top[1]} ${top[0]}z`,
  );
}

/** Evening light from the left around something round. */
export const roundLight = (ctx, cx, r, color) =>
  linear(
    ctx,
    [cx - r, 0, cx + r, 0],
    [
      [0, dim(color, 0.06)],
      [0.24, lit(color, 0.36)],
      [0.52, color],
      [0.88, dim(color, 0.36)],
      [1, dim(color, 0.24)],
    ],
  );

function speckles(ctx, cx, r, top, bottom, seed) {
  const random = seeded(seed);
  for (let i = 0; i < (r * (bottom - top)) / 42; i++)
    ellipse(
      ctx,
      cx + (random() * 2 - 1) * r,
      top + random() * (bottom - top),
      random() > 0.85 ? 0.9 : 0.5,
      0.5,
      '#4a2f22',
      0.5,
    );
}

/** A body thrown on the wheel: glaze over bare clay, speckles, and the window's reflection. */
export function turned(ctx, { cx, profile, color, foot, speckled = true, gloss = 0.42, tilt = TILT }) {
  const body = turnedShape(cx, profile, tilt);
  const widest = Math.max(...profile.map(([, r]) => r));
  const [top, bottom] = [profile[0][0], profile.at(-1)[0]];
  fill(ctx, body, roundLight(ctx, cx, widest, foot ? '#b88862' : color));
  within(ctx, { clip: body }, () => {
    if (foot) {
      const edge = `M${cx - widest - 4} ${top - 60}V${foot - 2}q${widest * 0.5} ${widest * 0.36} ${widest} ${widest * 0.22}t${widest + 8}-${widest * 0.16}V${top - 60}z`;
      fill(ctx, edge, roundLight(ctx, cx, widest, color));
      line(ctx, edge, dim(color, 0.4), 0.9, 0.5);
    }
    if (speckled) speckles(ctx, cx, widest, top, bottom, Math.round(cx * 7 + bottom));
    ctx.fillStyle = linear(
      ctx,
      [0, top, 0, bottom + widest * tilt],
      [
        [0, 'rgba(255,255,255,.1)'],
        [0.4, 'rgba(255,255,255,0)'],
        [0.72, 'rgba(42,20,24,0)'],
        [1, 'rgba(42,20,24,.3)'],
      ],
    );
    ctx.fillRect(cx - widest - 2, top - 20, widest * 2 + 4, bottom - top + 60);
  });
  if (!gloss) return;
  const side = profile
    .filter(([y]) => y > top + (bottom - top) * 0.12 && y < top + (bottom - top) * 0.68)
    .map(([y, r]) => [cx - r * 0.66, y]);
  if (side.length > 1) within(ctx, { blur: 1 }, (ctx) => line(ctx, smooth(side), '#fff', widest * 0.09 + 1, gloss));
}

/** The opening of a vessel, and what it holds. */
export function mouth(ctx, cx, y, r, color, filling, tilt = TILT) {
  const inner = r - Math.max(1.6, r * 0.06);
  ellipse(
    ctx,
    cx,
    y,
    r,
    r * tilt,
    linear(
      ctx,
      [cx - r, 0, cx + r, 0],
      [
        [0, lit(color, 0.5)],
        [0.6, lit(color, 0.18)],
        [1, dim(color, 0.15)],
      ],
    ),
  );
  ellipse(
    ctx,
    cx,
    y + 0.4,
    inner,
    inner * tilt,
    linear(
      ctx,
      [cx - r, 0, cx + r, 0],
      [
        [0, dim(color, 0.55)],
        [0.6, dim(color, 0.25)],
        [1, lit(color, 0.06)],
      ],
    ),
  );
  if (!filling) return;
  const hole = new Path2D();
  hole.ellipse(cx, y + 0.4, inner, inner * tilt, 0, 0, Math.PI * 2);
  within(ctx, { clip: hole }, () =>
    ellipse(
      ctx,
      cx,
      y + r * tilt * 0.55,
      inner,
      inner * tilt,
      linear(
        ctx,
        [cx - r, 0, cx + r, 0],
        [
          [0, lit(filling, 0.3)],
          [0.4, filling],
          [1, dim(filling, 0.3)],
        ],
      ),
    ),
  );
}

/** Where a thing stands: close dark, and a long soft shadow away from the window. */
export function shadow(ctx, cx, base, r, reach = 1) {
  within(ctx, { blur: 5 }, (ctx) =>
    ellipse(ctx, cx + r * 0.75 * reach, base + r * 0.03, r * (0.9 + 0.5 * reach), r * 0.2, '#2a1418', 0.3),
  );
  within(ctx, { blur: 2 }, (ctx) => ellipse(ctx, cx + r * 0.06, base + r * 0.04, r * 1.1, r * 0.25, '#22110f', 0.5));
}
