// Blankets and cushions, bags, and what goes up the hill: bottle, mug, lantern.
import { dim, lit } from '../drawing/color.ts';
import { WOOD, WOOL } from '../drawing/palette.ts';
import { ellipsePath, type Picture } from '../drawing/picture.ts';
import { paintShadow, speckle } from '../drawing/room.ts';
import { paintHandle, paintMouth, paintTurned } from '../drawing/vessel.ts';
import {
  canvas,
  check,
  crease,
  fluff,
  fringe,
  leather,
  paintDrop,
  paintFabric,
  ridge,
  seam,
  twill,
} from './knitwear-fabric.ts';

/** A plank on two legs; things stand at `y`. */
export function bench(p: Picture, y: number, floor: number, color: string): void {
  p.ellipse(420, floor + 26, 340, 22, '#22151a', `filter="${p.blur(10)}" opacity=".35"`);
  for (const x of [150, 610])
    p.path(
      `M${x} ${y + 20}h46l-6 ${floor - y + 10}h-34z`,
      p.linear(
        [
          [0, dim(color, 0.15)],
          [0.4, color],
          [1, dim(color, 0.45)],
        ],
        [0, 0, 1, 0],
      ),
    );
  p.rect(84, y + 34, 632, 22, '#22151a', `filter="${p.blur(7)}" opacity=".3"`);
  p.rect(70, y - 14, 660, 22, lit(color, 0.42), 'rx="6"').rect(
    70,
    y + 4,
    660,
    36,
    p.linear([
      [0, lit(color, 0.12)],
      [1, dim(color, 0.3)],
    ]),
    'rx="4"',
  );
  p.line(
    `M90 ${y + 18}q200 8 380-2t240 4M120 ${y + 30}q180-6 420 0M100 ${y - 4}q260 6 560-2`,
    dim(color, 0.5),
    1.6,
    'opacity=".35"',
  );
}

export function foldedBlanket(p: Picture, base: number, color: string, accent: string): void {
  const cloth = twill(p, color);
  paintShadow(p, 400, base, 240, 0.4);
  for (let i = 0; i < 3; i += 1) {
    const y = base - i * 62;
    const [l, r] = [146 + ((i * 7) % 11), 654 - ((i * 9) % 14)];
    const d = `M${l + 30} ${y - 66}H${r - 30}C${r + 10} ${y - 66} ${r + 10} ${y} ${r - 30} ${y}H${l + 30}C${l - 10} ${y} ${l - 10} ${y - 66} ${l + 30} ${y - 66}z`;
    paintFabric(p, d, color, [check(p, color, accent, `translate(${i * 8} ${y})`), cloth], {
      inside: () =>
        p.rect(
          l - 10,
          y - 66,
          r - l + 20,
          66,
          p.linear([
            [0, '#fff4dc', 0.28],
            [0.35, '#fff4dc', 0],
            [0.6, '#1c1018', 0.12],
            [1, '#1c1018', 0.5],
          ]),
        ),
    });
  }
  const y = base - 184;
  const top = `M184 ${y - 62}Q400 ${y - 78} 614 ${y - 62}Q636 ${y - 58} 648 ${y - 10}Q654 ${y + 20} 646 ${y + 84}Q400 ${y + 100} 152 ${y + 84}Q146 ${y + 20} 152 ${y - 10}Q164 ${y - 58} 184 ${y - 62}z`;
  paintDrop(p, `M150 ${y + 50}H648V${y + 92}Q400 ${y + 108} 150 ${y + 92}z`, 4, 10, 7, 0.45);
  fringe(p, [156, y + 84], [644, y + 84], color, 44, 44);
  paintFabric(p, top, lit(color, 0.06), [check(p, color, accent, `translate(0 ${y})`), cloth, fluff(p, color)], {
    inside: () => {
      p.rect(
        140,
        y - 80,
        520,
        74,
        p.linear([
          [0, '#fff4dc', 0.12],
          [1, '#fff4dc', 0.34],
        ]),
      );
      p.rect(
        140,
        y - 8,
        520,
        110,
        p.linear([
          [0, '#fff4dc', 0.22],
          [0.3, '#1c1018', 0.02],
          [1, '#1c1018', 0.22],
        ]),
      );
      crease(p, `M300 ${y + 90}q-10-40 4-90M520 ${y + 90}q10-50-6-94`, 14, 0.2);
    },
  });
}

