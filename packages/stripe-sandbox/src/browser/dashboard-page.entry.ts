import type { Overview, PaymentRow } from '../control/overview.ts';
import { brandName } from './brand-names.ts';
import { control } from './dashboard-calls.ts';
import { deliveryBadge, eventsPanel, sendAgain } from './dashboard-events.ts';
import { badge, button, clockText, onAction, pairs, panel, row as line, tell, type Tone } from './dashboard-parts.ts';
import { RECORD_VIEWS, recordsPanel } from './dashboard-records.ts';
import { DASHBOARD_STYLES } from './dashboard-styles.ts';
import { adoptStyles, el, svg } from './dom.ts';
import { formatMoney } from './money-text.ts';

adoptStyles(DASHBOARD_STYLES);

let latest: string | undefined;
let shownView = '';

const STATUS: Record<string, [string, Tone]> = {
  succeeded: ['Captured', 'good'],
  requires_capture: ['On hold', 'info'],
  requires_action: ['Bank asks', 'warn'],
  requires_payment_method: ['Not paid', 'idle'],
  requires_confirmation: ['Not confirmed', 'idle'],
  canceled: ['Canceled', 'idle'],
};

function paymentBadge(row: PaymentRow): HTMLElement {
  if (row.isDisputed) return badge('Disputed', 'bad');
  if (row.refunded > 0) return badge(row.refunded >= row.captured ? 'Refunded' : 'Partly refunded', 'warn');
  if (row.status === 'requires_payment_method' && row.problem) return badge('Declined', 'bad');
  return badge(...(STATUS[row.status] ?? [row.status, 'idle']));
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
  return line({
    id: row.id,
    amount: formatMoney(row.amount, row.currency),
    note: taken,
    state: paymentBadge(row),
    title: row.description ?? (noted || row.id),
    small: row.card
      ? `${brandName(row.brand ?? '')} •••• ${row.card}${row.problem ? ` · ${row.problem}` : ''}`
      : (row.problem ?? 'No card yet'),
    time: clockText(row.created),
    detail: () => detail(row),
  });
}

function detail(row: PaymentRow): HTMLElement {
  const list = pairs([
    ['Intent', row.id],
    ['Charge', row.charge],
    ['Captured', formatMoney(row.captured, row.currency)],
    ['Refunded', row.refunded > 0 ? formatMoney(row.refunded, row.currency) : null],
    ['Buyer', row.customer],
    ...Object.entries(row.metadata),
  ]);
  const actions = el('div', { class: 'actions' });
  if (row.charge && row.captured > row.refunded && !row.isDisputed) {
    actions.append(
      button('Refund the rest', () => control('POST', '/refunds', { charge: row.charge })),
      button('Open a dispute', () => control('POST', '/disputes', { charge: row.charge }), { class: 'button danger' }),
      button('Open an inquiry', () => control('POST', '/disputes', { charge: row.charge, inquiry: true })),
      button('Warn of fraud', () => control('POST', '/fraud_warnings', { charge: row.charge })),
    );
  }
  return el('div', { class: 'detail' }, list, actions.children.length > 0 ? actions : null);
}

function event(row: Overview['events'][number]): HTMLElement {
  const again = sendAgain(row, { class: 'link', 'aria-label': `Send ${row.type} again` });
  return el(
    'li',
    { class: 'event' },
    el('b', {}, row.type),
    el('span', { class: 'side' }, ...row.deliveries.map(deliveryBadge)),
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

const VIEWS = [{ name: '', title: 'Payments' }, ...RECORD_VIEWS, { name: 'events', title: 'Events' }];

function navigation(view: string): HTMLElement {
  const links = VIEWS.map(({ name, title }) =>
    el('a', { href: `#${name}`, ...(name === view ? { 'aria-current': 'page' } : {}) }, title),
  );
  return el('nav', { 'aria-label': 'What to look at' }, ...links);
}

async function content(view: string, now: Overview): Promise<HTMLElement[]> {
  if (view === 'events') return [eventsPanel(now.events, now.totals.events)];
  if (view !== '') return [await recordsPanel(view)];
  const payments = panel(
    'Payments',
    `${now.totals.payments} in all`,
    'No payment yet. Buy something in the shop: the card 4242 4242 4242 4242 always works.',
    now.payments.map(payment),
  );
  const events = panel(
    'Events and webhooks',
    `${now.totals.events} in all`,
    'Every change to a payment appears here, with its way to your webhook endpoint.',
    now.events.map(event),
  );
  return [tiles(now), el('div', { class: 'columns' }, payments, events)];
}

function render(view: string, now: Overview, nodes: HTMLElement[]): void {
  const when = new Date(now.now * 1000).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  const days = Math.round(now.offset / 8_640_000) / 10;
  const ahead = now.offset > 0 ? ` · ${days} ${days === 1 ? 'day' : 'days'} ahead` : '';
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
      navigation(view),
    ),
    el('main', {}, ...nodes, controls(now)),
  );
  if (view === shownView) {
    document.querySelectorAll('.scroll').forEach((node, index) => (node.scrollTop = scrolls[index] ?? 0));
    if (focused)
      [...document.querySelectorAll<HTMLElement>('button, summary, a')]
        .find((node) => node.textContent === focused)
        ?.focus({ preventScroll: true });
  } else scrollTo({ top: 0 });
  shownView = view;
  // On a narrow screen the list of views scrolls; the one that is shown must be in sight.
  document.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

async function refresh(): Promise<void> {
  const asked = location.hash.slice(1);
  const view = VIEWS.some(({ name }) => name === asked) ? asked : '';
  try {
    const now = await control<Overview>('GET', '/overview');
    const nodes = await content(view, now);
    // What a list shows beside the overview is in its words; nothing is drawn anew while nothing has changed.
    const state = JSON.stringify([
      view,
      { ...now, now: 0 },
      view === '' ? '' : nodes.map(({ textContent }) => textContent),
    ]);
    if (state === latest) return;
    latest = state;
    render(view, now, nodes);
  } catch (error) {
    tell(error instanceof Error ? error.message : 'The sandbox does not answer.');
  }
}

interface Receipt {
  amount: number;
  refunded: number;
  currency: string;
  description: string | null;
  brand: string;
  last4: string;
  created: number;
}

async function receipt(charge: string): Promise<void> {
  const paid = await control<Receipt>('GET', `/receipts/${charge}`).catch(() => undefined);
  const line = (term: string, text: string): HTMLElement[] => [el('dt', {}, term), el('dd', {}, text)];
  const body = !paid
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
  onAction(() => void refresh());
  addEventListener('hashchange', () => void refresh());
  void refresh();
  setInterval(() => {
    if (document.visibilityState === 'visible') void refresh();
  }, 2000);
}
