import { readableOn, snippetOf, type Choices } from './snippet.ts';

const NOTHING: Choices = { player: 'none', theme: '', locale: '', properties: {} };
const of = (choices: Partial<Choices>) =>
  snippetOf('https://shop.example/w/1/loader.js', 'table-talk', { ...NOTHING, ...choices });

describe('the lines to paste', () => {
  it('are two where nothing was chosen', () => {
    expect(of({})).toBe(
      '<script type="module" src="https://shop.example/w/1/loader.js"></script>\n<side-stall stream="table-talk"></side-stall>',
    );
  });

  it('say only what was chosen', () => {
    const text = of({ theme: 'dark', locale: 'ar', properties: { '--stall-accent': '#112233', '--stall-radius': '' } });
    expect(text).toContain('<side-stall stream="table-talk" theme="dark" locale="ar">');
    expect(text).toContain('    --stall-accent: #112233;');
    expect(text).not.toContain('--stall-radius');
  });

  it.each([
    ['hls', 'attachPlayer(hls)'],
    ['youtube', 'attachPlayer(player)'],
    ['webrtc', 'attachPlayer(video)'],
  ] as const)('hand a player of kind %s over', (player, line) => {
    expect(of({ player })).toContain(line);
  });
});

it.each([
  ['#000000', '#ffffff'],
  ['#ffffff', '#000000'],
  ['#7a1f5c', '#ffffff'],
  ['#f2c14e', '#000000'],
])('what is written on %s is %s', (color, text) => expect(readableOn(color)).toBe(text));
