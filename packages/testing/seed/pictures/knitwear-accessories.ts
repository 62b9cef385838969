// Caps, scarves, socks, mittens and slippers.
import { dim, lit } from '../drawing/color.ts';
import { WOOD } from '../drawing/palette.ts';
import type { Picture } from '../drawing/picture.ts';
import { paintShadow } from '../drawing/room.ts';
import { paintTurned } from '../drawing/vessel.ts';
import {
  crease,
  fluff,
  fringe,
  leather,
  paintDrop,
  paintFabric,
  plainKnit,
  rib,
  ridge,
  seam,
  twill,
} from './knitwear-fabric.ts';

/** A ribbed cap with its brim folded up once, as wide as `2 * r`. */
export function beanie(p: Picture, cx: number, base: number, r: number, color: string): void {
  const brim = r * 0.5;
  const top = base - r * 1.42;
  const [l, rt, seamY] = [cx - r * 0.98, cx + r * 0.98, base - brim * 0.9];
  const dome =
    `M${l} ${seamY}C${l} ${seamY - r * 0.66} ${cx - r * 0.62} ${top} ${cx} ${top}S${rt} ${seamY - r * 0.66} ${rt} ${seamY}z`.replaceAll(
      /(\.\d)\d+/g,
      '$1',
    );
  const edge = (y: number, w: number, sag: number) =>
    `${Math.round(cx - w)} ${Math.round(y)}Q${cx} ${Math.round(y + sag)} ${Math.round(cx + w)} ${Math.round(y)}`;
  const fold = `M${edge(base - brim, r, brim * 0.34)}q${Math.round(r * 0.06)} ${Math.round(brim * 0.5)} 0 ${Math.round(brim)}Q${cx} ${Math.round(base + brim * 0.36)} ${Math.round(cx - r)} ${Math.round(base)}q-${Math.round(r * 0.06)}-${Math.round(brim * 0.5)} 0-${Math.round(brim)}z`;
  const at = Array.from({ length: 15 }, (_, i) => Math.sin(((i - 7) / 7.6) * (Math.PI / 2)));
  const ribsUp = at
    .map(
      (t) =>
        `M${Math.round(cx + t * r)} ${Math.round(base - brim * 0.6)}C${Math.round(cx + t * r * 1.02)} ${Math.round(base - r * 0.95)} ${Math.round(cx + t * r * 0.62)} ${Math.round(top + r * 0.16)} ${Math.round(cx + t * r * 0.1)} ${Math.round(top)}`,
    )
    .join('');
  const ribsBrim = at
    .map((t) => `M${Math.round(cx + t * r * 1.04)} ${Math.round(base - brim * 1.1)}v${Math.round(brim * 1.5)}`)
    .join('');
  const ribbed = (d: string) => {
    p.line(d, dim(color, 0.62), r * 0.06, 'opacity=".42"').line(
      d,
      lit(color, 0.5),
      r * 0.035,
      `opacity=".42" transform="translate(${Math.round(r * 0.06)} 0)"`,
    );
  };
  paintFabric(p, dome, color, [plainKnit(p, color)], {
    light: [0.1, 0, 1, 0.6],
    inside: () => {
      ribbed(ribsUp);
      crease(p, `M${edge(base - brim, r, brim * 0.34)}`, 16, 0.4);
    },
  });
  paintFabric(p, fold, lit(color, 0.05), [plainKnit(p, color)], {
    light: [0, 0, 1, 0.3],
    inside: () => ribbed(ribsBrim),
  });
  ridge(p, `M${edge(base - brim + 5, r * 0.96, brim * 0.34)}`, 6, 0.4);
  const tag = `M${cx + Math.round(r * 0.36)} ${Math.round(base - brim * 0.5)}l${Math.round(r * 0.26)}-4v${Math.round(brim * 0.42)}l-${Math.round(r * 0.26)} 4z`;
  leather(p, tag);
}

/** A beech head form on a turned foot; the cap sits at its brow. */
export function headForm(p: Picture, base: number): void {
  paintShadow(p, 400, base, 108);
  paintTurned(p, {
    cx: 400,
    color: WOOD.beech,
    profile: [
      [base - 24, 100],
      [base - 10, 108],
      [base, 104],
    ],
    matte: true,
  });
  paintTurned(p, {
    cx: 400,
    color: WOOD.beech,
    profile: [
      [base - 470, 60],
      [base - 400, 128],
      [base - 310, 138],
      [base - 236, 126],
      [base - 186, 96],
      [base - 150, 62],
      [base - 120, 52],
      [base - 60, 54],
      [base - 22, 72],
    ],
    matte: true,
  });
  p.line(
    `M300 ${base - 330}C296 ${base - 260} 316 ${base - 214} 346 ${base - 176}M330 ${base - 330}C326 ${base - 266} 344 ${base - 214} 366 ${base - 176}M486 ${base - 330}C492 ${base - 260} 470 ${base - 210} 446 ${base - 176}`,
    dim(WOOD.beech, 0.5),
    2,
    'opacity=".3"',
  );
}

