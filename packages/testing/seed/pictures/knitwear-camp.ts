// What goes up the hill: bottle, mug, lantern.
import { dim, lit } from '../drawing/color.ts';
import { WOOD, WOOL } from '../drawing/palette.ts';
import { ellipsePath, type Picture } from '../drawing/picture.ts';
import { paintShadow, speckle } from '../drawing/room.ts';
import { paintHandle, paintMouth, paintTurned } from '../drawing/vessel.ts';
import { paintFabric, ridge } from './knitwear-fabric.ts';

export function trailBottle(p: Picture, cx: number, base: number, color: string, scale = 1): void {
  const s = (v: number) => Math.round(v * scale);
  paintShadow(p, cx, base, s(92), 0.9);
  paintTurned(p, {
    cx,
    color: '#c9c6c0',
    profile: [
      [base - s(388), s(56)],
      [base - s(350), s(58)],
    ],
    tilt: 0.18,
  });
  paintTurned(p, {
    cx,
    color,
    profile: [
      [base - s(362), s(62)],
      [base - s(346), s(76)],
      [base - s(310), s(92)],
      [base - s(270), s(96)],
      [base - s(20), s(96)],
      [base - s(6), s(92)],
      [base, s(84)],
    ],
    tilt: 0.18,
  });
  p.path(`M${cx - s(96)} ${base - s(270)}h${s(192)}v${s(250)}h-${s(192)}z`, speckle(p, lit(color, 0.7), 0.25, 30));
  p.line(
    `M${cx - s(34)} ${base - s(130)}l${s(18)}-${s(30)}l${s(12)} ${s(18)}l${s(16)}-${s(28)}l${s(24)} ${s(40)}z`,
    lit(color, 0.75),
    3.4,
    'opacity=".8" stroke-linejoin="round"',
  );
  paintTurned(p, {
    cx,
    color: '#3c3936',
    profile: [
      [base - s(404), s(66)],
      [base - s(380), s(66)],
    ],
    matte: true,
    tilt: 0.18,
  });
  paintTurned(p, {
    cx,
    color: WOOD.oak,
    profile: [
      [base - s(460), s(64)],
      [base - s(452), s(67)],
      [base - s(400), s(67)],
    ],
    matte: true,
    tilt: 0.18,
  });
  p.ellipse(cx, base - s(460), s(64), s(12), lit(WOOD.oak, 0.4))
    .ellipse(cx + 4, base - s(460), s(40), s(7), 'none', `stroke="${dim(WOOD.oak, 0.3)}" stroke-width="2" opacity=".5"`)
    .ellipse(
      cx + 8,
      base - s(460),
      s(20),
      s(3.4),
      'none',
      `stroke="${dim(WOOD.oak, 0.3)}" stroke-width="2" opacity=".5"`,
    );
  p.line(
    `M${cx - s(50)} ${base - s(440)}q${s(60)} ${s(18)} ${s(104)} 0M${cx - s(56)} ${base - s(420)}q${s(60)} ${s(20)} ${s(114)} 2`,
    dim(WOOD.oak, 0.4),
    1.8,
    'opacity=".4"',
  );
  const strap = `M${cx - s(62)} ${base - s(398)}C${cx - s(120)} ${base - s(520)} ${cx + s(120)} ${base - s(520)} ${cx + s(62)} ${base - s(398)}`;
  p.line(strap, '#5b3820', s(14)).line(strap, '#a9713f', s(8), 'transform="translate(-1 -2)"');
}

