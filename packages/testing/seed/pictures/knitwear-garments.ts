// Sweaters, cardigans, caps, scarves, socks, mittens and slippers.
import { dim, lit } from '../drawing/color.ts';
import { WOOD, WOOL } from '../drawing/palette.ts';
import type { Picture } from '../drawing/picture.ts';
import { peg, pegRail } from '../drawing/table-things.ts';
import { paintTurned } from '../drawing/vessel.ts';
import { paintShadow } from '../drawing/room.ts';
import {
  cable,
  crease,
  fluff,
  fringe,
  leather,
  mossStitch,
  paintDrop,
  paintFabric,
  paintHanger,
  plainKnit,
  rib,
  ridge,
  seam,
  twill,
} from './knitwear-fabric.ts';

const BODY =
  'M334 236C300 250 262 262 226 286C240 330 250 370 250 412C246 490 240 570 242 640H558C560 570 554 490 550 412C550 370 560 330 574 286C538 262 500 250 466 236Q400 296 334 236z';
const HEM = 'M241 632Q400 644 559 632C558 656 552 690 548 704Q400 716 252 704C248 690 242 656 241 632z';
const SLEEVE =
  'M232 280C204 296 190 330 182 380C170 460 160 540 152 622L228 634C240 560 250 480 256 412C254 360 246 310 232 280z';
const CUFF = 'M150 616L230 630C228 654 224 676 218 692Q186 698 158 686C152 664 148 640 150 616z';
const V_BODY =
  'M336 232C300 250 262 262 226 286C240 330 250 370 250 412C246 490 240 570 242 640H558C560 570 554 490 550 412C550 370 560 330 574 286C538 262 500 250 464 232C452 330 424 410 400 470C376 410 348 330 336 232z';

const mirrored = (p: Picture, draw: () => void) => p.group('transform="matrix(-1 0 0 1 800 0)"', draw);

function sleeves(p: Picture, color: string, tiles: readonly string[]): void {
  for (const isRight of [false, true]) {
    const light = isRight ? ([1, 0, 0, 0.4] as const) : ([0, 0, 1, 0.4] as const);
    const draw = () => {
      paintFabric(p, SLEEVE, isRight ? dim(color, 0.1) : color, tiles, {
        light,
        inside: () => crease(p, 'M256 400C250 480 240 560 226 640M196 440q26 14 50 8M178 560q28 12 48 2', 16, 0.32),
      });
      paintFabric(p, CUFF, isRight ? dim(color, 0.1) : color, [rib(p, color, 13, 'rotate(4)')], { light });
      crease(p, 'M150 620Q190 636 230 632', 6, 0.4);
    };
    if (isRight) mirrored(p, draw);
    else draw();
  }
}

function bodyFolds(p: Picture): void {
  crease(
    p,
    'M250 412C276 430 286 460 288 500M550 412C526 430 514 460 512 500M556 420V640M236 640Q400 650 560 640',
    18,
    0.32,
  );
  crease(p, 'M310 640C300 580 320 540 312 500M470 640C480 590 462 550 474 510', 16, 0.2);
  ridge(p, 'M280 300C292 400 272 520 276 620M360 620C352 580 366 520 360 480', 16, 0.24);
}

/** Cable sweater with a standing collar, on a hanger. */
export function sweater(p: Picture, color: string): void {
  paintDrop(p, `${BODY}${HEM}${SLEEVE}${CUFF}M574 286C604 300 620 400 648 640L580 690L544 400z`, 24, 20, 14, 0.4);
  paintFabric(p, 'M332 186Q400 156 468 186L470 250H330z', dim(color, 0.42), [rib(p, dim(color, 0.4), 13)]);
  paintHanger(p, 200);
  const knit = plainKnit(p, color);
  sleeves(p, color, [knit]);
  paintFabric(p, BODY, color, [knit], {
    light: [0, 0, 1, 0.25],
    inside: () => {
      const moss = mossStitch(p, color);
      p.rect(352, 230, 96, 420, color).rect(352, 230, 96, 420, moss);
      for (const x of [290, 464]) {
        p.rect(x - 7, 230, 60, 420, dim(color, 0.3), 'opacity=".55"').rect(x, 230, 46, 420, cable(p, color, x));
      }
      p.rect(
        226,
        230,
        350,
        420,
        p.linear(
          [
            [0, '#fff4dc', 0.12],
            [0.4, '#1c1018', 0],
            [1, '#1c1018', 0.34],
          ],
          [0, 0, 1, 0.25],
        ),
      );
      bodyFolds(p);
    },
  });
  paintFabric(p, HEM, color, [rib(p, color, 14)]);
  crease(p, 'M244 636Q400 648 556 636', 5, 0.35);
  paintFabric(p, 'M332 188C332 206 328 222 322 240Q400 316 478 240C472 222 468 206 468 188Q400 264 332 188z', color, [
    rib(p, color, 13),
  ]);
  crease(p, 'M322 244Q400 318 478 244', 6, 0.4);
}

