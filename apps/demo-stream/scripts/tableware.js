import { dim, ellipse, fill, line, linear, lit, mouth, radial, shadow, sheer, turned, within } from './brush.js';
import { flutter, wave } from './motion.js';

export const GLAZE = { oat: '#e8dac0', terracotta: '#c2653c', ink: '#2f4b70', moss: '#7d8a5c', raw: '#b88862' };
export const WOOL = { cream: '#eadfc8', pine: '#33594a', rust: '#b4542f', slate: '#5f707c', mustard: '#d39a34' };
const WALNUT = '#7b5137';
const COFFEE = '#4a2d1c';

function handle(ctx, d, color, width) {
  line(ctx, d, dim(color, 0.36), width);
  within(ctx, { at: [-0.5, -0.6] }, () => line(ctx, d, color, width * 0.72));
  within(ctx, { at: [-0.9, -1.4] }, () => line(ctx, d, lit(color, 0.5), width * 0.2, 0.7));
}

/** A mug seen from one side; `yaw` turns it like a wheel does, 0 with the handle to the right. */
export function mug(ctx, cx, base, color, { r = 25, height = 50, yaw = 0, filling = COFFEE, grounded = true, banded = false } = {}) {
  const top = base - height;
  if (grounded) shadow(ctx, cx, base, r * 0.85, 0.8);
  const out = Math.cos(yaw);
  const near = Math.sin(yaw);
  const grip = () => {
    const x = cx + out * r * 0.92;
    const reach = r * 0.8 * out;
    const sag = near * r * 0.16;
    handle(ctx, `M${x} ${top + height * 0.24 + sag}c${reach} ${-height * 0.1 + sag} ${reach * 1.1} ${height * 0.56} ${-out * 2} ${height * 0.5}`, color, r * 0.24);
  };
  if (near <= 0) grip();
  turned(ctx, {
    cx,
    color,
    profile: [[top, r], [top + height * 0.2, r * 0.975], [top + height * 0.55, r * 0.96], [top + height * 0.83, r * 0.9], [base - height * 0.06, r * 0.74], [base, r * 0.7]],
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
  ellipse(ctx, cx, base - 4, 66, 13, linear(ctx, [cx - 66, 0, cx + 66, 0], [[0, lit('#b16d42', 0.3)], [1, dim('#b16d42', 0.2)]]));
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
  turned(ctx, { cx, color, speckled: false, gloss: 0.5, profile: [[y - 86, 36], [y - 80, 40], [y - 46, 49], [y - 12, 57], [y - 3, 57], [y, 54]] });
  line(ctx, `M${cx - 57} ${y - 9}q57 22 114 0`, steel, 1.6, 0.55);
  turned(ctx, { cx, color, speckled: false, gloss: 0.4, profile: [[y - 98, 12], [y - 95, 26], [y - 89, 36], [y - 86, 37]] });
  turned(ctx, { cx, color: WALNUT, speckled: false, gloss: 0.3, profile: [[y - 114, 6], [y - 110, 9.5], [y - 103, 9], [y - 97, 5]] });
  ellipse(ctx, cx, y - 114, 6, 1.8, lit(WALNUT, 0.3));
}

export function pourOver(ctx, cx, base) {
  shadow(ctx, cx, base, 36, 0.9);
  const glass = `M${cx - 17} ${base - 62}C${cx - 18} ${base - 46} ${cx - 42} ${base - 36} ${cx - 39} ${base - 6}Q${cx - 36} ${base + 6} ${cx} ${base + 7}Q${cx + 36} ${base + 6} ${cx + 39} ${base - 6}C${cx + 42} ${base - 36} ${cx + 18} ${base - 46} ${cx + 17} ${base - 62}z`;
  fill(ctx, glass, linear(ctx, [cx - 40, 0, cx + 40, 0], [[0, 'rgba(255,250,238,.5)'], [0.4, 'rgba(255,250,238,.16)'], [1, 'rgba(120,80,60,.28)']]));
  within(ctx, { clip: glass }, () => {
    ctx.fillStyle = linear(ctx, [cx - 40, 0, cx + 40, 0], [[0, '#8a4d26'], [0.25, '#a8622f'], [0.6, '#5d3119'], [1, '#3d2014']]);
    ctx.fillRect(cx - 44, base - 27, 90, 40);
    ellipse(ctx, cx, base - 27, 40, 6, '#a0602f');
  });
  line(ctx, glass, '#fffaf0', 1.4, 0.65);
  within(ctx, { blur: 0.7 }, (ctx) => line(ctx, `M${cx - 30} ${base - 26}q-4 12 0 20`, '#fff', 3.4, 0.6));
  line(ctx, `M${cx - 18} ${base - 55}q18 5 36 0`, '#b98a58', 11);
  line(ctx, `M${cx - 17} ${base - 58}q17 4 34 0`, lit('#b98a58', 0.4), 2, 0.6);
  const clay = '#f0e6d6';
  handle(ctx, `M${cx + 30} ${base - 98}c25-8 25 24-6 20`, clay, 6.5);
  turned(ctx, { cx, color: clay, speckled: false, gloss: 0.5, profile: [[base - 112, 40], [base - 98, 34], [base - 78, 22], [base - 70, 17], [base - 66, 16]] });
  turned(ctx, { cx, color: clay, speckled: false, gloss: 0, profile: [[base - 68, 31], [base - 64, 32], [base - 62, 30]] });
  for (let i = -3; i <= 3; i++) line(ctx, `M${cx + i * 10} ${base - 103 + Math.abs(i)}L${cx + i * 5.2} ${base - 74}`, '#8d7a68', 0.8, 0.35);
  mouth(ctx, cx, base - 112, 40, clay);
  ellipse(ctx, cx, base - 111, 35, 6.6, '#f8f1e3');
  ellipse(ctx, cx, base - 109.6, 30, 5, linear(ctx, [cx - 30, 0, cx + 30, 0], [[0, '#6a4028'], [1, '#3a2116']]));
}

/** One drop of coffee a second from the cone to the server. */
export function drip(ctx, t, cx, base) {
  const k = t % 1;
  if (k < 0.34) ellipse(ctx, cx, base - 62 + (k / 0.34) ** 2 * 34, 1.5, 2.4, '#6a3a1c', 0.85);
  else ellipse(ctx, cx, base - 27, 4 + (k - 0.34) * 34, 0.6 + (k - 0.34) * 5, '#d8975a', 0.45 * (1 - (k - 0.34) / 0.66));
}

export function vase(ctx, cx, base) {
  shadow(ctx, cx, base, 34, 1.1);
  turned(ctx, { cx, color: GLAZE.oat, foot: base - 13, profile: [[base - 84, 15], [base - 78, 13], [base - 64, 17], [base - 42, 36], [base - 20, 37], [base - 5, 26], [base, 23]] });
  mouth(ctx, cx, base - 84, 15, GLAZE.oat);
}

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
        within(ctx, { at: [cx + dx * at * at + sway * at, y + dy * at], turn: (k % 2 ? 0.6 : -2.3) + dx * 0.01 }, () => fill(ctx, 'M0 0Q6-5 14 0Q6 4 0 0z', k % 2 ? '#7d8a5c' : '#98a374'));
      }
      continue;
    }
    const petal = kind === 'daisy' ? '#f7ecd9' : '#d87f4d';
    const count = kind === 'daisy' ? 10 : 13;
    for (let k = 0; k < count; k++)
      within(ctx, { at: [x, top], turn: (k / count) * Math.PI * 2 + sway * 0.03, scale: [1, 1] }, () => {
        fill(ctx, `M0 0Q${size * 0.5}-${size * 0.42} ${size} 0Q${size * 0.5} ${size * 0.42} 0 0z`, k % 2 ? petal : dim(petal, 0.1));
      });
    ellipse(ctx, x, top, size * 0.3, size * 0.3, kind === 'daisy' ? '#dba43f' : '#8f3d24');
  }
}

