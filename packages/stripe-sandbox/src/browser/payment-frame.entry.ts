import { callApi, type Hash } from './api-client.ts';
import { brandIcon } from './brand-icons.ts';
import { CardForm } from './card-form.ts';
import { ruleOf } from './card-rules.ts';
import { connectToPage, type FrameOptions, type FromFrame, type ToFrame } from './channel.ts';
import { adoptStyles, el } from './dom.ts';
import { applyAppearance } from './frame-appearance.ts';
import { applyLanguage, stringsFor, type Strings } from './frame-strings.ts';
import { PAYMENT_STYLES } from './payment-styles.ts';

const TEST_CARDS: { number: string; says: keyof Strings }[] = [
  { number: '4242424242424242', says: 'succeeds' },
  { number: '4000000000003220', says: 'challenge' },
  { number: '4000000000000002', says: 'declined' },
  { number: '4000000000009995', says: 'insufficient' },
];

interface Fields {
  name: boolean;
  country: boolean;
  postalCode: boolean;
}

/** What the page wants to ask for itself, after `fields.billingDetails` of the Payment Element. */
function fieldsOf(element: Record<string, unknown>): Fields {
  const billing = (element['fields'] as { billingDetails?: unknown } | undefined)?.billingDetails;
  if (billing === 'never') return { name: false, country: false, postalCode: false };
  const { name, address } = (billing ?? {}) as { name?: string; address?: unknown };
  if (address === 'never') return { name: name === 'always', country: false, postalCode: false };
  const { country, postalCode } = (typeof address === 'object' && address !== null ? address : {}) as {
    country?: string;
    postalCode?: string;
  };
  return { name: name === 'always', country: country !== 'never', postalCode: postalCode !== 'never' };
}

adoptStyles(PAYMENT_STYLES);

connectToPage((port, first) => {
  let options = first;
  let form: CardForm;
  let isFocused = false;
  const tell = (message: FromFrame): void => port.postMessage(message);
  const event = (name: string, detail: Record<string, unknown> = {}): void => tell({ type: 'event', name, detail });

  const changed = (): void =>
    event('change', {
      empty: form.isEmpty,
      complete: form.isComplete,
      collapsed: false,
      value: { type: 'card', payment_method: undefined },
    });

  const build = (): void => {
    const strings = stringsFor(options.locale);
    applyLanguage(options.locale);
    applyAppearance(options.appearance);
    const fields = fieldsOf(options.element);
    const defaults = ((options.element['defaultValues'] as { billingDetails?: Hash } | undefined)?.billingDetails ??
      {}) as {
      name?: string;
      address?: { country?: string; postal_code?: string };
    };
    form = new CardForm({
      strings,
      locale: options.locale,
      showsName: fields.name,
      showsCountry: fields.country,
      showsPostalCode: fields.postalCode,
      defaults: { name: defaults.name, country: defaults.address?.country, postalCode: defaults.address?.postal_code },
      isReadOnly: options.element['readOnly'] === true,
      onChange: changed,
      onEscape: () => event('escape'),
      onFocus: () => {
        if (!isFocused) event('focus');
        isFocused = true;
      },
      onBlur: () => {
        setTimeout(() => {
          if (document.hasFocus() && document.activeElement !== document.body) return;
          if (isFocused) event('blur');
          isFocused = false;
        });
      },
    });
    const terms = (options.element['terms'] as { card?: string } | undefined)?.card;
    const page = el(
      'form',
      { novalidate: '', autocomplete: 'on', 'aria-label': strings.card },
      ...ribbon(strings, form),
      ...form.nodes,
    );
    if (terms !== 'never' && (terms === 'always' || options.group['setupFutureUsage']))
      page.append(el('p', { class: 'Terms wide' }, strings.terms));
    page.addEventListener('submit', (submitted) => submitted.preventDefault());
    document.body.replaceChildren(page);
  };

  port.onmessage = (message: MessageEvent<ToFrame>) => {
    const { data } = message;
    if (data.type === 'options') {
      const isSameForm =
        data.options.locale === options.locale &&
        JSON.stringify(data.options.element) === JSON.stringify(options.element);
      options = data.options;
      if (isSameForm) applyAppearance(options.appearance);
      else build();
    } else if (data.type === 'focus') form.fields.number.input.focus();
    else if (data.type === 'blur') (document.activeElement as HTMLElement | null)?.blur();
    else if (data.type === 'clear') form.clear();
    else void answer(data.method, data.params).then((result) => tell({ type: 'answer', id: data.id, result }));
  };

  const answer = async (method: string, params: Hash): Promise<Record<string, unknown>> => {
    const problem = form.validate(params['keepsFocus'] !== true);
    if (problem)
      return { error: { type: 'validation_error', code: problem, message: stringsFor(options.locale)[problem] } };
    if (method === 'submit') return {};
    return tokenize(form, options, method, params);
  };

  build();
  new ResizeObserver(() =>
    tell({ type: 'height', value: Math.ceil(document.body.getBoundingClientRect().height) }),
  ).observe(document.body);
  tell({ type: 'height', value: Math.ceil(document.body.getBoundingClientRect().height) });
  event('ready');
});

