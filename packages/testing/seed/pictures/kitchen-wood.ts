import { dim, lit } from '../drawing/color.ts';
import { paintGrain, paintTube, paintTurnedWood, STEEL } from '../drawing/brew-things.ts';
import { GLAZE, WOOD } from '../drawing/palette.ts';
import { ellipsePath, type Picture } from '../drawing/picture.ts';
import { paintShadow, paintUnder } from '../drawing/room.ts';
import { paintMouth, paintTurned } from '../drawing/vessel.ts';

export function board(p: Picture, color: string): void {
  const d =
    'M196 150H604Q640 150 640 186V524Q640 560 604 560H470C444 560 446 580 446 606V690Q446 728 400 728T354 690V606C354 580 356 560 330 560H196Q160 560 160 524V186Q160 150 196 150z';
  paintUnder(p, d, 16, 26, 30, 0.5);
  p.path(d, dim(color, 0.42), 'transform="translate(5 8)"');
  p.path(
    d,
    p.linear(
      [
        [0, lit(color, 0.34)],
        [0.5, color],
        [1, dim(color, 0.2)],
      ],
      [0, 0, 1, 1],
    ),
  );
  paintGrain(p, d, [160, 140, 480, 600], dim(color, 0.6), 22);
  p.line('M163 520V188Q163 153 198 153H602', '#fff', 3, 'opacity=".45"');
  p.ellipse(400, 680, 21, 21, dim(color, 0.62)).ellipse(403, 684, 18, 17, '#d9c8ae');
}

export function loafFromAbove(p: Picture): void {
  const crust = '#b56f35';
  const d = ellipsePath(0, 0, 196, 104);
  p.group('transform="translate(398 330) rotate(-18)"', () => {
    paintUnder(p, d, 12, 20, 30, 0.55);
    p.path(
      d,
      p.radial(
        [
          [0, lit(crust, 0.5)],
          [0.45, '#c98543'],
          [0.8, crust],
          [1, dim(crust, 0.5)],
        ],
        [0.4, 0.3, 0.72],
      ),
    );
    p.path(
      d,
      p.paint(
        '<pattern id="@" width="60" height="50" patternUnits="userSpaceOnUse"><g fill="#fff4dc" opacity=".5"><circle cx="9" cy="8" r="1.6"/><circle cx="34" cy="21" r="1.1"/><circle cx="50" cy="6" r="1"/><circle cx="20" cy="40" r="1.3"/><circle cx="46" cy="42" r="1.8"/></g></pattern>',
      ),
    );
    for (const x of [-112, -40, 34, 106]) {
      const long = 78 - Math.abs(x + 3) * 0.2;
      p.path(
        `M${x - 34} ${long}Q${x - 28} 0 ${x + 34} ${-long}Q${x + 24} 8 ${x - 34} ${long}z`,
        p.linear(
          [
            [0, '#fbeccb'],
            [1, '#d9a866'],
          ],
          [0, 0, 1, 0],
        ),
        `stroke="${dim(crust, 0.4)}" stroke-width="2.5" stroke-opacity=".6"`,
      );
    }
    p.ellipse(-50, -56, 90, 22, '#fff', `opacity=".22" filter="${p.blur(9)}" transform="rotate(-8)"`);
  });
  for (const [x, y, r] of [
    [222, 480, 5],
    [246, 506, 3],
    [560, 470, 4],
    [590, 448, 6],
    [540, 500, 3],
    [300, 510, 3],
  ] as const)
    p.ellipse(x + 2, y + 3, r, r * 0.8, '#22151a', 'opacity=".3"').ellipse(x, y, r, r * 0.8, '#e2b678');
}

