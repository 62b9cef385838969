// What lies about in a picture and is not for sale: fruit, flowers, bread, books, beans.
import { dim, lit } from './color.ts';
import { WOOD } from './palette.ts';
import { ellipsePath, type Picture } from './picture.ts';
import { paintShadow } from './room.ts';

export function fruit(
  p: Picture,
  cx: number,
  cy: number,
  r: number,
  color: string,
  kind: 'lemon' | 'round' = 'round',
): void {
  const fill = p.radial(
    [
      [0, lit(color, 0.55)],
      [0.5, color],
      [1, dim(color, 0.36)],
    ],
    [0.34, 0.3, 0.78],
  );
  if (kind === 'lemon') {
    p.path(
      `M${cx - r * 1.3} ${cy}q${r * 0.3}-${r * 0.1} ${r * 0.42}-${r * 0.4}a${r} ${r * 0.95} 0 0 1 ${r * 1.76} 0q${r * 0.12} ${r * 0.3} ${r * 0.42} ${r * 0.4}q-${r * 0.3} ${r * 0.1}-${r * 0.42} ${r * 0.4}a${r} ${r * 0.95} 0 0 1-${r * 1.76} 0q-${r * 0.12}-${r * 0.3}-${r * 0.42}-${r * 0.4}z`,
      fill,
    );
  } else p.ellipse(cx, cy, r, r * 0.95, fill);
  p.ellipse(
    cx - r * 0.34,
    cy - r * 0.4,
    r * 0.2,
    r * 0.12,
    '#fff',
    `opacity=".5" transform="rotate(-30 ${cx - r * 0.34} ${cy - r * 0.4})"`,
  );
}

export function fruitOnTable(
  p: Picture,
  cx: number,
  base: number,
  r: number,
  color: string,
  kind: 'lemon' | 'round' = 'round',
): void {
  p.ellipse(cx + r * 0.4, base - 2, r * 1.25, r * 0.24, '#22151a', `filter="${p.blur(6)}" opacity=".4"`);
  fruit(p, cx, base - r * 0.9, r, color, kind);
}

export function citrusSlice(p: Picture, cx: number, cy: number, r: number, color: string): void {
  p.ellipse(cx + 5, cy + 7, r, r, '#22151a', `filter="${p.blur(5)}" opacity=".35"`);
  p.ellipse(cx, cy, r, r, color)
    .ellipse(cx, cy, r * 0.9, r * 0.9, '#fdeccb')
    .ellipse(cx, cy, r * 0.82, r * 0.82, lit(color, 0.18));
  const spokes = Array.from({ length: 5 }, (_, i) => {
    const a = (i * Math.PI) / 5 + 0.3;
    return `M${Math.round(cx - Math.cos(a) * r * 0.82)} ${Math.round(cy - Math.sin(a) * r * 0.82)}L${Math.round(cx + Math.cos(a) * r * 0.82)} ${Math.round(cy + Math.sin(a) * r * 0.82)}`;
  }).join('');
  p.line(spokes, '#fdeccb', 3.4).ellipse(cx, cy, r * 0.1, r * 0.1, '#fdeccb');
}

export function leaf(p: Picture, x: number, y: number, length: number, angle: number, color: string): void {
  p.group(`transform="translate(${Math.round(x)} ${Math.round(y)}) rotate(${Math.round(angle)})"`, () => {
    p.path(
      `M0 0Q${length * 0.45}-${length * 0.34} ${length} 0Q${length * 0.5} ${length * 0.24} 0 0z`,
      p.linear([
        [0, lit(color, 0.26)],
        [1, dim(color, 0.24)],
      ]),
    );
    p.line(`M0 0L${Math.round(length * 0.9)} 0`, dim(color, 0.4), 1.4, 'opacity=".5"');
  });
}

export function sprig(
  p: Picture,
  x: number,
  y: number,
  length: number,
  angle: number,
  color: string,
  leaves = 6,
): void {
  p.group(`transform="translate(${x} ${y}) rotate(${angle})"`, () => {
    p.line(`M0 0Q${length * 0.5}-14 ${length} 0`, dim(color, 0.3), 3.5);
    for (let i = 0; i < leaves; i += 1) {
      const at = (length * (i + 0.7)) / leaves;
      leaf(p, at, -5, length * 0.24, i % 2 ? 42 : -46, color);
    }
    leaf(p, length, 0, length * 0.22, 0, color);
  });
}

export function stem(p: Picture, x: number, y: number, tipX: number, tipY: number, color = '#6d7a4c'): void {
  p.line(`M${x} ${y}Q${x + (tipX - x) * 0.2} ${y + (tipY - y) * 0.6} ${tipX} ${tipY}`, color, 4.5);
}