/** A blanket folded lengthwise and hung over a rail. */
export function hungBlanket(p: Picture, rail: number, color: string, accent: string): void {
  const back = `M470 ${rail - 8}H590Q598 ${rail + 180} 604 ${rail + 330}L470 ${rail + 336}z`;
  const front = `M210 ${rail - 10}Q370 ${rail - 24} 530 ${rail - 10}C540 ${rail + 120} 540 ${rail + 300} 546 ${rail + 420}Q380 ${rail + 436} 196 ${rail + 420}C200 ${rail + 300} 204 ${rail + 120} 210 ${rail - 10}z`;
  const cloth = twill(p, color);
  paintDrop(p, `${front}${back}`, 24, 18, 14, 0.42);
  fringe(p, [476, rail + 334], [602, rail + 330], color, 42, 13);
  paintFabric(p, back, dim(color, 0.25), [check(p, dim(color, 0.2), accent, 'translate(20 0)'), cloth]);
  fringe(p, [200, rail + 420], [542, rail + 420], color, 52, 32);
  paintFabric(p, front, color, [check(p, color, accent), cloth, fluff(p, color)], {
    inside: () => {
      p.rect(
        190,
        rail - 30,
        370,
        50,
        p.linear([
          [0, '#fff4dc', 0.36],
          [1, '#fff4dc', 0],
        ]),
      );
      crease(
        p,
        `M290 ${rail + 430}C300 ${rail + 280} 286 ${rail + 130} 300 ${rail + 20}M440 ${rail + 430}C446 ${rail + 280} 428 ${rail + 130} 444 ${rail + 30}M536 ${rail + 430}V${rail + 20}`,
        24,
        0.26,
      );
      ridge(
        p,
        `M246 ${rail + 420}C250 ${rail + 260} 240 ${rail + 130} 250 ${rail + 10}M370 ${rail + 430}C376 ${rail + 280} 364 ${rail + 140} 372 ${rail + 20}`,
        24,
        0.22,
      );
    },
  });
}

/** A square of folded blanket from above, its fringe to the right. */
export function laidBlanket(p: Picture, color: string, accent: string): void {
  const cloth = twill(p, color);
  const under = 'M150 210Q400 196 610 206Q622 400 612 640Q380 654 150 640Q140 420 150 210z';
  const over = 'M142 186Q360 172 560 182Q574 300 568 420Q566 520 562 616Q360 630 142 616Q128 400 142 186z';
  p.group('transform="rotate(-5 400 400)"', () => {
    paintDrop(p, under, 20, 24, 14, 0.46);
    fringe(p, [612, 214], [612, 634], color, 50, 34, [1, 0]);
    paintFabric(p, under, dim(color, 0.14), [check(p, color, accent, 'translate(24 34)'), cloth]);
    fringe(p, [564, 192], [564, 610], color, 50, 34, [1, 0]);
    paintDrop(p, over, 10, 14, 9, 0.4);
    paintFabric(p, over, color, [check(p, color, accent), cloth, fluff(p, color)], {
      light: [0, 0, 1, 1],
      inside: () => {
        crease(p, 'M142 400Q350 392 570 404', 10, 0.34);
        ridge(p, 'M142 414Q350 406 570 418M156 190V610', 14, 0.34);
        crease(p, 'M556 190V610', 20, 0.3);
      },
    });
  });
}

export function cushion(p: Picture, base: number, color: string, accent: string, turn = 0): void {
  const y = base - 366;
  const d = `M172 ${y}C250 ${y + 30} 330 ${y + 32} 400 ${y + 30}C480 ${y + 30} 556 ${y + 28} 630 ${y + 2}C606 ${y + 90} 606 ${y + 260} 632 ${y + 360}C550 ${y + 372} 250 ${y + 372} 168 ${y + 360}C196 ${y + 250} 194 ${y + 90} 172 ${y}z`;
  paintShadow(p, 400, base, 220, 0.35);
  p.group(`transform="rotate(${turn} 400 ${base})"`, () => {
    paintFabric(p, d, color, [check(p, color, accent, 'translate(10 6)', 148), twill(p, color), fluff(p, color)], {
      inside: () => {
        p.rect(
          150,
          y - 10,
          500,
          400,
          p.radial(
            [
              [0, '#fff4dc', 0.36],
              [0.45, '#fff4dc', 0],
              [1, '#1c1018', 0.6],
            ],
            [0.38, 0.34, 0.78],
          ),
        );
        crease(
          p,
          `M184 ${y + 10}Q230 ${y + 60} 250 ${y + 110}M620 ${y + 14}Q570 ${y + 60} 552 ${y + 110}M176 ${y + 356}Q230 ${y + 320} 256 ${y + 270}M624 ${y + 356}Q572 ${y + 320} 548 ${y + 270}`,
          16,
          0.36,
        );
        crease(p, `M340 ${y + 26}Q380 ${y + 70} 396 ${y + 120}Q416 ${y + 70} 452 ${y + 26}`, 16, 0.3);
        ridge(p, `M310 ${y + 50}Q350 ${y + 90} 370 ${y + 140}`, 16, 0.3);
      },
    });
    p.line(d, lit(color, 0.3), 4, 'opacity=".55"').line(d, dim(color, 0.5), 4, 'stroke-dasharray="4 5" opacity=".4"');
  });
}