export function candle(ctx, cx, base) {
  shadow(ctx, cx, base, 27, 0.8);
  turned(ctx, { cx, color: GLAZE.moss, foot: base - 11, profile: [[base - 48, 27], [base - 26, 26.6], [base - 7, 25], [base, 22]] });
  mouth(ctx, cx, base - 48, 27, GLAZE.moss, '#f6dca6');
  line(ctx, `M${cx} ${base - 46}v-8`, '#3a2a22', 1.6);
}

export function flame(ctx, t, cx, base) {
  const flicker = flutter(t, 34) * 0.6 + flutter(t, 15, 0.4) * 0.4;
  const lean = flutter(t, 9, 0.2) * 2.6;
  const tall = 20 + flicker * 3.4;
  const y = base - 52;
  within(ctx, { blend: 'screen' }, () => {
    ellipse(ctx, cx, y - 6, 130, 130, radial(ctx, [cx, y - 6, 130], [[0, sheer('#ffb95e', 0.42 + flicker * 0.05)], [0.3, sheer('#ff9d45', 0.17 + flicker * 0.03)], [1, sheer('#ff9d45', 0)]]));
  });
  ellipse(ctx, cx, base - 46, 19, 3.6, '#ffe7ac', 0.75);
  const tongue = (w, h) => `M${cx} ${y + 4}C${cx - w} ${y + 2} ${cx - w * 0.9} ${y - h * 0.45} ${cx + lean} ${y - h}C${cx + w * 0.9} ${y - h * 0.45} ${cx + w} ${y + 2} ${cx} ${y + 4}z`;
  within(ctx, { blur: 0.8 }, (ctx) => fill(ctx, tongue(6.6, tall), '#ffa63e', 0.95));
  fill(ctx, tongue(4.2, tall * 0.74), '#ffd983');
  fill(ctx, tongue(2.4, tall * 0.44), '#fff8e0');
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
    fill(ctx, fold, linear(ctx, [x, 0, x + width, 0], [[0, lit(color, 0.18)], [0.5, color], [1, dim(color, 0.28)]]));
    within(ctx, { clip: fold }, () => {
      for (let row = 0; row < 4; row++)
        for (let col = 0; col * 7 < width + 16; col++)
          line(ctx, `M${x - 8 + col * 7} ${y - height + 2 + row * 9}l3.5 4.5l3.5-4.5`, row % 2 ? dim(color, 0.3) : lit(color, 0.35), 1.3, 0.3);
      ctx.fillStyle = linear(ctx, [0, y - height, 0, y], [[0, 'rgba(255,244,220,.28)'], [0.35, 'rgba(255,244,220,0)'], [0.65, 'rgba(42,20,24,0)'], [1, 'rgba(42,20,24,.42)']]);
      ctx.fillRect(x - 12, y - height, width + 24, height);
    });
    line(ctx, `M${x - 3} ${y - height / 2 + 1}Q${x + width / 2} ${y - height / 2 + 4} ${x + width - 12} ${y - height / 2 + 1}`, dim(color, 0.42), 1.7, 0.65);
    if (color === WOOL.cream)
      for (const stripe of [26, 34, 42]) line(ctx, `M${x + stripe} ${y - height + 1}q-4 ${height / 2} 0 ${height - 2}`, stripe === 34 ? WOOL.rust : WOOL.slate, 3.4, 0.75);
    y -= height - 1.5;
  }
  const top = y;
  fill(ctx, `M${cx - 58} ${top}q4-11 18-12h86q12 2 14 12z`, linear(ctx, [cx - 60, 0, cx + 60, 0], [[0, lit(WOOL.rust, 0.3)], [1, dim(WOOL.rust, 0.1)]]));
  line(ctx, `M${cx - 24} ${top - 8}q26 12 50 0`, dim(WOOL.rust, 0.35), 4, 0.7);
  fill(ctx, `M${cx + 40} ${top + 18}l22-2v27l-11 4l-11-4z`, '#f5ecd9');
  ellipse(ctx, cx + 51, top + 30, 4.4, 4.4, 'none');
  line(ctx, `M${cx + 46} ${top + 29}q5-6 10 0q-5 8-10 0z`, WOOL.pine, 1.2);
}

