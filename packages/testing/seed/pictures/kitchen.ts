import { TOOL, WOOD, type Wall } from '../drawing/palette.ts';
import type { Picture } from '../drawing/picture.ts';
import { inRoom, paintTop, type Room } from '../drawing/room.ts';
import { leaf } from '../drawing/table-things.ts';
import { apron, towels } from './kitchen-linen.ts';
import { board, cheese, fig, loafFromAbove, pepperMill, spoons } from './kitchen-wood.ts';
import type { Pictures } from './pictures.ts';

/** A wall to hang things on; the table is out of sight. */
const onWall = (wall: Wall, light: Room['light'], draw: (p: Picture) => void) => inRoom(wall, 'oak', light, draw, 800);

const boardWith = (surface: 'linen' | 'stone', color: string, draw: (p: Picture) => void) => (p: Picture) => {
  paintTop(p, surface);
  board(p, color);
  draw(p);
};

export const kitchen: Pictures = {
  'bakers-board-oak': boardWith('linen', WOOD.oak, loafFromAbove),
  'bakers-board-walnut': boardWith('stone', WOOD.walnut, (p) => {
    cheese(p);
    fig(p, 520, 262, 46, 18, false);
    fig(p, 296, 430, 48, -24, true);
    fig(p, 414, 450, 50, 12, true);
    fig(p, 546, 424, 44, 62, false);
    leaf(p, 556, 210, 70, -30, '#8a9a62');
  }),
  'linen-apron-clay': onWall('plaster', 'leaves', (p) => apron(p, TOOL.clay)),
  'linen-apron-sage': onWall('blush', 'window', (p) => apron(p, TOOL.sage)),
  'linen-apron-night': onWall('ochre', 'window', (p) => apron(p, TOOL.night)),
  'tea-towel-pair-clay': onWall('sky', 'window', (p) => towels(p, TOOL.clay)),
  'tea-towel-pair-sage': onWall('sand', 'leaves', (p) => towels(p, TOOL.sage)),
  'tea-towel-pair-night': onWall('clay', 'window', (p) => towels(p, TOOL.night)),
  'cherry-spoons': inRoom('sky', 'linen', 'leaves', spoons),
  'pepper-mill-oak': inRoom('forest', 'oak', 'window', (p) => pepperMill(p, WOOD.oak)),
  'pepper-mill-walnut': inRoom('sage', 'stone', 'arch', (p) => pepperMill(p, WOOD.walnut)),
};