export function rolltop(p: Picture, base: number, color: string): void {
  const y = base - 700;
  const body = `M232 ${y + 320}C222 ${y + 440} 216 ${y + 580} 226 ${y + 676}Q232 ${y + 700} 262 ${y + 702}H538Q568 ${y + 700} 574 ${y + 676}C584 ${y + 580} 578 ${y + 440} 568 ${y + 320}z`;
  const wax = canvas(p, color);
  paintShadow(p, 400, base, 176, 0.6);
  p.line(
    `M236 ${y + 380}C150 ${y + 430} 160 ${y + 600} 228 ${y + 660}M564 ${y + 380}C650 ${y + 430} 640 ${y + 600} 572 ${y + 660}`,
    '#6d4527',
    24,
  ).line(`M234 ${y + 378}C148 ${y + 428} 158 ${y + 598} 226 ${y + 658}`, '#a9713f', 14);
  p.line(`M346 ${y + 224}C346 ${y + 160} 454 ${y + 160} 454 ${y + 224}`, '#6d4527', 20).line(
    `M346 ${y + 222}C346 ${y + 158} 454 ${y + 158} 454 ${y + 222}`,
    '#b67a4a',
    12,
  );
  paintFabric(p, body, color, [wax], {
    light: [0, 0, 1, 0.35],
    inside: () => {
      p.rect(
        210,
        y + 300,
        380,
        80,
        p.linear([
          [0, '#1c1018', 0.5],
          [1, '#1c1018', 0],
        ]),
      );
      crease(
        p,
        `M250 ${y + 380}q40 60 20 140M560 ${y + 390}q-34 70-14 150M300 ${y + 400}q100 24 200-6M226 ${y + 640}q40 50 60 60`,
        16,
        0.32,
      );
      ridge(p, `M244 ${y + 420}q-8 120 2 230M330 ${y + 420}q60 14 130-4M540 ${y + 440}q8 100 0 190`, 14, 0.3);
    },
  });
  const pocket = `M274 ${y + 486}H526V${y + 640}Q526 ${y + 668} 500 ${y + 668}H300Q274 ${y + 668} 274 ${y + 640}z`;
  paintDrop(p, pocket, 5, 8, 6, 0.45);
  paintFabric(p, pocket, color, [wax], {
    light: [0, 0, 1, 0.6],
    inside: () => crease(p, `M300 ${y + 660}q-10-50 10-90M500 ${y + 660}q12-40-2-90`, 14, 0.24),
  });
  seam(
    p,
    `M282 ${y + 530}V${y + 638}Q282 ${y + 660} 302 ${y + 660}H498Q518 ${y + 660} 518 ${y + 638}V${y + 530}`,
    lit(color, 0.7),
    2,
  );
  const flap = `M266 ${y + 470}H534V${y + 524}Q400 ${y + 560} 266 ${y + 524}z`;
  paintDrop(p, flap, 3, 8, 5, 0.45);
  paintFabric(p, flap, lit(color, 0.05), [wax]);
  for (const x of [306, 470]) leather(p, `M${x} ${y + 330}h26v180q-13 16-26 0z`);
  for (const [i, d] of [
    `M208 ${y + 268}Q400 ${y + 244} 592 ${y + 268}Q604 ${y + 300} 592 ${y + 336}Q400 ${y + 360} 208 ${y + 336}Q196 ${y + 300} 208 ${y + 268}z`,
    `M214 ${y + 226}Q400 ${y + 204} 586 ${y + 226}Q600 ${y + 250} 590 ${y + 280}Q400 ${y + 304} 210 ${y + 280}Q200 ${y + 250} 214 ${y + 226}z`,
  ].entries()) {
    paintDrop(p, d, 3, 10, 6, 0.4);
    paintFabric(p, d, lit(color, 0.04 + i * 0.06), [wax], {
      light: [0, 0, 0.4, 1],
      contrast: 1.2,
      inside: () =>
        crease(
          p,
          `M200 ${y + 336 - i * 54}Q400 ${y + 362 - i * 54} 600 ${y + 336 - i * 54}M330 ${y + 250 - i * 20}q-10 40 4 90M500 ${y + 250 - i * 20}q12 40 0 90`,
          12,
          0.26,
        ),
    });
  }
  for (const x of [306, 470]) {
    leather(p, `M${x} ${y + 212}h26v176h-26z`);
    p.rect(x - 6, y + 372, 38, 34, 'none', 'rx="6" stroke="#d9b36a" stroke-width="6"').line(
      `M${x + 13} ${y + 374}v26`,
      '#f0d79c',
      4,
    );
  }
  leather(p, `M372 ${y + 590}h56v34h-56z`);
}

