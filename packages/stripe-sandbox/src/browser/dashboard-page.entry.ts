import type { Overview, PaymentRow } from '../control/overview.ts';
import { brandName } from './brand-names.ts';
import { DASHBOARD_STYLES } from './dashboard-styles.ts';
import { adoptStyles, el, svg } from './dom.ts';
import { formatMoney } from './money-text.ts';

adoptStyles(DASHBOARD_STYLES);

const opened = new Set<string>();
let latest: Overview | undefined;

async function control(method: string, path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`/_sandbox${path}`, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  return answer.json();
}

const STATUS: Record<string, [string, string]> = {
  succeeded: ['Captured', 'good'],
  requires_capture: ['On hold', 'info'],
  requires_action: ['Bank asks', 'warn'],
  requires_payment_method: ['Not paid', 'idle'],
  requires_confirmation: ['Not confirmed', 'idle'],
  canceled: ['Canceled', 'idle'],
};

function badge(row: PaymentRow): HTMLElement {
  if (row.isDisputed) return el('span', { class: 'badge bad' }, 'Disputed');
  if (row.refunded > 0)
    return el('span', { class: 'badge warn' }, row.refunded >= row.captured ? 'Refunded' : 'Partly refunded');
  if (row.status === 'requires_payment_method' && row.problem) return el('span', { class: 'badge bad' }, 'Declined');
  const [words, tone] = STATUS[row.status] ?? [row.status, 'idle'];
  return el('span', { class: `badge ${tone}` }, words);
}

function clockText(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}

function button(words: string, run: () => Promise<unknown>, more: Record<string, string> = {}): HTMLButtonElement {
  const node = el('button', { type: 'button', class: 'button', ...more }, words);
  node.addEventListener('click', () => {
    node.disabled = true;
    void run().finally(() => {
      node.disabled = false;
      void refresh();
    });
  });
  return node;
}

function payment(row: PaymentRow): HTMLElement {
  const noted = Object.entries(row.metadata)
    .map(([key, value]) => `${key} ${value}`)
    .join(' · ');
  const taken =
    row.captured > 0 && row.captured !== row.amount
      ? `${formatMoney(row.captured, row.currency)} captured`
      : row.refunded > 0
        ? `${formatMoney(row.refunded, row.currency)} refunded`
        : '';
  const details = el(
    'details',
    {},
    el(
      'summary',
      {},
      el('span', { class: 'amount' }, formatMoney(row.amount, row.currency), taken ? el('small', {}, taken) : null),
      el('span', { class: 'state' }, badge(row)),
      el(
        'span',
        { class: 'what' },
        row.description ?? (noted || row.id),
        el(
          'small',
          {},
          row.card
            ? `${brandName(row.brand ?? '')} •••• ${row.card}${row.problem ? ` · ${row.problem}` : ''}`
            : (row.problem ?? 'No card yet'),
        ),
      ),
      el('time', {}, clockText(row.created)),
    ),
  );
  details.open = opened.has(row.id);
  details.addEventListener('toggle', () => {
    if (details.open) opened.add(row.id);
    else opened.delete(row.id);
    if (details.open && details.children.length === 1) details.append(detail(row));
  });
  if (details.open) details.append(detail(row));
  return el('li', { class: 'payment' }, details);
}

function detail(row: PaymentRow): HTMLElement {
  const pairs: [string, string | null][] = [
    ['Intent', row.id],
    ['Charge', row.charge],
    ['Captured', formatMoney(row.captured, row.currency)],
    ['Refunded', row.refunded > 0 ? formatMoney(row.refunded, row.currency) : null],
    ['Buyer', row.customer],
    ...Object.entries(row.metadata),
  ];
  const list = el('dl');
  for (const [term, value] of pairs) if (value) list.append(el('dt', {}, term), el('dd', {}, el('code', {}, value)));
  const actions = el('div', { class: 'actions' });
  if (row.charge && row.captured > row.refunded && !row.isDisputed) {
    actions.append(
      button('Refund the rest', () => control('POST', '/refunds', { charge: row.charge })),
      button('Open a dispute', () => control('POST', '/disputes', { charge: row.charge }), { class: 'button danger' }),
      button('Open an inquiry', () => control('POST', '/disputes', { charge: row.charge, inquiry: true })),
    );
  }
  return el('div', { class: 'detail' }, list, actions.children.length > 0 ? actions : null);
}

