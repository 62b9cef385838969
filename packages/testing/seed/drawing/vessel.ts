import { dim, lit } from './color.ts';
import { ellipsePath, smooth, type Picture } from './picture.ts';
import { speckle } from './room.ts';

/** Half an outline from the top down: height, radius, and whether the edge is sharp. */
export type Profile = readonly (readonly [y: number, r: number, ('corner' | undefined)?])[];

const TILT = 0.2;

export interface Turned {
  cx: number;
  profile: Profile;
  color: string;
  /** Bare clay below this height. */
  foot?: { from: number; color: string };
  /** A second glaze dipped from the top down to this height. */
  dip?: { to: number; color: string };
  speckled?: boolean;
  matte?: boolean;
  tilt?: number;
}

export function turnedPath({ cx, profile, tilt = TILT }: Pick<Turned, 'cx' | 'profile' | 'tilt'>): string {
  const [first, last] = [profile[0] ?? [0, 0], profile.at(-1) ?? [0, 0]];
  const left = profile.map(([y, r, corner]) => [cx - r, y, corner] as const);
  const right = profile.toReversed().map(([y, r, corner]) => [cx + r, y, corner] as const);
  const arc = (r: number, x: number, y: number) =>
    `A${Math.round(r)} ${Math.round(r * tilt)} 0 0 0 ${Math.round(x)} ${Math.round(y)}`;
  return `${smooth(left)}${arc(last[1], cx + last[1], last[0])}${smooth(right, false)}${arc(first[1], cx - first[1], first[0])}z`;
}

/** Light around a round body: bright at the left third, dark to the right, a whisper of reflected light at the edge. */
export function roundLight(p: Picture, color: string, contrast = 1): string {
  return p.linear(
    [
      [0, dim(color, 0.1 * contrast)],
      [0.24, lit(color, 0.34 * contrast)],
      [0.5, color],
      [0.88, dim(color, 0.38 * contrast)],
      [1, dim(color, 0.24 * contrast)],
    ],
    [0, 0, 1, 0],
  );
}

/** A body thrown on the wheel or turned on the lathe. */
export function paintTurned(p: Picture, turned: Turned): void {
  const { cx, profile, color } = turned;
  const d = turnedPath(turned);
  const widest = Math.max(...profile.map(([, r]) => r));
  const top = profile[0]?.[0] ?? 0;
  const bottom = profile.at(-1)?.[0] ?? 0;
  p.path(d, roundLight(p, turned.foot?.color ?? color));
  const bath = (from: number, to: number, paint: string, edge: string) => {
    const wave = `M${cx - widest - 9} ${from - 200}V${to - 4}q${widest * 0.5} ${widest * 0.36} ${widest} ${widest * 0.22}t${widest + 18}-${widest * 0.16}V${from - 200}z`;
    p.group(`clip-path="${p.clip(d)}"`, () =>
      p.path(wave, paint, `stroke="${edge}" stroke-width="3" stroke-opacity=".5"`),
    );
  };
  if (turned.foot) bath(top, turned.foot.from, roundLight(p, color), dim(color, 0.4));
  if (turned.dip) bath(top, turned.dip.to, roundLight(p, turned.dip.color), dim(turned.dip.color, 0.3));
  if (turned.speckled) p.path(d, speckle(p, '#4a2f22', 0.5));
  p.path(
    d,
    p.linear([
      [0, '#fff', 0.1],
      [0.4, '#fff', 0],
      [0.75, '#1c1018', 0],
      [1, '#1c1018', 0.26],
    ]),
  );
  if (!turned.matte) {
    const side = profile
      .map(([y, r]) => [cx - r * 0.68, y] as const)
      .filter(([, y]) => y > top + (bottom - top) * 0.1 && y < top + (bottom - top) * 0.7);
    if (side.length > 1) p.line(smooth(side), '#fff', widest * 0.08 + 3, `opacity=".42" filter="${p.blur(3)}"`);
  }
}

/** The opening of a vessel: rim, dark inside, and what it holds. */
export function paintMouth(
  p: Picture,
  cx: number,
  y: number,
  r: number,
  color: string,
  filling?: { color: string; level?: number },
  tilt = TILT,
): void {
  const rim = Math.max(5, r * 0.05);
  p.ellipse(
    cx,
    y,
    r,
    r * tilt,
    p.linear(
      [
        [0, lit(color, 0.5)],
        [0.6, lit(color, 0.15)],
        [1, dim(color, 0.15)],
      ],
      [0, 0, 1, 0],
    ),
  );
  p.ellipse(
    cx,
    y + 1,
    r - rim,
    (r - rim) * tilt,
    p.linear(
      [
        [0, dim(color, 0.55)],
        [0.6, dim(color, 0.25)],
        [1, lit(color, 0.06)],
      ],
      [0, 0, 1, 0.25],
    ),
  );
  if (!filling) return;
  p.group(`clip-path="${p.clip(ellipsePath(cx, y + 1, r - rim, (r - rim) * tilt))}"`, () => {
    const level = y + (filling.level ?? r * tilt * 0.5);
    p.ellipse(
      cx,
      level,
      r - rim,
      (r - rim) * tilt,
      p.linear(
        [
          [0, lit(filling.color, 0.3)],
          [0.4, filling.color],
          [1, dim(filling.color, 0.3)],
        ],
        [0, 0, 1, 0.3],
      ),
    );
  });
}

export function paintHandle(p: Picture, d: string, color: string, width: number): void {
  p.line(d, dim(color, 0.34), width);
  p.line(d, color, width * 0.72, 'transform="translate(-2 -2)"');
  p.line(d, lit(color, 0.45), width * 0.2, 'transform="translate(-3 -5)" opacity=".75"');
}
