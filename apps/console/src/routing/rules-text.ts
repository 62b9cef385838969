/** A problem of rules: where (`criteria[0].use`) and what. */
export interface RuleProblem {
  readonly path: string;
  readonly message: string;
}

/** The rules a person typed, or why they are none. */
export type TypedRules =
  | { readonly ok: true; readonly content: Record<string, unknown> }
  | { readonly ok: false; readonly problem: RuleProblem };

/** Rules as people edit them. */
export const rulesText = (content: Record<string, unknown>): string => written(content, '');

/** A list or an object of no more than this stands in one line. */
const LINE = 72;

function written(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const within = `${indent}  `;
  const [open, close, items] = Array.isArray(value)
    ? ['[', ']', value.map((item) => written(item, within))]
    : ['{', '}', Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${written(item, within)}`)];
  if (items.length === 0) return open + close;
  const inLine = open === '[' ? `[${items.join(', ')}]` : `{ ${items.join(', ')} }`;
  const isShort = indent !== '' && inLine.length <= LINE && !inLine.includes('\n');
  // Of criteria each has a line of its own, since their order is what people change.
  if (isShort && !(open === '[' && items.some((item) => item.startsWith('{')))) return inLine;
  return `${open}\n${items.map((item) => within + item).join(',\n')}\n${indent}${close}`;
}

/** Reads what was typed. */
export function readRulesText(text: string): TypedRules {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: { path: '', message: `This is not JSON: ${(error as Error).message}` } };
  }
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) {
    return { ok: true, content: read as Record<string, unknown> };
  }
  return { ok: false, problem: { path: '', message: 'Rules are an object with named fields, in braces' } };
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/**
 * The line, counted from 1, on which each field of a JSON text stands, by its path (`criteria[0].use`). For text that
 * parses.
 */
export function linesOfFields(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>([['', 1]]);
  const open: { readonly path: string; readonly isList: boolean; index: number; key: string | null }[] = [];
  let line = 1;
  let from = 0;
  const here = (): string => {
    const around = open.at(-1);
    if (!around) return '';
    if (around.isList) return `${around.path}[${around.index}]`;
    return around.path === '' ? around.key! : `${around.path}.${around.key}`;
  };
  const value = (): void => {
    if (!lines.has(here())) lines.set(here(), line);
  };
  for (const match of text.matchAll(TOKEN)) {
    for (; from < match.index; from++) if (text[from] === '\n') line++;
    const [token] = match;
    const around = open.at(-1);
    if (token === '{' || token === '[') {
      value();
      open.push({ path: here(), isList: token === '[', index: 0, key: null });
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ',') {
      if (around?.isList) around.index++;
      else if (around) around.key = null;
    } else if (token !== ':') {
      if (around && !around.isList && around.key === null) around.key = JSON.parse(token) as string;
      value();
    }
  }
  return lines;
}

/** The line a problem belongs to: that of the field, or of what should contain it. */
export function lineOfProblem(text: string, { path }: RuleProblem): number {
  let lines: ReadonlyMap<string, number>;
  try {
    JSON.parse(text);
    lines = linesOfFields(text);
  } catch (error) {
    return lineOfSyntaxError(text, (error as Error).message);
  }
  for (let at = path; ;) {
    const line = lines.get(at);
    if (line !== undefined) return line;
    const around = at.replace(/(^|\.)[^.[\]]+$|\[\d+\]$/, '');
    // A field may be named after anything, brackets included.
    if (around === at) return 1;
    at = around;
  }
}

/** Engines say where by line or by position; some by neither, and then it is the last line that is not finished. */
function lineOfSyntaxError(text: string, message: string): number {
  const line = /line (\d+)/.exec(message)?.[1];
  if (line !== undefined) return Number(line);
  const position = /position (\d+)/.exec(message)?.[1];
  return text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length;
}
