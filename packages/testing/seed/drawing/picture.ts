import { seededRandom } from './seeded-random.ts';

export type Point = readonly [x: number, y: number];

const n = (value: number) => String(Math.round(value * 10) / 10);

/** One SVG in the making: shapes in painting order, definitions shared by content so that files stay small. */
export class Picture {
  readonly random: () => number;
  private readonly defs = new Map<string, string>();
  private readonly parts: string[] = [];

  constructor(seed: string) {
    this.random = seededRandom(seed);
  }

  add(...markup: string[]): this {
    this.parts.push(...markup);
    return this;
  }

  /** Registers a definition and returns its reference; `#` in the markup is replaced by the id. */
  def(markup: string): string {
    const known = this.defs.get(markup);
    const id = known ?? String.fromCodePoint(97 + (this.defs.size % 26)) + (this.defs.size >= 26 ? this.defs.size : '');
    this.defs.set(markup, id);
    return id;
  }

  paint(markup: string): string {
    return `url(#${this.def(markup)})`;
  }

  linear(
    stops: readonly (readonly [number, string, number?])[],
    direction: readonly [number, number, number, number] = [0, 0, 0, 1],
  ): string {
    const [x1, y1, x2, y2] = direction;
    const list = stops
      .map(
        ([at, color, opacity]) =>
          `<stop offset="${at}" stop-color="${color}"${opacity === undefined ? '' : ` stop-opacity="${opacity}"`}/>`,
      )
      .join('');
    return this.paint(`<linearGradient id="@" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${list}</linearGradient>`);
  }

  radial(
    stops: readonly (readonly [number, string, number?])[],
    center: readonly [number, number, number] = [0.5, 0.5, 0.5],
  ): string {
    const list = stops
      .map(
        ([at, color, opacity]) =>
          `<stop offset="${at}" stop-color="${color}"${opacity === undefined ? '' : ` stop-opacity="${opacity}"`}/>`,
      )
      .join('');
    return this.paint(
      `<radialGradient id="@" cx="${center[0]}" cy="${center[1]}" r="${center[2]}">${list}</radialGradient>`,
    );
  }

  blur(amount: number): string {
    return this.paint(
      `<filter id="@" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="${amount}"/></filter>`,
    );
  }

  clip(path: string): string {
    return this.paint(`<clipPath id="@"><path d="${path}"/></clipPath>`);
  }

  path(d: string, fill: string, extra = ''): this {
    return this.add(`<path d="${d}" fill="${fill}"${extra && ` ${extra}`}/>`);
  }

  line(d: string, stroke: string, width: number, extra = ''): this {
    // XML forbids the same attribute twice, so a caller's own cap replaces the round one.
    const cap = extra.includes('stroke-linecap') ? '' : ' stroke-linecap="round"';
    return this.add(
      `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${n(width)}"${cap}${extra && ` ${extra}`}/>`,
    );
  }

  ellipse(cx: number, cy: number, rx: number, ry: number, fill: string, extra = ''): this {
    return this.add(
      `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}"${extra && ` ${extra}`}/>`,
    );
  }

  rect(x: number, y: number, width: number, height: number, fill: string, extra = ''): this {
    return this.add(
      `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}"${extra && ` ${extra}`}/>`,
    );
  }

  /** Paints `draw` inside a group: a clip, a transform, an opacity. */
  group(attributes: string, draw: () => void): this {
    this.parts.push(`<g ${attributes}>`);
    draw();
    this.parts.push('</g>');
    return this;
  }

  /** One body is painted, shaded, speckled and clipped by one outline: it is written once and used again. */
  private outlinesOnce(svg: string): string {
    const seen = new Map<string, number>();
    for (const [, d = ''] of svg.matchAll(/<path d="([^"]{60,})"/g)) seen.set(d, (seen.get(d) ?? 0) + 1);
    const outlines = [...seen].filter(([, times]) => times > 1).map(([d]) => d);
    const shared = svg.replaceAll(/<path d="([^"]{60,})"/g, (path, d: string) =>
      outlines.includes(d) ? `<use href="#_${outlines.indexOf(d)}"` : path,
    );
    return shared.replace('<defs>', `<defs>${outlines.map((d, i) => `<path id="_${i}" d="${d}"/>`).join('')}`);
  }

  toString(): string {
    const defs = [...this.defs].map(([markup, id]) => markup.replace('@', id)).join('');
    const svg = this.outlinesOnce(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800">${defs && `<defs>${defs}</defs>`}${this.parts.join('')}</svg>\n`,
    );
    // Nobody sees a thousandth of a pixel, but everybody downloads its digits.
    return svg.replaceAll(/\d*\.\d{3,}/g, (long) => String(Number(Number(long).toFixed(2))));
  }
}

/** A smooth open curve through the points; a point given as a corner keeps its edge. */
export function smooth(points: readonly (readonly [number, number, ('corner' | undefined)?])[], move = true): string {
  const at = (i: number) => points[Math.max(0, Math.min(points.length - 1, i))] ?? [0, 0];
  let d = move ? `M${n(at(0)[0])} ${n(at(0)[1])}` : '';
  for (let i = 0; i < points.length - 1; i += 1) {
    const [p0, p1, p2, p3] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    const c1 = p1[2] ? p1 : ([p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6] as const);
    const c2 = p2[2] ? p2 : ([p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6] as const);
    d += `C${n(c1[0])} ${n(c1[1])} ${n(c2[0])} ${n(c2[1])} ${n(p2[0])} ${n(p2[1])}`;
  }
  return d;
}

export const ellipsePath = (cx: number, cy: number, rx: number, ry: number): string =>
  `M${n(cx - rx)} ${n(cy)}a${n(rx)} ${n(ry)} 0 1 0 ${n(2 * rx)} 0a${n(rx)} ${n(ry)} 0 1 0 ${n(-2 * rx)} 0z`;
