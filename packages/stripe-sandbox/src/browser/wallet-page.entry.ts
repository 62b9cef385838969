import { embeddingOrigin, isWindowMessage, SOURCE, type WindowMessage } from './channel.ts';
import { adoptStyles, el } from './dom.ts';
import { applyLanguage, stringsFor } from './frame-strings.ts';
import { linkMark } from './link-mark.ts';
import { formatMoney } from './money-text.ts';
import { WALLET_STYLES } from './wallet-styles.ts';

interface Rate {
  id: string;
  amount: number;
  displayName: string;
  deliveryEstimate?: unknown;
}

interface Sheet {
  locale: string;
  group: { amount?: number; currency?: string };
  options: {
    shippingAddressRequired?: boolean;
    emailRequired?: boolean;
    phoneNumberRequired?: boolean;
    allowedShippingCountries?: string[];
    shippingRates?: Rate[];
    lineItems?: { name: string; amount: number }[];
    business?: { name: string };
  };
}

interface Reply {
  sheet?: Sheet;
  update?: { shippingRates?: Rate[]; lineItems?: Sheet['options']['lineItems'] };
  isRejected?: boolean;
  amount?: number;
}

interface Place {
  name: string;
  phone: string;
  address: { line1: string; line2: string | null; city: string; state: string; postal_code: string; country: string };
}

const place = (
  name: string,
  phone: string,
  line1: string,
  city: string,
  state: string,
  postal_code: string,
  country: string,
): Place => ({
  name,
  phone,
  address: { line1, line2: null, city, state, postal_code, country },
});

const PLACES: Place[] = [
  place('Jenny Rosen', '+14155550132', '510 Townsend Street', 'San Francisco', 'CA', '94103', 'US'),
  place('Jenny Rosen', '+4915550100132', 'Torstraße 138', 'Berlin', '', '10119', 'DE'),
  place('Jenny Rosen', '+442079460132', '7 Coram Street', 'London', '', 'WC1N 1HB', 'GB'),
];

const CARDS = [
  { id: 'success', last4: '4242', says: 'succeeds' },
  { id: 'challenge', last4: '3220', says: 'challenge' },
  { id: 'declined', last4: '0002', says: 'declined' },
] as const;

const origin = embeddingOrigin();
let waiting: ((reply: Reply) => void) | undefined;

function say(message: Omit<WindowMessage, 'source'>): void {
  if (origin) window.parent.postMessage({ source: SOURCE, ...message }, origin);
}

function ask(message: Omit<WindowMessage, 'source'>): Promise<Reply> {
  return new Promise((resolve) => {
    waiting = resolve;
    say(message);
  });
}

window.addEventListener('message', (event) => {
  if (event.origin !== origin || event.source !== window.parent || !isWindowMessage(event.data)) return;
  waiting?.((event.data.detail ?? {}) as Reply);
});

function choices(
  name: string,
  legend: string,
  rows: { id: string; title: string; note: string; price?: string }[],
  onChange: (id: string) => void,
): HTMLFieldSetElement {
  const set = el('fieldset', {}, el('legend', {}, legend));
  rows.forEach((row, index) => {
    const input = el('input', { type: 'radio', name, value: row.id });
    input.checked = index === 0;
    input.addEventListener('change', () => onChange(row.id));
    set.append(
      el(
        'label',
        { class: 'choice' },
        input,
        el('span', {}, row.title, row.note ? el('small', {}, row.note) : null),
        el('span', {}, row.price ?? ''),
      ),
    );
  });
  return set;
}

