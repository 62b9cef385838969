import { COFFEE, NAVY, paintServer } from '../drawing/brew-things.ts';
import { GLAZE, TOOL } from '../drawing/palette.ts';
import { inRoom, paintSteam } from '../drawing/room.ts';
import { beans, plinth } from '../drawing/table-things.ts';
import { cup } from '../drawing/tableware.ts';
import { apple, bag } from './coffee-bags.ts';
import { coffeeDripper, kettle } from './coffee-pouring.ts';
import { canister, grinder, mokaPot, paperFilters } from './coffee-tools.ts';
import type { Pictures } from './pictures.ts';

const CREAM = '#f3e9d6';

export const coffee: Pictures = {
  'swan-kettle-black': inRoom('blush', 'oak', 'arch', (p) => {
    plinth(p, 436, 664, 220, '#e9d6bd', 46);
    kettle(p, 436, 660, TOOL.black);
    paintSteam(p, 92, 330, 150);
  }),
  'swan-kettle-chalk': inRoom('sea', 'walnut', 'window', (p) => {
    kettle(p, 420, 670, TOOL.chalk);
    cup(p, 150, 726, TOOL.night, 0.72, COFFEE);
  }),
  'swan-kettle-sage': inRoom('sand', 'linen', 'leaves', (p) => {
    kettle(p, 426, 670, TOOL.sage);
    beans(p, 170, 730, 70, 9);
  }),
  'pour-over-dripper-chalk': inRoom('clay', 'oak', 'arch', (p) => coffeeDripper(p, TOOL.chalk, TOOL.black)),
  'pour-over-dripper-clay': inRoom('sage', 'cream', 'leaves', (p) => {
    coffeeDripper(p, TOOL.clay);
    beans(p, 640, 730, 64, 8);
  }),
  'pour-over-dripper-night': inRoom('ochre', 'walnut', 'sun', (p) => coffeeDripper(p, TOOL.night, TOOL.chalk)),
  'quiet-grinder-black': inRoom('sky', 'oak', 'window', (p) => grinder(p, TOOL.black)),
  'quiet-grinder-clay': inRoom('plaster', 'walnut', 'leaves', (p) => grinder(p, TOOL.clay)),
  'glass-server': inRoom('ochre', 'linen', 'window', (p) => {
    paintServer(p, 350, 690, 1.36, 560);
    cup(p, 650, 720, GLAZE.oat, 0.86, COFFEE);
    paintSteam(p, 640, 580, 140);
  }),
  'house-roast-filter': inRoom('sage', 'oak', 'arch', (p) => {
    bag(p, 390, 670, CREAM, NAVY, 'HOUSE ROAST', 'FILTER');
    beans(p, 560, 716, 90, 13);
  }),
  'house-roast-espresso': inRoom('clay', 'walnut', 'window', (p) => {
    bag(p, 390, 670, TOOL.night, NAVY, 'HOUSE ROAST', 'ESPRESSO');
    beans(p, 560, 716, 90, 13);
  }),
  'decaf-sunday': inRoom('plaster', 'cream', 'sun', (p) => {
    bag(p, 360, 670, TOOL.sage, '#4d6149', 'SUNDAY DECAF', 'CARAMEL');
    apple(p, 600, 716, 80);
  }),
  'bean-canister-sage': inRoom('blush', 'stone', 'window', (p) => canister(p, TOOL.sage)),
  'bean-canister-night': inRoom('sand', 'oak', 'arch', (p) => canister(p, TOOL.night)),
  'paper-filters': paperFilters,
  'moka-pot': inRoom('moss', 'stone', 'window', mokaPot),
};
