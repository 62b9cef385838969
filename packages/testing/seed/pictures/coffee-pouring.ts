import { dim, lit } from '../drawing/color.ts';
import {
  bandPath,
  COFFEE,
  paintServer,
  paintSwanNeck,
  paintTube,
  paintTurnedWood,
  STEEL,
} from '../drawing/brew-things.ts';
import { WOOD } from '../drawing/palette.ts';
import { ellipsePath, type Picture } from '../drawing/picture.ts';
import { paintShadow, paintSteam } from '../drawing/room.ts';
import { paintTurned, type Profile } from '../drawing/vessel.ts';

export function kettle(p: Picture, cx: number, base: number, color: string): void {
  const top = base - 236;
  paintShadow(p, cx, base, 150);
  p.ellipse(cx - 210, base - 4, 90, 12, '#22151a', `filter="${p.blur(8)}" opacity=".22"`);
  paintSwanNeck(p, cx, base, color);
  paintTube(
    p,
    [
      [cx + 92, top + 34, 12],
      [cx + 140, top + 10, 11],
      [cx + 200, top + 2, 11],
    ],
    dim(STEEL, 0.35),
    0.7,
  );
  paintTube(
    p,
    [
      [cx + 190, top + 1, 14],
      [cx + 240, top + 14, 20],
      [cx + 266, top + 60, 22],
      [cx + 270, top + 120, 20],
      [cx + 259, top + 172, 16],
      [cx + 255, top + 186, 13],
      [cx + 253, top + 191, 6],
    ],
    WOOD.walnut,
  );
  p.line(`M${cx + 196} ${top - 14}v30`, STEEL, 7);
  const body: Profile = [
    [top, 114],
    [top + 10, 122],
    [base - 130, 140],
    [base - 50, 160],
    [base - 14, 158],
    [base, 146],
  ];
  paintTurned(p, { cx, color, profile: body, matte: true });
  p.line(
    `M${cx - 92} ${top + 50}C${cx - 104} ${base - 130} ${cx - 120} ${base - 90} ${cx - 118} ${base - 34}`,
    '#fff',
    16,
    `opacity=".26" filter="${p.blur(6)}"`,
  );
  p.path(
    bandPath(cx, [base - 15, 158], [base, 146]),
    p.linear(
      [
        [0, dim(STEEL, 0.4)],
        [0.25, lit(STEEL, 0.6)],
        [0.55, dim(STEEL, 0.2)],
        [1, dim(STEEL, 0.55)],
      ],
      [0, 0, 1, 0],
    ),
  );
  p.ellipse(cx, top + 2, 116, 24, dim(color, 0.45)).ellipse(cx, top, 112, 22, lit(color, 0.28));
  paintTurned(p, {
    cx,
    color,
    profile: [
      [top - 30, 34],
      [top - 24, 72],
      [top - 8, 101],
      [top, 102],
    ],
    matte: true,
  });
  p.ellipse(cx, top - 30, 36, 7, lit(color, 0.22));
  paintTurnedWood(
    p,
    cx,
    [
      [top - 84, 20],
      [top - 76, 27],
      [top - 56, 25],
      [top - 40, 14],
      [top - 30, 15],
    ],
    WOOD.walnut,
  );
  p.ellipse(cx, top - 84, 20, 4, lit(WOOD.walnut, 0.3));
  p.group(`transform="translate(${cx + 64} ${top - 16}) rotate(16)"`, () => {
    p.ellipse(0, 0, 23, 10, dim(STEEL, 0.3))
      .ellipse(
        -1,
        -2,
        22,
        9.5,
        p.linear(
          [
            [0, lit(STEEL, 0.8)],
            [1, dim(STEEL, 0.2)],
          ],
          [0, 0, 1, 0],
        ),
      )
      .ellipse(-1, -2, 17, 7, '#fffaf0');
    p.line('M-1-2L9-5', '#c0392b', 2.2).line('M-14-2h3M-1-8v2M9 1l3 1', '#4a4038', 1.2);
  });
}

