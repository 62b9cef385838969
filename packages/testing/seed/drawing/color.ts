type Rgb = readonly [number, number, number];

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** `amount` 0 gives `a`, 1 gives `b`. */
export function mix(a: string, b: string, amount: number): string {
  const from = parse(a);
  const to = parse(b);
  return `#${from
    .map((part, i) =>
      Math.round(part + ((to[i] ?? 0) - part) * amount)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

// Light is warm and shadow is cool in every picture: that alone makes forty objects look like one room.
export const lit = (color: string, amount: number): string => mix(color, '#fff6e2', amount);
export const dim = (color: string, amount: number): string => mix(color, '#2a1c24', amount);
