import { WOOD, WOOL } from '../drawing/palette.ts';
import type { Picture } from '../drawing/picture.ts';
import { paintShadow, paintSteam } from '../drawing/room.ts';
import { book, bread, flower, leaf, plinth, sprig, stem } from '../drawing/table-things.ts';
import { cardigan, foldedCollar, foldedStack, railWithPegs, sweater } from './knitwear-garments.ts';
import { beanie, headForm, mitten, scarf, slipper, sock } from './knitwear-accessories.ts';
import {
  bench,
  cushion,
  darningMushroom,
  foldedBlanket,
  hungBlanket,
  laidBlanket,
  pouch,
  yarnBall,
} from './knitwear-home.ts';
import { baguette, leek, rolltop, tote } from './knitwear-bags.ts';
import { campMug, lantern, pebble, stump, trailBottle } from './knitwear-camp.ts';
import { fromAbove, inRoom } from './knitwear-fabric.ts';
import type { Pictures } from './pictures.ts';

const CREAM = '#efe3cc';
// Undyed wool is paler than a glaze of the same name: the stitches darken it.
const UNDYED = '#f4ead6';
const HEATHER = '#8f7f9a';
const FERN = '#7f9a68';

const hung =
  (draw: (p: Picture) => void, pegs: readonly number[] = [160, 400, 640], wood: string = WOOD.oak) =>
  (p: Picture) => {
    railWithPegs(p, 84, pegs, wood);
    draw(p);
  };

const clothesPin = (p: Picture, x: number, y: number) =>
  p
    .rect(
      x - 8,
      y - 26,
      16,
      60,
      p.linear(
        [
          [0, '#e7c795'],
          [1, '#a9793f'],
        ],
        [0, 0, 1, 0],
      ),
      'rx="5"',
    )
    .line(`M${x} ${y - 4}V${y + 32}`, '#7d5431', 2)
    .rect(x - 9, y - 2, 18, 5, '#8b8680');