export function flower(
  p: Picture,
  cx: number,
  cy: number,
  r: number,
  color: string,
  heart = '#e2a93a',
  petals = 9,
): void {
  const petal = ellipsePath(0, -r * 0.58, r * 0.2, r * 0.44);
  const fill = p.linear([
    [0, lit(color, 0.4)],
    [1, dim(color, 0.12)],
  ]);
  const ring = Array.from(
    { length: petals },
    (_, i) => `<use href="#${'@p'}" transform="rotate(${Math.round((360 / petals) * i)})"/>`,
  ).join('');
  const id = p.def(`<path id="@" d="${petal}" fill="${fill}"/>`);
  p.group(`transform="translate(${Math.round(cx)} ${Math.round(cy)}) scale(1 .88)"`, () =>
    p.add(ring.replaceAll('@p', id)).ellipse(
      0,
      0,
      r * 0.24,
      r * 0.24,
      p.radial([
        [0, lit(heart, 0.4)],
        [1, dim(heart, 0.25)],
      ]),
    ),
  );
}

export function poppyHead(p: Picture, cx: number, cy: number, r: number, color = '#b39a74'): void {
  p.ellipse(
    cx,
    cy,
    r * 0.78,
    r,
    p.linear(
      [
        [0, lit(color, 0.4)],
        [1, dim(color, 0.35)],
      ],
      [0, 0, 1, 0],
    ),
  );
  p.path(
    `M${cx - r * 0.7} ${cy - r}q${r * 0.7}-${r * 0.5} ${r * 1.4} 0q-${r * 0.7} ${r * 0.3}-${r * 1.4} 0z`,
    dim(color, 0.2),
  );
}

export function grass(
  p: Picture,
  x: number,
  y: number,
  count: number,
  spread: number,
  height: number,
  color: string,
): void {
  for (let i = 0; i < count; i += 1) {
    const dx = (i / (count - 1) - 0.5) * 2 * spread + (p.random() - 0.5) * 20;
    const h = height * (0.72 + p.random() * 0.28);
    const [tipX, tipY] = [Math.round(x + dx), Math.round(y - h)];
    p.line(
      `M${Math.round(x + dx * 0.12)} ${y}Q${Math.round(x + dx * 0.3)} ${Math.round(y - h * 0.6)} ${tipX} ${tipY}`,
      i % 2 ? color : dim(color, 0.2),
      3,
    );
    if (i % 3 === 0)
      p.ellipse(tipX, tipY, 6, 20, lit(color, 0.25), `transform="rotate(${Math.round(dx / 4)} ${tipX} ${tipY})"`);
  }
}

export function candleFlame(p: Picture, x: number, y: number, size = 1): void {
  p.ellipse(
    x,
    y - 20 * size,
    120 * size,
    120 * size,
    p.radial([
      [0, '#ffd98a', 0.75],
      [1, '#ffd98a', 0],
    ]),
  );
  p.line(`M${x} ${y + 6}v-14`, '#3a2a22', 3);
  p.path(
    `M${x} ${y - 62 * size}q${22 * size} ${34 * size} 0 ${56 * size}q-${22 * size}-${22 * size} 0-${56 * size}z`,
    p.linear([
      [0, '#fff3cf'],
      [0.6, '#ffc75a'],
      [1, '#ef8f3a'],
    ]),
  );
}

export function book(p: Picture, x: number, base: number, width: number, height: number, color: string): void {
  p.ellipse(x + width / 2 + 16, base, width * 0.56, 14, '#22151a', `filter="${p.blur(6)}" opacity=".35"`);
  p.rect(
    x,
    base - height,
    width,
    height,
    p.linear([
      [0, lit(color, 0.25)],
      [1, dim(color, 0.3)],
    ]),
    'rx="5"',
  );
  p.rect(x + width - 14, base - height + 5, 14, height - 10, '#f3e9d8').rect(
    x + 26,
    base - height,
    9,
    height,
    lit(color, 0.4),
    'opacity=".6"',
  );
}

