import { dim, lit } from '../drawing/color.ts';
import { GLAZE } from '../drawing/palette.ts';
import type { Picture } from '../drawing/picture.ts';
import { inRoom, paintShadow } from '../drawing/room.ts';
import {
  book,
  candleFlame,
  flower,
  fruitOnTable,
  grass,
  leaf,
  poppyHead,
  sprig,
  stem,
} from '../drawing/table-things.ts';
import { budProfile, meadowProfile, vase } from '../drawing/tableware.ts';
import { paintMouth, paintTurned } from '../drawing/vessel.ts';
import type { Pictures } from './pictures.ts';

const ORANGE = '#e58a2e';

function tumblerCandle(p: Picture, color: string): void {
  const base = 660;
  paintShadow(p, 400, base, 110);
  paintTurned(p, {
    cx: 400,
    color,
    profile: [
      [base - 230, 122],
      [base - 120, 120],
      [base - 20, 110],
      [base, 100],
    ],
    foot: { from: base - 52, color: GLAZE.raw },
    speckled: true,
  });
  paintMouth(p, 400, base - 230, 122, color, { color: '#f6e6c6', level: 12 });
  candleFlame(p, 400, base - 222, 1.1);
}

function candlestick(p: Picture, cx: number, base: number, height: number, color: string): void {
  paintShadow(p, cx, base, 62, 1);
  p.rect(
    cx - 13,
    base - height - 150,
    26,
    160,
    p.linear(
      [
        [0, '#e9d9bd'],
        [0.3, '#fff6e4'],
        [1, '#cdb893'],
      ],
      [0, 0, 1, 0],
    ),
    'rx="6"',
  );
  candleFlame(p, cx, base - height - 152, 0.75);
  paintTurned(p, {
    cx,
    color,
    profile: [
      [base - height, 24],
      [base - height + 16, 30],
      [base - height + 34, 17],
      [base - height * 0.55, 15],
      [base - 44, 20],
      [base - 20, 60],
      [base, 64],
    ],
    speckled: true,
  });
}

function planter(p: Picture, color: string, herb: () => void): void {
  const base = 648;
  paintShadow(p, 400, base + 10, 150);
  paintTurned(p, {
    cx: 400,
    color,
    profile: [
      [base - 22, 150],
      [base - 8, 150],
      [base + 8, 118],
    ],
    matte: true,
  });
  herb();
  paintTurned(p, {
    cx: 400,
    color,
    profile: [
      [base - 250, 142],
      [base - 206, 142, 'corner'],
      [base - 204, 130, 'corner'],
      [base - 60, 106],
      [base - 14, 96],
    ],
    speckled: color === GLAZE.oat,
    matte: true,
  });
  p.ellipse(400, base - 250, 142, 28, lit(color, 0.3)).ellipse(400, base - 249, 130, 23, '#3a2a22');
}

function lamp(p: Picture, isOn: boolean): void {
  const base = 690;
  if (isOn)
    p.ellipse(
      400,
      250,
      420,
      400,
      p.radial([
        [0, '#ffd27d', 0.75],
        [1, '#ffd27d', 0],
      ]),
    );
  paintShadow(p, 400, base, 96);
  paintTurned(p, {
    cx: 400,
    color: '#d9b48c',
    profile: [
      [base - 300, 20],
      [base - 280, 28],
      [base - 250, 60],
      [base - 214, 66],
      [base - 190, 56],
      [base - 110, 116],
      [base - 40, 106],
      [base, 70],
    ],
    speckled: true,
  });
  p.rect(393, base - 340, 14, 48, '#8d6b3f');
  const shade = 'M290 130L510 130L590 390Q400 426 210 390z';
  p.path(
    shade,
    isOn
      ? p.radial(
          [
            [0, '#fff7dd'],
            [0.5, '#fbdc9c'],
            [1, '#dba456'],
          ],
          [0.5, 0.62, 0.62],
        )
      : p.linear(
          [
            [0, '#e4d5bb'],
            [0.28, '#fbf2e0'],
            [1, '#c3ae8b'],
          ],
          [0, 0, 1, 0],
        ),
  );
  p.path(
    shade,
    p.paint(
      '<pattern id="@" width="7" height="7" patternUnits="userSpaceOnUse"><path d="M0 2h7M3 0v7" stroke="#8d6b3f" stroke-width=".8" opacity=".3"/></pattern>',
    ),
  );
  p.line('M290 130H510', '#a9854f', 5).line('M210 390Q400 426 590 390', '#a9854f', 5);
}

const stems = (p: Picture, x: number, y: number) => {
  grass(p, x, y, 15, 170, 330, '#8d945f');
  for (const [dx, dy, r, color] of [
    [-90, -250, 40, '#f6efe1'],
    [60, -300, 44, '#f6efe1'],
    [130, -200, 32, '#e3a443'],
    [-30, -330, 34, '#d98a5f'],
    [-150, -170, 28, '#e3a443'],
    [10, -190, 38, '#fff8ea'],
  ] as const) {
    stem(p, x, y, x + dx, y + dy);
    flower(p, x + dx, y + dy, r, color, color === '#e3a443' ? '#8a5a2a' : '#e2a93a');
  }
};

