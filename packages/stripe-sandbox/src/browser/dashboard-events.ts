import type { Overview } from '../control/overview.ts';
import type { Delivery } from '../webhooks/delivery.ts';
import { api, control } from './dashboard-calls.ts';
import { badge, body, button, clockText, dateText, panel, row, type Tone } from './dashboard-parts.ts';
import { el } from './dom.ts';

type EventRow = Overview['events'][number];

const TONES: Record<string, Tone> = { delivered: 'good', pending: 'warn', failed: 'bad', dropped: 'bad' };

/** How an event fares on its way to one endpoint, in a word or two. */
export function deliveryBadge({ state, tries, status }: EventRow['deliveries'][number]): HTMLElement {
  const said =
    state === 'delivered'
      ? `delivered${tries > 1 ? ` at try ${tries}` : ''}`
      : state === 'pending'
        ? tries > 0
          ? `retrying · ${status ?? 'no answer'}`
          : 'sending'
        : state;
  return badge(said, TONES[state] ?? 'idle');
}

export const sendAgain = (event: EventRow, more: Record<string, string> = {}): HTMLButtonElement =>
  button('Send again', () => control('POST', '/webhooks/replay', { event: event.id }), more);

/** Every event with its body and the story of each of its deliveries. */
export function eventsPanel(events: EventRow[], total: number): HTMLElement {
  const rows = events.map((event) =>
    row({
      id: event.id,
      amount: event.type,
      state: event.deliveries.length > 0 ? states(event) : badge('Nobody listens'),
      title: event.object || 'No object',
      small: event.id,
      time: clockText(event.created),
      detail: () => detail(event),
    }),
  );
  const empty = 'Every change to a payment appears here, with its way to your webhook endpoint.';
  return panel('Events and deliveries', `${total} in all`, empty, rows);
}

function states({ deliveries }: EventRow): HTMLElement {
  return el('span', { class: 'side' }, ...deliveries.map(deliveryBadge));
}

function detail(event: EventRow): HTMLElement {
  const story = el('div', { class: 'deliveries' });
  const node = el(
    'div',
    { class: 'detail' },
    event.deliveries.length > 0 ? el('div', { class: 'actions' }, sendAgain(event)) : null,
    story,
  );
  void fill(event.id, story, node);
  return node;
}

async function fill(id: string, story: HTMLElement, node: HTMLElement): Promise<void> {
  const { data } = await control<{ data: Delivery[] }>('GET', `/deliveries?event=${id}`);
  story.replaceChildren(...data.filter(({ event }) => event === id).map(delivery));
  try {
    node.append(body(await api('GET', `/v1/events/${id}`), 'The event’s body'));
  } catch {
    node.append(el('p', {}, 'This event belongs to a connected account.'));
  }
}

function delivery({ url, state, attempts, nextAt, tries }: Delivery): HTMLElement {
  const lines = attempts.map(({ at, status, milliseconds, error }) =>
    el(
      'li',
      {},
      `${new Date(at).toLocaleTimeString()} · `,
      el('b', {}, status === null ? (error ?? 'no answer') : `${status}`),
      ` after ${milliseconds} ms`,
    ),
  );
  const next = state === 'pending' ? el('li', {}, `Next try ${dateText(nextAt / 1000)}`) : null;
  return el(
    'div',
    {},
    el(
      'p',
      {},
      el('code', {}, url),
      ' ',
      badge(state, TONES[state] ?? 'idle'),
      ` ${tries} ${tries === 1 ? 'try' : 'tries'}`,
    ),
    el('ol', {}, ...lines, ...(next ? [next] : [])),
  );
}
