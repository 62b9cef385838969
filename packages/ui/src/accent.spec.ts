import { accentColors, contrastRatio, parseHex } from './accent.ts';

const pair = (value: string) =>
  /light-dark\((.*), (.*)\)/
    .exec(value)!
    .slice(1)
    .map((hex) => parseHex(hex)!);

describe('the accent of a brand', () => {
  it.each(['#9A3F1E', '#1F5B4A', '#27507A', '#ffe14d', '#ffffff', '#000000', '#777', '#00ff00'])(
    'can be read as a button and as text in light and dark: %s',
    (hex) => {
      const colors = accentColors(hex)!;
      const surfaces = [parseHex('#ffffff')!, parseHex('#1d1b19')!];
      const fills = pair(colors.accent);
      pair(colors.onAccent).forEach((text, i) => expect(contrastRatio(text, fills[i]!)).toBeGreaterThanOrEqual(4.5));
      pair(colors.accentInk).forEach((ink, i) => expect(contrastRatio(ink, surfaces[i]!)).toBeGreaterThanOrEqual(4.5));
    },
  );

  it('is left as it is where it can be read already', () => {
    expect(accentColors('#27507A')!.accent).toContain('light-dark(#27507a,');
  });

  it.each(['red', '', '#12', '#12345g', 'url(x)', '#fff; color: red'])(
    'is refused when it is not a color: %s',
    (text) => {
      expect(accentColors(text)).toBeNull();
    },
  );
});
