import { dim, lit, mix } from '../drawing/color.ts';
import { bandPath, COFFEE, paintCupMark, paintServer, paintSwanNeck, paintTube, paintTurnedWood, paintWord, STEEL } from '../drawing/brew-things.ts';
import { GLAZE, TOOL, WOOD } from '../drawing/palette.ts';
import { ellipsePath, type Picture, type Point } from '../drawing/picture.ts';
import { paintRoom, paintShadow, paintSteam, paintTop, type Room } from '../drawing/room.ts';
import { beans, leaf, plinth } from '../drawing/table-things.ts';
import { cup, paintTurned, type Profile } from '../drawing/vessel.ts';
import type { Pictures } from './pictures.ts';

const CREAM = '#f3e9d6';
const NAVY = '#27507a';

const inRoom = (room: Room, draw: (p: Picture) => void) => (p: Picture) => {
  paintRoom(p, room);
  draw(p);
};

function kettle(p: Picture, cx: number, base: number, color: string): void {
  const top = base - 236;
  paintShadow(p, cx, base, 150);
  p.ellipse(cx - 210, base - 4, 90, 12, '#22151a', `filter="${p.blur(8)}" opacity=".22"`);
  paintSwanNeck(p, cx, base, color);
  paintTube(p, [[cx + 92, top + 34, 12], [cx + 140, top + 10, 11], [cx + 200, top + 2, 11]], dim(STEEL, 0.35), 0.7);
  paintTube(p, [[cx + 190, top + 1, 14], [cx + 240, top + 14, 20], [cx + 266, top + 60, 22], [cx + 270, top + 120, 20], [cx + 259, top + 172, 16], [cx + 255, top + 186, 13], [cx + 253, top + 191, 6]], WOOD.walnut);
  p.line(`M${cx + 196} ${top - 14}v30`, STEEL, 7);
  const body: Profile = [[top, 114], [top + 10, 122], [base - 130, 140], [base - 50, 160], [base - 14, 158], [base, 146]];
  paintTurned(p, { cx, color, profile: body, matte: true });
  p.line(`M${cx - 92} ${top + 50}C${cx - 104} ${base - 130} ${cx - 120} ${base - 90} ${cx - 118} ${base - 34}`, '#fff', 16, `opacity=".26" filter="${p.blur(6)}"`);
  p.path(bandPath(cx, [base - 15, 158], [base, 146]), p.linear([[0, dim(STEEL, 0.4)], [0.25, lit(STEEL, 0.6)], [0.55, dim(STEEL, 0.2)], [1, dim(STEEL, 0.55)]], [0, 0, 1, 0]));
  p.ellipse(cx, top + 2, 116, 24, dim(color, 0.45)).ellipse(cx, top, 112, 22, lit(color, 0.28));
  paintTurned(p, { cx, color, profile: [[top - 30, 34], [top - 24, 72], [top - 8, 101], [top, 102]], matte: true });
  p.ellipse(cx, top - 30, 36, 7, lit(color, 0.22));
  paintTurnedWood(p, cx, [[top - 84, 20], [top - 76, 27], [top - 56, 25], [top - 40, 14], [top - 30, 15]], WOOD.walnut);
  p.ellipse(cx, top - 84, 20, 4, lit(WOOD.walnut, 0.3));
  p.group(`transform="translate(${cx + 64} ${top - 16}) rotate(16)"`, () => {
    p.ellipse(0, 0, 23, 10, dim(STEEL, 0.3)).ellipse(-1, -2, 22, 9.5, p.linear([[0, lit(STEEL, 0.8)], [1, dim(STEEL, 0.2)]], [0, 0, 1, 0])).ellipse(-1, -2, 17, 7, '#fffaf0');
    p.line('M-1-2L9-5', '#c0392b', 2.2).line('M-14-2h3M-1-8v2M9 1l3 1', '#4a4038', 1.2);
  });
}

