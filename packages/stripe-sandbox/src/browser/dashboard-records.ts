import { api, control } from './dashboard-calls.ts';
import { badge, body, button, dateText, panel, row, type Tone } from './dashboard-parts.ts';
import { el } from './dom.ts';
import { formatMoney } from './money-text.ts';

type Thing = Record<string, unknown> & { id: string };

interface View {
  title: string;
  path: string;
  empty: string;
  line: (thing: Thing) => { amount: string; note?: string; state: [string, Tone]; title: string; small: string };
  actions?: (thing: Thing) => HTMLElement[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const money = (thing: Thing, field = 'amount'): string =>
  formatMoney(Number(thing[field] ?? 0), text(thing['currency']));
const words = (value: unknown): string => {
  const plain = text(value).replaceAll('_', ' ');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
};

const TONES: Record<string, Tone> = {
  succeeded: 'good',
  paid: 'good',
  won: 'good',
  warning_closed: 'good',
  available: 'good',
  active: 'good',
  pending: 'warn',
  in_transit: 'warn',
  needs_response: 'bad',
  warning_needs_response: 'warn',
  lost: 'bad',
  failed: 'bad',
  restricted: 'bad',
};
const stateOf = (status: unknown): [string, Tone] => [words(status), TONES[text(status)] ?? 'idle'];

const VIEWS: Record<string, View> = {
  refunds: {
    title: 'Refunds',
    path: '/v1/refunds',
    empty: 'No refund yet. Open a payment and give some of it back.',
    line: (refund) => ({
      amount: money(refund),
      state: stateOf(refund['status']),
      title: text(refund['reason']) ? words(refund['reason']) : 'Refund',
      small: text(refund['payment_intent']) || text(refund['charge']),
    }),
    actions: ({ id, status }) =>
      status === 'failed' || status === 'canceled'
        ? []
        : [button('Let it fail', () => control('POST', `/refunds/${id}/fail`, {}), { class: 'button danger' })],
  },
  disputes: {
    title: 'Disputes',
    path: '/v1/disputes',
    empty: 'No dispute. A payment with the card 4000 0000 0000 0259 brings one, and so does a button on each payment.',
    line: (dispute) => ({
      amount: money(dispute),
      state: stateOf(dispute['status']),
      title: words(dispute['reason']),
      small: text(dispute['charge']),
    }),
    actions: ({ id, status }) => {
      const end = (outcome: string, label: string): HTMLElement =>
        button(label, () => control('POST', `/disputes/${id}`, { outcome }));
      if (['won', 'lost', 'warning_closed', 'prevented'].includes(text(status))) return [];
      const isInquiry = text(status).startsWith('warning_');
      return [
        end('won', 'We win'),
        end('lost', 'The buyer wins'),
        ...(isInquiry ? [end('escalated', 'Escalate')] : []),
      ];
    },
  },
  transfers: {
    title: 'Transfers',
    path: '/v1/transfers',
    empty: 'No transfer yet: creators, brands and retailers are paid once goods are on their way.',
    line: (transfer) => ({
      amount: money(transfer),
      note: Number(transfer['amount_reversed']) > 0 ? `${money(transfer, 'amount_reversed')} reversed` : undefined,
      state: transfer['reversed'] ? ['Reversed', 'warn'] : ['Sent', 'good'],
      title: text(transfer['description']) || text(transfer['transfer_group']) || 'Transfer',
      small: `to ${text(transfer['destination'])}`,
    }),
  },
  payouts: {
    title: 'Payouts',
    path: '/v1/payouts',
    empty: 'No payout of the platform yet. Those of an account are under Accounts.',
    line: (payout) => ({
      amount: money(payout),
      state: stateOf(payout['status']),
      title: text(payout['description']) || 'Payout',
      small: text(payout['failure_message']) || `arrives ${dateText(Number(payout['arrival_date']))}`,
    }),
    actions: (payout) => failPayout(payout),
  },
  balance: {
    title: 'Balance',
    path: '/v1/balance_transactions',
    empty: 'Nothing has moved yet.',
    line: (entry) => ({
      amount: money(entry, 'net'),
      note: Number(entry['fee']) === 0 ? undefined : `${money(entry)} less ${money(entry, 'fee')}`,
      state: stateOf(entry['status']),
      title: words(entry['type']),
      small: `${text(entry['source'])}${entry['status'] === 'pending' ? ` · available ${dateText(Number(entry['available_on']))}` : ''}`,
    }),
  },
};

function failPayout({ id, status }: Thing, account?: string): HTMLElement[] {
  if (status === 'failed' || status === 'canceled') return [];
  const fail = (): Promise<unknown> => control('POST', `/payouts/${id}/fail`, account ? { account } : {});
  return [button('The bank sends it back', fail, { class: 'button danger' })];
}

export const RECORD_VIEWS = [
  ...Object.entries(VIEWS).map(([name, { title }]) => ({ name, title })),
  { name: 'accounts', title: 'Accounts' },
];

/** The newest records of one kind, each with its whole body and what may be done to it. */
export async function recordsPanel(name: string): Promise<HTMLElement> {
  if (name === 'accounts') return accountsPanel();
  const view = VIEWS[name] as View;
  const { data, has_more } = await api<{ data: Thing[]; has_more: boolean }>('GET', view.path, { limit: '100' });
  const note = has_more ? 'the newest 100' : `${data.length} in all`;
  return panel(
    view.title,
    note,
    view.empty,
    data.map((thing) => recordRow(thing, view)),
  );
}

function recordRow(thing: Thing, view: Pick<View, 'line' | 'actions'>): HTMLElement {
  const { state, ...line } = view.line(thing);
  const actions = view.actions?.(thing) ?? [];
  return row({
    ...line,
    id: thing.id,
    state: badge(...state),
    time: dateText(Number(thing['created'])),
    detail: () =>
      el(
        'div',
        { class: 'detail' },
        actions.length > 0 ? el('div', { class: 'actions' }, ...actions) : null,
        body(thing),
      ),
  });
}

const TRANSFERS = 'recipient.stripe_balance.stripe_transfers';
/** Stripe's test bank account whose payouts come back. */
const BAD_BANK: Record<string, string> = {
  'external_account[object]': 'bank_account',
  'external_account[country]': 'US',
  'external_account[currency]': 'usd',
  'external_account[routing_number]': '110000000',
  'external_account[account_number]': '000111111113',
  default_for_currency: 'true',
};

async function accountsPanel(): Promise<HTMLElement> {
  const { data } = await api<{ data: Thing[] }>('GET', '/v2/core/accounts', { limit: '100' });
  const full = await Promise.all(
    data.map(({ id }) =>
      api<Thing>('GET', `/v2/core/accounts/${id}`, {
        'include[0]': 'configuration.recipient',
        'include[1]': 'requirements',
      }),
    ),
  );
  const rows = full.map((account) => {
    const status = transferStatus(account);
    return row({
      id: account.id,
      amount: text(account['display_name']) || 'Account',
      state: badge(status ? words(status) : 'No transfers', TONES[status] ?? 'idle'),
      title: text(account['contact_email']) || account.id,
      small: account.id,
      time: new Date(text(account['created'])).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
      detail: () => accountDetail(account, status),
    });
  });
  return panel(
    'Accounts',
    `${rows.length} open`,
    'No connected account yet: parties are onboarded from the console.',
    rows,
  );
}

function transferStatus({ configuration }: Thing): string {
  const recipient = (
    configuration as
      { recipient?: { capabilities?: { stripe_balance?: Record<string, { status: string }> } } } | undefined
  )?.recipient;
  return recipient?.capabilities?.stripe_balance?.['stripe_transfers']?.status ?? '';
}

function accountDetail(account: Thing, status: string): HTMLElement {
  const { id } = account;
  const capability = (next: string | null): Promise<unknown> =>
    control('POST', `/accounts/${id}/capability`, { capability: TRANSFERS, status: next });
  const money = el('div', { class: 'money' });
  const own = async (): Promise<void> => {
    const payouts = await api<{ data: Thing[] }>('GET', '/v1/payouts', { limit: '5' }, id);
    const balance = await api<{ available: Sum[]; pending: Sum[] }>('GET', '/v1/balance', {}, id);
    const sum = (sums: Sum[]): string =>
      sums.map(({ amount, currency }) => formatMoney(amount, currency)).join(', ') || '–';
    const view = VIEWS['payouts'] as View;
    money.replaceChildren(
      el('p', {}, `Available ${sum(balance.available)} · pending ${sum(balance.pending)}`),
      el(
        'ul',
        { class: 'rows' },
        ...payouts.data.map((payout) => recordRow(payout, { ...view, actions: () => failPayout(payout, id) })),
      ),
    );
  };
  own().catch(() => money.replaceChildren('Its balance cannot be read.'));
  return el(
    'div',
    { class: 'detail' },
    el(
      'div',
      { class: 'actions' },
      status === 'active'
        ? button('Revoke transfers', () => capability('restricted'), { class: 'button danger' })
        : button('Restore transfers', () => capability(null)),
      button('Let its next payout fail', () => api('POST', `/v1/accounts/${id}/external_accounts`, BAD_BANK), {
        class: 'button danger',
      }),
      button('Close the account', () => control('POST', `/accounts/${id}/close`, {}), { class: 'button danger' }),
    ),
    money,
    body(account),
  );
}

interface Sum {
  amount: number;
  currency: string;
}
