import { flutter, lerp, LOOP, pulse, track, wave, wrap } from './motion.js';

/** Where the mug stands when nobody holds it. */
export const MUG = { x: 606, base: 424 };

const RAISED = { x: 560, base: 346 };

const restLeft = [424, 402];
const restRight = [518, 404];
const elbowLeft = [356, 346];
const elbowRight = [586, 348];
const showLeft = [330, 338];
const showRight = [622, 334];

/*
 * The show, second by second: she greets, points out the kettle, takes the mug and turns it in the light,
 * puts it back, speaks of the knitwear, and folds her hands again.
 */
const leftWrist = track([
  [0, restLeft],
  [1.2, restLeft],
  [2.4, showLeft],
  [3.3, [338, 330]],
  [4.2, [322, 342]],
  [5.2, [332, 336]],
  [6.6, restLeft],
  [9.6, restLeft],
  [10.8, [474, 372]],
  [13.6, [478, 373]],
  [15, restLeft],
  [18.2, restLeft],
  [19.3, [398, 360]],
  [20.4, [404, 366]],
  [21.8, restLeft],
  [23.9, restLeft],
]);
const leftElbow = track([
  [0, elbowLeft],
  [1.2, elbowLeft],
  [2.4, [388, 372]],
  [5.2, [390, 372]],
  [6.6, elbowLeft],
  [9.6, elbowLeft],
  [10.8, [374, 364]],
  [13.6, [376, 364]],
  [15, elbowLeft],
  [18.2, elbowLeft],
  [19.3, [360, 358]],
  [20.4, [360, 360]],
  [21.8, elbowLeft],
  [23.9, elbowLeft],
]);
const leftHand = track([
  [0, 0.16],
  [1.2, 0.16],
  [2.4, -2.72],
  [3.3, -2.5],
  [4.2, -2.86],
  [5.2, -2.66],
  [6.6, 0.16],
  [9.6, 0.16],
  [10.8, -0.62],
  [13.6, -0.6],
  [15, 0.16],
  [18.2, 0.16],
  [19.3, -0.9],
  [20.4, -0.7],
  [21.8, 0.16],
  [23.9, 0.16],
]);
const leftOpen = track([
  [0, 0],
  [1.2, 0],
  [2.4, 1],
  [5.2, 1],
  [6.6, 0],
  [9.6, 0],
  [10.8, 0.9],
  [13.6, 0.9],
  [15, 0],
  [18.2, 0],
  [19.3, 0.8],
  [20.4, 0.8],
  [21.8, 0],
  [23.9, 0],
]);

/** 1 with the back of the hand to us, -1 with the palm up. */
const leftTwist = track([
  [0, 1],
  [1.3, 1],
  [2.3, -1],
  [5.4, -1],
  [6.5, 1],
  [23.9, 1],
]);
const rightTwist = track([
  [0, 1],
  [15.8, 1],
  [17, -1],
  [20.6, -1],
  [21.7, 1],
  [23.9, 1],
]);

const freeRight = track([
  [0, restRight],
  [7.2, restRight],
  [7.8, [604, 362]],
  [8.5, [650, 398]],
  [15.4, [650, 400]],
  [16.6, [640, 350]],
  [17.4, showRight],
  [18.4, [632, 342]],
  [19.4, [618, 330]],
  [20.4, [628, 338]],
  [21.9, restRight],
  [23.9, restRight],
]);
const rightElbow = track([
  [0, elbowRight],
  [7.2, elbowRight],
  [7.8, [600, 326]],
  [8.5, [606, 340]],
  [9, [606, 340]],
  [10.4, [634, 366]],
  [13.6, [634, 366]],
  [15, [606, 340]],
  [15.6, [606, 342]],
  [17.4, [568, 372]],
  [20.4, [568, 372]],
  [21.9, elbowRight],
  [23.9, elbowRight],
]);
const freeRightHand = track([
  [0, 2.98],
  [7.2, 2.98],
  [7.8, 2.4],
  [8.5, 3.1],
  [15.4, 3.1],
  [16.6, 5],
  [17.4, 5.86],
  [18.4, 5.64],
  [19.4, 6],
  [20.4, 5.8],
  [21.9, 2.98],
  [23.9, 2.98],
]);
const rightOpen = track([
  [0, 0],
  [7.2, 0],
  [7.9, 0.8],
  [8.6, 0.1],
  [15.2, 0.1],
  [15.6, 0.7],
  [17.4, 1],
  [20.4, 1],
  [21.9, 0],
  [23.9, 0],
]);