function event(row: Overview['events'][number]): HTMLElement {
  const badges = el('span', { class: 'side' });
  for (const { state, tries, status } of row.deliveries) {
    const tone = { delivered: 'good', pending: 'warn', failed: 'bad', dropped: 'bad' }[state] ?? 'idle';
    const words =
      state === 'delivered'
        ? `delivered${tries > 1 ? ` at try ${tries}` : ''}`
        : state === 'pending'
          ? tries > 0
            ? `retrying · ${status ?? 'no answer'}`
            : 'sending'
          : state;
    badges.append(el('span', { class: `badge ${tone}` }, words));
  }
  const again = button('Send again', () => control('POST', '/webhooks/replay', { event: row.id }), {
    class: 'link',
    'aria-label': `Send ${row.type} again`,
  });
  return el(
    'li',
    { class: 'event' },
    el('b', {}, row.type),
    badges,
    el('span', { class: 'from' }, el('time', {}, clockText(row.created)), ' ', el('code', {}, row.object)),
    row.deliveries.length > 0 ? again : null,
  );
}

function tiles(now: Overview): HTMLElement {
  const list = el('dl', { class: 'tiles' });
  const tile = (term: string, value: string, more = ''): void =>
    list.append(el('div', {}, el('dt', {}, term), el('dd', {}, value, more ? el('small', {}, more) : null)));
  for (const { currency, available, pending } of now.balance)
    tile(
      `Balance ${currency.toUpperCase()}`,
      formatMoney(available + pending, currency),
      `${formatMoney(available, currency)} available`,
    );
  tile('Payments', `${now.totals.payments}`, `${now.totals.succeeded} captured`);
  tile('On hold', `${now.totals.held}`, 'waiting for capture');
  tile(
    'Webhooks waiting',
    `${now.totals.waiting}`,
    now.totals.failed > 0 ? `${now.totals.failed} given up` : 'none given up',
  );
  return list;
}

function controls(now: Overview): HTMLElement {
  const { faults } = now;
  const toggle = (name: 'isPaused' | 'duplicate' | 'shuffle' | 'corruptSignature', words: string): HTMLElement =>
    button(words, () => control('POST', '/webhooks', { [name]: !faults[name] }), {
      'aria-pressed': String(faults[name]),
    });
  const group = (title: string, lead: string, ...nodes: HTMLElement[]): HTMLElement =>
    el('div', {}, el('h3', {}, title), el('p', {}, lead), el('div', { class: 'actions' }, ...nodes));
  const fail = (words: string, body: object): HTMLElement => button(words, () => control('POST', '/faults', body));
  return el(
    'section',
    { class: 'panel', 'aria-label': 'Controls' },
    el(
      'header',
      {},
      el('h2', {}, 'Bad days on order'),
      el('span', {}, faults.ordered > 0 ? `${faults.ordered} calls will fail` : 'All quiet'),
    ),
    el(
      'div',
      { class: 'controls' },
      group(
        'Time',
        'Holds expire after 7 days, money is available after 2.',
        ...[1, 2, 7].map((days) =>
          button(`+ ${days} day${days > 1 ? 's' : ''}`, () => control('POST', '/clock', { seconds: days * 86_400 })),
        ),
      ),
      group(
        'Webhooks',
        'Delivered at least once, whatever happens here.',
        toggle('isPaused', 'Pause'),
        toggle('duplicate', 'Send twice'),
        toggle('shuffle', 'Out of order'),
        toggle('corruptSignature', 'Wrong signature'),
      ),
      group(
        'Next call',
        'What the SDK hears from Stripe on its next call.',
        fail('500', { status: 500 }),
        fail('500 after the work', { status: 500, afterEffect: true }),
        fail('Cut the line after the work', { status: 500, afterEffect: true, hangUp: true }),
        fail('429', { status: 429, code: 'rate_limit' }),
      ),
      group(
        'Latency',
        `Now ${faults.latency} ms on each call.`,
        ...[0, 500, 3000].map((milliseconds) =>
          button(`${milliseconds} ms`, () => control('POST', '/latency', { milliseconds }), {
            'aria-pressed': String(faults.latency === milliseconds),
          }),
        ),
      ),
      group(
        'Start over',
        'Back to quiet, or forget every payment.',
        button('Clear all faults', () => control('DELETE', '/faults')),
        button(
          'Forget everything',
          () =>
            confirm('Forget every payment, event and webhook?') ? control('POST', '/reset', {}) : Promise.resolve(),
          { class: 'button danger' },
        ),
      ),
    ),
  );
}

