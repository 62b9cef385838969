// What the coffee pictures are built from: tubes, glass, flat cloth, wood seen from above.
import { dim, lit } from './color.ts';
import { TOOL, WOOD } from './palette.ts';
import { smooth, type Picture, type Point } from './picture.ts';
import { paintShadow } from './room.ts';
import { paintTurned, turnedPath, type Profile } from './vessel.ts';

export const COFFEE = '#43210f';
/** The roastery's blue, as its labels and its mark are printed. */
export const NAVY = '#27507a';
export const STEEL = '#b4afa8';

/** A center line with the half width at each point. */
export type Spine = readonly (readonly [x: number, y: number, half: number])[];

function tubePath(spine: Spine, slim = 1, shift = 0): string {
  const side = (sign: number) =>
    spine.map(([x, y, half], i): Point => {
      const before = spine[Math.max(0, i - 1)] ?? [x, y];
      const after = spine[Math.min(spine.length - 1, i + 1)] ?? [x, y];
      const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
      const length = Math.hypot(dx, dy) || 1;
      const reach = (half * slim * sign) / length;
      return [x - dy * reach - half * shift, y + dx * reach - half * shift];
    });
  const back = side(-1).toReversed();
  return `${smooth(side(1))}L${back[0]?.map(Math.round).join(' ')}${smooth(back, false)}z`;
}

/** A round tube of changing width, lit from the upper left: spouts, grips, spoons. */
export function paintTube(p: Picture, spine: Spine, color: string, shine = 0.5): void {
  const half = Math.max(...spine.map(([, , width]) => width));
  p.path(tubePath(spine), dim(color, 0.42), `stroke="${dim(color, 0.42)}" stroke-linejoin="round"`);
  p.group(`clip-path="${p.clip(tubePath(spine))}"`, () => {
    p.path(tubePath(spine, 0.72, 0.16), color, `filter="${p.blur(half * 0.16)}"`);
    p.path(tubePath(spine, 0.2, 0.3), lit(color, 0.75), `filter="${p.blur(half * 0.13)}" opacity="${shine}"`);
  });
}

function radiusAt(profile: Profile, y: number): number {
  const next = profile.findIndex(([at]) => at >= y);
  const [after, before] = [profile[next] ?? [y, 0], profile[next - 1] ?? profile[0] ?? [y, 0]];
  const share = after[0] === before[0] ? 0 : (y - before[0]) / (after[0] - before[0]);
  return before[1] + (after[1] - before[1]) * share;
}

/** A glass body with coffee in it up to `level`; `inside` paints what is seen through the front. */
export function paintGlass(p: Picture, cx: number, profile: Profile, level: number, inside?: () => void): void {
  const d = turnedPath({ cx, profile });
  const base = profile.at(-1)?.[0] ?? 0;
  const r = radiusAt(profile, level);
  p.path(
    d,
    p.linear(
      [
        [0, '#fff', 0.5],
        [0.3, '#fff', 0.16],
        [0.7, '#8a7a6c', 0.12],
        [1, '#fff', 0.34],
      ],
      [0, 0, 1, 0],
    ),
  );
  p.group(`clip-path="${p.clip(d)}"`, () => {
    p.rect(
      cx - 300,
      level,
      600,
      base - level + 60,
      p.linear(
        [
          [0.2, '#8a4a22'],
          [0.36, COFFEE],
          [0.62, '#220f08'],
          [0.74, '#3b1b0d'],
          [0.8, '#7a3f1c'],
        ],
        [0, 0, 1, 0],
      ),
    );
    p.rect(
      cx - 300,
      level,
      600,
      base - level + 60,
      p.linear([
        [0, '#c77a3a', 0.35],
        [0.4, '#c77a3a', 0],
        [1, '#120604', 0.5],
      ]),
    );
    p.ellipse(
      cx,
      level,
      r,
      r * 0.2,
      p.linear(
        [
          [0, '#b0713c'],
          [0.5, '#6d3a1b'],
          [1, '#4a2412'],
        ],
        [0, 0, 1, 0.2],
      ),
    );
    p.ellipse(cx, level, r - 3, r * 0.19, 'none', 'stroke="#dba669" stroke-width="3" opacity=".6"');
    inside?.();
  });
  p.path(d, 'none', 'stroke="#fff" stroke-width="4" stroke-opacity=".62"').path(
    d,
    'none',
    'stroke="#5a4a40" stroke-width="1.4" stroke-opacity=".4"',
  );
  const top = profile[0]?.[0] ?? 0;
  const gloss = (share: number) =>
    smooth(profile.map(([y, at]) => [cx + at * share, y] as const).filter(([, y]) => y > top + 24 && y < base - 18));
  p.line(gloss(-0.74), '#fff', 11, `opacity=".7" filter="${p.blur(3)}"`).line(
    gloss(0.84),
    '#fff',
    5,
    `opacity=".5" filter="${p.blur(2)}"`,
  );
}