export function pebble(p: Picture, cx: number, cy: number, rx: number, ry: number, color: string): void {
  p.ellipse(cx + rx * 0.12, cy + ry * 0.8, rx * 1.02, ry * 0.55, '#22151a', `filter="${p.blur(10)}" opacity=".42"`);
  const d = `M${cx - rx} ${cy + ry * 0.1}C${cx - rx} ${cy - ry * 0.9} ${cx - rx * 0.4} ${cy - ry} ${cx + rx * 0.1} ${cy - ry}C${cx + rx * 0.8} ${cy - ry} ${cx + rx} ${cy - ry * 0.4} ${cx + rx} ${cy + ry * 0.2}C${cx + rx * 0.9} ${cy + ry} ${cx + rx * 0.4} ${cy + ry} ${cx} ${cy + ry}C${cx - rx * 0.6} ${cy + ry} ${cx - rx} ${cy + ry * 0.8} ${cx - rx} ${cy + ry * 0.1}z`;
  paintFabric(p, d, color, [speckle(p, dim(color, 0.6), 0.4, 26)], {
    light: [0, 0, 0.5, 1],
    contrast: 1.3,
    inside: () =>
      ridge(
        p,
        `M${cx - rx * 0.8} ${cy - ry * 0.4}Q${cx} ${cy - ry * 1.1} ${cx + rx * 0.8} ${cy - ry * 0.5}`,
        ry * 0.3,
        0.4,
      ),
  });
}

export function campMug(p: Picture, cx: number, base: number, color: string, scale = 1): void {
  const s = (v: number) => Math.round(v * scale);
  const top = base - s(208);
  const rim = '#2f3a44';
  paintShadow(p, cx, base, s(112));
  const handle = `M${cx + s(118)} ${top + s(42)}C${cx + s(214)} ${top + s(20)} ${cx + s(214)} ${top + s(172)} ${cx + s(114)} ${top + s(150)}`;
  p.line(handle, dim(rim, 0.2), s(26));
  paintHandle(p, handle, color, s(21));
  paintTurned(p, {
    cx,
    color,
    profile: [
      [top, s(124)],
      [top + s(10), s(121)],
      [base - s(30), s(117)],
      [base - s(8), s(112)],
      [base, s(104)],
    ],
  });
  p.ellipse(
    cx,
    base - s(104),
    s(118),
    s(104),
    speckle(p, color === WOOL.cream ? dim(color, 0.5) : '#fff6e2', 0.34, 12),
  );
  p.line(
    `M${cx - s(112)} ${base - s(8)}A${s(112)} ${s(22)} 0 0 0 ${cx + s(112)} ${base - s(8)}`,
    rim,
    4,
    'opacity=".5"',
  );
  paintMouth(p, cx, top, s(124), '#efe6d6', { color: '#4a2d1c', level: s(12) });
  p.add(`<path d="${ellipsePath(cx, top, s(121), s(24))}" fill="none" stroke="${rim}" stroke-width="${s(8)}"/>`);
  p.line(
    `M${cx - s(110)} ${top - s(11)}A${s(121)} ${s(24)} 0 0 1 ${cx - s(20)} ${top - s(25)}`,
    '#9fb0bd',
    2.6,
    'opacity=".8"',
  );
}

/** A slice of a trunk, bark around, rings on top. */
export function stump(p: Picture, cx: number, top: number, r: number, height: number): void {
  p.ellipse(
    cx + r * 0.1,
    top + height + r * 0.08,
    r * 1.08,
    r * 0.24,
    '#22151a',
    `filter="${p.blur(10)}" opacity=".45"`,
  );
  p.path(
    `M${cx - r} ${top}v${height}a${r} ${r * 0.22} 0 0 0 ${2 * r} 0v-${height}z`,
    p.linear(
      [
        [0, '#4d3524'],
        [0.25, '#8a6546'],
        [0.55, '#654630'],
        [1, '#33221a'],
      ],
      [0, 0, 1, 0],
    ),
  );
  p.line(
    Array.from(
      { length: 13 },
      (_, i) =>
        `M${Math.round(cx - r + 12 + (i * r) / 6.6)} ${top + 8 + (i % 3) * 8}q${(i % 2) * 8 - 4} 24 0 ${Math.round(height * 0.8)}`,
    ).join(''),
    '#2a1b14',
    3.4,
    'opacity=".45"',
  );
  p.ellipse(cx, top, r, r * 0.22, '#5d412c').ellipse(
    cx,
    top - 1,
    r - 9,
    (r - 9) * 0.22,
    p.linear(
      [
        [0, '#eccb98'],
        [1, '#c2915a'],
      ],
      [0, 0, 1, 0.4],
    ),
  );
  for (const k of [0.8, 0.6, 0.4, 0.2])
    p.ellipse(cx - 8, top - 1, r * k, r * k * 0.2, 'none', 'stroke="#8d6237" stroke-width="2" opacity=".5"');
}