function show(sheet: Sheet): void {
  const { options, group } = sheet;
  const strings = stringsFor(sheet.locale);
  const currency = group.currency ?? 'usd';
  applyLanguage(sheet.locale);
  const places = PLACES.filter(
    ({ address }) => !options.allowedShippingCountries || options.allowedShippingCountries.includes(address.country),
  );
  let chosen = places[0] ?? (PLACES[0] as Place);
  let rates = options.shippingRates ?? [];
  let rate = rates[0];
  let lines = options.lineItems ?? [];
  let amount = group.amount ?? 0;
  let card: string = CARDS[0].id;

  const email = el('input', {
    class: 'field',
    type: 'email',
    value: 'jenny.rosen@example.com',
    autocomplete: 'email',
    'aria-label': strings.email,
  });
  const rateBox = el('div');
  const total = el('dl', { class: 'lines' });
  const problem = el('p', { class: 'problem', role: 'alert' });
  const pay = el('button', { class: 'pay', type: 'button' });
  const close = el('button', { class: 'close', type: 'button', 'aria-label': strings.cancel }, '×');

  const showTotal = (): void => {
    const rows = lines.flatMap((line) => [el('dt', {}, line.name), el('dd', {}, formatMoney(line.amount, currency))]);
    total.replaceChildren(
      ...rows,
      el('dt', { class: 'total' }, strings.total),
      el('dd', { class: 'total' }, formatMoney(amount, currency)),
    );
    pay.textContent = `${strings.pay} ${formatMoney(amount, currency)}`;
  };
  const showRates = (): void => {
    if (rates.length === 0) return rateBox.replaceChildren();
    const rows = rates.map(({ id, displayName, amount: price, deliveryEstimate }) => ({
      id,
      title: displayName,
      note: typeof deliveryEstimate === 'string' ? deliveryEstimate : '',
      price: formatMoney(price, currency),
    }));
    rateBox.replaceChildren(
      choices('rate', strings.deliveryMethod, rows, (id) => {
        rate = rates.find((candidate) => candidate.id === id);
        void consult('shippingratechange', { shippingRate: rate });
      }),
    );
  };
  /** Lets the shop answer a change; while it does, paying has to wait. */
  const consult = async (outcome: string, detail: Record<string, unknown>): Promise<void> => {
    pay.disabled = true;
    const reply = await ask({ type: 'connect', outcome, detail });
    problem.textContent = reply.isRejected ? strings.notDelivered : '';
    lines = reply.update?.lineItems ?? lines;
    amount = reply.amount ?? amount;
    if (reply.update?.shippingRates) {
      rates = reply.update.shippingRates;
      rate = rates[0];
      showRates();
    }
    showTotal();
    pay.disabled = reply.isRejected === true;
  };

  const addresses = choices(
    'place',
    strings.deliverTo,
    places.map(({ name, address }, index) => ({
      id: `${index}`,
      title: name,
      note: `${address.line1}, ${address.postal_code} ${address.city}, ${address.country}`,
    })),
    (id) => {
      chosen = places[Number(id)] ?? chosen;
      const { city, state, postal_code, country } = chosen.address;
      void consult('shippingaddresschange', { name: chosen.name, address: { city, state, postal_code, country } });
    },
  );
  const cards = choices(
    'card',
    strings.card,
    CARDS.map(({ id, last4, says }) => ({ id, title: `Visa •••• ${last4}`, note: strings[says] })),
    (id) => (card = id),
  );

  pay.addEventListener('click', () =>
    say({
      type: 'done',
      outcome: 'confirmed',
      detail: {
        card,
        billingDetails: {
          name: chosen.name,
          email: email.value,
          ...(options.phoneNumberRequired ? { phone: chosen.phone } : {}),
          address: chosen.address,
        },
        ...(options.shippingAddressRequired ? { shippingAddress: { name: chosen.name, address: chosen.address } } : {}),
        ...(rate ? { shippingRate: rate } : {}),
      },
    }),
  );
  const cancel = (): void => say({ type: 'done', outcome: 'canceled' });
  close.addEventListener('click', cancel);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') cancel();
  });
  showRates();
  showTotal();
  document.body.replaceChildren(
    el(
      'main',
      { 'aria-label': 'Link' },
      el('header', {}, linkMark() as unknown as Node, el('small', {}, 'Test'), close),
      el(
        'div',
        { class: 'body' },
        el('fieldset', {}, el('legend', {}, strings.contact), email),
        ...(options.shippingAddressRequired ? [addresses, problem, rateBox] : []),
        cards,
        total,
      ),
      el('footer', {}, pay, el('p', {}, strings.ribbon)),
    ),
  );
  pay.focus({ preventScroll: true });
  if (options.shippingAddressRequired) {
    const { city, state, postal_code, country } = chosen.address;
    void consult('shippingaddresschange', { name: chosen.name, address: { city, state, postal_code, country } });
  }
}

adoptStyles(WALLET_STYLES);
void ask({ type: 'hello' }).then(({ sheet }) => {
  if (sheet) show(sheet);
});
