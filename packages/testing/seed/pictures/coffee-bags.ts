import { dim, lit, mix } from '../drawing/color.ts';
import { paintCupMark, paintWord } from '../drawing/brew-things.ts';
import type { Picture } from '../drawing/picture.ts';
import { paintShadow } from '../drawing/room.ts';
import { leaf } from '../drawing/table-things.ts';

export function bag(
  p: Picture,
  cx: number,
  base: number,
  color: string,
  ink: string,
  title: string,
  note: string,
  s = 1,
): void {
  const [w, h] = [150 * s, 400 * s];
  const top = base - h;
  paintShadow(p, cx, base, w * 0.9, 0.7);
  const d = `M${cx - w + 12} ${top}H${cx + w - 12}C${cx + w - 4} ${top + h * 0.2} ${cx + w + 14} ${top + h * 0.5} ${cx + w} ${base - 6}Q${cx} ${base + 22} ${cx - w} ${base - 6}C${cx - w - 14} ${top + h * 0.5} ${cx - w + 4} ${top + h * 0.2} ${cx - w + 12} ${top}z`;
  p.path(
    d,
    p.linear(
      [
        [0, dim(color, 0.2)],
        [0.1, lit(color, 0.2)],
        [0.28, lit(color, 0.34)],
        [0.6, color],
        [0.86, dim(color, 0.26)],
        [0.92, dim(color, 0.1)],
        [1, dim(color, 0.4)],
      ],
      [0, 0, 1, 0],
    ),
  );
  p.group(`clip-path="${p.clip(d)}"`, () => {
    p.line(
      `M${cx - w * 0.7} ${top + 30}q20 ${h * 0.2}-10 ${h * 0.42}`,
      '#fff',
      18,
      `opacity=".26" filter="${p.blur(8)}"`,
    );
    p.line(
      `M${cx + w * 0.5} ${top + 20}q30 ${h * 0.16} 60 ${h * 0.26}M${cx + w * 0.84} ${top + h * 0.3}q-20 ${h * 0.4} 6 ${h * 0.66}`,
      '#1c1018',
      14,
      `opacity=".28" filter="${p.blur(7)}"`,
    );
    p.path(
      `M${cx - w - 20} ${base - 44}Q${cx} ${base - 16} ${cx + w + 20} ${base - 44}V${base + 40}H${cx - w - 20}z`,
      '#1c1018',
      `opacity=".16" filter="${p.blur(3)}"`,
    );
  });
  p.path(
    `M${cx - w + 14} ${top + 4}l4-46q${w - 18} 8 ${2 * w - 36} 0l4 46z`,
    p.linear([
      [0, lit(color, 0.3)],
      [0.5, color],
      [1, dim(color, 0.3)],
    ]),
  );
  p.rect(
    cx - w + 4,
    top - 8,
    2 * w - 8,
    17,
    p.linear([
      [0, '#e8cf9a'],
      [0.5, '#c9a65f'],
      [1, '#8d6b34'],
    ]),
    'rx="5"',
  );
  const [labelTop, half] = [top + h * 0.22, w * 0.68];
  p.rect(cx - half + 3, labelTop + 4, 2 * half, h * 0.58, '#22151a', `rx="6" opacity=".3" filter="${p.blur(4)}"`);
  p.rect(
    cx - half,
    labelTop,
    2 * half,
    h * 0.58,
    p.linear(
      [
        [0, '#fffaf0'],
        [0.6, '#f6ecd9'],
        [1, '#e2d3b8'],
      ],
      [0, 0, 1, 0],
    ),
    'rx="6"',
  );
  paintCupMark(p, Math.round(cx - 8), Math.round(labelTop + h * 0.2), 0.44 * s, ink, '#fffaf0');
  paintWord(p, cx, Math.round(labelTop + h * 0.42), title, Math.round(22 * s), Math.round(half * 1.62), ink);
  p.line(`M${cx - half * 0.8} ${labelTop + h * 0.455}h${half * 1.6}`, ink, 2, 'opacity=".5"');
  paintWord(
    p,
    cx,
    Math.round(labelTop + h * 0.52),
    note,
    Math.round(17 * s),
    Math.round(half * 1.2),
    mix(ink, '#8a6a50', 0.4),
  );
}

export function apple(p: Picture, cx: number, base: number, r: number): void {
  p.ellipse(cx + r * 0.4, base - 2, r * 1.2, r * 0.22, '#22151a', `filter="${p.blur(7)}" opacity=".45"`);
  const d = `M${cx} ${base - r * 1.6}c${r * 0.5}-${r * 0.34} ${r * 1.16} 0 ${r * 1.06} ${r * 0.78}c-${r * 0.06} ${r * 0.6}-${r * 0.5} ${r * 0.96}-${r * 1.06} ${r * 0.8}c-${r * 0.56} ${r * 0.16}-${r}-${r * 0.2}-${r * 1.06}-${r * 0.8}c-${r * 0.1}-${r * 0.78} ${r * 0.56}-${r * 1.12} ${r * 1.06}-${r * 0.78}z`;
  p.path(
    d,
    p.radial(
      [
        [0, '#f2a27a'],
        [0.3, '#d2412f'],
        [0.75, '#a82a26'],
        [1, '#6b1720'],
      ],
      [0.34, 0.3, 0.78],
    ),
  );
  p.line(`M${cx} ${base - r * 1.5}q4-${r * 0.3} 18-${r * 0.5}`, '#5a3a22', 6).ellipse(
    cx + 2,
    base - r * 1.52,
    r * 0.26,
    r * 0.08,
    '#6b1720',
    'opacity=".5"',
  );
  leaf(p, cx + 10, base - r * 1.76, r * 0.8, -14, '#7f9a58');
  p.ellipse(
    cx - r * 0.42,
    base - r * 1.22,
    r * 0.17,
    r * 0.28,
    '#fff',
    `opacity=".45" transform="rotate(24 ${cx - r * 0.42} ${base - r * 1.22})" filter="${p.blur(3)}"`,
  );
}