function panel(title: string, note: string, empty: string, rows: HTMLElement[]): HTMLElement {
  const body =
    rows.length > 0
      ? el('div', { class: 'scroll' }, el('ul', { class: 'rows' }, ...rows))
      : el('p', { class: 'empty' }, empty);
  return el(
    'section',
    { class: 'panel', 'aria-label': title },
    el('header', {}, el('h2', {}, title), el('span', {}, note)),
    body,
  );
}

function mark(): SVGElement {
  const stripe = (x: number, fill: string): SVGElement => svg('path', { d: `M${x} 6h5v9a2.5 2.5 0 0 1-5 0z`, fill });
  return svg(
    'svg',
    { viewBox: '0 0 32 32', class: 'mark', 'aria-hidden': 'true' },
    svg('rect', { width: '32', height: '32', rx: '8', fill: '#4f46e5' }),
    ...[3.5, 8.5, 13.5, 18.5, 23.5].map((x, index) => stripe(x, index % 2 === 0 ? '#fff' : '#c7c3ff')),
    svg('path', { d: 'M6 19v7h20v-7', fill: 'none', stroke: '#fff', 'stroke-width': '2' }),
  );
}

function render(now: Overview): void {
  const when = new Date(now.now * 1000).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  const ahead = now.offset > 0 ? ` · ${Math.round(now.offset / 86_400_00) / 10} days ahead` : '';
  const scrolls = [...document.querySelectorAll('.scroll')].map((node) => node.scrollTop);
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.textContent : null;
  document.title = 'Stripe sandbox';
  document.body.replaceChildren(
    el(
      'div',
      { class: 'top' },
      el(
        'div',
        {},
        mark(),
        el('h1', {}, 'Stripe sandbox', el('small', {}, 'the payments of this Sidestall')),
        el('span', { class: 'ribbon' }, 'Test money'),
        el('span', { class: 'clock' }, el('b', {}, when), ahead),
      ),
    ),
    el(
      'main',
      {},
      tiles(now),
      el(
        'div',
        { class: 'columns' },
        panel(
          'Payments',
          `${now.totals.payments} in all`,
          'No payment yet. Buy something in the shop: the card 4242 4242 4242 4242 always works.',
          now.payments.map(payment),
        ),
        panel(
          'Events and webhooks',
          `${now.totals.events} in all`,
          'Every change to a payment appears here, with its way to your webhook endpoint.',
          now.events.map(event),
        ),
      ),
      controls(now),
    ),
  );
  document.querySelectorAll('.scroll').forEach((node, index) => (node.scrollTop = scrolls[index] ?? 0));
  if (focused)
    [...document.querySelectorAll<HTMLElement>('button, summary')]
      .find((node) => node.textContent === focused)
      ?.focus({ preventScroll: true });
}

async function refresh(): Promise<void> {
  const now = (await control('GET', '/overview')) as Overview;
  const isSame = latest && JSON.stringify({ ...latest, now: 0 }) === JSON.stringify({ ...now, now: 0 });
  latest = now;
  if (!isSame) render(now);
}

interface Receipt {
  error?: unknown;
  amount: number;
  refunded: number;
  currency: string;
  description: string | null;
  brand: string;
  last4: string;
  created: number;
}

async function receipt(charge: string): Promise<void> {
  const paid = (await control('GET', `/receipts/${charge}`)) as Receipt;
  const line = (term: string, text: string): HTMLElement[] => [el('dt', {}, term), el('dd', {}, text)];
  const body = paid.error
    ? [el('h1', {}, 'No such receipt')]
    : [
        el('h1', {}, formatMoney(paid.amount, paid.currency)),
        el('p', {}, `Paid with ${brandName(paid.brand)} •••• ${paid.last4}`),
        el(
          'div',
          { class: 'detail' },
          el(
            'dl',
            {},
            ...line('For', paid.description ?? 'Your order'),
            ...line('Date', new Date(paid.created * 1000).toLocaleString()),
            ...(paid.refunded > 0 ? line('Refunded', formatMoney(paid.refunded, paid.currency)) : []),
            ...line('Receipt', charge),
          ),
        ),
      ];
  document.body.replaceChildren(
    el('main', { class: 'receipt' }, el('span', { class: 'ribbon' }, 'Test money'), ...body),
  );
}

const charge = /^\/receipts\/([\w-]+)$/.exec(location.pathname)?.[1];
if (charge) void receipt(charge);
else {
  void refresh();
  setInterval(() => {
    if (document.visibilityState === 'visible') void refresh();
  }, 2000);
}
