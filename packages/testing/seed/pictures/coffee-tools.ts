import { dim, lit, mix } from '../drawing/color.ts';
import { bandPath, NAVY, paintCupMark, paintTube, paintTurnedWood, paintWord, STEEL } from '../drawing/brew-things.ts';
import { WOOD } from '../drawing/palette.ts';
import type { Picture, Point } from '../drawing/picture.ts';
import { paintShadow, paintSteam, paintTop } from '../drawing/room.ts';
import { beans } from '../drawing/table-things.ts';
import { paintTurned } from '../drawing/vessel.ts';

export function grinder(p: Picture, color: string): void {
  const [cx, base] = [370, 680];
  paintShadow(p, cx, base, 84, 1.6);
  paintTurned(p, {
    cx,
    color: lit(color, 0.08),
    profile: [
      [base - 150, 82],
      [base - 20, 82],
      [base - 6, 78],
      [base, 70],
    ],
    matte: true,
  });
  paintTurned(p, {
    cx,
    color: STEEL,
    profile: [
      [base - 172, 84],
      [base - 150, 84],
    ],
    matte: true,
  });
  paintTurned(p, {
    cx,
    color,
    profile: [
      [base - 420, 80],
      [base - 410, 84, 'corner'],
      [base - 300, 84],
      [base - 172, 84],
    ],
    matte: true,
  });
  const grip = bandPath(cx, [base - 340, 84], [base - 240, 84]);
  p.path(
    grip,
    p.paint(
      `<pattern id="@" width="12" height="12" patternUnits="userSpaceOnUse"><path d="M0 6l6-6 6 6-6 6z" fill="none" stroke="${lit(color, 0.4)}" stroke-width="1.4" opacity=".5"/></pattern>`,
    ),
  );
  p.line(`M${cx - 56} ${base - 400}V${base - 30}`, '#fff', 13, `opacity=".26" filter="${p.blur(5)}"`);
  p.ellipse(cx, base - 420, 80, 16, lit(color, 0.3)).ellipse(cx, base - 421, 62, 11, dim(color, 0.2));
  paintTurned(p, {
    cx,
    color: STEEL,
    profile: [
      [base - 462, 17],
      [base - 456, 21],
      [base - 424, 21],
    ],
  });
  p.ellipse(cx, base - 462, 17, 4, lit(STEEL, 0.6));
  paintTube(
    p,
    [
      [cx - 24, base - 446, 9],
      [cx + 60, base - 452, 9],
      [cx + 150, base - 470, 9],
      [cx + 206, base - 476, 9],
    ],
    STEEL,
    0.9,
  );
  paintTurned(p, {
    cx: cx + 204,
    color: STEEL,
    profile: [
      [base - 496, 8],
      [base - 464, 8],
    ],
  });
  paintTurnedWood(p, cx + 204, [
    [base - 572, 22],
    [base - 562, 34],
    [base - 530, 37],
    [base - 504, 26],
    [base - 492, 18],
  ]);
  p.ellipse(cx + 204, base - 572, 22, 5, lit(WOOD.beech, 0.4));
  beans(p, 580, 708, 90, 11);
}