/** The part of a turned body that faces us between two heights: a label, a metal band, a knurled grip. */
export function bandPath(
  cx: number,
  top: readonly [y: number, r: number],
  bottom: readonly [y: number, r: number],
  tilt = 0.2,
): string {
  const arc = ([, r]: readonly [number, number]) => `A${Math.round(r)} ${Math.round(r * tilt)} 0 0`;
  const at = (sign: number, [y, r]: readonly [number, number]) => `${Math.round(cx + sign * r)} ${Math.round(y)}`;
  return `M${at(-1, top)}${arc(top)} 0 ${at(1, top)}L${at(1, bottom)}${arc(bottom)} 1 ${at(-1, bottom)}z`;
}

/** The pear-shaped server, its cork collar, and where the neck ends. */
export function paintServer(p: Picture, cx: number, base: number, s: number, level: number, inside?: () => void): void {
  const profile: Profile = [
    [base - 262 * s, 88 * s],
    [base - 250 * s, 80 * s],
    [base - 206 * s, 76 * s],
    [base - 170 * s, 100 * s],
    [base - 100 * s, 146 * s],
    [base - 44 * s, 150 * s],
    [base - 10 * s, 126 * s],
    [base, 114 * s],
  ];
  paintShadow(p, cx, base, 128 * s, 0.9);
  p.ellipse(cx + 120 * s, base + 6, 110 * s, 14 * s, '#c77a3a', `filter="${p.blur(9)}" opacity=".4"`);
  paintGlass(p, cx, profile, level, inside);
  const cork = '#c79a66';
  const lip = base - 262 * s;
  p.ellipse(
    cx,
    lip,
    88 * s,
    17 * s,
    '#fff',
    'fill-opacity=".2" stroke="#fff" stroke-width="4" stroke-opacity=".75"',
  ).ellipse(cx, lip, 82 * s, 15 * s, 'none', 'stroke="#5a4a40" stroke-width="1.2" stroke-opacity=".35"');
  paintTurned(p, {
    cx,
    color: cork,
    profile: [
      [base - 226 * s, 84 * s],
      [base - 218 * s, 87 * s],
      [base - 190 * s, 87 * s],
      [base - 182 * s, 84 * s],
    ],
    matte: true,
  });
  p.path(
    bandPath(cx, [base - 224 * s, 85 * s], [base - 184 * s, 85 * s]),
    p.paint(
      '<pattern id="@" width="26" height="22" patternUnits="userSpaceOnUse"><g fill="#6b4526" opacity=".5"><ellipse cx="5" cy="6" rx="2.6" ry="1.2"/><ellipse cx="17" cy="13" rx="2" ry="1.4"/><circle cx="11" cy="18" r="1"/><circle cx="22" cy="4" r="1.2"/></g></pattern>',
    ),
  );
}