function coffeeDripper(p: Picture, color: string, pour?: string): void {
  const [cx, base, top, foot] = [400, 706, 252, 440];
  const [r, neck] = [172, 66];
  const level = 612;
  const drop = '#6b3518';
  paintServer(p, cx, base, 1, level, () => {
    p.line(`M${cx} ${foot + 20}V${level}`, drop, 6).ellipse(cx, level, 26, 6, '#e0b27c', 'opacity=".7"').ellipse(cx, level, 12, 3, '#4a2412');
    for (const [dx, dy, size] of [[-60, 6, 5], [-48, 11, 3], [44, 9, 4], [70, -2, 3], [-84, -3, 3]] as const) p.ellipse(cx + dx, level + dy, size, size * 0.6, '#e0b27c', 'opacity=".7"');
  });
  p.line(`M${cx} ${foot + 16}V${foot + 40}`, drop, 6);
  const loop = `M${cx + 134} ${top + 62}c88-36 116 84-64 100`;
  p.line(loop, dim(color, 0.36), 26).line(loop, color, 18, 'transform="translate(-2 -2)"').line(loop, lit(color, 0.6), 5, 'transform="translate(-3 -6)" opacity=".75"');
  paintTurned(p, { cx, color, profile: [[foot + 4, 118], [foot + 12, 124], [foot + 22, 112]], matte: true });
  p.ellipse(cx, foot + 4, 119, 23, p.linear([[0, lit(color, 0.5)], [0.6, color], [1, dim(color, 0.2)]], [0, 0, 1, 0]));
  p.ellipse(cx + 12, foot + 4, 78, 14, dim(color, 0.6), `filter="${p.blur(4)}" opacity=".5"`);
  paintTurned(p, { cx, color, profile: [[top, r], [top + 16, r - 6], [top + 100, r - 66], [foot - 10, neck], [foot + 4, neck + 2]] });
  const ribs = [-66, -44, -22, 0, 22, 44, 66].map((angle) => {
    const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
    return `M${Math.round(cx + (r - 8) * sin)} ${Math.round(top + 16 + 34 * cos)}L${Math.round(cx + neck * 1.04 * sin)} ${Math.round(foot - 14 + 12 * cos)}`;
  });
  p.line(ribs.join(''), dim(color, 0.5), 5, 'opacity=".3"').line(ribs.join(''), lit(color, 0.8), 2.5, 'opacity=".5" transform="translate(-4 -1)"');
  p.ellipse(cx, top, r, r * 0.2, p.linear([[0, lit(color, 0.6)], [0.6, lit(color, 0.25)], [1, dim(color, 0.12)]], [0, 0, 1, 0]));
  // The paper stands higher than the rim behind, and lower than it in front.
  const paper = `M${cx - r + 12} ${top}C${cx - r + 6} ${top - 30} ${cx - 80} ${top - 62} ${cx} ${top - 60}S${cx + r - 6} ${top - 30} ${cx + r - 12} ${top}`;
  p.path(`${paper}A${r - 12} ${(r - 12) * 0.2} 0 0 1 ${cx - r + 12} ${top}z`, p.linear([[0, '#d9c7a5'], [0.3, '#fbf3e2'], [0.7, '#efe1c6'], [1, '#c9b48f']], [0, 0, 1, 0]));
  p.line(`M${cx + 96} ${top - 44}q8 30-6 64`, '#b79f78', 2, 'opacity=".6"');
  p.group(`clip-path="${p.clip(ellipsePath(cx, top + 1, r - 12, (r - 12) * 0.2))}"`, () => {
    p.ellipse(cx, top + 18, r - 22, 31, COFFEE).ellipse(cx, top + 19, r - 28, 28, p.radial([[0, '#b67d48'], [0.5, '#7c4720'], [1, '#42200f']], [0.45, 0.3, 0.6]));
    for (let i = 0; i < 12; i += 1) p.ellipse(cx + (p.random() - 0.5) * 200, top + 4 + p.random() * 22, 2 + p.random() * 6, 1.5 + p.random() * 2.5, '#e3b880', 'opacity=".65"');
  });
  p.line(`M${cx - r + 3} ${top + 2}A${r - 3} ${(r - 3) * 0.2} 0 0 0 ${cx + r - 3} ${top + 2}`, lit(color, 0.6), 5, 'opacity=".8"');
  if (!pour) return paintSteam(p, cx - 20, top - 20, 190);
  paintTube(p, [[836, 208, 26], [740, 128, 22], [640, 76, 17], [540, 62, 14], [466, 78, 12], [428, 116, 10]], pour);
  p.ellipse(428, 116, 10.5, 4, dim(pour, 0.7), 'transform="rotate(43 428 116)"');
  p.line(`M427 118Q405 160 404 ${top + 10}`, p.linear([[0, '#fff', 0.9], [1, '#e8d2b0', 0.85]]), 6.5).line(`M428 122Q407 162 405 ${top + 6}`, '#9fb8c4', 1.6, 'opacity=".7"');
  p.ellipse(404, top + 12, 22, 5, '#f3d9ae', 'opacity=".75"');
}