export function coffeeDripper(p: Picture, color: string, pour?: string): void {
  const [cx, base, top, foot] = [400, 706, 252, 440];
  const [r, neck] = [172, 66];
  const level = 612;
  const drop = '#6b3518';
  paintServer(p, cx, base, 1, level, () => {
    p.line(`M${cx} ${foot + 20}V${level}`, drop, 6)
      .ellipse(cx, level, 26, 6, '#e0b27c', 'opacity=".7"')
      .ellipse(cx, level, 12, 3, '#4a2412');
    for (const [dx, dy, size] of [
      [-60, 6, 5],
      [-48, 11, 3],
      [44, 9, 4],
      [70, -2, 3],
      [-84, -3, 3],
    ] as const)
      p.ellipse(cx + dx, level + dy, size, size * 0.6, '#e0b27c', 'opacity=".7"');
  });
  p.line(`M${cx} ${foot + 16}V${foot + 40}`, drop, 6);
  const loop = `M${cx + 134} ${top + 62}c88-36 116 84-64 100`;
  p.line(loop, dim(color, 0.36), 26)
    .line(loop, color, 18, 'transform="translate(-2 -2)"')
    .line(loop, lit(color, 0.6), 5, 'transform="translate(-3 -6)" opacity=".75"');
  paintTurned(p, {
    cx,
    color,
    profile: [
      [foot + 4, 118],
      [foot + 12, 124],
      [foot + 22, 112],
    ],
    matte: true,
  });
  p.ellipse(
    cx,
    foot + 4,
    119,
    23,
    p.linear(
      [
        [0, lit(color, 0.5)],
        [0.6, color],
        [1, dim(color, 0.2)],
      ],
      [0, 0, 1, 0],
    ),
  );
  p.ellipse(cx + 12, foot + 4, 78, 14, dim(color, 0.6), `filter="${p.blur(4)}" opacity=".5"`);
  paintTurned(p, {
    cx,
    color,
    profile: [
      [top, r],
      [top + 16, r - 6],
      [top + 100, r - 66],
      [foot - 10, neck],
      [foot + 4, neck + 2],
    ],
  });
  const ribs = [-66, -44, -22, 0, 22, 44, 66].map((angle) => {
    const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
    return `M${Math.round(cx + (r - 8) * sin)} ${Math.round(top + 16 + 34 * cos)}L${Math.round(cx + neck * 1.04 * sin)} ${Math.round(foot - 14 + 12 * cos)}`;
  });
  p.line(ribs.join(''), dim(color, 0.5), 5, 'opacity=".3"').line(
    ribs.join(''),
    lit(color, 0.8),
    2.5,
    'opacity=".5" transform="translate(-4 -1)"',
  );
  p.ellipse(
    cx,
    top,
    r,
    r * 0.2,
    p.linear(
      [
        [0, lit(color, 0.6)],
        [0.6, lit(color, 0.25)],
        [1, dim(color, 0.12)],
      ],
      [0, 0, 1, 0],
    ),
  );
  // The paper stands higher than the rim behind, and lower than it in front.
  const paper = `M${cx - r + 12} ${top}C${cx - r + 6} ${top - 30} ${cx - 80} ${top - 62} ${cx} ${top - 60}S${cx + r - 6} ${top - 30} ${cx + r - 12} ${top}`;
  p.path(
    `${paper}A${r - 12} ${(r - 12) * 0.2} 0 0 1 ${cx - r + 12} ${top}z`,
    p.linear(
      [
        [0, '#d9c7a5'],
        [0.3, '#fbf3e2'],
        [0.7, '#efe1c6'],
        [1, '#c9b48f'],
      ],
      [0, 0, 1, 0],
    ),
  );
  p.line(`M${cx + 96} ${top - 44}q8 30-6 64`, '#b79f78', 2, 'opacity=".6"');
  p.group(`clip-path="${p.clip(ellipsePath(cx, top + 1, r - 12, (r - 12) * 0.2))}"`, () => {
    p.ellipse(cx, top + 18, r - 22, 31, COFFEE).ellipse(
      cx,
      top + 19,
      r - 28,
      28,
      p.radial(
        [
          [0, '#b67d48'],
          [0.5, '#7c4720'],
          [1, '#42200f'],
        ],
        [0.45, 0.3, 0.6],
      ),
    );
    for (let i = 0; i < 12; i += 1)
      p.ellipse(
        cx + (p.random() - 0.5) * 200,
        top + 4 + p.random() * 22,
        2 + p.random() * 6,
        1.5 + p.random() * 2.5,
        '#e3b880',
        'opacity=".65"',
      );
  });
  p.line(
    `M${cx - r + 3} ${top + 2}A${r - 3} ${(r - 3) * 0.2} 0 0 0 ${cx + r - 3} ${top + 2}`,
    lit(color, 0.6),
    5,
    'opacity=".8"',
  );
  if (!pour) return paintSteam(p, cx - 20, top - 20, 190);
  paintTube(
    p,
    [
      [836, 208, 26],
      [740, 128, 22],
      [640, 76, 17],
      [540, 62, 14],
      [466, 78, 12],
      [428, 116, 10],
    ],
    pour,
  );
  p.ellipse(428, 116, 10.5, 4, dim(pour, 0.7), 'transform="rotate(43 428 116)"');
  p.line(
    `M427 118Q405 160 404 ${top + 10}`,
    p.linear([
      [0, '#fff', 0.9],
      [1, '#e8d2b0', 0.85],
    ]),
    6.5,
  ).line(`M428 122Q407 162 405 ${top + 6}`, '#9fb8c4', 1.6, 'opacity=".7"');
  p.ellipse(404, top + 12, 22, 5, '#f3d9ae', 'opacity=".75"');
}
