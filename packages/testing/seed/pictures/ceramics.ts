import { dim, lit } from '../drawing/color.ts';
import { GLAZE, WOOD, type Surface } from '../drawing/palette.ts';
import type { Picture } from '../drawing/picture.ts';
import { inRoom, paintCloth, paintRoom, paintShadow, paintSteam, paintTop } from '../drawing/room.ts';
import {
  bread,
  citrusSlice,
  flower,
  fork,
  fruit,
  fruitOnTable,
  leaf,
  plinth,
  sprig,
  stem,
} from '../drawing/table-things.ts';
import { bowl, cup, jug, mug, plate, teapot } from '../drawing/tableware.ts';
import { paintMouth, paintTurned } from '../drawing/vessel.ts';
import { homeCeramics } from './ceramics-home.ts';
import type { Pictures } from './pictures.ts';

const LEMON = '#eabf3f';

const ORANGE = '#e58a2e';

const TOMATO = '#c9402a';

const OLIVE = '#7f8d58';

const fromAbove = (surface: Surface, draw: (p: Picture) => void, tint?: string) => (p: Picture) => {
  paintTop(p, surface, tint);
  draw(p);
};

export const ceramics: Pictures = {
  ...homeCeramics,
  'morning-mug-oat': inRoom('clay', 'oak', 'window', (p) => {
    paintCloth(p, 90, 640, 420, '#f1e6d3', '#b4542f');
    mug(p, 390, 670, GLAZE.oat, 1.25);
    paintSteam(p, 370, 360, 220);
  }),
  'morning-mug-terracotta': inRoom('sage', 'linen', 'leaves', (p) => {
    mug(p, 380, 660, GLAZE.terracotta, 1.25);
    sprig(p, 560, 720, 170, -16, OLIVE);
    paintSteam(p, 370, 350, 200);
  }),
  'morning-mug-ink': inRoom('ochre', 'oak', 'sun', (p) => {
    paintCloth(p, 170, 650, 440, '#f4ebdb', '#2f4b70');
    mug(p, 390, 672, GLAZE.ink, 1.25, '#c89a6a');
    paintSteam(p, 380, 360, 200);
  }),
  'morning-mug-family': inRoom('blush', 'cream', 'arch', (p) => {
    mug(p, 560, 610, GLAZE.ink, 0.92);
    mug(p, 210, 620, GLAZE.terracotta, 0.92);
    mug(p, 385, 690, GLAZE.oat, 1);
  }),
  'espresso-cup-pair-oat': inRoom('moss', 'walnut', 'window', (p) => {
    cup(p, 270, 620, GLAZE.oat, 1.35, '#3b2115');
    cup(p, 500, 670, GLAZE.oat, 1.45);
  }),
  'espresso-cup-pair-moss': inRoom('plaster', 'stone', 'leaves', (p) => {
    p.ellipse(410, 668, 290, 66, '#22151a', `filter="${p.blur(12)}" opacity=".35"`);
    p.ellipse(395, 650, 290, 66, dim(WOOD.oak, 0.25)).ellipse(
      395,
      642,
      290,
      66,
      p.linear(
        [
          [0, lit(WOOD.oak, 0.35)],
          [1, WOOD.oak],
        ],
        [0, 0, 1, 0],
      ),
    );
    cup(p, 285, 640, GLAZE.moss, 1.3, '#3b2115');
    cup(p, 505, 664, GLAZE.moss, 1.3, '#3b2115');
    paintSteam(p, 285, 450, 160);
  }),
  'everyday-plate-oat': fromAbove('walnut', (p) => {
    plate(p, 400, 400, 270, GLAZE.oat);
    fork(p, 724, 330, 3);
    sprig(p, 300, 430, 190, -24, OLIVE);
  }),
  'everyday-plate-moss': fromAbove('linen', (p) => {
    plate(p, 420, 390, 272, GLAZE.moss);
    for (const [x, y] of [
      [360, 350],
      [470, 330],
      [440, 450],
    ] as const) {
      p.ellipse(x + 8, y + 10, 52, 50, '#22151a', `filter="${p.blur(7)}" opacity=".4"`);
      fruit(p, x, y, 52, '#7b3b4d');
    }
    leaf(p, 470, 292, 66, -36, '#93a267');
    fork(p, 76, 300, -6);
  }),
  'everyday-plate-ink': fromAbove(
    'stone',
    (p) => {
      plate(p, 400, 410, 276, GLAZE.ink);
      citrusSlice(p, 330, 380, 84, ORANGE);
      citrusSlice(p, 460, 340, 78, '#ea9c3c');
      citrusSlice(p, 440, 480, 82, '#d9622e');
      leaf(p, 520, 430, 74, 20, '#8aa063');
    },
    '#e7d5c0',
  ),
  'supper-bowl-oat': inRoom('forest', 'walnut', 'window', (p) => {
    bowl(p, 400, 680, GLAZE.oat, 270, 180, () => {
      for (const [x, y, r] of [
        [270, 470, 62],
        [400, 440, 72],
        [530, 470, 64],
        [330, 510, 60],
        [470, 512, 66],
      ] as const)
        fruit(p, x, y, r, x === 400 ? '#d9622e' : TOMATO);
      leaf(p, 400, 380, 80, -30, '#7f9a58');
    });
  }),
  'supper-bowl-terracotta': inRoom('sky', 'linen', 'leaves', (p) => {
    paintCloth(p, 110, 660, 560, '#dfe3d8', '#7d8a5c');
    bowl(p, 400, 680, GLAZE.terracotta, 260, 176);
    p.line('M470 540L690 360', dim(WOOD.olive, 0.3), 18).line('M468 536L688 356', WOOD.olive, 13);
  }),
  'supper-bowl-ink': inRoom('plaster', 'oak', 'sun', (p) => {
    bowl(p, 400, 680, GLAZE.ink, 265, 180, () => {
      for (const [x, y] of [
        [280, 480],
        [520, 486],
        [400, 450],
        [350, 516],
        [460, 520],
      ] as const)
        fruit(p, x, y, 62, LEMON, 'lemon');
      leaf(p, 440, 400, 90, -20, '#6f8a52');
    });
    fruitOnTable(p, 690, 730, 48, LEMON, 'lemon');
  }),
  'porridge-bowl-oat': inRoom('sea', 'oak', 'window', (p) => {
    bowl(p, 400, 680, GLAZE.oat, 210, 200);
    p.line('M380 520C470 470 560 400 660 330', dim(WOOD.cherry, 0.35), 20).line(
      'M378 516C468 466 558 396 658 326',
      WOOD.cherry,
      15,
    );
  }),
  'porridge-bowl-moss': inRoom('sand', 'walnut', 'arch', (p) => {
    bowl(p, 400, 680, GLAZE.moss, 212, 204, () => {
      for (const [x, y, r] of [
        [330, 480, 34],
        [390, 470, 38],
        [455, 478, 36],
        [500, 490, 30],
        [290, 492, 28],
        [420, 492, 36],
        [360, 494, 34],
      ] as const)
        fruit(p, x, y, r, '#4a4a78');
    });
  }),
  'porridge-bowl-terracotta': inRoom('plaster', 'stone', 'leaves', (p) => {
    paintCloth(p, 140, 660, 470, '#c9d0bd');
    bowl(p, 400, 680, GLAZE.terracotta, 212, 204);
    paintSteam(p, 385, 470, 200);
  }),
  'moonrise-platter': (p) => {
    paintRoom(p, { wall: 'dusk', surface: 'walnut', light: 'none', horizon: 640 });
    p.ellipse(436, 400, 272, 272, '#1a1018', `filter="${p.blur(18)}" opacity=".5"`);
    p.ellipse(
      400,
      380,
      272,
      272,
      p.linear(
        [
          [0, lit(GLAZE.ink, 0.3)],
          [0.4, GLAZE.ink],
          [1, dim(GLAZE.ink, 0.45)],
        ],
        [0, 0, 1, 1],
      ),
    );
    p.path(
      'M318 121A272 272 0 1 0 640 503A300 300 0 0 1 318 121z',
      p.linear(
        [
          [0, '#fbf1dc'],
          [0.6, '#e9d9b9'],
          [1, '#c7b38f'],
        ],
        [0, 0, 1, 1],
      ),
      'stroke="#8d7a5e" stroke-width="3" stroke-opacity=".5"',
    );
    p.ellipse(400, 380, 214, 214, 'none', 'stroke="#1a1420" stroke-width="10" opacity=".14"').ellipse(
      398,
      377,
      268,
      268,
      'none',
      'stroke="#fff" stroke-width="4" opacity=".28"',
    );
    plinth(p, 400, 660, 150, '#8d6144', 24);
    sprig(p, 120, 720, 190, -20, '#a6a98a');
  },
  'slow-teapot-moss': inRoom('blush', 'linen', 'leaves', (p) => {
    teapot(p, 370, 670, GLAZE.moss);
    paintSteam(p, 640, 430, 150);
  }),
  'slow-teapot-oat': inRoom('sea', 'walnut', 'window', (p) => {
    teapot(p, 350, 650, GLAZE.oat);
    cup(p, 640, 700, GLAZE.oat, 0.9, '#b98a3f');
    paintSteam(p, 630, 560, 130);
  }),
  'table-jug-ink': inRoom('sand', 'linen', 'window', (p) => {
    fruitOnTable(p, 620, 640, 56, LEMON, 'lemon');
    jug(p, 370, 680, GLAZE.ink);
    fruitOnTable(p, 560, 716, 54, '#e3b234', 'lemon');
  }),
  'table-jug-terracotta': inRoom('forest', 'walnut', 'leaves', (p) => {
    stem(p, 370, 340, 300, 150);
    stem(p, 380, 340, 440, 130);
    leaf(p, 350, 290, 110, -150, '#7f9a68');
    flower(p, 300, 150, 60, '#f3dcc2');
    flower(p, 440, 130, 66, '#f8e9d2');
    jug(p, 380, 690, GLAZE.terracotta);
  }),
  'butter-bell': inRoom('sky', 'oak', 'window', (p) => {
    bread(p, 560, 610, 300);
    paintShadow(p, 330, 690, 190);
    paintTurned(p, {
      cx: 330,
      color: GLAZE.oat,
      profile: [
        [640, 214],
        [660, 214],
        [690, 170],
      ],
      speckled: true,
      tilt: 0.22,
    });
    p.ellipse(330, 640, 214, 47, lit(GLAZE.oat, 0.3)).ellipse(330, 642, 196, 40, dim(GLAZE.oat, 0.14));
    paintTurned(p, {
      cx: 330,
      color: '#f3e8d2',
      profile: [
        [470, 40],
        [478, 110],
        [540, 168],
        [640, 178],
      ],
      speckled: true,
      tilt: 0.22,
    });
    paintTurned(p, {
      cx: 330,
      color: WOOD.olive,
      profile: [
        [424, 16],
        [436, 28],
        [456, 24],
        [472, 14],
      ],
      matte: true,
    });
  }),
  'salt-cellar': inRoom('ochre', 'cream', 'arch', (p) => {
    plinth(p, 400, 640, 210, '#e9dcc6', 90);
    paintShadow(p, 400, 640, 120, 0.5);
    paintTurned(p, {
      cx: 400,
      color: GLAZE.ink,
      profile: [
        [470, 138],
        [540, 150],
        [610, 124],
        [640, 108],
      ],
      foot: { from: 606, color: GLAZE.raw },
      speckled: true,
    });
    paintMouth(p, 400, 470, 138, GLAZE.ink, { color: '#f7f2ea', level: 10 });
    p.line('M420 470L590 300', dim(WOOD.olive, 0.3), 15).line('M418 467L588 297', WOOD.olive, 11);
    p.group('transform="rotate(-14 190 690)"', () => {
      p.ellipse(200, 708, 132, 30, '#22151a', `filter="${p.blur(8)}" opacity=".35"`);
      p.ellipse(190, 700, 130, 32, dim(WOOD.olive, 0.3)).ellipse(
        190,
        690,
        130,
        32,
        p.linear(
          [
            [0, lit(WOOD.olive, 0.4)],
            [1, WOOD.olive],
          ],
          [0, 0, 1, 0],
        ),
      );
      p.ellipse(190, 690, 90, 20, 'none', `stroke="${dim(WOOD.olive, 0.3)}" stroke-width="2" opacity=".4"`).ellipse(
        200,
        690,
        50,
        11,
        'none',
        `stroke="${dim(WOOD.olive, 0.3)}" stroke-width="2" opacity=".4"`,
      );
    });
  }),
};