export function canister(p: Picture, color: string): void {
  const [cx, base] = [380, 680];
  paintShadow(p, cx, base, 132);
  paintTurned(p, {
    cx,
    color,
    profile: [
      [base - 300, 132],
      [base - 200, 134],
      [base - 16, 134],
      [base - 6, 132],
      [base, 124],
    ],
    matte: true,
  });
  p.line(`M${cx - 92} ${base - 286}V${base - 24}`, '#fff', 18, `opacity=".28" filter="${p.blur(7)}"`);
  p.line(`M${cx - 134} ${base - 22}A134 27 0 0 0 ${cx + 134} ${base - 22}`, dim(color, 0.5), 3, 'opacity=".5"');
  paintTurnedWood(p, cx, [
    [base - 348, 122],
    [base - 340, 138],
    [base - 304, 138],
    [base - 294, 130],
  ]);
  p.ellipse(
    cx,
    base - 346,
    128,
    24,
    p.linear(
      [
        [0, lit(WOOD.beech, 0.55)],
        [1, WOOD.beech],
      ],
      [0, 0, 1, 0],
    ),
  );
  for (const [rx, ry] of [
    [96, 17],
    [62, 11],
    [26, 5],
  ] as const)
    p.ellipse(cx + 6, base - 346, rx, ry, 'none', `stroke="${dim(WOOD.beech, 0.35)}" stroke-width="2" opacity=".4"`);
  paintTurnedWood(
    p,
    cx,
    [
      [base - 384, 17],
      [base - 376, 25],
      [base - 362, 22],
      [base - 346, 13],
    ],
    WOOD.walnut,
  );
  p.ellipse(cx, base - 384, 17, 4, lit(WOOD.walnut, 0.3));
  const label = bandPath(cx, [base - 222, 84], [base - 74, 84], 0.12);
  p.path(
    label,
    p.linear(
      [
        [0, '#fffaf0'],
        [0.5, '#f6ecd9'],
        [1, '#dccbad'],
      ],
      [0, 0, 1, 0],
    ),
  );
  paintCupMark(p, cx - 6, base - 152, 0.34, NAVY, '#fffaf0');
  paintWord(p, cx, base - 86, 'KAFFEE', 16, 88, NAVY);
  beans(p, 590, 712, 74, 9);
}

/** Eight sides around a center: four of them are seen. */
function facets(
  p: Picture,
  cx: number,
  color: string,
  top: readonly [y: number, r: number],
  bottom: readonly [y: number, r: number],
): void {
  const edges = [-90, -50, 0, 50, 90].map((angle): Point => [
    Math.sin((angle * Math.PI) / 180),
    Math.cos((angle * Math.PI) / 180) * 0.16,
  ]);
  const tones = [
    [0.1, 0.1],
    [0.75, 0.35],
    [0.2, 0],
    [0, 0],
  ] as const;
  tones.forEach(([light], i) => {
    const [a = [0, 0], b = [0, 0]] = edges.slice(i);
    const at = ([y, r]: Point, [sin, cos]: Point) => `${Math.round(cx + r * sin)} ${Math.round(y + r * cos)}`;
    const tone = i === 3 ? dim(color, 0.5) : i === 2 ? dim(color, 0.2) : lit(color, light);
    p.path(
      `M${at(top, a)}L${at(top, b)}L${at(bottom, b)}L${at(bottom, a)}z`,
      p.linear(
        [
          [0, lit(tone, 0.25)],
          [0.45, tone],
          [0.55, dim(tone, 0.16)],
          [1, lit(tone, 0.12)],
        ],
        [0, 0, 0.3, 1],
      ),
      `stroke="${lit(color, 0.5)}" stroke-width="1.6" stroke-opacity=".7" stroke-linejoin="round"`,
    );
  });
}

export function mokaPot(p: Picture): void {
  const [cx, base] = [400, 670];
  paintShadow(p, cx, base + 10, 140);
  const grip = [
    [cx + 104, 292, 15],
    [cx + 170, 276, 19],
    [cx + 214, 300, 21],
    [cx + 216, 370, 20],
    [cx + 203, 436, 16],
    [cx + 199, 450, 13],
    [cx + 197, 455, 6],
  ] as const;
  paintTube(
    p,
    [
      [cx + 84, 320, 9],
      [cx + 120, 292, 9],
    ],
    STEEL,
  );
  paintTube(p, grip, WOOD.beech);
  p.path(
    `M${cx - 90} 286L${cx - 182} 270Q${cx - 176} 322 ${cx - 100} 392z`,
    p.linear(
      [
        [0, lit(STEEL, 0.75)],
        [1, dim(STEEL, 0.3)],
      ],
      [0, 0, 1, 1],
    ),
    `stroke="${lit(STEEL, 0.6)}" stroke-width="2" stroke-linejoin="round"`,
  );
  facets(p, cx, STEEL, [470, 92], [base - 8, 148]);
  p.ellipse(cx + 96, base - 70, 9, 9, dim('#c9a65f', 0.3)).ellipse(cx + 95, base - 71, 5, 5, '#f2dca4');
  paintTurned(p, {
    cx,
    color: dim(STEEL, 0.1),
    profile: [
      [444, 90],
      [452, 100],
      [470, 100],
      [478, 92],
    ],
  });
  facets(p, cx, STEEL, [288, 126], [446, 84]);
  p.ellipse(cx, 288, 128, 23, dim(STEEL, 0.35));
  facets(p, cx, STEEL, [236, 34], [284, 128]);
  p.ellipse(cx, 236, 34, 6, lit(STEEL, 0.5));
  paintTurnedWood(p, cx, [
    [184, 14],
    [192, 24],
    [212, 22],
    [226, 12],
    [238, 14],
  ]);
  p.ellipse(cx, 184, 14, 3.5, lit(WOOD.beech, 0.4));
  paintSteam(p, 206, 256, 180);
}