const lift = track([
  [0, 0],
  [8.9, 0],
  [10.4, 1],
  [13.5, 1],
  [15.1, 0],
]);
const hold = track([
  [0, 0],
  [8.2, 0],
  [8.7, 1],
  [15.3, 1],
  [15.7, 0],
]);
const turn = track([
  [0, 0],
  [10.2, 0],
  [11.3, 1],
  [12.2, -0.35],
  [13.2, 0.5],
  [14.2, 0],
]);

const yaw = track([
  [0, 0],
  [1.4, 0.1],
  [2.6, -0.62],
  [4, -0.5],
  [5, 0.05],
  [7.4, 0.05],
  [8.6, 0.62],
  [10.4, 0.42],
  [12.6, 0.3],
  [13.4, -0.05],
  [15, 0.4],
  [16.4, 0.5],
  [18.6, 0.56],
  [20, 0],
  [22.4, -0.12],
  [23.6, 0],
]);
const pitch = track([
  [0, 0],
  [2.6, 0.2],
  [4.6, 0],
  [7.4, 0],
  [8.6, 0.7],
  [10.4, 0.42],
  [12.6, 0.5],
  [13.6, 0],
  [15, 0.6],
  [16.6, 0.1],
  [18.4, 0.4],
  [20, 0],
  [23.6, 0],
]);
const roll = track([
  [0, 0.03],
  [2.6, -0.07],
  [5, 0.02],
  [8.6, 0.03],
  [11.4, 0.1],
  [13.6, -0.02],
  [17.4, 0.07],
  [20, -0.03],
  [22.6, 0.05],
]);
const smile = track([
  [0, 0.9],
  [3, 0.6],
  [6, 1],
  [9, 0.6],
  [11.8, 1],
  [13.6, 0.7],
  [17, 0.6],
  [21.4, 1],
]);
const speaking = track([
  [0, 0],
  [1, 0],
  [1.6, 1],
  [5.4, 1],
  [6, 0],
  [11, 0],
  [11.6, 0.8],
  [13.8, 0.8],
  [14.6, 0],
  [16.4, 0],
  [17, 1],
  [20.6, 1],
  [21.2, 0],
]);

const BLINKS = [1.1, 4.7, 7.9, 10.1, 13.5, 13.95, 16.5, 19.9, 22.7];
const NODS = [5.6, 6.2, 13.9, 20.5, 21.1];

const sum = (moments, t, width) => moments.reduce((total, moment) => total + pulse(t, moment, width), 0);

/** The whole pose at one moment. */
export function poseAt(t) {
  const at = wrap(t, LOOP);
  const raised = lift(at);
  const mug = {
    x: lerp(MUG.x, RAISED.x, raised) + wave(at, 5) * 1.6 * raised,
    base: lerp(MUG.base, RAISED.base, raised) + wave(at, 6, 0.2) * 1.6 * raised,
    yaw: Math.PI * 0.93 - turn(at) * 1.35,
    roll: raised * (-0.05 + turn(at) * 0.1),
    raised,
  };
  const holding = hold(at);
  const [fx, fy] = freeRight(at);
  const breath = wave(at, 6);
  const talk = speaking(at);
  const beat = talk * flutter(at, 13, 0.1) * 2.6;
  return {
    mug,
    breath,
    sway: wave(at, 2) * 1.8 + wave(at, 3, 0.3) * 1.1,
    head: {
      yaw: yaw(at) + flutter(at, 4) * 0.05,
      pitch: pitch(at) + sum(NODS, at, 0.36) * 0.5 + flutter(at, 5, 0.3) * 0.06 + talk * flutter(at, 11) * 0.08,
      roll: roll(at) + wave(at, 3, 0.1) * 0.012,
    },
    blink: Math.min(1, sum(BLINKS, at, 0.15)),
    smile: smile(at),
    mouth: talk * Math.max(0, 0.42 + 0.58 * wave(at, 52) * wave(at, 19, 0.2) + 0.3 * wave(at, 31, 0.4)),
    left: {
      wrist: addTo(leftWrist(at), [beat * 0.5, beat]),
      elbow: leftElbow(at),
      angle: leftHand(at),
      open: leftOpen(at),
      twist: leftTwist(at),
    },
    right: {
      wrist: addTo([lerp(fx, mug.x + 45, holding), lerp(fy, mug.base - 27, holding)], [0, beat * (1 - holding)]),
      elbow: rightElbow(at),
      angle: lerp(freeRightHand(at), Math.PI + mug.roll, holding),
      open: rightOpen(at),
      twist: rightTwist(at),
      holding,
    },
  };
}

const addTo = ([x, y], [dx, dy]) => [x + dx, y + dy];