export function bread(p: Picture, cx: number, base: number, width: number): void {
  paintShadow(p, cx, base, width * 0.42, 0.4);
  const crust = '#b8763c';
  p.path(
    `M${cx - width / 2} ${base}c-20-${width * 0.34} ${width * 0.2}-${width * 0.42} ${width * 0.5}-${width * 0.42}s${width * 0.52} ${width * 0.08} ${width * 0.5} ${width * 0.42}q-${width * 0.5} 18-${width} 0z`,
    p.radial(
      [
        [0, lit(crust, 0.5)],
        [0.55, crust],
        [1, dim(crust, 0.45)],
      ],
      [0.36, 0.2, 0.8],
    ),
  );
  for (let i = -1; i <= 1; i += 1) {
    const x = cx + i * width * 0.22;
    p.path(
      `M${x - width * 0.1} ${base - width * 0.2}q${width * 0.07}-${width * 0.14} ${width * 0.2}-${width * 0.15}q-${width * 0.06} ${width * 0.1}-${width * 0.2} ${width * 0.15}z`,
      '#f0d7a6',
      'opacity=".85"',
    );
  }
}

export function beans(p: Picture, cx: number, base: number, spread: number, count = 12): void {
  const bean = p.def(
    `<g id="@"><ellipse rx="15" ry="10" fill="${p.radial(
      [
        [0, '#8a5a3a'],
        [1, '#3a2016'],
      ],
      [0.35, 0.3, 0.8],
    )}"/><path d="M-13 2Q-2-5 13-1" stroke="#26130c" stroke-width="2.4" fill="none"/></g>`,
  );
  p.ellipse(cx + 6, base + 2, spread * 1.05, 14, '#22151a', `filter="${p.blur(6)}" opacity=".3"`);
  for (let i = 0; i < count; i += 1) {
    const x = cx + (p.random() - 0.5) * 2 * spread;
    const y = base - 6 + (p.random() - 0.4) * 34;
    p.add(
      `<use href="#${bean}" transform="translate(${Math.round(x)} ${Math.round(y)}) rotate(${Math.round(p.random() * 180)})"/>`,
    );
  }
}

export function fork(p: Picture, x: number, y: number, angle: number): void {
  const steel = '#b9b3a8';
  p.group(`transform="translate(${x} ${y}) rotate(${angle})"`, () => {
    p.path(
      'M-6 0L-9 210Q0 226 9 210L6 0z',
      '#22151a',
      `filter="${p.blur(4)}" opacity=".35" transform="translate(6 6)"`,
    );
    p.path(
      'M-5 0L-10 214Q0 232 10 214L5 0z',
      p.linear(
        [
          [0, lit(steel, 0.6)],
          [1, dim(steel, 0.3)],
        ],
        [0, 0, 1, 0],
      ),
    );
    p.path(
      'M-22-110l3 60q2 34 14 54h10q12-20 14-54l3-60h-7l-3 62h-4l-2-62h-8l-2 62h-4l-3-62z',
      p.linear(
        [
          [0, lit(steel, 0.6)],
          [1, dim(steel, 0.25)],
        ],
        [0, 0, 1, 0],
      ),
    );
  });
}

export function pegRail(p: Picture, y: number, color: string = WOOD.oak): void {
  p.rect(0, y + 10, 800, 40, '#22151a', `filter="${p.blur(8)}" opacity=".25"`);
  p.rect(
    0,
    y,
    800,
    38,
    p.linear([
      [0, lit(color, 0.4)],
      [0.5, color],
      [1, dim(color, 0.25)],
    ]),
  );
  p.line(`M0 ${y + 12}q200 8 420 0t400 4M60 ${y + 26}q240-8 500 2`, dim(color, 0.4), 1.5, 'opacity=".4"');
}

export function peg(p: Picture, x: number, y: number, color: string = WOOD.oak): void {
  p.ellipse(x + 5, y + 8, 17, 17, '#22151a', `filter="${p.blur(4)}" opacity=".4"`);
  p.ellipse(
    x,
    y,
    16,
    16,
    p.radial(
      [
        [0, lit(color, 0.5)],
        [1, dim(color, 0.35)],
      ],
      [0.35, 0.3, 0.75],
    ),
  );
}

export function plinth(p: Picture, cx: number, top: number, r: number, color: string, height = 120): void {
  p.ellipse(cx + 26, top + height + 4, r * 1.16, r * 0.22, '#22151a', `filter="${p.blur(12)}" opacity=".32"`);
  p.path(
    `M${cx - r} ${top}v${height}a${r} ${r * 0.19} 0 0 0 ${2 * r} 0v-${height}z`,
    p.linear(
      [
        [0, dim(color, 0.06)],
        [0.26, lit(color, 0.4)],
        [0.6, color],
        [1, dim(color, 0.34)],
      ],
      [0, 0, 1, 0],
    ),
  );
  p.ellipse(
    cx,
    top,
    r,
    r * 0.19,
    p.linear(
      [
        [0, lit(color, 0.6)],
        [1, lit(color, 0.12)],
      ],
      [0, 0, 1, 0],
    ),
  );
}