export function fig(p: Picture, x: number, y: number, r: number, angle: number, isCut: boolean): void {
  const d = `M0 ${-r * 1.5}C${r * 0.3} ${-r * 1.1} ${r} ${-r * 0.8} ${r} ${r * 0.1}A${r} ${r * 0.95} 0 0 1 ${-r} ${r * 0.1}C${-r} ${-r * 0.8} ${-r * 0.3} ${-r * 1.1} 0 ${-r * 1.5}z`;
  p.group(`transform="translate(${x} ${y}) rotate(${angle})"`, () => {
    paintUnder(p, d, 7, 10, 12, 0.5);
    p.path(
      d,
      p.radial(
        [
          [0, '#9a6a8c'],
          [0.5, '#5b3550'],
          [1, '#2e1a2e'],
        ],
        [0.36, 0.4, 0.7],
      ),
    );
    if (!isCut) {
      p.line(
        `M0 ${-r}Q${-r * 0.6} 0 ${-r * 0.3} ${r * 0.8}M0 ${-r}Q${r * 0.6} 0 ${r * 0.3} ${r * 0.8}`,
        '#b995ad',
        2,
        'opacity=".35"',
      );
      return;
    }
    p.group('transform="scale(.9)"', () => p.path(d, '#f3e4cf'));
    p.group(`transform="translate(0 ${r * 0.06}) scale(.72)"`, () =>
      p.path(
        d,
        p.radial(
          [
            [0, '#f0a08a'],
            [0.45, '#c9435a'],
            [1, '#8a2444'],
          ],
          [0.5, 0.6, 0.55],
        ),
      ),
    );
    for (let i = 0; i < 14; i += 1) {
      const [turn, far] = [(i * Math.PI) / 7, r * (0.24 + 0.22 * (i % 2))];
      p.ellipse(Math.cos(turn) * far, Math.sin(turn) * far, 2.6, 2, '#fbe3b4', 'opacity=".9"');
    }
  });
}

export function cheese(p: Picture): void {
  paintUnder(p, 'M250 236L452 196L470 330L262 300z', 10, 16, 20, 0.5);
  p.path(
    'M250 250L452 210L472 330L252 292z',
    p.linear(
      [
        [0, '#e2b65c'],
        [1, '#c8933c'],
      ],
      [0, 0, 1, 0.5],
    ),
  );
  p.path(
    'M250 216Q340 168 452 176L472 296L250 258z',
    p.linear(
      [
        [0, '#fbe6a8'],
        [1, '#eec76c'],
      ],
      [0, 0, 1, 1],
    ),
  );
  p.path('M250 216Q340 168 452 176L453 188Q340 182 251 230z', '#f7efdc');
  for (const [x, y, r] of [
    [330, 238, 11],
    [398, 226, 8],
    [424, 264, 13],
    [368, 262, 6],
  ] as const)
    p.ellipse(x, y, r, r * 0.72, '#cf9d45').ellipse(x + 1.5, y + 1.5, r * 0.8, r * 0.55, '#e5b95e');
}

const CHERRY = WOOD.cherry;

function spoonBowl(p: Picture, cx: number, cy: number, rx: number, ry: number, angle: number): void {
  p.group(`transform="translate(${cx} ${cy}) rotate(${angle})"`, () => {
    p.ellipse(
      0,
      0,
      rx,
      ry,
      p.linear(
        [
          [0, lit(CHERRY, 0.4)],
          [0.5, CHERRY],
          [1, dim(CHERRY, 0.3)],
        ],
        [0, 0, 1, 0.4],
      ),
    );
    p.ellipse(
      3,
      2,
      rx - 10,
      ry - 12,
      p.linear(
        [
          [0, dim(CHERRY, 0.5)],
          [0.6, dim(CHERRY, 0.15)],
          [1, lit(CHERRY, 0.3)],
        ],
        [0, 0, 1, 0.6],
      ),
    );
    paintGrain(p, ellipsePath(0, 0, rx, ry), [-rx, -ry, 2 * rx, 2 * ry], dim(CHERRY, 0.6), 8);
  });
}

