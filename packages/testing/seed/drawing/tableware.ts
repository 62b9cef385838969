import { dim, lit } from './color.ts';
import { GLAZE, WOOD } from './palette.ts';
import { ellipsePath, type Picture } from './picture.ts';
import { paintShadow, speckle } from './room.ts';
import { paintHandle, paintMouth, paintTurned, roundLight, turnedPath, type Profile, type Turned } from './vessel.ts';

export function mug(p: Picture, cx: number, base: number, color: string, scale = 1, filling = '#4a2d1c'): void {
  const s = (v: number) => v * scale;
  const top = base - s(230);
  paintShadow(p, cx, base, s(100));
  paintHandle(
    p,
    `M${cx + s(100)} ${top + s(58)}c${s(96)}-${s(34)} ${s(104)} ${s(132)}-${s(8)} ${s(116)}`,
    color,
    s(27),
  );
  paintTurned(p, {
    cx,
    color,
    profile: [
      [top, s(116)],
      [top + s(40), s(113)],
      [top + s(120), s(112)],
      [top + s(190), s(104)],
      [base - s(14), s(84)],
      [base, s(80)],
    ],
    foot: { from: base - s(46), color: GLAZE.raw },
    speckled: true,
  });
  paintMouth(p, cx, top, s(116), color, { color: filling, level: s(14) });
}

export function cup(p: Picture, cx: number, base: number, color: string, scale = 1, filling?: string): void {
  const s = (v: number) => v * scale;
  paintShadow(p, cx, base, s(66), 0.8);
  paintTurned(p, {
    cx,
    color,
    profile: [
      [base - s(132), s(84)],
      [base - s(70), s(78)],
      [base - s(16), s(62)],
      [base, s(54)],
    ],
    foot: { from: base - s(58), color: GLAZE.raw },
    speckled: true,
  });
  paintMouth(p, cx, base - s(132), s(84), color, filling ? { color: filling, level: s(10) } : undefined);
}

export function bowl(
  p: Picture,
  cx: number,
  base: number,
  color: string,
  r: number,
  height: number,
  fill?: () => void,
): void {
  const top = base - height;
  paintShadow(p, cx, base, r * 0.62, 0.9);
  const inner = ellipsePath(cx, top + 1, r - 9, (r - 9) * 0.3);
  p.path(
    turnedPath({
      cx,
      profile: [
        [top, r],
        [top + height * 0.5, r * 0.84],
        [base - height * 0.12, r * 0.5],
        [base, r * 0.44],
      ],
      tilt: 0.3,
    }),
    roundLight(p, color),
  );
  paintTurned(p, {
    cx,
    color,
    profile: [
      [top, r],
      [top + height * 0.5, r * 0.84],
      [base - height * 0.12, r * 0.48],
      [base - height * 0.1, r * 0.44, 'corner'],
      [base, r * 0.43],
    ],
    foot: { from: base - height * 0.24, color: GLAZE.raw },
    speckled: true,
    tilt: 0.3,
  });
  p.ellipse(
    cx,
    top,
    r,
    r * 0.3,
    p.linear(
      [
        [0, lit(color, 0.55)],
        [0.6, lit(color, 0.2)],
        [1, dim(color, 0.1)],
      ],
      [0, 0, 1, 0],
    ),
  );
  p.path(
    inner,
    p.linear(
      [
        [0, dim(color, 0.42)],
        [0.55, dim(color, 0.16)],
        [1, lit(color, 0.16)],
      ],
      [0, 0, 1, 0.35],
    ),
  );
  if (fill)
    p.group(
      `clip-path="${p.clip(`M${cx - r} 0H${cx + r}V${top}A${r - 9} ${(r - 9) * 0.3} 0 0 1 ${cx - r} ${top}z`)}"`,
      fill,
    );
}

export function plate(p: Picture, cx: number, cy: number, r: number, color: string): void {
  p.ellipse(cx + 18, cy + 22, r, r, '#22151a', `filter="${p.blur(16)}" opacity=".42"`);
  p.ellipse(
    cx,
    cy,
    r,
    r,
    p.linear(
      [
        [0, lit(color, 0.5)],
        [0.5, color],
        [1, dim(color, 0.24)],
      ],
      [0, 0, 1, 1],
    ),
  );
  p.ellipse(cx, cy, r - 6, r - 6, 'none', `stroke="${GLAZE.raw}" stroke-width="4" opacity=".65"`);
  p.ellipse(
    cx,
    cy,
    r - 12,
    r - 12,
    p.linear(
      [
        [0, dim(color, 0.18)],
        [0.3, color],
        [1, lit(color, 0.28)],
      ],
      [0, 0, 1, 1],
    ),
  );
  p.ellipse(
    cx,
    cy,
    r * 0.74,
    r * 0.74,
    p.radial(
      [
        [0, lit(color, 0.3)],
        [0.75, color],
        [1, dim(color, 0.1)],
      ],
      [0.4, 0.36, 0.7],
    ),
  );
  p.ellipse(cx, cy, r - 4, r - 4, speckle(p, '#4a2f22', 0.45));
  p.line(
    `M${cx - r * 0.62} ${cy - r * 0.62}A${r * 0.88} ${r * 0.88} 0 0 1 ${cx + r * 0.1} ${cy - r * 0.87}`,
    '#fff',
    12,
    `opacity=".35" filter="${p.blur(4)}"`,
  );
}