function grinder(p: Picture, color: string): void {
  const [cx, base] = [370, 680];
  paintShadow(p, cx, base, 84, 1.6);
  paintTurned(p, { cx, color: lit(color, 0.08), profile: [[base - 150, 82], [base - 20, 82], [base - 6, 78], [base, 70]], matte: true });
  paintTurned(p, { cx, color: STEEL, profile: [[base - 172, 84], [base - 150, 84]], matte: true });
  paintTurned(p, { cx, color, profile: [[base - 420, 80], [base - 410, 84, 'corner'], [base - 300, 84], [base - 172, 84]], matte: true });
  const grip = bandPath(cx, [base - 340, 84], [base - 240, 84]);
  p.path(grip, p.paint(`<pattern id="@" width="12" height="12" patternUnits="userSpaceOnUse"><path d="M0 6l6-6 6 6-6 6z" fill="none" stroke="${lit(color, 0.4)}" stroke-width="1.4" opacity=".5"/></pattern>`));
  p.line(`M${cx - 56} ${base - 400}V${base - 30}`, '#fff', 13, `opacity=".26" filter="${p.blur(5)}"`);
  p.ellipse(cx, base - 420, 80, 16, lit(color, 0.3)).ellipse(cx, base - 421, 62, 11, dim(color, 0.2));
  paintTurned(p, { cx, color: STEEL, profile: [[base - 462, 17], [base - 456, 21], [base - 424, 21]] });
  p.ellipse(cx, base - 462, 17, 4, lit(STEEL, 0.6));
  paintTube(p, [[cx - 24, base - 446, 9], [cx + 60, base - 452, 9], [cx + 150, base - 470, 9], [cx + 206, base - 476, 9]], STEEL, 0.9);
  paintTurned(p, { cx: cx + 204, color: STEEL, profile: [[base - 496, 8], [base - 464, 8]] });
  paintTurnedWood(p, cx + 204, [[base - 572, 22], [base - 562, 34], [base - 530, 37], [base - 504, 26], [base - 492, 18]]);
  p.ellipse(cx + 204, base - 572, 22, 5, lit(WOOD.beech, 0.4));
  beans(p, 580, 708, 90, 11);
}

