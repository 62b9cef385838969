/** A piece of a description: text, or one of the few elements a description may have. */
export type RichNode = string | { readonly tag: RichTag; readonly href?: string; readonly children: RichNode[] };

const TAGS = ['p', 'br', 'h3', 'h4', 'ul', 'ol', 'li', 'strong', 'em', 'a', 'blockquote'] as const;
export type RichTag = (typeof TAGS)[number];

/** What other names of the same thing become; anything not named here is dropped and its text kept. */
const BECOMES: Readonly<Record<string, RichTag>> = {
  ...(Object.fromEntries(TAGS.map((tag) => [tag, tag])) as Record<RichTag, RichTag>),
  b: 'strong',
  i: 'em',
  h1: 'h3',
  h2: 'h3',
  h5: 'h4',
  h6: 'h4',
  div: 'p',
};

/** Dropped with everything inside. */
const SILENT = /<(script|style|template|iframe|object|svg|math)\b[\s\S]*?(<\/\1\s*>|$)/gi;
const TOKEN = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][a-z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const HREF = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (whole, hex?: string, dec?: string, name?: string) => {
      if (name) return NAMED[name.toLowerCase()] ?? whole;
      const code = hex ? parseInt(hex, 16) : Number(dec);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function safeHref(attributes: string): string | undefined {
  const match = HREF.exec(attributes);
  const href = match && decode(match[1] ?? match[2] ?? match[3] ?? '').trim();
  return href && /^(https?:\/\/|mailto:)/i.test(href) ? href : undefined;
}

/**
 * Reads a description into elements we build ourselves, so that nothing is ever handed to the page as HTML: the server
 * has sanitized it, and a host page with Trusted Types would refuse it anyway. Never fails; unclosed tags close at the end.
 */
export function readRichText(html: string): RichNode[] {
  const source = html.replace(SILENT, '');
  const root: RichNode[] = [];
  const open: { tag: RichTag; children: RichNode[] }[] = [];
  const here = () => open.at(-1)?.children ?? root;
  const say = (text: string) => {
    const plain = decode(text).replace(/[ \t\r\n]+/g, ' ');
    const isBetweenBlocks = plain === ' ' && ['ul', 'ol', undefined].includes(open.at(-1)?.tag);
    if (plain !== '' && !isBetweenBlocks) here().push(plain);
  };

  let at = 0;
  for (const match of source.matchAll(TOKEN)) {
    say(source.slice(at, match.index));
    at = match.index + match[0].length;
    const tag = match[2] ? BECOMES[match[2].toLowerCase()] : undefined;
    if (!tag) continue;
    if (match[1]) {
      const depth = open.findLastIndex((each) => each.tag === tag);
      if (depth >= 0) open.length = depth;
    } else if (tag === 'br') {
      here().push({ tag, children: [] });
    } else if (open.length < 12) {
      const href = tag === 'a' ? safeHref(match[3] ?? '') : undefined;
      if (tag === 'a' && !href) continue;
      const node = href ? { tag, href, children: [] as RichNode[] } : { tag, children: [] as RichNode[] };
      here().push(node);
      open.push(node);
    }
  }
  say(source.slice(at));
  return root;
}