export function lantern(p: Picture, base: number): void {
  const green = '#2f4a3e';
  p.ellipse(
    400,
    base - 250,
    440,
    420,
    p.radial([
      [0, '#ffd27d', 0.8],
      [0.4, '#ffc469', 0.34],
      [1, '#ffb95a', 0],
    ]),
  );
  paintShadow(p, 400, base, 130);
  p.line(`M290 ${base - 330}C250 ${base - 640} 550 ${base - 640} 510 ${base - 330}`, '#1d2a24', 9).line(
    `M288 ${base - 332}C248 ${base - 642} 548 ${base - 642} 508 ${base - 332}`,
    '#6f8a78',
    3,
    'opacity=".7"',
  );
  p.rect(
    376,
    base - 576,
    48,
    20,
    p.linear([
      [0, '#c48f58'],
      [1, '#7d5431'],
    ]),
    'rx="10"',
  );
  const glass = `M322 ${base - 120}C290 ${base - 180} 288 ${base - 270} 326 ${base - 350}H474C512 ${base - 270} 510 ${base - 180} 478 ${base - 120}z`;
  p.path(
    glass,
    p.radial(
      [
        [0, '#fffdf0'],
        [0.3, '#ffe9ac'],
        [0.7, '#fbbf62'],
        [1, '#c97f35'],
      ],
      [0.5, 0.52, 0.62],
    ),
    'opacity=".95"',
  );
  p.line(
    `M400 ${base - 128}V${base - 200}M384 ${base - 200}q-10-44 8-60t4-40M416 ${base - 200}q10-44-8-60t-4-40`,
    '#fffbe8',
    5,
  ).line(`M384 ${base - 200}q-10-44 8-60t4-40M416 ${base - 200}q10-44-8-60t-4-40`, '#ffb347', 2);
  p.line(
    `M330 ${base - 150}C306 ${base - 200} 306 ${base - 260} 334 ${base - 330}`,
    '#fff',
    9,
    `opacity=".7" filter="${p.blur(3)}"`,
  );
  for (const d of [
    `M306 ${base - 110}C262 ${base - 190} 264 ${base - 280} 312 ${base - 360}`,
    `M494 ${base - 110}C538 ${base - 190} 536 ${base - 280} 488 ${base - 360}`,
    `M282 ${base - 236}Q400 ${base - 200} 518 ${base - 236}`,
  ])
    p.line(d, dim(green, 0.4), 9).line(d, '#6f8a78', 2.6, 'opacity=".7"');
  paintTurned(p, {
    cx: 400,
    color: green,
    profile: [
      [base - 430, 36],
      [base - 420, 58],
      [base - 380, 78],
      [base - 360, 110, 'corner'],
      [base - 342, 104],
    ],
  });
  paintTurned(p, {
    cx: 400,
    color: green,
    profile: [
      [base - 452, 30],
      [base - 430, 40],
      [base - 420, 36],
    ],
  });
  paintTurned(p, {
    cx: 400,
    color: green,
    profile: [
      [base - 128, 98],
      [base - 112, 112],
      [base - 96, 118],
      [base - 20, 128],
      [base, 122],
    ],
  });
  p.ellipse(400, base - 128, 98, 19, dim(green, 0.4)).ellipse(400, base - 130, 84, 14, '#ffce7a', 'opacity=".75"');
  p.ellipse(
    400,
    base - 46,
    24,
    24,
    p.radial(
      [
        [0, '#e7c98e'],
        [1, '#8d6434'],
      ],
      [0.35, 0.3, 0.8],
    ),
  ).line(`M400 ${base - 46}l10-14`, '#4a3018', 5);
}