function bag(p: Picture, cx: number, base: number, color: string, ink: string, title: string, note: string, s = 1): void {
  const [w, h] = [150 * s, 400 * s];
  const top = base - h;
  paintShadow(p, cx, base, w * 0.9, 0.7);
  const d = `M${cx - w + 12} ${top}H${cx + w - 12}C${cx + w - 4} ${top + h * 0.2} ${cx + w + 14} ${top + h * 0.5} ${cx + w} ${base - 6}Q${cx} ${base + 22} ${cx - w} ${base - 6}C${cx - w - 14} ${top + h * 0.5} ${cx - w + 4} ${top + h * 0.2} ${cx - w + 12} ${top}z`;
  p.path(d, p.linear([[0, dim(color, 0.2)], [0.1, lit(color, 0.2)], [0.28, lit(color, 0.34)], [0.6, color], [0.86, dim(color, 0.26)], [0.92, dim(color, 0.1)], [1, dim(color, 0.4)]], [0, 0, 1, 0]));
  p.group(`clip-path="${p.clip(d)}"`, () => {
    p.line(`M${cx - w * 0.7} ${top + 30}q20 ${h * 0.2}-10 ${h * 0.42}`, '#fff', 18, `opacity=".26" filter="${p.blur(8)}"`);
    p.line(`M${cx + w * 0.5} ${top + 20}q30 ${h * 0.16} 60 ${h * 0.26}M${cx + w * 0.84} ${top + h * 0.3}q-20 ${h * 0.4} 6 ${h * 0.66}`, '#1c1018', 14, `opacity=".28" filter="${p.blur(7)}"`);
    p.path(`M${cx - w - 20} ${base - 44}Q${cx} ${base - 16} ${cx + w + 20} ${base - 44}V${base + 40}H${cx - w - 20}z`, '#1c1018', `opacity=".16" filter="${p.blur(3)}"`);
  });
  p.path(`M${cx - w + 14} ${top + 4}l4-46q${w - 18} 8 ${2 * w - 36} 0l4 46z`, p.linear([[0, lit(color, 0.3)], [0.5, color], [1, dim(color, 0.3)]]));
  p.rect(cx - w + 4, top - 8, 2 * w - 8, 17, p.linear([[0, '#e8cf9a'], [0.5, '#c9a65f'], [1, '#8d6b34']]), 'rx="5"');
  const [labelTop, half] = [top + h * 0.22, w * 0.68];
  p.rect(cx - half + 3, labelTop + 4, 2 * half, h * 0.58, '#22151a', `rx="6" opacity=".3" filter="${p.blur(4)}"`);
  p.rect(cx - half, labelTop, 2 * half, h * 0.58, p.linear([[0, '#fffaf0'], [0.6, '#f6ecd9'], [1, '#e2d3b8']], [0, 0, 1, 0]), 'rx="6"');
  paintCupMark(p, Math.round(cx - 8), Math.round(labelTop + h * 0.2), 0.44 * s, ink, '#fffaf0');
  paintWord(p, cx, Math.round(labelTop + h * 0.42), title, Math.round(22 * s), Math.round(half * 1.62), ink);
  p.line(`M${cx - half * 0.8} ${labelTop + h * 0.455}h${half * 1.6}`, ink, 2, 'opacity=".5"');
  paintWord(p, cx, Math.round(labelTop + h * 0.52), note, Math.round(17 * s), Math.round(half * 1.2), mix(ink, '#8a6a50', 0.4));
}

function apple(p: Picture, cx: number, base: number, r: number): void {
  p.ellipse(cx + r * 0.4, base - 2, r * 1.2, r * 0.22, '#22151a', `filter="${p.blur(7)}" opacity=".45"`);
  const d = `M${cx} ${base - r * 1.6}c${r * 0.5}-${r * 0.34} ${r * 1.16} 0 ${r * 1.06} ${r * 0.78}c-${r * 0.06} ${r * 0.6}-${r * 0.5} ${r * 0.96}-${r * 1.06} ${r * 0.8}c-${r * 0.56} ${r * 0.16}-${r}-${r * 0.2}-${r * 1.06}-${r * 0.8}c-${r * 0.1}-${r * 0.78} ${r * 0.56}-${r * 1.12} ${r * 1.06}-${r * 0.78}z`;
  p.path(d, p.radial([[0, '#f2a27a'], [0.3, '#d2412f'], [0.75, '#a82a26'], [1, '#6b1720']], [0.34, 0.3, 0.78]));
  p.line(`M${cx} ${base - r * 1.5}q4-${r * 0.3} 18-${r * 0.5}`, '#5a3a22', 6).ellipse(cx + 2, base - r * 1.52, r * 0.26, r * 0.08, '#6b1720', 'opacity=".5"');
  leaf(p, cx + 10, base - r * 1.76, r * 0.8, -14, '#7f9a58');
  p.ellipse(cx - r * 0.42, base - r * 1.22, r * 0.17, r * 0.28, '#fff', `opacity=".45" transform="rotate(24 ${cx - r * 0.42} ${base - r * 1.22})" filter="${p.blur(3)}"`);
}

