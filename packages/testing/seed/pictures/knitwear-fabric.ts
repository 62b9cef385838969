// How wool, canvas and felt look from a step away: a color under a small repeating tile.
import { dim, lit } from '../drawing/color.ts';
import type { Surface, Wall } from '../drawing/palette.ts';
import type { Picture } from '../drawing/picture.ts';
import { paintRoom, paintTop, type Room } from '../drawing/room.ts';

type Light = readonly [x1: number, y1: number, x2: number, y2: number];

export const inRoom =
  (wall: Wall, surface: Surface, light: Room['light'], draw: (p: Picture) => void, horizon?: number) =>
  (p: Picture) => {
    paintRoom(p, { wall, surface, light, horizon });
    draw(p);
  };

export const fromAbove = (surface: Surface, draw: (p: Picture) => void, tint?: string) => (p: Picture) => {
  paintTop(p, surface, tint);
  draw(p);
};

function tile(p: Picture, width: number, height: number, markup: string, transform = ''): string {
  const turned = transform && ` patternTransform="${transform}"`;
  return p.paint(
    `<pattern id="@" width="${width}" height="${height}" patternUnits="userSpaceOnUse"${turned}>${markup}</pattern>`,
  );
}

const stroke = (d: string, color: string, width: number, opacity: number) =>
  `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}" opacity="${opacity}"/>`;

/** Stocking stitch: columns of small v. */
export const plainKnit = (p: Picture, color: string, transform = ''): string =>
  tile(
    p,
    12,
    10,
    stroke('M0-2L6 5L12-2M0 8L6 15L12 8', dim(color, 0.55), 2, 0.34) +
      stroke('M0 2L6 9L12 2', lit(color, 0.6), 1.6, 0.3),
    transform,
  );

export const rib = (p: Picture, color: string, width = 14, transform = ''): string =>
  tile(
    p,
    width,
    10,
    `<path d="M0 0h${width * 0.4}v10h-${width * 0.4}z" fill="${dim(color, 0.65)}" opacity=".36"/>` +
      stroke(`M${width * 0.58} 0v10`, lit(color, 0.6), width * 0.16, 0.4) +
      stroke(`M${width * 0.42} 1L${width * 0.7} 6L${width} 1`, dim(color, 0.6), 1.5, 0.3),
    transform,
  );

export const mossStitch = (p: Picture, color: string, transform = ''): string =>
  tile(
    p,
    14,
    14,
    `<g stroke-linecap="round">${stroke('M2 5q2 2 4 0M9 12q2 2 4 0', dim(color, 0.65), 3, 0.42)}${stroke('M2 2q2-1 4 0M9 9q2-1 4 0', lit(color, 0.6), 2.6, 0.42)}</g>`,
    transform,
  );

/** Two strands that cross, 46 wide. */
export function cable(p: Picture, color: string, x: number): string {
  const strand = (d: string) =>
    stroke(d, dim(color, 0.6), 23, 0.6) + stroke(d, color, 18, 1) + stroke(d, lit(color, 0.55), 5, 0.45);
  const paths = [
    'M35-2C35 18 11 18 11 35C11 52 35 52 35 72',
    'M11-2C11 18 35 18 35 35C35 52 11 52 11 72',
    'M11 35C11 52 35 52 35 72',
  ];
  const markup = `<path d="M0 0h46v70h-46z" fill="${dim(color, 0.42)}"/>${paths.map(strand).join('')}`;
  return tile(p, 46, 70, markup, `translate(${x} 0)`);
}

export const twill = (p: Picture, color: string, transform = ''): string =>
  tile(
    p,
    7,
    7,
    stroke('M-1 8L8-1M-1 1L1-1M6 8L8 6', dim(color, 0.6), 1.8, 0.3) +
      stroke('M-1 4L4-1M3 8L8 3', lit(color, 0.6), 1.2, 0.2),
    transform,
  );

export const canvas = (p: Picture, color: string): string =>
  tile(
    p,
    6,
    6,
    stroke('M0 1.5h6M0 4.5h6', dim(color, 0.55), 1, 0.22) + stroke('M1.5 0v6M4.5 0v6', lit(color, 0.7), 1, 0.3),
  );

