import { dim, lit } from '../drawing/color.ts';
import { paintHanging } from '../drawing/brew-things.ts';
import { WOOD } from '../drawing/palette.ts';
import type { Picture } from '../drawing/picture.ts';
import { paintUnder } from '../drawing/room.ts';
import { peg, pegRail } from '../drawing/table-things.ts';

const CREAM = '#f2e9d8';

export function apron(p: Picture, color: string): void {
  pegRail(p, 96);
  for (const x of [110, 690]) peg(p, x, 116);
  const strap = (d: string, shade: number) => {
    p.line(
      d,
      '#22151a',
      20,
      `filter="${p.blur(6)}" opacity=".26" transform="translate(16 10)" stroke-linejoin="round"`,
    );
    p.line(d, dim(color, shade + 0.22), 23, 'stroke-linejoin="round"').line(
      d,
      dim(color, shade),
      18,
      'stroke-linejoin="round"',
    );
  };
  strap('M584 420C540 350 470 230 410 126M216 420C262 350 332 230 392 126', 0.22);
  strap('M310 288L396 122M492 288L404 122', 0);
  peg(p, 400, 124);
  const d =
    'M296 282Q400 298 504 282C508 350 536 396 590 424C602 520 610 620 618 706Q560 726 500 714T400 722T290 714T182 706C190 620 198 520 210 424C264 396 292 350 296 282z';
  paintHanging(p, d, color, [0, 0.12, 0.22, 0.34, 0.47, 0.56, 0.68, 0.8, 0.92, 1]);
  p.group(`clip-path="${p.clip(d)}" filter="${p.blur(9)}" opacity=".38"`, () => {
    p.line('M262 420Q300 560 266 740M470 300Q440 500 474 740M566 440Q548 600 580 740', dim(color, 0.6), 13);
    p.line('M318 330Q330 560 306 740M420 320Q408 560 424 740', lit(color, 0.7), 15);
  });
  p.line(
    'M298 298Q400 314 503 298M186 690Q290 700 400 707T616 690',
    lit(color, 0.5),
    2.6,
    'stroke-dasharray="7 5" opacity=".75"',
  );
  const towel = 'M272 498L300 452Q330 440 356 456L366 500z';
  p.path(
    towel,
    p.linear(
      [
        [0, '#fffaf0'],
        [1, '#d8c8ac'],
      ],
      [0, 0, 1, 0],
    ),
  ).line('M300 500L318 448M322 500L336 449', lit(color, 0.1), 5, 'opacity=".8"');
  for (const x of [240, 424]) {
    const pocket = `M${x} 496q68 10 136 0l3 122q-2 14-18 15q-52 6-104 0q-16-1-18-15z`;
    paintUnder(p, pocket, 5, 5, 8, 0.3);
    p.path(
      pocket,
      p.linear(
        [
          [0, lit(color, 0.16)],
          [0.5, dim(color, 0.04)],
          [1, dim(color, 0.16)],
        ],
        [0, 0, 1, 0.5],
      ),
    );
    p.line(
      `M${x + 2} 512q66 10 132 0M${x + 6} 520v96q3 10 14 11q48 6 96 0q11-1 14-11v-96`,
      lit(color, 0.55),
      2.4,
      'stroke-dasharray="7 5" opacity=".75"',
    );
  }
  for (const x of [312, 488]) p.ellipse(x, 300, 8, 8, '#b98d4a').ellipse(x - 1, 299, 4.5, 4.5, '#f0d59a');
}

function towel(p: Picture, x: number, width: number, bottom: number, color: string, stripe?: string): void {
  const right = x + width;
  const back = `M${x + 12} 230L${x + 18} ${bottom + 44}Q${x + width / 2} ${bottom + 56} ${right - 12} ${bottom + 40}L${right - 8} 230z`;
  paintUnder(p, back, 12, 18, 14, 0.36);
  p.path(back, dim(color, 0.3));
  const d = `M${x} 214Q${x + 2} 196 ${x + 18} 194H${right - 18}Q${right - 2} 196 ${right} 214L${right + 6} ${bottom}Q${x + width * 0.75} ${bottom + 14} ${x + width / 2} ${bottom + 4}T${x - 6} ${bottom + 2}z`;
  paintHanging(p, d, color, [0, 0.16, 0.3, 0.46, 0.6, 0.76, 0.9, 1]);
  p.group(`clip-path="${p.clip(d)}"`, () => {
    if (stripe) {
      for (const [at, wide] of [
        [0.12, 16],
        [0.19, 5],
        [0.23, 5],
        [0.47, 5],
        [0.53, 16],
        [0.59, 5],
        [0.79, 5],
        [0.83, 5],
        [0.9, 16],
      ] as const)
        p.line(
          `M${x + width * at} 180Q${x + width * at + 8} 420 ${x + width * at - 4} ${bottom + 20}`,
          stripe,
          wide,
          'opacity=".82" stroke-linecap="butt"',
        );
      for (const up of [92, 70, 60])
        p.line(`M${x - 10} ${bottom - up}q${width / 2} 16 ${width + 20} 0`, stripe, up === 92 ? 14 : 4, 'opacity=".8"');
    } else
      for (const up of [80, 70])
        p.line(`M${x - 10} ${bottom - up}q${width / 2} 16 ${width + 20} 0`, CREAM, 4, 'opacity=".85"');
    p.group(`filter="${p.blur(10)}" opacity=".42"`, () =>
      p
        .line(
          `M${x + width * 0.3} 230Q${x + width * 0.36} 420 ${x + width * 0.26} ${bottom}M${x + width * 0.74} 240Q${x + width * 0.68} 460 ${x + width * 0.77} ${bottom}`,
          dim(color, 0.65),
          14,
        )
        .line(
          `M${x + width * 0.12} 230Q${x + width * 0.16} 420 ${x + width * 0.1} ${bottom}M${x + width * 0.52} 240V${bottom}`,
          '#fff',
          15,
        ),
    );
    p.rect(
      x - 10,
      194,
      width + 20,
      56,
      p.linear([
        [0, '#fff', 0.1],
        [0.3, '#fff', 0.34],
        [0.6, '#1c1018', 0.2],
        [1, '#1c1018', 0],
      ]),
    );
  });
  p.line(
    `M${x - 4} ${bottom - 14}Q${x + width * 0.25} ${bottom - 12} ${x + width / 2} ${bottom - 10}T${right + 4} ${bottom - 14}`,
    dim(color, 0.4),
    2.2,
    'stroke-dasharray="6 5" opacity=".6"',
  );
}

export function towels(p: Picture, color: string): void {
  const rod = p.linear([
    [0, lit(WOOD.oak, 0.5)],
    [0.4, WOOD.oak],
    [1, dim(WOOD.oak, 0.45)],
  ]);
  p.rect(60, 224, 700, 20, '#22151a', `rx="10" filter="${p.blur(8)}" opacity=".35"`);
  for (const x of [86, 714]) {
    p.ellipse(x + 8, 218, 32, 32, '#22151a', `filter="${p.blur(6)}" opacity=".35"`).ellipse(
      x,
      210,
      30,
      30,
      p.radial(
        [
          [0, '#f3dca6'],
          [0.6, '#c9a25c'],
          [1, '#8a6630'],
        ],
        [0.35, 0.3, 0.8],
      ),
    );
  }
  p.rect(40, 197, 720, 27, rod, 'rx="13"');
  towel(p, 150, 268, 640, CREAM, color);
  towel(p, 452, 216, 560, lit(color, 0.08));
  p.line('M556 196c-12-46 34-46 22 0', dim(color, 0.3), 7);
}