/** Straight lines of grain inside `outline`. */
export function paintGrain(
  p: Picture,
  outline: string,
  box: readonly [x: number, y: number, width: number, height: number],
  color: string,
  lines = 12,
): void {
  const [x, y, width, height] = box;
  p.group(`clip-path="${p.clip(outline)}" opacity=".34"`, () => {
    for (let i = 0; i < lines; i += 1) {
      const at = Math.round(x + ((i + p.random()) * width) / lines);
      const bend = Math.round((p.random() - 0.5) * 44);
      p.line(`M${at} ${y}q${bend} ${height >> 2} 0 ${height >> 1}t0 ${height >> 1}`, color, 1 + p.random() * 2.6);
    }
  });
}

/** Cloth hanging in soft folds: light and shade alternate across it. */
export function paintHanging(p: Picture, d: string, color: string, folds: readonly number[]): void {
  const stops = folds.flatMap((at, i) => [[at, i % 2 ? dim(color, 0.16) : lit(color, 0.13)] as const]);
  p.path(d, '#22151a', `filter="${p.blur(12)}" opacity=".34" transform="translate(20 16)"`);
  p.path(d, p.linear(stops, [0, 0, 1, 0.06]));
  p.path(
    d,
    p.linear([
      [0, '#fff', 0.12],
      [0.35, '#fff', 0],
      [1, '#1c1018', 0.2],
    ]),
  );
  p.path(
    d,
    p.paint(
      `<pattern id="@" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 1.5h6M0 4.5h6M1.5 0v6M4.5 0v6" stroke="${dim(color, 0.5)}" stroke-width=".7" opacity=".3"/></pattern>`,
    ),
  );
}

/** Set in a given width, so that a printed label keeps its shape with whatever typeface is at hand. */
export function paintWord(
  p: Picture,
  x: number,
  y: number,
  text: string,
  size: number,
  width: number,
  color: string,
): void {
  p.add(
    `<text x="${x}" y="${y}" text-anchor="middle" font-family="Avenir Next,Futura,Helvetica,Arial,sans-serif" font-weight="700" font-size="${size}" textLength="${width}" fill="${color}">${text}</text>`,
  );
}

/** The mark of the roastery: a cup that carries a three. */
export function paintCupMark(p: Picture, x: number, y: number, scale: number, cup: string, numeral: string): void {
  p.group(`transform="translate(${x} ${y}) scale(${scale})"`, () => {
    p.line('M90-44h22a46 46 0 0 1 0 92H84', cup, 26, 'stroke-linejoin="round"');
    p.path(
      'M-104-110H104V20A96 96 0 0 1 8 116H-8A96 96 0 0 1-104 20z',
      cup,
      `stroke="${cup}" stroke-width="16" stroke-linejoin="round"`,
    );
    p.line('M-38-62H36L-6-14A36 36 0 1 1-38 40', numeral, 27, 'stroke-linejoin="round"');
  });
}

/** A beech lid, a knob, a turned block: wood with its grain running up. */
export function paintTurnedWood(p: Picture, cx: number, profile: Profile, color: string = WOOD.beech): void {
  const r = Math.max(...profile.map(([, at]) => at));
  const [top, bottom] = [profile[0]?.[0] ?? 0, profile.at(-1)?.[0] ?? 0];
  paintTurned(p, { cx, color, profile, matte: true });
  paintGrain(
    p,
    turnedPath({ cx, profile }),
    [cx - r, Math.round(top) - 8, 2 * r, Math.round(bottom - top) + 50],
    dim(color, 0.5),
    Math.max(4, Math.round(r / 9)),
  );
}

/** The neck of a kettle, from where it leaves the body to the lip. */
export function paintSwanNeck(p: Picture, x: number, y: number, color: string = TOOL.black): void {
  const spine: Spine = [
    [-116, -60, 34],
    [-186, -62, 27],
    [-234, -104, 22],
    [-240, -170, 18.5],
    [-234, -240, 16],
    [-254, -300, 14],
    [-298, -324, 12],
    [-336, -298, 10],
  ];
  paintTube(
    p,
    spine.map(([dx, dy, half]) => [x + dx, y + dy, half] as const),
    color,
  );
  p.ellipse(x - 336, y - 298, 10.5, 4, dim(color, 0.7), `transform="rotate(55 ${x - 336} ${y - 298})"`);
}