export const homeCeramics: Pictures = {
  'bud-vase-terracotta': inRoom('sky', 'linen', 'window', (p) => {
    stem(p, 400, 400, 450, 170);
    leaf(p, 412, 320, 70, -20, '#7f8d58');
    vase(p, 400, 680, GLAZE.terracotta, budProfile(680, 1.1), {
      foot: { from: 640, color: GLAZE.raw },
      speckled: true,
    });
    flower(p, 452, 160, 74, '#fffaf0');
  }),
  'bud-vase-oat': inRoom('clay', 'cream', 'arch', (p) => {
    stem(p, 400, 400, 350, 160, '#8f7d5a');
    stem(p, 402, 400, 470, 230, '#8f7d5a');
    poppyHead(p, 350, 150, 36, '#a98f66');
    poppyHead(p, 470, 222, 28, '#b89d74');
    vase(p, 400, 680, GLAZE.oat, budProfile(680, 1.1), { foot: { from: 640, color: GLAZE.raw }, speckled: true });
  }),
  'bud-vase-moss': inRoom('ochre', 'oak', 'leaves', (p) => {
    stem(p, 400, 400, 440, 190);
    stem(p, 400, 400, 340, 230);
    flower(p, 440, 180, 62, '#f3c24a', '#8a4f22', 12);
    flower(p, 340, 226, 46, '#f6d37a', '#8a4f22', 12);
    vase(p, 400, 680, GLAZE.moss, budProfile(680, 1.1), { foot: { from: 640, color: GLAZE.raw }, speckled: true });
  }),
  'meadow-vase': inRoom('sand', 'oak', 'window', (p) => {
    stems(p, 400, 440);
    vase(p, 400, 710, '#c39a76', meadowProfile(710, 0.95), { matte: true, speckled: true });
  }),
  'meadow-vase-pair': inRoom('sage', 'stone', 'arch', (p) => {
    vase(p, 300, 640, '#c39a76', meadowProfile(640, 1.15), { matte: true, speckled: true });
    vase(p, 560, 690, '#c39a76', meadowProfile(690, 0.72), { matte: true, speckled: true });
    sprig(p, 560, 480, 190, -70, '#8d945f', 7);
  }),
  'dusk-candle-fig': inRoom('dusk', 'walnut', 'none', (p) => {
    fruitOnTable(p, 180, 690, 56, '#5b3550');
    tumblerCandle(p, GLAZE.moss);
    fruitOnTable(p, 640, 710, 60, '#6b3a58');
  }),
  'dusk-candle-sea': inRoom('sea', 'stone', 'none', (p) => {
    tumblerCandle(p, '#a9c3cb');
    p.ellipse(210, 712, 74, 34, dim('#c9c3b8', 0.3)).ellipse(
      206,
      700,
      72,
      34,
      p.linear(
        [
          [0, '#efe9de'],
          [1, '#b3aba0'],
        ],
        [0, 0, 1, 1],
      ),
    );
    p.ellipse(
      620,
      720,
      56,
      26,
      p.linear(
        [
          [0, '#8e9aa2'],
          [1, '#5d6972'],
        ],
        [0, 0, 1, 1],
      ),
    );
  }),
  'dusk-candle-orange': inRoom('clay', 'walnut', 'none', (p) => {
    tumblerCandle(p, '#d98a5c');
    fruitOnTable(p, 190, 700, 66, ORANGE);
    p.line('M560 716q40-40 84-10t76-16', '#d9772a', 20).line('M560 712q40-40 84-10t76-16', '#f0a050', 12);
  }),
  'candlestick-trio': inRoom('forest', 'linen', 'none', (p) => {
    candlestick(p, 240, 640, 180, GLAZE.terracotta);
    candlestick(p, 550, 650, 260, GLAZE.terracotta);
    candlestick(p, 400, 706, 120, GLAZE.terracotta);
  }),
  'herb-planter-terracotta': inRoom('plaster', 'oak', 'window', (p) =>
    planter(p, '#c9774f', () => {
      for (let i = 0; i < 16; i += 1)
        leaf(
          p,
          400 + (p.random() - 0.5) * 120,
          400 - p.random() * 130,
          100 + p.random() * 40,
          -90 + (p.random() - 0.5) * 190,
          i % 2 ? '#6f9a4e' : '#86ad5c',
        );
    }),
  ),
  'herb-planter-oat': inRoom('sage', 'cream', 'window', (p) =>
    planter(p, GLAZE.oat, () => {
      for (let i = 0; i < 7; i += 1)
        sprig(p, 350 + i * 17, 410, 210 + p.random() * 70, -130 + i * 13, i % 2 ? '#5f7a5c' : '#74906c', 7);
    }),
  ),
  'lantern-lamp': inRoom('night', 'walnut', 'none', (p) => lamp(p, true), 610),
  'lantern-lamp-day': inRoom(
    'sand',
    'oak',
    'leaves',
    (p) => {
      lamp(p, false);
      book(p, 560, 720, 190, 36, '#33594a');
      book(p, 570, 684, 160, 30, '#b4542f');
    },
    610,
  ),
};