function canister(p: Picture, color: string): void {
  const [cx, base] = [380, 680];
  paintShadow(p, cx, base, 132);
  paintTurned(p, { cx, color, profile: [[base - 300, 132], [base - 200, 134], [base - 16, 134], [base - 6, 132], [base, 124]], matte: true });
  p.line(`M${cx - 92} ${base - 286}V${base - 24}`, '#fff', 18, `opacity=".28" filter="${p.blur(7)}"`);
  p.line(`M${cx - 134} ${base - 22}A134 27 0 0 0 ${cx + 134} ${base - 22}`, dim(color, 0.5), 3, 'opacity=".5"');
  paintTurnedWood(p, cx, [[base - 348, 122], [base - 340, 138], [base - 304, 138], [base - 294, 130]]);
  p.ellipse(cx, base - 346, 128, 24, p.linear([[0, lit(WOOD.beech, 0.55)], [1, WOOD.beech]], [0, 0, 1, 0]));
  for (const [rx, ry] of [[96, 17], [62, 11], [26, 5]] as const) p.ellipse(cx + 6, base - 346, rx, ry, 'none', `stroke="${dim(WOOD.beech, 0.35)}" stroke-width="2" opacity=".4"`);
  paintTurnedWood(p, cx, [[base - 384, 17], [base - 376, 25], [base - 362, 22], [base - 346, 13]], WOOD.walnut);
  p.ellipse(cx, base - 384, 17, 4, lit(WOOD.walnut, 0.3));
  const label = bandPath(cx, [base - 222, 84], [base - 74, 84], 0.12);
  p.path(label, p.linear([[0, '#fffaf0'], [0.5, '#f6ecd9'], [1, '#dccbad']], [0, 0, 1, 0]));
  paintCupMark(p, cx - 6, base - 152, 0.34, NAVY, '#fffaf0');
  paintWord(p, cx, base - 86, 'KAFFEE', 16, 88, NAVY);
  beans(p, 590, 712, 74, 9);
}

/** Eight sides around a center: four of them are seen. */
function facets(p: Picture, cx: number, color: string, top: readonly [y: number, r: number], bottom: readonly [y: number, r: number]): void {
  const edges = [-90, -50, 0, 50, 90].map((angle): Point => [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180) * 0.16]);
  const tones = [[0.1, 0.1], [0.75, 0.35], [0.2, 0], [0, 0]] as const;
  tones.forEach(([light], i) => {
    const [a = [0, 0], b = [0, 0]] = edges.slice(i);
    const at = ([y, r]: Point, [sin, cos]: Point) => `${Math.round(cx + r * sin)} ${Math.round(y + r * cos)}`;
    const tone = i === 3 ? dim(color, 0.5) : i === 2 ? dim(color, 0.2) : lit(color, light);
    p.path(`M${at(top, a)}L${at(top, b)}L${at(bottom, b)}L${at(bottom, a)}z`, p.linear([[0, lit(tone, 0.25)], [0.45, tone], [0.55, dim(tone, 0.16)], [1, lit(tone, 0.12)]], [0, 0, 0.3, 1]), `stroke="${lit(color, 0.5)}" stroke-width="1.6" stroke-opacity=".7" stroke-linejoin="round"`);
  });
}