export function teapot(p: Picture, cx: number, base: number, color: string): void {
  paintShadow(p, cx, base, 150);
  const cane = `M${cx - 108} ${base - 236}C${cx - 150} ${base - 470} ${cx + 150} ${base - 470} ${cx + 108} ${base - 236}`;
  p.line(cane, dim(WOOD.olive, 0.35), 20).line(cane, WOOD.olive, 14, 'transform="translate(-2 -2)"');
  p.line(cane, lit(WOOD.olive, 0.5), 4, 'transform="translate(-3 -5)" opacity=".8"').line(
    cane,
    dim(WOOD.walnut, 0.2),
    19,
    'stroke-dasharray="3 26" opacity=".5" stroke-linecap="butt"',
  );
  p.path(
    `M${cx + 120} ${base - 90}C${cx + 200} ${base - 100} ${cx + 190} ${base - 190} ${cx + 246} ${base - 226}l30 16C${cx + 250} ${base - 150} ${cx + 240} ${base - 60} ${cx + 110} ${base - 40}z`,
    p.linear(
      [
        [0, lit(color, 0.2)],
        [0.5, color],
        [1, dim(color, 0.4)],
      ],
      [0, 0, 0.7, 1],
    ),
  );
  p.ellipse(cx + 261, base - 219, 17, 8, dim(color, 0.6), `transform="rotate(28 ${cx + 261} ${base - 219})"`);
  paintTurned(p, {
    cx,
    color,
    profile: [
      [base - 232, 72],
      [base - 214, 112],
      [base - 130, 168],
      [base - 50, 134],
      [base - 14, 92],
      [base, 88],
    ],
    foot: { from: base - 44, color: GLAZE.raw },
    speckled: true,
  });
  p.ellipse(cx, base - 230, 78, 16, dim(color, 0.4));
  paintTurned(p, {
    cx,
    color,
    profile: [
      [base - 262, 20],
      [base - 256, 46],
      [base - 238, 74],
      [base - 230, 74],
    ],
    speckled: true,
  });
  paintTurned(p, {
    cx,
    color: WOOD.olive,
    profile: [
      [base - 300, 10],
      [base - 292, 20],
      [base - 276, 18],
      [base - 262, 10],
    ],
    matte: true,
  });
  for (const x of [-104, 104])
    p.ellipse(cx + x, base - 232, 13, 13, dim(color, 0.25)).ellipse(cx + x - 2, base - 234, 9, 9, lit(color, 0.15));
}

export function vase(
  p: Picture,
  cx: number,
  base: number,
  color: string,
  profile: Profile,
  options: Partial<Turned> = {},
): void {
  const [top, mouth] = [profile[0]?.[0] ?? 0, profile[0]?.[1] ?? 0];
  paintShadow(p, cx, base, (profile.at(-1)?.[1] ?? 50) * 1.25, 1.3);
  paintTurned(p, { cx, color, profile, ...options });
  paintMouth(p, cx, top, mouth, color);
}

export const budProfile = (base: number, s = 1): Profile => [
  [base - 300 * s, 34 * s],
  [base - 284 * s, 25 * s],
  [base - 220 * s, 24 * s],
  [base - 180 * s, 46 * s],
  [base - 100 * s, 98 * s],
  [base - 30 * s, 84 * s],
  [base, 58 * s],
];

export const meadowProfile = (base: number, s = 1): Profile => [
  [base - 310 * s, 84 * s],
  [base - 290 * s, 76 * s],
  [base - 230 * s, 122 * s],
  [base - 150 * s, 138 * s],
  [base - 60 * s, 102 * s],
  [base, 76 * s],
];

export function jug(p: Picture, cx: number, base: number, color: string): void {
  paintShadow(p, cx, base, 120);
  paintHandle(p, `M${cx + 88} ${base - 300}c130-50 150 150 38 190`, color, 30);
  paintTurned(p, {
    cx,
    color,
    profile: [
      [base - 340, 92],
      [base - 300, 86],
      [base - 220, 112],
      [base - 110, 140],
      [base - 30, 108],
      [base, 96],
    ],
    foot: { from: base - 56, color: GLAZE.raw },
    speckled: true,
  });
  p.path(
    `M${cx - 60} ${base - 350}q-44-14-66-8q14 34 44 62z`,
    p.linear([
      [0, lit(color, 0.4)],
      [1, color],
    ]),
  );
  paintMouth(p, cx, base - 340, 92, color);
  p.path(`M${cx - 84} ${base - 348}q-34-12-46-6q16 18 52 24z`, lit(color, 0.35));
}