function filterShape(x: number, y: number, s: number): string {
  return `M${x - 150 * s} ${y - 130 * s}Q${x} ${y - 196 * s} ${x + 150 * s} ${y - 130 * s}L${x + 52 * s} ${y + 150 * s}Q${x} ${y + 160 * s} ${x - 52 * s} ${y + 150 * s}z`;
}

export function paperFilters(p: Picture): void {
  paintTop(p, 'walnut');
  const paper = '#d8b98a';
  p.group('transform="translate(24 -20) rotate(-28 640 240)"', () => {
    const loose = filterShape(640, 250, 0.72);
    p.path(loose, '#22151a', `filter="${p.blur(8)}" opacity=".35" transform="translate(12 14)"`).path(
      loose,
      p.linear(
        [
          [0, lit(paper, 0.45)],
          [0.6, paper],
          [1, dim(paper, 0.2)],
        ],
        [0, 0, 1, 0.6],
      ),
    );
    p.line('M546 170L604 352', dim(paper, 0.4), 2, 'opacity=".6" stroke-dasharray="5 5"');
  });
  p.group('transform="rotate(8 380 420)"', () => {
    const whole = filterShape(380, 420, 1.28);
    p.path(whole, '#22151a', `filter="${p.blur(16)}" opacity=".5" transform="translate(30 34)"`);
    for (let i = 9; i >= 0; i -= 1)
      p.path(
        whole,
        i
          ? mix(paper, i % 2 ? '#8d6b42' : '#fff3dc', 0.34)
          : p.linear(
              [
                [0, lit(paper, 0.6)],
                [0.5, lit(paper, 0.1)],
                [1, dim(paper, 0.16)],
              ],
              [0, 0, 1, 0.7],
            ),
        `transform="translate(${i * 2.2} ${i * 2.6})"`,
      );
    p.line('M198 262L324 600', dim(paper, 0.45), 2.4, 'opacity=".6" stroke-dasharray="7 6"');
    p.path(
      whole,
      p.paint(
        '<pattern id="@" width="90" height="70" patternUnits="userSpaceOnUse"><path d="M8 12l9 3M50 30l6-5M30 56l10 2M74 60l5-6M66 8l8 1" stroke="#8d6234" stroke-width="1.2" opacity=".4"/></pattern>',
      ),
    );
    const string = 'M232 404Q380 424 540 396L552 420';
    p.line(string, '#22151a', 9, `opacity=".3" filter="${p.blur(3)}" transform="translate(4 6)"`)
      .line(string, '#f3ead6', 7)
      .line(string, '#a9865a', 7, 'stroke-dasharray="2 7" stroke-linecap="butt" opacity=".7"');
    const bow =
      'M380 416c-60-74-120-40-96-6s70 20 96 6c40-70 112-58 100-16s-64 30-100 16M380 416q-20 50-60 86M380 416q26 44 40 92';
    p.line(bow, '#22151a', 9, `opacity=".3" filter="${p.blur(4)}" transform="translate(5 8)"`)
      .line(bow, '#f3ead6', 7)
      .line(bow, '#a9865a', 7, 'stroke-dasharray="2 7" stroke-linecap="butt" opacity=".7"');
    p.ellipse(380, 416, 12, 10, '#f3ead6', 'stroke="#a9865a" stroke-width="2"');
  });
  beans(p, 660, 640, 60, 7);
}
