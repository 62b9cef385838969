// Sweaters and cardigans, hung and folded.
import { dim, lit } from '../drawing/color.ts';
import { WOOD } from '../drawing/palette.ts';
import { smooth, type Picture } from '../drawing/picture.ts';
import { paintShadow } from '../drawing/room.ts';
import { peg, pegRail } from '../drawing/table-things.ts';
import { cable, crease, mossStitch, paintDrop, paintFabric, plainKnit, rib, ridge } from './knitwear-fabric.ts';

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
  paintFabric(p, BODY, color, [], {
    light: [0, 0, 1, 0.25],
    inside: () => {
      const moss = mossStitch(p, color);
      for (const x of [220, 510]) p.rect(x, 230, 70, 420, knit);
      p.rect(336, 230, 128, 420, moss);
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
            [1, '#1c1018', 0.26],
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

export function railWithPegs(p: Picture, y: number, pegs: readonly number[], color: string = WOOD.oak): void {
  pegRail(p, y, color);
  for (const x of pegs) peg(p, x, y + 19, color);
}

/** A turned wooden hanger with its hook over the peg at (400, 104). */
export function paintHanger(p: Picture, y: number): void {
  p.line(`M400 ${y}V150Q400 136 410 130T412 100Q396 84 384 104`, '#5f5a55', 6).line(
    `M399 ${y}V150Q399 136 409 130`,
    '#d9d2c5',
    2,
  );
  const arms = smooth([
    [316, y + 60],
    [350, y + 28],
    [400, y + 4],
    [450, y + 28],
    [484, y + 60],
  ]);
  p.line(arms, '#7d5431', 24)
    .line(arms, '#c48f58', 17, 'transform="translate(-1 -3)"')
    .line(arms, '#edcb95', 4, 'transform="translate(-2 -8)" opacity=".8"');
}
