import { callApi, type Hash } from './api-client.ts';
import { connectToPage, type FrameOptions, type FromFrame, type ToFrame } from './channel.ts';
import { adoptStyles, el } from './dom.ts';
import { applyAppearance } from './frame-appearance.ts';
import { applyLanguage, stringsFor } from './frame-strings.ts';
import { linkMark } from './link-mark.ts';

// The wallet's cards by name: the embedding page learns the name of the choice and never the number.
const WALLET_CARDS: Record<string, string> = {
  success: '4242424242424242',
  challenge: '4000000000003220',
  declined: '4000000000000002',
};

adoptStyles(`
:root { color-scheme: light only; background: transparent; }
body { margin: 0; padding: 4px; background: transparent; overflow: hidden; font-family: var(--fontFamily); -webkit-font-smoothing: antialiased; }
button { display: flex; gap: 6px; align-items: center; justify-content: center; width: 100%; height: var(--height, 44px); padding: 0 16px; border: 0;
  border-radius: var(--buttonBorderRadius, var(--borderRadius)); background: #00d66f; color: #011e0f; font: 500 16px/1 var(--fontFamily); cursor: pointer; transition: background 120ms ease; }
button:hover { background: #00c265; }
button:focus-visible { outline: 3px solid #9beec4; outline-offset: 1px; }
button svg { width: auto; height: 20px; }
button small { margin-inline-start: 6px; padding: 2px 7px; border-radius: 99px; background: rgb(1 30 15 / 12%); font-size: 11.5px; font-weight: 600; }
`);

interface Held {
  card: string;
  billingDetails: { name?: string; email?: string; phone?: string; address?: Hash };
  shippingAddress?: { name: string; address: Hash };
}

connectToPage((port, first) => {
  let options = first;
  let held: Held | undefined;
  const tell = (message: FromFrame): void => port.postMessage(message);
  const event = (name: string, detail: Record<string, unknown> = {}): void => tell({ type: 'event', name, detail });
  const wants = (): boolean =>
    (options.element['paymentMethods'] as { link?: string } | undefined)?.link !== 'never' &&
    options.group['mode'] !== undefined;

  const build = (): void => {
    applyLanguage(options.locale);
    applyAppearance(options.appearance);
    const height = options.element['buttonHeight'];
    if (typeof height === 'number')
      document.documentElement.style.setProperty('--height', `${Math.min(55, Math.max(40, height))}px`);
    const strings = stringsFor(options.locale);
    if (!wants()) {
      document.body.replaceChildren();
      return;
    }
    const button = el(
      'button',
      { type: 'button', 'aria-label': `${strings.payWith} Link (Test)` },
      strings.payWith,
      linkMark() as unknown as Node,
      el('small', {}, 'Test'),
    );
    button.addEventListener('click', () => event('click', { expressPaymentType: 'link' }));
    button.addEventListener('focus', () => event('focus'));
    button.addEventListener('blur', () => event('blur'));
    document.body.replaceChildren(button);
  };

  port.onmessage = (message: MessageEvent<ToFrame>) => {
    const { data } = message;
    if (data.type === 'options') {
      const before = wants();
      options = data.options;
      build();
      if (wants() !== before)
        event('availablepaymentmethodschange', { paymentMethods: wants() ? { link: { available: true } } : undefined });
    } else if (data.type === 'focus') document.querySelector('button')?.focus();
    else if (data.type === 'call') {
      const answer = (result: Record<string, unknown>): void => tell({ type: 'answer', id: data.id, result });
      if (data.method === 'holdWallet') {
        held = data.params as unknown as Held;
        answer({});
      } else void tokenize(options, held, data.method, data.params).then(answer);
    }
  };

  build();
  const height = (): number => (wants() ? Math.ceil(document.body.getBoundingClientRect().height) : 0);
  new ResizeObserver(() => tell({ type: 'height', value: height() })).observe(document.body);
  tell({ type: 'height', value: height() });
  const methods = { link: true, applePay: false, googlePay: false, amazonPay: false, paypal: false, klarna: false };
  event('ready', { availablePaymentMethods: wants() ? methods : undefined });
});

async function tokenize(
  options: FrameOptions,
  held: Held | undefined,
  method: string,
  params: Hash,
): Promise<Record<string, unknown>> {
  if (!held) return { error: { type: 'invalid_request_error', message: 'No wallet has been chosen.' } };
  const card = { number: WALLET_CARDS[held.card], exp_month: 12, exp_year: 2034, cvc: '123', wallet: 'link' };
  const { group } = options;
  const given = (params['payment_method_data'] as { billing_details?: Hash } | undefined)?.billing_details ?? {};
  const billing_details = { ...held.billingDetails, ...given };
  const result =
    method === 'createConfirmationToken'
      ? await callApi<Hash>(location.origin, options.key, 'POST', '/v1/confirmation_tokens', {
          payment_method_data: { type: 'card', card, billing_details },
          shipping: params['shipping'] ?? held.shippingAddress,
          return_url: params['return_url'],
          terms: {
            currency: group['currency'],
            capture_method: group['captureMethod'] ?? group['capture_method'] ?? 'automatic',
          },
        })
      : await callApi<Hash>(location.origin, options.key, 'POST', '/v1/elements/payment_methods', {
          type: 'card',
          card,
          billing_details,
        });
  if (result.error) return { error: result.error };
  return method === 'createConfirmationToken' ? { confirmationToken: result.value } : { paymentMethod: result.value };
}