function ribbon(strings: Strings, form: CardForm): HTMLElement[] {
  const list = el('ul', { class: 'TestCards wide', id: 'test-cards', 'aria-label': strings.testCards });
  list.hidden = true;
  const toggle = el(
    'button',
    { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'test-cards' },
    strings.testCards,
  );
  const show = (isShown: boolean): void => {
    list.hidden = !isShown;
    toggle.setAttribute('aria-expanded', String(isShown));
    toggle.textContent = isShown ? strings.hideTestCards : strings.testCards;
  };
  toggle.addEventListener('click', () => show(list.hidden === true));
  for (const { number, says } of TEST_CARDS) {
    const shown = number.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
    const card = el(
      'button',
      { type: 'button', class: 'TestCard' },
      brandIcon(ruleOf(number).brand) as unknown as Node,
      el('b', {}, shown),
      el('small', {}, strings[says]),
    );
    card.addEventListener('click', () => {
      form.fill(number);
      show(false);
      toggle.focus();
    });
    list.append(el('li', {}, card));
  }
  return [el('div', { class: 'Ribbon wide' }, el('span', {}, strings.ribbon), toggle), list];
}

/** Sends the card to the sandbox's own origin and passes on only what came of it. */
async function tokenize(
  form: CardForm,
  options: FrameOptions,
  method: string,
  params: Hash,
): Promise<Record<string, unknown>> {
  const card = form.value;
  const data = (params['payment_method_data'] ?? params) as { billing_details?: Hash; allow_redisplay?: string };
  const given = data.billing_details ?? {};
  const billing = {
    ...given,
    ...(card.name ? { name: card.name } : {}),
    address: {
      ...(fieldsOf(options.element).country ? { country: card.country } : {}),
      ...(card.postalCode ? { postal_code: card.postalCode } : {}),
      ...(given['address'] as Hash | undefined),
    },
  };
  const sent = { number: card.number, exp_month: card.expMonth, exp_year: card.expYear, cvc: card.cvc };
  const { group } = options;
  const isToken = method === 'createConfirmationToken';
  const result = isToken
    ? await callApi<Hash>(location.origin, options.key, 'POST', '/v1/confirmation_tokens', {
        payment_method_data: {
          type: 'card',
          card: sent,
          billing_details: billing,
          allow_redisplay: data.allow_redisplay,
        },
        shipping: params['shipping'],
        return_url: params['return_url'],
        setup_future_usage: group['setupFutureUsage'] ?? group['setup_future_usage'],
        terms: {
          currency: group['currency'],
          capture_method:
            group['mode'] === 'payment'
              ? (group['captureMethod'] ?? group['capture_method'] ?? 'automatic')
              : undefined,
        },
      })
    : await callApi<Hash>(location.origin, options.key, 'POST', '/v1/elements/payment_methods', {
        type: 'card',
        card: sent,
        billing_details: billing,
        allow_redisplay: data.allow_redisplay,
      });
  if (result.error) {
    form.refuse(result.error.param, result.error.message ?? '');
    return { error: result.error };
  }
  return isToken ? { confirmationToken: result.value } : { paymentMethod: result.value };
}