export function spoons(p: Picture): void {
  const tools = () => {
    paintTube(
      p,
      [
        [372, 540, 13],
        [336, 400, 12],
        [296, 286, 13],
        [276, 234, 18],
      ],
      CHERRY,
    );
    paintTube(
      p,
      [
        [404, 540, 13],
        [410, 380, 12],
        [414, 260, 14],
        [416, 226, 20],
      ],
      CHERRY,
    );
    paintTube(
      p,
      [
        [430, 540, 13],
        [474, 420, 12],
        [520, 320, 13],
        [548, 262, 17],
      ],
      CHERRY,
    );
  };
  paintShadow(p, 400, 690, 140);
  paintTurned(p, {
    cx: 400,
    color: GLAZE.oat,
    profile: [
      [450, 138],
      [466, 146],
      [490, 140],
      [580, 144],
      [660, 138],
      [690, 124],
    ],
    foot: { from: 640, color: GLAZE.raw },
    speckled: true,
  });
  paintMouth(p, 400, 450, 138, GLAZE.oat);
  // What stands in the crock ends behind its near rim.
  p.group(`clip-path="${p.clip('M0 0H800V451H530A130 25 0 0 1 270 451H0z')}"`, tools);
  spoonBowl(p, 258, 180, 56, 80, -17);
  const flat =
    'M390 236C368 200 362 130 366 92Q370 76 388 74L440 66Q462 66 464 86C468 140 462 200 444 238Q416 262 390 236z';
  p.path(
    flat,
    p.linear(
      [
        [0, lit(CHERRY, 0.45)],
        [0.5, lit(CHERRY, 0.08)],
        [1, dim(CHERRY, 0.28)],
      ],
      [0, 0, 1, 0.2],
    ),
    `stroke="${dim(CHERRY, 0.4)}" stroke-width="2"`,
  );
  paintGrain(p, flat, [360, 60, 106, 200], dim(CHERRY, 0.6), 9);
  spoonBowl(p, 580, 214, 66, 60, 26);
}

export function pepperMill(p: Picture, color: string): void {
  const [cx, base] = [370, 690];
  paintShadow(p, cx, base, 92, 1.6);
  paintTurnedWood(
    p,
    cx,
    [
      [base - 296, 52],
      [base - 286, 60],
      [base - 270, 56],
      [base - 220, 44],
      [base - 150, 50],
      [base - 96, 84],
      [base - 60, 92],
      [base - 48, 84],
      [base - 40, 92],
      [base - 8, 96],
      [base, 90],
    ],
    color,
  );
  for (const [y, r] of [
    [base - 48, 86],
    [base - 274, 56],
  ] as const)
    p.line(`M${cx - r} ${y}A${r} ${r * 0.2} 0 0 0 ${cx + r} ${y}`, dim(color, 0.6), 5, 'opacity=".55"');
  paintTurned(p, {
    cx,
    color: STEEL,
    profile: [
      [base - 312, 48],
      [base - 298, 48],
    ],
  });
  paintTurnedWood(
    p,
    cx,
    [
      [base - 452, 30],
      [base - 440, 56],
      [base - 400, 72],
      [base - 356, 62],
      [base - 338, 44],
      [base - 326, 52],
      [base - 312, 58],
      [base - 306, 54],
    ],
    color,
  );
  p.ellipse(cx, base - 452, 30, 6, lit(color, 0.25));
  paintTurned(p, {
    cx,
    color: STEEL,
    profile: [
      [base - 480, 9],
      [base - 474, 14],
      [base - 458, 13],
      [base - 450, 17],
    ],
  });
  p.line(
    `M${cx - 44} ${base - 420}Q${cx - 56} ${base - 390} ${cx - 44} ${base - 356}`,
    '#fff',
    12,
    `opacity=".4" filter="${p.blur(4)}"`,
  );
  p.line(
    `M${cx - 26} ${base - 250}Q${cx - 34} ${base - 160} ${cx - 60} ${base - 80}`,
    '#fff',
    10,
    `opacity=".34" filter="${p.blur(4)}"`,
  );
  const corn = p.def(
    `<g id="@"><ellipse cx="4" cy="7" rx="11" ry="5" fill="#22151a" opacity=".3"/><circle r="8.5" fill="${p.radial(
      [
        [0, '#8a7466'],
        [0.5, '#4a3830'],
        [1, '#1f1512'],
      ],
      [0.35, 0.3, 0.75],
    )}"/><path d="M-5-2q4-4 8 0t-4 6" fill="none" stroke="#1a100c" stroke-width="1.4" opacity=".7"/></g>`,
  );
  for (let i = 0; i < 17; i += 1)
    p.add(
      `<use href="#${corn}" transform="translate(${Math.round(520 + p.random() * 190 - (i % 3) * 30)} ${Math.round(672 + p.random() * 74)}) rotate(${Math.round(p.random() * 360)})"/>`,
    );
  for (const [x, y] of [
    [214, 742],
    [250, 764],
    [188, 724],
  ] as const)
    p.add(`<use href="#${corn}" x="${x}" y="${y}"/>`);
}
