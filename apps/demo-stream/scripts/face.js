import { dim, ellipse, fill, line, linear, lit, radial, sheer, within } from './brush.js';
import { wave } from './motion.js';
import { SKIN, X } from './host.js';

const HAIR = '#43291f';

/** Head and face: a turn of the head slides the features over the round of it. */
export function paintHead(ctx, t, pose) {
  const { yaw, pitch, roll } = pose.head;
  const up = pose.breath * 1.1;
  within(ctx, { at: [X + pose.sway + yaw * 3, 204 - up + pitch * 2], turn: roll }, () => {
    ctx.translate(0, -54);
    const [fx, fy] = [yaw * 13, pitch * 7];
    bun(ctx, -yaw * 7, -pitch * 4);
    const back = `M-50 6C-56-60-26-74 2-74S58-58 50 8C48 26 42 36 34 42H-34C-42 34-48 24-50 6z`;
    fill(
      ctx,
      back,
      linear(
        ctx,
        [-54, -70, 54, 40],
        [
          [0, lit(HAIR, 0.2)],
          [0.5, HAIR],
          [1, dim(HAIR, 0.3)],
        ],
      ),
    );
    for (const side of [-1, 1]) ear(ctx, t, side, yaw, pitch);
    const face = `M-42-14C-44 20-34 40-18 51Q0 61 18 51C34 40 44 20 42-14C42-48 22-58 0-58S-42-48-42-14z`;
    within(ctx, { at: [yaw * 4, pitch * 2] }, () => {
      fill(
        ctx,
        face,
        linear(
          ctx,
          [-44, -30, 46, 30],
          [
            [0, lit(SKIN, 0.34)],
            [0.4, lit(SKIN, 0.12)],
            [0.75, SKIN],
            [1, dim(SKIN, 0.17)],
          ],
        ),
      );
      within(ctx, { clip: face }, () => {
        for (const side of [-1, 1])
          ellipse(
            ctx,
            side * 25 + fx,
            17 + fy,
            17,
            13,
            radial(
              ctx,
              [side * 25 + fx, 17 + fy, 16],
              [
                [0, sheer('#e0604a', 0.42)],
                [1, sheer('#e0604a', 0)],
              ],
            ),
          );
        within(ctx, { blur: 5 }, (ctx) =>
          line(ctx, `M${-44 + fx * 0.3}-34Q${fx} -52 ${44 + fx * 0.3}-34`, '#6e3522', 16, 0.34),
        );
        features(ctx, pose, fx, fy);
      });
    });
    fringe(ctx, yaw, pitch);
  });
}

function bun(ctx, dx, dy) {
  within(ctx, { at: [8 + dx, -86 + dy] }, () => {
    ellipse(
      ctx,
      0,
      0,
      25,
      22,
      radial(
        ctx,
        [-9, -8, 34],
        [
          [0, lit(HAIR, 0.3)],
          [0.6, HAIR],
          [1, dim(HAIR, 0.35)],
        ],
      ),
    );
    for (const d of ['M-20 5Q-8-17 17-9', 'M-13 14Q2-7 22 3', 'M-21-4Q-4-22 12-17'])
      line(ctx, d, lit(HAIR, 0.3), 1.3, 0.4);
    line(ctx, 'M-19 17Q0 25 20 15', '#c2653c', 6.5);
    line(ctx, 'M-18 15.500Q0 23 18 13.500', '#e29a6f', 1.3, 0.7);
  });
}

function ear(ctx, t, side, yaw, pitch) {
  const x = side * 43 - yaw * 5;
  const y = 2 - pitch * 2;
  ellipse(ctx, x, y, 8, 12, side < 0 ? lit(SKIN, 0.16) : dim(SKIN, 0.12));
  line(ctx, `M${x + side * 2} ${y - 5}q${side * 3} 5 ${-side * 1} 10`, dim(SKIN, 0.34), 1.3, 0.6);
  within(ctx, { at: [x + side * 1, y + 11], turn: wave(t, 9, side * 0.1) * 0.14 }, () => {
    line(ctx, 'M0 0v5', '#c9963f', 1.1);
    ellipse(
      ctx,
      0,
      10,
      5,
      5,
      linear(
        ctx,
        [-5, 5, 5, 15],
        [
          [0, '#f3cf85'],
          [1, '#b47b2c'],
        ],
      ),
    );
  });
}