function mokaPot(p: Picture): void {
  const [cx, base] = [400, 670];
  paintShadow(p, cx, base + 10, 140);
  const grip = [[cx + 104, 292, 15], [cx + 170, 276, 19], [cx + 214, 300, 21], [cx + 216, 370, 20], [cx + 203, 436, 16], [cx + 199, 450, 13], [cx + 197, 455, 6]] as const;
  paintTube(p, [[cx + 84, 320, 9], [cx + 120, 292, 9]], STEEL);
  paintTube(p, grip, WOOD.beech);
  p.path(`M${cx - 90} 286L${cx - 182} 270Q${cx - 176} 322 ${cx - 100} 392z`, p.linear([[0, lit(STEEL, 0.75)], [1, dim(STEEL, 0.3)]], [0, 0, 1, 1]), `stroke="${lit(STEEL, 0.6)}" stroke-width="2" stroke-linejoin="round"`);
  facets(p, cx, STEEL, [470, 92], [base - 8, 148]);
  p.ellipse(cx + 96, base - 70, 9, 9, dim('#c9a65f', 0.3)).ellipse(cx + 95, base - 71, 5, 5, '#f2dca4');
  paintTurned(p, { cx, color: dim(STEEL, 0.1), profile: [[444, 90], [452, 100], [470, 100], [478, 92]] });
  facets(p, cx, STEEL, [288, 126], [446, 84]);
  p.ellipse(cx, 288, 128, 23, dim(STEEL, 0.35));
  facets(p, cx, STEEL, [236, 34], [284, 128]);
  p.ellipse(cx, 236, 34, 6, lit(STEEL, 0.5));
  paintTurnedWood(p, cx, [[184, 14], [192, 24], [212, 22], [226, 12], [238, 14]]);
  p.ellipse(cx, 184, 14, 3.5, lit(WOOD.beech, 0.4));
  paintSteam(p, 206, 256, 180);
}

function filterShape(x: number, y: number, s: number): string {
  return `M${x - 150 * s} ${y - 130 * s}Q${x} ${y - 196 * s} ${x + 150 * s} ${y - 130 * s}L${x + 52 * s} ${y + 150 * s}Q${x} ${y + 160 * s} ${x - 52 * s} ${y + 150 * s}z`;
}

function paperFilters(p: Picture): void {
  paintTop(p, 'walnut');
  const paper = '#d8b98a';
  p.group('transform="translate(24 -20) rotate(-28 640 240)"', () => {
    const loose = filterShape(640, 250, 0.72);
    p.path(loose, '#22151a', `filter="${p.blur(8)}" opacity=".35" transform="translate(12 14)"`).path(loose, p.linear([[0, lit(paper, 0.45)], [0.6, paper], [1, dim(paper, 0.2)]], [0, 0, 1, 0.6]));
    p.line('M546 170L604 352', dim(paper, 0.4), 2, 'opacity=".6" stroke-dasharray="5 5"');
  });
  p.group('transform="rotate(8 380 420)"', () => {
    const whole = filterShape(380, 420, 1.28);
    p.path(whole, '#22151a', `filter="${p.blur(16)}" opacity=".5" transform="translate(30 34)"`);
    for (let i = 9; i >= 0; i -= 1) p.path(whole, i ? mix(paper, i % 2 ? '#8d6b42' : '#fff3dc', 0.34) : p.linear([[0, lit(paper, 0.6)], [0.5, lit(paper, 0.1)], [1, dim(paper, 0.16)]], [0, 0, 1, 0.7]), `transform="translate(${i * 2.2} ${i * 2.6})"`);
    p.line('M198 262L324 600', dim(paper, 0.45), 2.4, 'opacity=".6" stroke-dasharray="7 6"');
    p.path(whole, p.paint('<pattern id="@" width="90" height="70" patternUnits="userSpaceOnUse"><path d="M8 12l9 3M50 30l6-5M30 56l10 2M74 60l5-6M66 8l8 1" stroke="#8d6234" stroke-width="1.2" opacity=".4"/></pattern>'));
    const string = 'M232 404Q380 424 540 396L552 420';
    p.line(string, '#22151a', 9, `opacity=".3" filter="${p.blur(3)}" transform="translate(4 6)"`).line(string, '#f3ead6', 7).line(string, '#a9865a', 7, 'stroke-dasharray="2 7" stroke-linecap="butt" opacity=".7"');
    const bow = 'M380 416c-60-74-120-40-96-6s70 20 96 6c40-70 112-58 100-16s-64 30-100 16M380 416q-20 50-60 86M380 416q26 44 40 92';
    p.line(bow, '#22151a', 9, `opacity=".3" filter="${p.blur(4)}" transform="translate(5 8)"`).line(bow, '#f3ead6', 7).line(bow, '#a9865a', 7, 'stroke-dasharray="2 7" stroke-linecap="butt" opacity=".7"');
    p.ellipse(380, 416, 12, 10, '#f3ead6', 'stroke="#a9865a" stroke-width="2"');
  });
  beans(p, 660, 640, 60, 7);
}