export function scarf(p: Picture, color: string, stripes: readonly [string, string, string]): void {
  const back = 'M400 130C432 220 488 320 500 420C508 480 510 520 512 574L396 584C392 480 388 300 370 130z';
  const front =
    'M364 130C358 220 314 300 302 400C294 480 292 560 290 640L420 654C426 560 432 470 432 400C432 300 436 220 438 130z';
  const hair = fluff(p, color);
  const weave = twill(p, color);
  paintDrop(p, `${back}${front}`, 26, 18, 13, 0.4);
  const bands = (y: number, tilt: number, from: number) => {
    for (const [i, stripe] of stripes.entries())
      p.line(
        `M${from} ${y + i * 42}l260 ${tilt}`,
        stripe,
        [30, 12, 20][i] ?? 10,
        'opacity=".86" stroke-linecap="butt"',
      );
  };
  fringe(p, [400, 582], [510, 572], color, 58, 13);
  paintFabric(p, back, dim(color, 0.2), [weave, hair], {
    inside: () => {
      bands(440, -16, 330);
      crease(
        p,
        'M440 574C440 470 420 330 400 220M480 560C480 480 470 420 450 350M432 640C440 470 436 300 420 180',
        18,
        0.34,
      );
    },
  });
  paintFabric(p, 'M364 136C358 80 444 80 438 136V150H364z', color, [weave, hair]);
  fringe(p, [294, 642], [416, 654], color, 62, 14);
  paintFabric(p, front, color, [weave, hair], {
    inside: () => {
      bands(506, 18, 270);
      p.path(front, weave);
      crease(p, 'M352 650C356 520 350 340 388 190M404 640C408 520 412 380 410 200', 18, 0.3);
      ridge(p, 'M322 640C326 520 330 400 372 220M380 640C382 540 376 420 398 260', 14, 0.34);
    },
  });
  crease(p, 'M384 112Q378 160 380 220M418 112Q426 160 414 230M400 104V180', 8, 0.34);
}

const SOCK =
  'M0 0H116C118 90 114 170 124 232C134 284 170 304 222 320C268 334 282 372 264 404C250 426 220 430 178 426C118 420 58 402 22 370C-8 344-10 300-6 250C0 170-2 90 0 0z';

export function sock(p: Picture, transform: string, color: string): void {
  p.group(`transform="${transform}"`, () => {
    paintDrop(p, SOCK, 12, 14, 9, 0.42);
    paintFabric(p, SOCK, color, [plainKnit(p, color)], {
      light: [0, 0, 1, 0.35],
      inside: () => {
        p.ellipse(-2, 384, 84, 92, '#efe3cc').ellipse(-2, 384, 84, 92, plainKnit(p, '#efe3cc', 'rotate(40)'));
        p.path('M214 290Q190 370 206 450H320V290z', '#efe3cc').path(
          'M214 290Q190 370 206 450H320V290z',
          plainKnit(p, '#efe3cc', 'rotate(100)'),
        );
        p.rect(-4, -2, 124, 84, lit(color, 0.05)).rect(-4, -2, 124, 84, rib(p, color, 13));
        p.rect(-4, 22, 124, 9, '#efe3cc', 'opacity=".9"').rect(-4, 42, 124, 9, '#efe3cc', 'opacity=".9"');
        crease(p, 'M-4 84h126M122 100C118 180 130 270 200 310M20 372C80 410 160 424 250 416', 14, 0.28);
        crease(p, 'M30 300q40-20 92-34M24 262q44-4 88-26', 9, 0.22);
        ridge(p, 'M26 90C26 180 16 260 22 330M110 330q60 30 130 40', 14, 0.3);
      },
    });
  });
}

const MITTEN = 'M-66 0C-82-90-88-176-72-238C-56-300 60-300 76-238C90-176 82-90 66 0z';
const THUMB = 'M62-70C96-100 108-160 130-182C160-202 182-174 166-142C148-104 118-50 70-10z';

