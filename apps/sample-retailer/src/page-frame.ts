import { escape, STYLE } from './page-style.ts';

const PAGES = [
  ['/', 'Packing desk'],
  ['/returns', 'Returns'],
  ['/stock', 'Stock'],
  ['/connection', 'Connection'],
  ['/weather', 'Bad weather'],
] as const;

/** The way to the other pages of the house; says on each of them that the house misbehaves on purpose. */
export const navOf = (here: (typeof PAGES)[number][0], isStormy: boolean): string =>
  `<nav aria-label="Pages">${PAGES.map(([path, title]) => `<a href="${path}"${path === here ? ' aria-current="page"' : ''}>${title}${isStormy && path === '/weather' ? ' <span><b class="on">on</b></span>' : ''}</a>`).join('')}</nav>`;

const MORE_STYLE = `
section { margin: 0 0 32px; } h2 { font-size: 17px; margin: 0 0 12px; }
.said { background: var(--raised); border-radius: 10px; padding: 12px 16px; margin: 0 0 24px; }
.soft { color: var(--soft); font-size: 13px; margin: 0 0 16px; max-width: 68ch; }
.sheet { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 16px; margin: 0; }
.sheet label { display: block; } .sheet .field { display: grid; gap: 4px; margin: 0 0 16px; font-size: 13px; }
.sheet input[type='text'], .sheet input[type='number'] { font: inherit; font-size: 15px; min-height: 44px; width: 100%; max-width: 420px; border-radius: 10px; border: 1px solid var(--line); padding: 0 12px; background: var(--surface); color: var(--ink); }
.sheet .choice { display: grid; grid-template-columns: 24px 1fr; gap: 2px 8px; padding: 8px 0; min-height: 44px; align-items: start; cursor: pointer; }
.sheet .choice small { grid-column: 2; color: var(--soft); font-size: 13px; } .choice input { margin: 3px 0 0; width: 16px; height: 16px; accent-color: var(--accent); }
.sheet button, .plain { font: inherit; min-height: 44px; border-radius: 10px; padding: 0 16px; border: 1px solid var(--line); background: var(--surface); color: var(--ink); cursor: pointer; }
.sheet button.first { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
.sheet.buttons { border: 0; padding: 0; background: none; display: flex; flex-wrap: wrap; gap: 8px; }
.shelves { list-style: none; margin: 0 0 16px; padding: 0; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
.shelves li { display: grid; grid-template-columns: 1fr auto; gap: 4px 16px; align-items: center; padding: 12px 16px; border-top: 1px solid var(--line); } .shelves li:first-child { border-top: 0; }
.shelves input { font: inherit; width: 104px; min-height: 44px; border-radius: 10px; border: 1px solid var(--line); padding: 0 12px; background: var(--surface); color: var(--ink); font-variant-numeric: tabular-nums; }
.shelves .new span:last-child { display: flex; gap: 8px; } .shelves .new input[type='text'] { width: 168px; }
@media (max-width: 520px) { .shelves .new { grid-template-columns: 1fr; } .shelves .new input[type='text'] { flex: 1; width: 0; } }
.shelves .what b { font-weight: 600; display: block; } .shelves .what { overflow-wrap: anywhere; }
.storm { border: 1px solid var(--bad); border-radius: 12px; padding: 16px; margin: 0 0 24px; display: flex; flex-wrap: wrap; gap: 12px 24px; align-items: center; justify-content: space-between; }
`;

interface Page {
  readonly house: string;
  readonly here: (typeof PAGES)[number][0];
  readonly title: string;
  readonly subtitle: string;
  readonly isStormy: boolean;
  readonly body: string;
  readonly said?: string | undefined;
}

/** A page of the house. */
export const pageOf = ({ house, here, title, subtitle, isStormy, body, said }: Page): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(house)}: ${title}</title><link rel="icon" href="data:,"><style>${STYLE}${MORE_STYLE}</style></head><body>
<header><div><h1>${escape(house)}</h1><p>${escape(subtitle)}</p></div>${navOf(here, isStormy)}</header>
<main>${said ? `<p class="said" role="status">${escape(said)}</p>` : ''}${body}</main></body></html>`;