export const coffee: Pictures = {
  'swan-kettle-black': inRoom({ wall: 'blush', surface: 'oak', light: 'arch' }, (p) => {
    plinth(p, 436, 664, 220, '#e9d6bd', 46);
    kettle(p, 436, 660, TOOL.black);
    paintSteam(p, 92, 330, 150);
  }),
  'swan-kettle-chalk': inRoom({ wall: 'sea', surface: 'walnut', light: 'window' }, (p) => {
    kettle(p, 420, 670, TOOL.chalk);
    cup(p, 150, 726, TOOL.night, 0.72, COFFEE);
  }),
  'swan-kettle-sage': inRoom({ wall: 'sand', surface: 'linen', light: 'leaves' }, (p) => {
    kettle(p, 426, 670, TOOL.sage);
    beans(p, 170, 730, 70, 9);
  }),
  'pour-over-dripper-chalk': inRoom({ wall: 'clay', surface: 'oak', light: 'arch' }, (p) => coffeeDripper(p, TOOL.chalk, TOOL.black)),
  'pour-over-dripper-clay': inRoom({ wall: 'sage', surface: 'cream', light: 'leaves' }, (p) => {
    coffeeDripper(p, TOOL.clay);
    beans(p, 640, 730, 64, 8);
  }),
  'pour-over-dripper-night': inRoom({ wall: 'ochre', surface: 'walnut', light: 'sun' }, (p) => coffeeDripper(p, TOOL.night, TOOL.chalk)),
  'quiet-grinder-black': inRoom({ wall: 'sky', surface: 'oak', light: 'window' }, (p) => grinder(p, TOOL.black)),
  'quiet-grinder-clay': inRoom({ wall: 'plaster', surface: 'walnut', light: 'leaves' }, (p) => grinder(p, TOOL.clay)),
  'glass-server': inRoom({ wall: 'ochre', surface: 'linen', light: 'window' }, (p) => {
    paintServer(p, 350, 690, 1.36, 560);
    cup(p, 650, 720, GLAZE.oat, 0.86, COFFEE);
    paintSteam(p, 640, 580, 140);
  }),
  'house-roast-filter': inRoom({ wall: 'sage', surface: 'oak', light: 'arch' }, (p) => {
    bag(p, 390, 670, CREAM, NAVY, 'HOUSE ROAST', 'FILTER');
    beans(p, 560, 716, 90, 13);
  }),
  'house-roast-espresso': inRoom({ wall: 'clay', surface: 'walnut', light: 'window' }, (p) => {
    bag(p, 390, 670, TOOL.night, NAVY, 'HOUSE ROAST', 'ESPRESSO');
    beans(p, 560, 716, 90, 13);
  }),
  'decaf-sunday': inRoom({ wall: 'plaster', surface: 'cream', light: 'sun' }, (p) => {
    bag(p, 360, 670, TOOL.sage, '#4d6149', 'SUNDAY DECAF', 'CARAMEL');
    apple(p, 600, 716, 80);
  }),
  'bean-canister-sage': inRoom({ wall: 'blush', surface: 'stone', light: 'window' }, (p) => canister(p, TOOL.sage)),
  'bean-canister-night': inRoom({ wall: 'sand', surface: 'oak', light: 'arch' }, (p) => canister(p, TOOL.night)),
  'paper-filters': paperFilters,
  'moka-pot': inRoom({ wall: 'moss', surface: 'stone', light: 'window' }, mokaPot),
};