/** Fingers point up from the wrist at the origin; `side` -1 makes the left one. */
export function mitten(
  p: Picture,
  x: number,
  y: number,
  turn: number,
  side: 1 | -1,
  color: string,
  accent: string,
): void {
  p.group(`transform="translate(${x} ${y}) rotate(${turn}) scale(${side} 1)"`, () => {
    const cuff = 'M-62-6H62C66 30 66 56 60 92Q0 102-60 92C-66 56-66 30-62-6z';
    const knit = plainKnit(p, color);
    paintDrop(p, `${MITTEN}${THUMB}${cuff}`, 10, 14, 9, 0.4);
    paintFabric(p, THUMB, dim(color, 0.08), [plainKnit(p, color, 'rotate(40)')]);
    crease(p, 'M66-72Q92-60 74-14', 9, 0.4);
    paintFabric(p, MITTEN, color, [knit], {
      light: [0, 0, 1, 0.3],
      inside: () => {
        const row = (at: number, d: string, w: number) =>
          p.line(
            Array.from({ length: 9 }, (_, i) => `M${-84 + i * 21} ${at}${d}`).join(''),
            accent,
            w,
            'stroke-linecap="butt" opacity=".92"',
          );
        row(-120, 'l10 12l10-12', 6);
        row(-104, 'm10 0v.1', 0);
        row(-150, 'l10-12l10 12', 6);
        row(-135, 'm6 0h8', 8);
        p.line('M-90-94h180M-90-176h180', accent, 5, 'opacity=".92" stroke-linecap="butt"');
        crease(p, 'M70-30C84-100 88-180 66-236M-66-2h132', 15, 0.34);
        ridge(p, 'M-46-30C-58-120-58-190-36-240', 16, 0.36);
      },
    });
    p.ellipse(0, 92, 60, 9, '#f5ead6');
    paintFabric(p, cuff, color, [rib(p, color, 13)], { light: [0, 0, 1, 0.2] });
    p.line('M-57 90Q0 100 57 90', '#f7eedd', 9).line('M-57 93Q0 103 57 93', '#d8c7a8', 3, 'stroke-dasharray="2 5"');
  });
}

const SLIPPER =
  'M0 214C-62 214-80 160-72 90C-64 30-88-28-92-98C-96-182-52-226 6-226C66-226 94-172 86-96C80-28 62 30 70 90C78 160 62 214 0 214z';
const OPENING =
  'M0 190C-46 190-58 150-52 96C-46 50-56 20-44-14C-24-46 26-46 40-14C50 20 42 50 50 96C56 150 46 190 0 190z';

/** A slipper from above, toe up. */
export function slipper(p: Picture, x: number, y: number, turn: number, side: 1 | -1, color: string): void {
  p.group(`transform="translate(${x} ${y}) rotate(${turn}) scale(${side} 1)"`, () => {
    const light = side === 1 ? ([0, 0, 1, 0.5] as const) : ([1, 0, 0, 0.5] as const);
    paintDrop(p, SLIPPER, 14 * side, 18, 10, 0.55);
    p.path(SLIPPER, '#cda472', 'transform="scale(1.05 1.035)"').path(
      SLIPPER,
      '#5b4130',
      'transform="scale(1.02 1.012)" opacity=".5"',
    );
    paintFabric(p, SLIPPER, color, [fluff(p, color)], {
      light,
      inside: () => {
        ridge(p, 'M-46-140C-30-184 30-190 50-150M-58-40q-4-50 0-80', 34, 0.22);
        crease(p, 'M84-100C80-28 62 30 70 90C78 160 62 214 0 214', 22, 0.34);
        crease(p, 'M-46-16C-22-56 26-56 44-16', 18, 0.4);
      },
    });
    seam(
      p,
      'M0 204C-54 204-70 158-63 90C-55 30-79-28-83-98C-86-174-46-216 6-216C58-216 85-168 77-96C71-28 53 30 61 90C69 158 54 204 0 204',
      lit(color, 0.75),
    );
    paintFabric(p, OPENING, dim(color, 0.5), [], {
      inside: () => {
        p.path(OPENING, '#e6d6b8', 'transform="translate(6 18) scale(.86 .9)"').path(
          OPENING,
          fluff(p, '#e6d6b8'),
          'transform="translate(6 18) scale(.86 .9)"',
        );
        crease(p, 'M-48 100C-44 50-56 20-40-10C-20-44 26-44 42-10', 30, 0.6);
      },
    });
    p.line(OPENING, lit(color, 0.35), 5);
    leather(p, 'M-13 176h26v30h-26z');
  });
}