export const knitwear: Pictures = {
  'harvest-sweater-cream': inRoom(
    'clay',
    'oak',
    'leaves',
    hung((p) => sweater(p, UNDYED)),
    760,
  ),
  'harvest-sweater-pine': inRoom(
    'sand',
    'walnut',
    'window',
    hung((p) => sweater(p, WOOL.pine)),
    760,
  ),
  'harvest-sweater-rust': inRoom(
    'sky',
    'linen',
    'arch',
    hung((p) => sweater(p, WOOL.rust), [160, 400, 640], WOOD.beech),
    760,
  ),
  'harvest-sweater-stack': inRoom('sage', 'oak', 'window', (p) => {
    foldedStack(p, 690, [WOOL.pine, WOOL.rust, UNDYED]);
    foldedCollar(p, 350, UNDYED);
    sprig(p, 560, 738, 170, -12, FERN);
  }),
  'hearth-cardigan-slate': inRoom(
    'blush',
    'oak',
    'window',
    hung((p) => cardigan(p, WOOL.slate)),
    760,
  ),
  'hearth-cardigan-mustard': inRoom(
    'sea',
    'walnut',
    'leaves',
    hung((p) => cardigan(p, WOOL.mustard), [160, 400, 640], WOOD.walnut),
    760,
  ),
  'watch-cap-mustard': inRoom('sea', 'oak', 'window', (p) => {
    headForm(p, 690);
    beanie(p, 400, 400, 156, WOOL.mustard);
  }),
  'watch-cap-pine': inRoom('blush', 'cream', 'arch', (p) => {
    paintShadow(p, 400, 640, 200, 0.4);
    book(p, 196, 690, 410, 52, '#8f5a3c');
    book(p, 214, 638, 380, 44, '#d3b27a');
    beanie(p, 400, 590, 178, WOOL.pine);
  }),
  'watch-cap-rust': inRoom('sage', 'linen', 'leaves', (p) => {
    plinth(p, 400, 600, 220, '#efe5d4', 100);
    paintShadow(p, 400, 600, 160, 0.3);
    beanie(p, 400, 596, 184, WOOL.rust);
    sprig(p, 90, 740, 170, -18, FERN);
  }),
  'watch-cap-slate': fromAbove('walnut', (p) => {
    p.group('transform="rotate(-10 400 400)"', () => {
      p.ellipse(424, 440, 226, 190, '#22151a', `filter="${p.blur(16)}" opacity=".5"`);
      beanie(p, 400, 580, 226, WOOL.slate);
    });
    leaf(p, 640, 640, 110, -30, '#c98a45');
    leaf(p, 660, 690, 90, 20, '#b4542f');
  }),
  'lambswool-scarf-rust': inRoom(
    'plaster',
    'oak',
    'leaves',
    hung((p) => scarf(p, WOOL.rust, [CREAM, WOOL.mustard, '#6d2f22'])),
    760,
  ),
  'lambswool-scarf-pine': inRoom(
    'ochre',
    'walnut',
    'window',
    hung((p) => scarf(p, WOOL.pine, [CREAM, '#9fb48c', WOOL.mustard]), [160, 400, 640], WOOD.walnut),
    760,
  ),
  'lambswool-scarf-cream': inRoom(
    'forest',
    'oak',
    'window',
    hung((p) => scarf(p, UNDYED, [WOOL.slate, WOOL.rust, WOOL.slate])),
    760,
  ),
  'long-walk-socks-rust': fromAbove('oak', (p) => {
    sock(p, 'translate(140 190) rotate(-8)', WOOL.rust);
    sock(p, 'translate(392 150) rotate(6)', WOOL.rust);
  }),
  'long-walk-socks-pine': inRoom(
    'blush',
    'cream',
    'leaves',
    (p) => {
      p.line('M-10 120Q400 190 810 120', '#8d7a5e', 5).line('M-10 118Q400 188 810 118', '#f1e4c8', 1.6);
      sock(p, 'translate(176 150) rotate(3)', WOOL.pine);
      sock(p, 'translate(446 154) rotate(-3)', WOOL.pine);
      for (const [x, y] of [
        [196, 144],
        [276, 152],
        [468, 154],
        [546, 148],
      ] as const)
        clothesPin(p, x, y);
    },
    690,
  ),
  'long-walk-socks-slate': fromAbove(
    'linen',
    (p) => {
      sock(p, 'translate(366 190) scale(-1 1) rotate(-4)', WOOL.slate);
      sock(p, 'translate(440 170) rotate(-6)', WOOL.slate);
      sprig(p, 330, 720, 170, -8, FERN);
    },
    '#e3c9ae',
  ),
  'bothy-blanket-pine': inRoom(
    'blush',
    'oak',
    'arch',
    (p) => {
      bench(p, 640, 730, WOOD.walnut);
      foldedBlanket(p, 628, WOOL.pine, WOOL.mustard);
    },
    690,
  ),
  'bothy-blanket-rust': inRoom(
    'sage',
    'linen',
    'window',
    (p) => {
      p.rect(0, 190, 800, 26, '#22151a', `filter="${p.blur(8)}" opacity=".3" transform="translate(0 24)"`);
      p.rect(
        0,
        180,
        800,
        26,
        p.linear([
          [0, '#efd2a0'],
          [0.4, WOOD.oak],
          [1, '#8a6238'],
        ]),
      );
      hungBlanket(p, 190, WOOL.rust, '#f0c070');
    },
    740,
  ),
  'bothy-blanket-slate': fromAbove('oak', (p) => {
    laidBlanket(p, WOOL.slate, WOOL.rust);
    sprig(p, 560, 730, 170, -24, FERN);
  }),
  'string-mittens-rust': inRoom(
    'sky',
    'oak',
    'window',
    hung((p) => {
      p.line('M292 350L390 116Q400 86 410 116L514 380', '#7d3a22', 8).line(
        'M292 350L390 116Q400 86 410 116L514 380',
        '#d98a5f',
        3,
        'stroke-dasharray="6 5"',
      );
      mitten(p, 290, 424, 177, 1, WOOL.rust, CREAM);
      mitten(p, 518, 452, 184, -1, WOOL.rust, CREAM);
    }),
    760,
  ),
  'string-mittens-cream': fromAbove('walnut', (p) => {
    p.line(
      'M250 600C260 760 360 740 400 680S560 560 600 660S590 740 552 620',
      '#22151a',
      8,
      `opacity=".4" filter="${p.blur(4)}" transform="translate(6 8)"`,
    );
    p.line('M250 600C260 760 360 740 400 680S560 560 600 660S590 740 552 620', '#c9b794', 8).line(
      'M250 600C260 760 360 740 400 680S560 560 600 660S590 740 552 620',
      '#fff8e8',
      3,
      'stroke-dasharray="6 5"',
    );
    mitten(p, 236, 520, -10, -1, UNDYED, WOOL.rust);
    mitten(p, 560, 540, 9, 1, UNDYED, WOOL.rust);
  }),
  'market-rolltop-mustard': inRoom('sky', 'oak', 'window', (p) => {
    rolltop(p, 700, WOOL.mustard);
    campMug(p, 656, 736, WOOL.cream, 0.5);
  }),
  'market-rolltop-pine': inRoom('sand', 'walnut', 'leaves', (p) => {
    rolltop(p, 716, WOOL.pine);
    pebble(p, 150, 736, 60, 30, '#a9a59c');
    sprig(p, 560, 752, 170, -10, FERN);
  }),
  'market-rolltop-slate': inRoom('clay', 'linen', 'arch', (p) => {
    rolltop(p, 696, WOOL.slate);
    trailBottle(p, 660, 724, WOOL.rust, 0.56);
  }),
  'pier-tote-pine': inRoom('ochre', 'oak', 'window', (p) =>
    tote(p, 700, WOOL.pine, () => {
      leek(p, 470, 350, 8);
      leek(p, 530, 360, 24);
      baguette(p, 300, 360, -12);
      baguette(p, 380, 370, -3);
    }),
  ),
  'pier-tote-rust': inRoom('sea', 'linen', 'leaves', (p) =>
    tote(p, 700, WOOL.rust, () => {
      for (const [x, y, r, color] of [
        [280, 190, 52, '#f6efe1'],
        [360, 120, 58, '#f3c24a'],
        [450, 170, 50, '#e9a184'],
        [530, 130, 54, '#fff8ea'],
        [400, 240, 46, '#f6efe1'],
        [500, 240, 42, '#f3c24a'],
      ] as const) {
        stem(p, 400, 400, x, y);
        leaf(p, (x + 400) / 2, (y + 400) / 2, 84, x < 400 ? -150 : -30, FERN);
        flower(p, x, y, r, color, color === '#f3c24a' ? '#8a4f22' : '#e2a93a');
      }
    }),
  ),
  'trail-bottle-pine': inRoom('sky', 'oak', 'window', (p) => {
    pebble(p, 400, 690, 240, 62, '#a9a59c');
    trailBottle(p, 400, 650, WOOL.pine);
    pebble(p, 690, 740, 62, 30, '#7f8a8c');
  }),
  'trail-bottle-cream': inRoom('moss', 'stone', 'leaves', (p) => {
    pebble(p, 400, 690, 240, 62, '#8b8f92');
    trailBottle(p, 400, 650, WOOL.cream);
    sprig(p, 70, 730, 170, -14, '#5f7a4c');
  }),
  'trail-bottle-rust': inRoom('sand', 'linen', 'arch', (p) => {
    pebble(p, 410, 706, 260, 50, '#8b8f92');
    pebble(p, 392, 640, 176, 46, '#b3aba0');
    trailBottle(p, 392, 612, WOOL.rust, 0.92);
    pebble(p, 130, 736, 56, 28, '#8b8f92');
  }),
  'camp-mug-cream': inRoom('forest', 'walnut', 'window', (p) => {
    stump(p, 390, 650, 260, 70);
    campMug(p, 380, 644, WOOL.cream, 1.15);
    paintSteam(p, 360, 380, 220);
  }),
  'camp-mug-pine': inRoom('ochre', 'oak', 'leaves', (p) => {
    bread(p, 610, 620, 240);
    campMug(p, 340, 680, WOOL.pine, 1.2);
    paintSteam(p, 320, 400, 220);
  }),
  'camp-mug-rust': inRoom('sky', 'stone', 'window', (p) => {
    book(p, 170, 706, 460, 54, '#33594a');
    campMug(p, 390, 646, WOOL.rust, 1.15);
    paintSteam(p, 370, 380, 220);
  }),
  'porch-lantern': inRoom('night', 'walnut', 'none', (p) => lantern(p, 690)),
  'fireside-cushion-rust': inRoom(
    'sea',
    'oak',
    'window',
    (p) => {
      bench(p, 620, 730, WOOD.beech);
      cushion(p, 616, WOOL.rust, '#f0c070', -2);
    },
    690,
  ),
  'fireside-cushion-pine': inRoom(
    'clay',
    'linen',
    'leaves',
    (p) => {
      bench(p, 620, 730, WOOD.walnut);
      cushion(p, 616, WOOL.pine, WOOL.mustard, 2);
    },
    690,
  ),
  'felt-slippers-slate': fromAbove('oak', (p) => {
    slipper(p, 280, 400, -6, -1, WOOL.slate);
    slipper(p, 526, 390, 8, 1, WOOL.slate);
  }),
  'felt-slippers-rust': fromAbove('walnut', (p) => {
    slipper(p, 290, 420, 10, -1, WOOL.rust);
    slipper(p, 530, 370, 16, 1, WOOL.rust);
  }),
  'mending-kit': inRoom('plaster', 'oak', 'sun', (p) => {
    pouch(p, 80, 600);
    yarnBall(p, 590, 612, 68, WOOL.pine);
    yarnBall(p, 330, 620, 60, WOOL.slate);
    darningMushroom(p, 450, 660);
    yarnBall(p, 250, 690, 76, WOOL.rust);
    yarnBall(p, 620, 720, 74, WOOL.mustard);
    yarnBall(p, 400, 740, 58, HEATHER);
    p.line('M474 746C560 780 640 752 700 770', HEATHER, 5)
      .line('M100 740L230 764', '#8b8680', 6)
      .line('M100 739L230 763', '#efece6', 2.4);
  }),
};
