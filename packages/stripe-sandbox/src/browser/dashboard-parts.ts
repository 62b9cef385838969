import { el } from './dom.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'idle';

const opened = new Set<string>();
let afterAction: () => void = () => undefined;

/** What to do once a button's work is done: the page shows what has become of it. */
export function onAction(refresh: () => void): void {
  afterAction = refresh;
}

export function badge(words: string, tone: Tone = 'idle'): HTMLElement {
  return el('span', { class: `badge ${tone}` }, words);
}

/** A button that works once at a time and tells, beside itself, when its work was refused. */
export function button(
  words: string,
  run: () => Promise<unknown>,
  more: Record<string, string> = {},
): HTMLButtonElement {
  const node = el('button', { type: 'button', class: 'button', ...more }, words);
  node.addEventListener('click', () => {
    node.disabled = true;
    run()
      .catch((error: unknown) => tell(error instanceof Error ? error.message : 'That did not work.'))
      .finally(() => {
        node.disabled = false;
        afterAction();
      });
  });
  return node;
}

const notice = el('p', { class: 'notice', role: 'status' });

/** Says at the foot of the page what went wrong. */
export function tell(message: string): void {
  notice.textContent = message;
  if (!notice.isConnected) document.documentElement.append(notice);
  setTimeout(() => {
    if (notice.textContent === message) notice.textContent = '';
  }, 8000);
}

export function clockText(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

export function dateText(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

interface RowParts {
  id: string;
  amount: HTMLElement | string;
  note?: string;
  state: HTMLElement;
  title: string;
  small: string;
  time: string;
  detail: () => HTMLElement;
}

/** One line of a list that opens to show all there is to know; it stays open while the page renews itself. */
export function row({ id, amount, note, state, title, small, time, detail }: RowParts): HTMLElement {
  const details = el(
    'details',
    {},
    el(
      'summary',
      {},
      el('span', { class: 'amount' }, amount, note ? el('small', {}, note) : null),
      el('span', { class: 'state' }, state),
      el('span', { class: 'what' }, title, el('small', {}, small)),
      el('time', {}, time),
    ),
  );
  details.open = opened.has(id);
  details.addEventListener('toggle', () => {
    if (details.open) opened.add(id);
    else opened.delete(id);
    if (details.open && details.children.length === 1) details.append(detail());
  });
  if (details.open) details.append(detail());
  return el('li', { class: 'payment' }, details);
}

export function pairs(list: [term: string, value: string | null | undefined][]): HTMLElement {
  const node = el('dl');
  for (const [term, value] of list) if (value) node.append(el('dt', {}, term), el('dd', {}, el('code', {}, value)));
  return node;
}

/** An object as the API answers it. */
export function body(value: unknown, label = 'As the API answers it'): HTMLElement {
  return el('pre', { class: 'body', tabindex: '0', 'aria-label': label }, JSON.stringify(value, null, 2));
}

export function panel(title: string, note: string, empty: string, rows: HTMLElement[]): HTMLElement {
  const content =
    rows.length > 0
      ? el('div', { class: 'scroll' }, el('ul', { class: 'rows' }, ...rows))
      : el('p', { class: 'empty' }, empty);
  return el(
    'section',
    { class: 'panel', 'aria-label': title },
    el('header', {}, el('h2', {}, title), el('span', {}, note)),
    content,
  );
}