export function stackedBowls(ctx, cx, base) {
  shadow(ctx, cx, base, 30, 0.9);
  const colors = [GLAZE.ink, GLAZE.oat, GLAZE.terracotta];
  for (const [i, color] of colors.entries()) {
    const y = base - i * 13;
    turned(ctx, { cx, color, tilt: 0.24, foot: i === 0 ? y - 7 : undefined, profile: [[y - 27, 42], [y - 14, 36], [y - 4, 22], [y, 19]] });
  }
  const top = base - 53;
  mouth(ctx, cx, top, 42, GLAZE.terracotta, undefined, 0.24);
  within(ctx, { clip: `M${cx - 60} ${top - 60}h120V${top}A40 9.6 0 0 1 ${cx - 40} ${top}H${cx - 60}z` }, () => {
    for (const [dx, dy] of [[-2, -9], [-21, -3], [18, -4], [-6, 1], [10, 2]]) {
      const [x, y] = [cx + dx, top + dy];
      ellipse(ctx, x, y, 12, 11.5, radial(ctx, [x - 4, y - 5, 19], [[0, '#ffc774'], [0.5, '#e58b37'], [1, '#a84f1f']]));
      line(ctx, `M${x + 1} ${y - 8}l1.500-1.500`, '#5d6a40', 1.8);
    }
    within(ctx, { at: [cx + 4, top - 19], turn: -0.5 }, () => fill(ctx, 'M0 0Q7-7 17-2Q9 5 0 0z', '#6d7c4c'));
  });
}

export function beans(ctx, points) {
  for (const [i, [x, y]] of points.entries())
    within(ctx, { at: [x, y], turn: i * 1.3 }, () => {
      ellipse(ctx, 1, 1.6, 5, 3.2, '#22110f', 0.35);
      ellipse(ctx, 0, 0, 4.8, 3.2, linear(ctx, [-5, -3, 5, 3], [[0, '#8d5a38'], [1, '#46281a']]));
      line(ctx, 'M-4 .4q4-1.6 8 0', '#2e180f', 0.9);
    });
}

/** Thin strands that rise, curl and fade. */
export function steam(ctx, t, x, y, { height = 90, width = 9, strength = 0.5, seed = 0 } = {}) {
  within(ctx, { blur: 3 }, (ctx) => {
    for (let strand = 0; strand < 3; strand++) {
      const lean = (strand - 1) * 5;
      let previous = [x + lean * 0.3, y];
      for (let i = 1; i <= 22; i++) {
        const k = i / 22;
        const curl = wave(t, -(5 + strand), k * 1.15 + strand * 0.37 + seed) * width * k + wave(t, -3, k * 0.7 + strand * 0.21 + seed) * width * 0.7 * k;
        const next = [x + lean * (0.3 + k) + curl + k * 8, y - k * height * (1 - strand * 0.14)];
        const breath = 0.65 + 0.35 * wave(t, -6, k * 1.6 + strand * 0.3 + seed);
        line(ctx, `M${previous[0]} ${previous[1]}L${next[0]} ${next[1]}`, '#fffaf0', 3 + k * 7, strength * Math.sin(Math.PI * k ** 0.7) * breath * 0.62);
        previous = next;
      }
    }
  });
}
