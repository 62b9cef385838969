// Blankets, cushions and what mends them.
import { dim, lit } from '../drawing/color.ts';
import { WOOD } from '../drawing/palette.ts';
import type { Picture } from '../drawing/picture.ts';
import { paintShadow } from '../drawing/room.ts';
import { paintTurned } from '../drawing/vessel.ts';
import { canvas, check, crease, fluff, fringe, paintDrop, paintFabric, ridge, twill } from './knitwear-fabric.ts';

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
  const d = `M172 ${y}C250 ${y + 30} 330 ${y + 32} 400 ${y + 30}C480 ${y + 30} 556 ${y + 28} 630 ${y + 2}C616 ${y + 90} 616 ${y + 260} 632 ${y + 360}C550 ${y + 372} 250 ${y + 372} 168 ${y + 360}C186 ${y + 250} 186 ${y + 90} 172 ${y}z`;
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
        ridge(p, `M310 ${y + 50}Q346 ${y + 80} 366 ${y + 120}`, 24, 0.16);
      },
    });
    p.line(d, lit(color, 0.3), 4, 'opacity=".55"').line(d, dim(color, 0.5), 4, 'stroke-dasharray="4 5" opacity=".4"');
  });
}

/** A ball of yarn, wound one way and then across. */
export function yarnBall(p: Picture, cx: number, base: number, r: number, color: string): void {
  const cy = base - r;
  const turns = Array.from({ length: 9 }, (_, i) => {
    const t = (i - 4) * 18;
    const h = Math.round(Math.sqrt(1e4 - t * t) * 0.97);
    return `M${t}-${h}Q${Math.round(t * 1.5) + 10} 0 ${t} ${h}`;
  }).join('');
  const wound = p.def(`<path id="@" d="${turns}" fill="none"/>`);
  const half = p.paint('<clipPath id="@"><path d="M-100 10Q-20-140 100-20Q20 110-100 10z"/></clipPath>');
  const wind = (turn: number) =>
    p.add(
      `<use href="#${wound}" stroke="${dim(color, 0.55)}" stroke-width="5" opacity=".5" transform="rotate(${turn})"/>`,
      `<use href="#${wound}" stroke="${lit(color, 0.55)}" stroke-width="4" opacity=".5" transform="rotate(${turn}) translate(8)"/>`,
    );
  p.ellipse(cx + r * 0.35, base - 2, r * 1.2, r * 0.24, '#22151a', `filter="${p.blur(7)}" opacity=".42"`);
  p.group(`transform="translate(${cx} ${cy}) scale(${r / 100})"`, () => {
    p.ellipse(0, 0, 100, 100, color);
    wind(-52);
    p.group(`clip-path="${half}"`, () => {
      p.ellipse(0, 0, 100, 100, color, 'opacity=".6"');
      wind(34);
    });
    p.ellipse(
      0,
      0,
      101,
      101,
      p.radial(
        [
          [0, '#fff6e2', 0.4],
          [0.5, '#fff6e2', 0],
          [1, '#1c1018', 0.5],
        ],
        [0.34, 0.28, 0.8],
      ),
    );
  });
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
