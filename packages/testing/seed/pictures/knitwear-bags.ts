// Backpacks and totes, and what looks out of them.
import { dim, lit } from '../drawing/color.ts';
import type { Picture } from '../drawing/picture.ts';
import { paintShadow } from '../drawing/room.ts';
import { canvas, crease, leather, paintDrop, paintFabric, ridge, seam } from './knitwear-fabric.ts';

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
      ridge(p, `M228 ${y + 30}q-8 140-12 330M430 ${y + 80}q20 120 0 260M286 ${y + 60}q20 120 0 240`, 18, 0.28);
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