export function tote(p: Picture, base: number, color: string, contents: () => void): void {
  const y = base - 380;
  const linen = '#ece0c8';
  const weave = canvas(p, linen);
  const body = `M206 ${y}H594C600 ${y + 130} 608 ${y + 260} 610 ${y + 366}Q608 ${y + 384} 586 ${y + 386}Q400 ${y + 396} 214 ${y + 386}Q192 ${y + 384} 190 ${y + 366}C192 ${y + 260} 200 ${y + 130} 206 ${y}z`;
  const handle = (lift: number) => `M316 ${y + 40}C300 ${y - 210 - lift} 500 ${y - 210 - lift} 484 ${y + 40}`;
  paintShadow(p, 400, base, 210, 0.45);
  p.line(handle(30), '#a08f70', 26).line(handle(30), '#c4b393', 20);
  p.path(
    `M206 ${y}Q400 ${y - 34} 594 ${y}Q400 ${y + 30} 206 ${y}z`,
    p.linear([
      [0, '#5d4f3c'],
      [1, '#9c8a6a'],
    ]),
  );
  contents();
  paintFabric(p, body, linen, [weave], {
    light: [0, 0, 1, 0.3],
    inside: () => {
      const dip = `M180 ${y + 262}Q260 ${y + 246} 330 ${y + 258}T480 ${y + 252}T620 ${y + 262}V${y + 400}H180z`;
      p.path(
        dip,
        p.linear(
          [
            [0, lit(color, 0.2)],
            [0.45, color],
            [1, dim(color, 0.34)],
          ],
          [0, 0, 1, 0.3],
        ),
      ).path(dip, canvas(p, color));
      p.line(
        `M180 ${y + 262}Q260 ${y + 246} 330 ${y + 258}T480 ${y + 252}T620 ${y + 262}`,
        dim(color, 0.4),
        4,
        'opacity=".4"',
      );
      crease(
        p,
        `M250 ${y + 20}q30 120 0 260M552 ${y + 20}q-30 140 6 280M330 ${y + 120}q30 90-6 200M592 ${y + 30}q6 180 12 340M220 ${y + 350}q80 20 150 6`,
        20,
        0.24,
      );
      ridge(p, `M228 ${y + 30}q-8 140-12 330M430 ${y + 80}q20 120 0 260M286 ${y + 60}q20 120 0 240`, 18, 0.4);
      p.rect(
        190,
        y,
        420,
        30,
        p.linear([
          [0, '#fff', 0.4],
          [1, '#fff', 0],
        ]),
      );
    },
  });
  seam(p, `M210 ${y + 26}H592`, '#a48f68', 2);
  p.line(handle(0), '#b7a582', 28)
    .line(handle(0), linen, 23, 'transform="translate(-1 -1)"')
    .line(handle(0), '#fffaf0', 5, 'opacity=".7" transform="translate(-6 -5)"');
  for (const x of [303, 471])
    p.rect(x, y + 14, 27, 62, '#e4d6ba', 'rx="3"').line(
      `M${x + 4} ${y + 20}l19 50M${x + 23} ${y + 20}l-19 50`,
      '#a48f68',
      2,
      'opacity=".6"',
    );
}

