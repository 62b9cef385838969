/** A brand's one accent color made safe to read, for both color schemes. Values are CSS colors. */
export interface AccentColors {
  /** Fill of the main button. */
  readonly accent: string;
  /** Text on that fill, at least 4.5:1. */
  readonly onAccent: string;
  /** The accent as text on the surface, at least 4.5:1. */
  readonly accentInk: string;
}

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [24, 22, 20];
const DARK_SURFACE: Rgb = [29, 27, 25];
const READABLE = 4.5;

/** Reads `#rgb` or `#rrggbb`; null for anything else, which may have been typed by anyone. */
export function parseHex(text: string): Rgb | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text);
  const digits = short ? short.slice(1).map((digit) => digit + digit) : /^#(..)(..)(..)$/.exec(text)?.slice(1);
  const parts = digits?.map((pair) => (/^[0-9a-f]{2}$/i.test(pair) ? parseInt(pair, 16) : NaN));
  return parts && !parts.some(Number.isNaN) ? (parts as unknown as Rgb) : null;
}

/** Contrast of two colors after WCAG 2.2, from 1 to 21. */
export function contrastRatio(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const mix = (from: Rgb, to: Rgb, part: number): Rgb =>
  from.map((channel, index) => Math.round(channel + (to[index]! - channel) * part)) as unknown as Rgb;

/** Moves a color toward another in small steps until it can be read on the surface. */
function readableOn(surface: Rgb, color: Rgb, toward: Rgb): Rgb {
  for (let part = 0; part < 1; part += 0.04) {
    const candidate = mix(color, toward, part);
    if (contrastRatio(candidate, surface) >= READABLE) return candidate;
  }
  return toward;
}

const textOn = (fill: Rgb): Rgb => (contrastRatio(fill, WHITE) >= contrastRatio(fill, INK) ? WHITE : INK);
const css = (color: Rgb): string => `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
const both = (light: Rgb, dark: Rgb): string => `light-dark(${css(light)}, ${css(dark)})`;

/**
 * The accent of a brand with its contrast computed, as values for `--st-accent`, `--st-on-accent` and `--st-accent-ink`;
 * null when the brand's color cannot be read, so that the default stays.
 */
export function accentColors(hex: string): AccentColors | null {
  const color = parseHex(hex);
  if (!color) return null;
  const onLight = readableOn(WHITE, color, INK);
  const onDark = readableOn(DARK_SURFACE, color, WHITE);
  return {
    accent: both(onLight, onDark),
    onAccent: both(textOn(onLight), textOn(onDark)),
    accentInk: both(onLight, onDark),
  };
}
