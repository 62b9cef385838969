import { LOOP, wrap } from './motion.js';
import { MUG, poseAt } from './gestures.js';
import { paintHead } from './face.js';
import { paintBody, paintHand, paintSleeve } from './host.js';
import { fairyLights, lightOnWall, sunbeam, vignette } from './light.js';
import { plaque, shelves, table, trailingPlant, wall } from './room.js';
import { windowView } from './window.js';
import { drip, flame, steam } from './steam-and-flame.js';
import { candle, GLAZE, kettle, mug, pourOver, stackedBowls, vase } from './tableware.js';
import { beans, flowers, knitwear } from './wool-and-flowers.js';
import { shadow, within } from './brush.js';

const canvas = document.querySelector('canvas');
const screen = canvas.getContext('2d');

/** What never moves is drawn once. */
function still(draw) {
  const layer = new OffscreenCanvas(canvas.width, canvas.height);
  draw(layer.getContext('2d'));
  return layer;
}

const KETTLE = [176, 474];
const POUR = [330, 462];
const VASE = [896, 452];
const CANDLE = [676, 500];

const backWall = still(wall);
const shelf = still((ctx) => within(ctx, { blur: 0.6 }, (ctx) => ctx.drawImage(still(shelves), 0, 0)));
const tabletop = still(table);
const tableware = still((ctx) => {
  vase(ctx, ...VASE);
  mug(ctx, 52, 452, GLAZE.moss, { r: 24, height: 46, yaw: 2.9 });
  kettle(ctx, ...KETTLE);
  pourOver(ctx, ...POUR);
  stackedBowls(ctx, 452, 500);
  mug(ctx, 566, 498, GLAZE.ink, { r: 28, height: 54, yaw: 2.7 });
  knitwear(ctx, 798, 508);
  candle(ctx, ...CANDLE);
  beans(ctx, [
    [262, 500],
    [276, 508],
    [290, 497],
    [304, 511],
    [251, 512],
    [322, 503],
    [92, 508],
    [106, 500],
  ]);
});

/** Paints the picture at second `t`; the same second always gives the same picture. */
function paint(t) {
  const pose = poseAt(t);
  screen.drawImage(backWall, 0, 0);
  lightOnWall(screen, t);
  windowView(screen, t);
  screen.drawImage(shelf, 0, 0);
  trailingPlant(screen, t);
  plaque(screen, t);
  fairyLights(screen, t);
  paintBody(screen, t, pose);
  paintHead(screen, t, pose);
  screen.drawImage(tabletop, 0, 0);
  shadow(screen, pose.mug.x, MUG.base, 20 - pose.mug.raised * 4, 0.8 + pose.mug.raised);
  paintSleeve(screen, pose, -1);
  paintSleeve(screen, pose, 1);
  paintHand(screen, pose, -1);
  heldMug(t, pose.mug);
  paintHand(screen, pose, 1);
  flowers(screen, t, VASE[0], VASE[1] - 84);
  screen.drawImage(tableware, 0, 0);
  drip(screen, t, ...POUR);
  flame(screen, t, ...CANDLE);
  steam(screen, t, KETTLE[0] + 112, KETTLE[1] - 112, { height: 120, width: 13, strength: 0.95 });
  steam(screen, t, POUR[0], POUR[1] - 114, { height: 78, width: 8, strength: 0.8, seed: 0.3 });
  steam(screen, t, 566, 444, { height: 62, width: 7, strength: 0.75, seed: 0.6 });
  sunbeam(screen, t);
  vignette(screen, t);
}

function heldMug(t, held) {
  within(screen, { at: [held.x, held.base - 25], turn: held.roll }, () => {
    mug(screen, 0, 25, GLAZE.terracotta, { r: 26, height: 53, yaw: held.yaw, grounded: false, banded: true });
  });
  steam(screen, t, held.x, held.base - 54, { height: 56, width: 6, strength: 0.6, seed: 0.8 });
}

globalThis.paintScene = paint;
paint(0);

if (!new URLSearchParams(location.search).has('still')) {
  const play = (now) => {
    paint(wrap(now / 1000, LOOP));
    requestAnimationFrame(play);
  };
  requestAnimationFrame(play);
}