function features(ctx, pose, fx, fy) {
  const { blink, smile, mouth } = pose;
  const glance = pose.head.yaw * 2.2;
  for (const side of [-1, 1]) {
    const narrow = 1 - Math.max(0, side * pose.head.yaw) * 0.16;
    within(ctx, { at: [side * 18.5 + fx, -2 + fy], scale: [narrow, 1] }, () => {
      const open = 1 - blink;
      const lidded = pose.head.pitch > 0.3 ? Math.min(0.35, (pose.head.pitch - 0.3) * 0.6) : 0;
      const tall = 7.4 * open * (1 - lidded * 0.7) * (1 - smile * 0.08);
      if (tall > 1) {
        ellipse(ctx, 0, 0.6, 8, tall, '#fff6e8');
        const iris = new Path2D();
        iris.ellipse(0, 0.6, 8, tall, 0, 0, Math.PI * 2);
        within(ctx, { clip: iris }, () => {
          ellipse(ctx, glance, 0.8 + pose.head.pitch * 1.6, 5.6, 6.6, '#4a2a1c');
          ellipse(ctx, glance, 0.8 + pose.head.pitch * 1.6, 3, 3.6, '#1d0f0c');
          ellipse(ctx, glance - 1.9, -1.6 + pose.head.pitch, 1.7, 1.8, '#fff');
          line(ctx, `M-9 ${-tall}Q0 ${-tall - 2} 9 ${-tall}`, '#6e3522', 3, 0.3);
        });
      }
      const lid = -tall * 0.95 + 0.6;
      line(
        ctx,
        `M-8.600 ${tall > 1 ? 1 : 2}Q-5 ${tall > 1 ? lid - 1.6 : 5.4} 0 ${tall > 1 ? lid - 1.4 : 5.6}T8.600 ${tall > 1 ? 0.4 : 2}`,
        '#35190f',
        2.3,
      );
      line(ctx, `M${side * 8.4} ${tall > 1 ? 0.6 : 2}l${side * 3.2}-2.400`, '#35190f', 1.9);
      const lift = -17 - smile * 1.6 - mouth * 1.6 + pose.head.pitch;
      line(ctx, `M${-side * 8} ${lift + 2.4}Q${side * 1} ${lift - 3.2} ${side * 11} ${lift + 2.6}`, HAIR, 3.1, 0.92);
    });
  }
  line(
    ctx,
    `M${fx * 1.25 - 1} ${4 + fy}Q${fx * 1.35 + 5} ${14 + fy} ${fx * 1.3 + 1} ${17 + fy}q-3.500 1.600-6-.4`,
    dim(SKIN, 0.36),
    1.7,
    0.6,
  );
  const my = 30 + fy * 0.9;
  const wide = 12.5 + smile * 3.5 - mouth * 2.4;
  const mx = fx * 1.08;
  const corner = my - 2 - smile * 2.2;
  const gap = mouth * 8 + smile * 0.6;
  if (gap > 1.2) {
    const lips = `M${mx - wide} ${corner}Q${mx} ${my + 3.2} ${mx + wide} ${corner}Q${mx} ${my + 6 + gap * 1.7} ${mx - wide} ${corner}z`;
    fill(ctx, lips, '#7a2d25');
    within(ctx, { clip: lips }, () => {
      ellipse(ctx, mx, my + 1.2, wide * 0.74, 2.6, '#fff4e4');
      ellipse(ctx, mx, my + 5 + gap * 0.9, wide * 0.5, 3.4, '#cf6a58');
    });
    line(ctx, lips, '#a8483a', 1.7);
  } else {
    line(ctx, `M${mx - wide} ${corner}Q${mx} ${my + 8 + smile * 2.4} ${mx + wide} ${corner}`, '#a23f33', 2.9);
    line(ctx, `M${mx - 6} ${my + 9 + smile}q6 1.600 12 0`, dim(SKIN, 0.3), 1.6, 0.4);
  }
  for (const side of [-1, 1])
    line(
      ctx,
      `M${mx + side * (wide + 1)} ${corner - 2}q${side * 2.4} 2 ${side * 0.8} 4.400`,
      dim(SKIN, 0.36),
      1.5,
      0.55 * smile,
    );
}

function fringe(ctx, yaw, pitch) {
  const part = -12 + yaw * 11;
  const y = pitch * 3;
  const paint = linear(
    ctx,
    [-50, -76, 50, -10],
    [
      [0, lit(HAIR, 0.3)],
      [0.4, lit(HAIR, 0.06)],
      [1, dim(HAIR, 0.25)],
    ],
  );
  fill(
    ctx,
    `M${part} ${-60 + y}C${part - 16} ${-42 + y} -36 ${-32 + y} -41 -8Q-46 6-47 18Q-58-8-50-40C-40-74-6-82 ${part + 4} -76z`,
    paint,
  );
  fill(
    ctx,
    `M${part - 3} ${-62 + y}C${part + 16} ${-40 + y} 36 ${-36 + y} 42-8Q46 6 47 20Q58-8 51-38C42-74 10-84 ${part - 6} -76z`,
    paint,
  );
  for (const d of [
    `M${part - 4} ${-66 + y}Q-36-54-46-18`,
    `M${part} ${-68 + y}Q30-60 45-22`,
    `M${part + 8} ${-71 + y}Q38-66 49-30`,
  ])
    line(ctx, d, lit(HAIR, 0.36), 1.2, 0.4);
  line(ctx, 'M-46 10Q-49 26-43 38', HAIR, 2.2, 0.9);
  line(ctx, 'M46 12Q50 24 46 34', HAIR, 2, 0.9);
}
