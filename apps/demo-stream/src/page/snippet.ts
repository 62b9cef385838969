/** What somebody has chosen on the playground; empty where the stall's own choice stays. */
export interface Choices {
  readonly player: 'hls' | 'youtube' | 'webrtc' | 'none';
  readonly theme: '' | 'light' | 'dark';
  readonly locale: string;
  /** Custom properties by name, such as `--stall-accent`. */
  readonly properties: Readonly<Record<string, string>>;
}

const linear = (part: string): number => {
  const value = Number.parseInt(part, 16) / 255;
  return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};

/** Black or white, whichever is easier to read on that color (`#rrggbb`), as WCAG reckons contrast. */
export function readableOn(color: string): '#000000' | '#ffffff' {
  const [red = 0, green = 0, blue = 0] = (/^#(..)(..)(..)$/.exec(color) ?? []).slice(1).map(linear);
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05) ? '#000000' : '#ffffff';
}

const attribute = (name: string, value: string): string => (value ? ` ${name}="${value}"` : '');

const ATTACHING: Record<Choices['player'], string> = {
  hls: 'stall.attachPlayer(hls); // your hls.js',
  youtube: 'stall.attachPlayer(player); // your YT.Player, once it is ready',
  webrtc: 'stall.attachPlayer(video); // the video element of your WebRTC stream',
  none: '',
};

/** What to paste into a page for these choices: two lines, and more only where something was chosen. */
export function snippetOf(loader: string, stream: string, { player, theme, locale, properties }: Choices): string {
  const lines = [
    `<script type="module" src="${loader}"></script>`,
    `<side-stall stream="${stream}"${attribute('theme', theme)}${attribute('locale', locale)}></side-stall>`,
  ];
  const set = Object.entries(properties).filter(([, value]) => value !== '');
  if (set.length > 0) {
    lines.push('<style>', '  side-stall {', ...set.map(([name, value]) => `    ${name}: ${value};`), '  }', '</style>');
  }
  const attaching = ATTACHING[player];
  if (attaching) {
    lines.push(
      '<script type="module">',
      `  const stall = document.querySelector('side-stall');`,
      `  ${attaching}`,
      '</script>',
    );
  }
  return lines.join('\n');
}