export function leek(p: Picture, x: number, y: number, turn: number): void {
  p.group(`transform="translate(${x} ${y}) rotate(${turn})"`, () => {
    const green = p.linear([
      [0, '#4f7a4a'],
      [0.6, '#86a765'],
      [1, '#e4ecc4'],
    ]);
    p.path('M-16 0C-24-110-70-190-104-260C-50-230 0-160 4-40z', green).path(
      'M16 0C24-120 60-200 96-270C50-240 2-170-4-40z',
      green,
    );
    p.path(
      'M-20 10C-30-120-26-220-8-310C14-220 26-110 20 10z',
      p.linear([
        [0, '#3f6b45'],
        [0.6, '#94b373'],
        [1, '#eef1d4'],
      ]),
    );
    p.line('M-8 0C-14-110-12-200-6-290M6 0C10-100 8-180-2-260', '#eef4d2', 2, 'opacity=".45"');
  });
}

export function baguette(p: Picture, x: number, y: number, turn: number): void {
  p.group(`transform="translate(${x} ${y}) rotate(${turn})"`, () => {
    p.path(
      'M-46 40C-52-100-50-210-28-256Q0-290 28-256C50-210 52-100 46 40z',
      p.linear(
        [
          [0, '#dca866'],
          [0.3, '#e7bb7c'],
          [0.6, '#c28546'],
          [1, '#8a5628'],
        ],
        [0, 0, 1, 0],
      ),
    );
    for (const at of [-210, -140, -70]) p.path(`M-26 ${at}q20-34 54-26q-6 34-54 26z`, '#f4dfb4', 'opacity=".9"');
  });
}

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

export function darningMushroom(p: Picture, cx: number, base: number): void {
  paintShadow(p, cx, base, 84);
  paintTurned(p, {
    cx,
    color: WOOD.beech,
    profile: [
      [base - 210, 24],
      [base - 120, 22],
      [base - 60, 34],
      [base - 20, 50],
      [base, 46],
    ],
    matte: true,
  });
  const cap = `M${cx - 150} ${base - 196}C${cx - 150} ${base - 320} ${cx + 150} ${base - 320} ${cx + 150} ${base - 196}Q${cx + 130} ${base - 168} ${cx} ${base - 166}Q${cx - 130} ${base - 168} ${cx - 150} ${base - 196}z`;
  p.path(
    cap,
    p.linear(
      [
        [0, dim(WOOD.beech, 0.1)],
        [0.28, lit(WOOD.beech, 0.4)],
        [0.6, WOOD.beech],
        [1, dim(WOOD.beech, 0.4)],
      ],
      [0, 0, 1, 0.25],
    ),
  );
  p.line(
    `M${cx - 120} ${base - 210}Q${cx} ${base - 300} ${cx + 110} ${base - 216}M${cx - 70} ${base - 210}Q${cx} ${base - 262} ${cx + 70} ${base - 206}M${cx - 136} ${base - 190}Q${cx} ${base - 170} ${cx + 138} ${base - 190}`,
    dim(WOOD.beech, 0.5),
    2,
    'opacity=".32"',
  );
  ridge(p, `M${cx - 100} ${base - 246}q40-40 90-44`, 12, 0.6);
}

/** The cotton bag the kit comes in. */
export function pouch(p: Picture, x: number, base: number): void {
  const d = `M${x} ${base}C${x - 26} ${base - 60} ${x - 20} ${base - 150} ${x + 40} ${base - 190}L${x + 24} ${base - 240}Q${x + 90} ${base - 262} ${x + 156} ${base - 240}L${x + 140} ${base - 190}C${x + 196} ${base - 150} ${x + 204} ${base - 60} ${x + 176} ${base}Q${x + 88} ${base + 12} ${x} ${base}z`;
  paintShadow(p, x + 90, base, 90, 0.4);
  paintFabric(p, d, '#ece0c8', [canvas(p, '#ece0c8')], {
    inside: () =>
      crease(
        p,
        `M${x + 60} ${base - 180}q-40 60-30 150M${x + 120} ${base - 180}q40 60 26 150M${x + 90} ${base - 180}v80M${x + 36} ${base - 192}h110`,
        14,
        0.3,
      ),
  });
  p.line(`M${x + 34} ${base - 192}q56 14 112 0`, '#8f5732', 6).line(
    `M${x + 90} ${base - 186}q-30 30-10 60m10-60q34 26 22 70`,
    '#8f5732',
    4,
  );
}