/** Loose hairs in every direction, for felt and for wool brushed with thistles. */
export function fluff(p: Picture, color: string): string {
  const hairs = (count: number) =>
    Array.from({ length: count }, () => {
      const [x, y, dx, dy] = [p.random() * 60, p.random() * 60, p.random() * 14 - 7, p.random() * 14 - 7].map(
        Math.round,
      );
      return `M${x} ${y}l${dx} ${dy}`;
    }).join('');
  return tile(p, 64, 64, stroke(hairs(20), dim(color, 0.6), 1.2, 0.26) + stroke(hairs(20), lit(color, 0.7), 1.2, 0.4));
}

/** The Donegal check of blankets and cushions: broad dark bands, fine pale lines. */
export const check = (p: Picture, color: string, accent: string, transform = '', size = 128): string =>
  tile(
    p,
    size,
    size,
    stroke(`M0 32h${size}M32 0v${size}`, dim(color, 0.75), 44, 0.34) +
      stroke(`M0 ${size - 32}h${size}M${size - 32} 0v${size}`, '#f3e6cd', 12, 0.55) +
      stroke(`M0 ${size - 32}h${size}M${size - 32} 0v${size}M0 32h${size}M32 0v${size}`, accent, 4, 0.85),
    transform,
  );

/** One piece of cloth: the color lit from the left, then its tiles, then whatever `draw` lays inside its outline. */
export function paintFabric(
  p: Picture,
  d: string,
  color: string,
  tiles: readonly string[],
  options: { light?: Light; contrast?: number; inside?: () => void } = {},
): void {
  const { light = [0, 0, 1, 0.5], contrast = 1, inside } = options;
  const id = p.def(`<path id="@" d="${d}"/>`);
  const base = p.linear(
    [
      [0, lit(color, 0.24 * contrast)],
      [0.42, color],
      [1, dim(color, 0.36 * contrast)],
    ],
    light,
  );
  for (const fill of [base, ...tiles]) p.add(`<use href="#${id}" fill="${fill}"/>`);
  if (inside) p.group(`clip-path="${p.paint(`<clipPath id="@"><use href="#${id}"/></clipPath>`)}"`, inside);
}

/** The shadow a hung or lying thing throws behind itself. */
export function paintDrop(p: Picture, d: string, dx = 20, dy = 22, blur = 12, opacity = 0.34): void {
  p.path(d, '#22151a', `transform="translate(${dx} ${dy})" filter="${p.blur(blur)}" opacity="${opacity}"`);
}

export const crease = (p: Picture, d: string, width = 14, opacity = 0.3): Picture =>
  p.line(d, '#22121a', width, `opacity="${opacity}" filter="${p.blur(7)}"`);

export const ridge = (p: Picture, d: string, width = 12, opacity = 0.3): Picture =>
  p.line(d, '#fff4dc', width, `opacity="${opacity}" filter="${p.blur(6)}"`);

/** Knotted fringe along the line from one corner to the other. */
export function fringe(
  p: Picture,
  from: readonly [number, number],
  to: readonly [number, number],
  color: string,
  length = 40,
  count = 16,
  down: readonly [number, number] = [0, 1],
): void {
  const strands = (offset: number) =>
    Array.from({ length: count }, (_, i) => {
      const t = (i + 0.5) / count;
      const [x, y] = [from[0] + (to[0] - from[0]) * t + offset, from[1] + (to[1] - from[1]) * t];
      const [long, sway] = [length * (0.85 + p.random() * 0.3), (p.random() - 0.5) * 8];
      const end = [down[0] * long + sway * down[1], down[1] * long + sway * down[0]].map(Math.round);
      return `M${Math.round(x)} ${Math.round(y)}q${Math.round(down[0] * long * 0.4)} ${Math.round(down[1] * long * 0.5)} ${end[0]} ${end[1]}`;
    }).join('');
  p.line(strands(2), dim(color, 0.4), 5).line(strands(0), lit(color, 0.1), 3.4);
}

/** A row of stitches in thread. */
export const seam = (p: Picture, d: string, color: string, width = 2.4): Picture =>
  p.line(d, color, width, 'stroke-dasharray="8 6" opacity=".7"');

export const leather = (p: Picture, d: string): void => {
  p.path(
    d,
    p.linear(
      [
        [0, '#b67a4a'],
        [0.5, '#8f5732'],
        [1, '#63391f'],
      ],
      [0, 0, 1, 0.4],
    ),
  );
  p.line(d, '#e9c795', 1.8, 'stroke-dasharray="5 5" opacity=".45"');
};