export function cardigan(p: Picture, color: string): void {
  const moss = mossStitch(p, color);
  paintDrop(p, `${BODY}${HEM}${SLEEVE}${CUFF}M574 286C604 300 620 400 648 640L580 690L544 400z`, 24, 20, 14, 0.4);
  paintFabric(p, 'M330 190Q400 168 470 190L480 400L400 490L320 400z', dim(color, 0.45), [
    plainKnit(p, dim(color, 0.45)),
  ]);
  p.rect(376, 252, 48, 24, '#efe3cc', 'rx="2"').line('M386 264h28', '#8d6b3f', 2.4);
  paintHanger(p, 198);
  sleeves(p, color, [moss]);
  paintFabric(p, V_BODY, color, [moss], { light: [0, 0, 1, 0.25], inside: () => bodyFolds(p) });
  paintFabric(p, HEM, color, [rib(p, color, 14)]);
  for (const x of [272, 438]) {
    const d = `M${x} 520h90v92q0 12-12 12h-66q-12 0-12-12z`;
    paintDrop(p, d, 5, 7, 5, 0.4);
    paintFabric(p, d, color, [moss]);
    paintFabric(p, `M${x - 2} 514h94v22h-94z`, color, [rib(p, color, 13)]);
  }
  const band = (from: string) => {
    p.line(from, dim(color, 0.45), 34, 'stroke-linejoin="round"').line(
      from,
      lit(color, 0.06),
      29,
      'stroke-linejoin="round"',
    );
    p.line(from, dim(color, 0.6), 29, 'stroke-dasharray="3 6" opacity=".3"').line(
      from,
      lit(color, 0.5),
      4,
      'opacity=".4"',
    );
  };
  band('M462 214C452 320 430 410 402 474');
  band('M338 214C348 320 374 410 402 474V696');
  for (let y = 490; y < 700; y += 48) {
    p.ellipse(404, y + 4, 13, 13, '#22151a', 'opacity=".4"').ellipse(
      402,
      y,
      13,
      13,
      p.radial(
        [
          [0, '#d9b27c'],
          [0.6, '#8a5a34'],
          [1, '#4a2c1a'],
        ],
        [0.36, 0.3, 0.75],
      ),
    );
    p.add(
      `<path d="M398 ${y - 3}h.1M406 ${y - 3}h.1M398 ${y + 4}h.1M406 ${y + 4}h.1" stroke="#2c1810" stroke-width="3.4" stroke-linecap="round"/>`,
    );
  }
}

export function foldedStack(p: Picture, base: number, colors: readonly string[]): void {
  paintShadow(p, 400, base, 250, 0.4);
  colors.forEach((color, i) => {
    const y = base - i * 112;
    const [l, r] = [148 + i * 12 + (i % 2) * 8, 652 - i * 10];
    const d = `M${l + 40} ${y - 118}H${r - 36}C${r + 12} ${y - 118} ${r + 12} ${y} ${r - 36} ${y}H${l + 40}C${l - 12} ${y} ${l - 12} ${y - 118} ${l + 40} ${y - 118}z`;
    paintFabric(p, d, color, [plainKnit(p, color)], {
      light: [0, 0, 1, 0.2],
      inside: () => {
        for (const x of [290, 464])
          p.rect(x - 5, y - 120, 56, 130, dim(color, 0.3), 'opacity=".5"').rect(
            x,
            y - 120,
            46,
            130,
            cable(p, color, x),
          );
        p.rect(
          l - 10,
          y - 118,
          r - l + 20,
          118,
          p.linear([
            [0, '#fff4dc', 0.26],
            [0.3, '#fff4dc', 0],
            [0.62, '#1c1018', 0.1],
            [1, '#1c1018', 0.42],
          ]),
        );
        crease(p, `M${l} ${y - 56}Q400 ${y - 44} ${r} ${y - 60}`, 9, 0.5);
        ridge(p, `M${l + 30} ${y - 40}Q400 ${y - 28} ${r - 30} ${y - 42}`, 8, 0.3);
      },
    });
  });
}

/** The collar of the uppermost sweater of a stack. */
export function foldedCollar(p: Picture, y: number, color: string): void {
  paintFabric(p, `M290 ${y + 6}C300 ${y - 46} 500 ${y - 46} 510 ${y + 6}Q400 ${y + 44} 290 ${y + 6}z`, color, [
    rib(p, color, 13),
  ]);
  p.ellipse(400, y - 12, 84, 17, dim(color, 0.5)).ellipse(400, y - 9, 78, 12, dim(color, 0.28));
}

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
      [base - 300, 132],
      [base - 200, 104],
      [base - 140, 62],
      [base - 100, 44],
      [base - 60, 42],
      [base - 22, 64],
    ],
    matte: true,
  });
  p.line(
    `M310 ${base - 330}C306 ${base - 250} 330 ${base - 190} 362 ${base - 150}M340 ${base - 330}C338 ${base - 260} 360 ${base - 200} 380 ${base - 160}M470 ${base - 330}C476 ${base - 250} 450 ${base - 190} 430 ${base - 150}`,
    dim(WOOD.beech, 0.5),
    2,
    'opacity=".3"',
  );
}

export function railWithPegs(p: Picture, y: number, pegs: readonly number[], color: string = WOOD.oak): void {
  pegRail(p, y, color);
  for (const x of pegs) peg(p, x, y + 19, color);
}

export function scarf(p: Picture, color: string, stripes: readonly [string, string, string]): void {
  const back = 'M396 150C424 230 486 320 500 420C508 480 510 520 512 574L396 584C392 480 388 300 382 160z';
  const front =
    'M368 150C350 230 314 300 302 400C294 480 292 560 290 640L420 654C426 560 432 470 432 400C432 300 430 220 430 150z';
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
  fringe(p, [294, 642], [416, 654], color, 62, 14);
  paintFabric(p, front, color, [weave, hair], {
    inside: () => {
      bands(506, 18, 270);
      p.path(front, weave);
      crease(p, 'M352 650C356 520 350 340 388 190M404 640C408 520 412 380 410 200', 18, 0.3);
      ridge(p, 'M322 640C326 520 330 400 372 220M380 640C382 540 376 420 398 260', 14, 0.34);
    },
  });
  paintFabric(p, 'M362 176C356 112 444 112 440 176Q400 204 362 176z', color, [weave, hair]);
  crease(p, 'M366 180Q400 204 438 180M384 130Q380 160 386 190M418 128Q424 160 416 192', 8, 0.34);
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
        ridge(p, 'M-50-150C-30-200 30-210 50-160M-62-40q-4-50 0-90', 22, 0.4);
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

/** Balls of yarn are wound in three directions. */
export function yarnBall(p: Picture, cx: number, base: number, r: number, color: string): void {
  const cy = base - r;
  p.ellipse(cx + r * 0.35, base - 2, r * 1.2, r * 0.24, '#22151a', `filter="${p.blur(7)}" opacity=".42"`);
  p.ellipse(
    cx,
    cy,
    r,
    r,
    p.radial(
      [
        [0, lit(color, 0.4)],
        [0.5, color],
        [1, dim(color, 0.5)],
      ],
      [0.34, 0.28, 0.8],
    ),
  );
  const wind = (turn: number, from: number, to: number) =>
    p.group(`transform="rotate(${turn} ${cx} ${cy})"`, () => {
      let d = '';
      for (let t = from; t <= to; t += 0.15)
        d += `M${Math.round(cx + t * r)} ${Math.round(cy - Math.sqrt(1 - t * t) * r * 0.96)}Q${Math.round(cx + t * r * 1.5 + r * 0.1)} ${Math.round(cy)} ${Math.round(cx + t * r)} ${Math.round(cy + Math.sqrt(1 - t * t) * r * 0.96)}`;
      p.line(d, dim(color, 0.55), r * 0.05, 'opacity=".5"').line(
        d,
        lit(color, 0.55),
        r * 0.03,
        `opacity=".5" transform="translate(${Math.round(r * 0.06)} 0)"`,
      );
    });
  wind(-52, -0.75, 0.75);
  p.group(
    `clip-path="${p.clip(`M${cx - r} ${cy - r * 0.2}Q${cx} ${cy - r * 1.5} ${cx + r} ${cy - r * 0.1}Q${cx} ${cy + r * 0.9} ${cx - r} ${cy - r * 0.2}z`)}"`,
    () => {
      p.ellipse(cx, cy, r, r, color, 'opacity=".55"');
      wind(34, -0.75, 0.75);
    },
  );
  p.ellipse(
    cx,
    cy,
    r,
    r,
    p.radial(
      [
        [0, '#fff', 0.2],
        [0.5, '#fff', 0],
        [1, '#1c1018', 0.35],
      ],
      [0.34, 0.28, 0.85],
    ),
  );
}
