import { callApi } from './api-client.ts';
import type { StripeError } from './channel.ts';
import { integrationError } from './element-emitter.ts';
import { ElementsGroup, type Options } from './elements-group.ts';
import { openOverlay } from './overlay.ts';

export interface Intent {
  id: string;
  status: string;
  next_action: { type: string; redirect_to_url?: { url: string }; use_stripe_sdk?: { source: string } } | null;
  last_payment_error: StripeError | null;
  client_secret: string;
}

/** What saving a card for later comes to. */
export interface Setup {
  id: string;
  status: string;
  next_action: { use_stripe_sdk?: { source: string } } | null;
  last_setup_error: StripeError | null;
}

type SetupResult = { setupIntent: Setup; error?: undefined } | { setupIntent?: undefined; error: StripeError };
type IntentResult = { paymentIntent: Intent; error?: undefined } | { paymentIntent?: undefined; error: StripeError };

/** What `Stripe(key)` returns: the part of Stripe.js that a shop with Elements calls, with Stripe's own results. */
export class StripeInstance {
  readonly #key: string;
  readonly #origin: string;
  readonly #locale: string;

  constructor(key: string, origin: string, options: Options) {
    this.#key = key;
    this.#origin = origin;
    const locale = options['locale'];
    this.#locale = typeof locale === 'string' && locale !== 'auto' ? locale : navigator.language || 'en';
  }

  _registerWrapper(): void {
    // Stripe counts its wrappers here; the sandbox counts nothing.
  }

  registerAppInfo(): void {
    // As above.
  }

  elements(options: Options = {}): ElementsGroup {
    return new ElementsGroup(this.#key, this.#origin, this.#locale, options);
  }

  async createConfirmationToken({
    elements,
    params = {},
  }: {
    elements: ElementsGroup;
    params?: Options;
  }): Promise<Options> {
    return elements.collect('createConfirmationToken', params);
  }

  async createPaymentMethod(options: { elements?: ElementsGroup; params?: Options }): Promise<Options> {
    if (!options.elements)
      throw integrationError('The Stripe sandbox creates payment methods from an Elements group only.');
    return options.elements.collect('createPaymentMethod', options.params ?? {});
  }

  createToken(): Promise<Options> {
    return Promise.reject(integrationError('The Stripe sandbox has no legacy tokens. Use createConfirmationToken.'));
  }

  async retrievePaymentIntent(clientSecret: string): Promise<IntentResult> {
    const id = idOf(clientSecret);
    const { value, error } = await callApi<Intent>(this.#origin, this.#key, 'GET', `/v1/payment_intents/${id}`, {
      client_secret: clientSecret,
    });
    return error ? { error } : { paymentIntent: value };
  }

  /** Lets the buyer authenticate. Rejects, as Stripe.js does, when the intent is not in `requires_action`. */
  async handleNextAction({ clientSecret }: { clientSecret: string }): Promise<IntentResult> {
    const found = await this.retrievePaymentIntent(clientSecret);
    if (found.error) return found;
    if (found.paymentIntent.status !== 'requires_action') {
      throw integrationError('handleNextAction: The PaymentIntent supplied is not in the requires_action state.');
    }
    return this.#act(found.paymentIntent);
  }

  async confirmPayment(options: {
    elements?: ElementsGroup;
    clientSecret?: string;
    confirmParams?: Options;
    redirect?: string;
  }): Promise<IntentResult> {
    const { elements, confirmParams = {}, redirect } = options;
    const secret = options.clientSecret ?? (elements?.options['clientSecret'] as string | undefined);
    if (!secret) throw integrationError('confirmPayment: clientSecret is required.');
    const params: Options = { client_secret: secret, use_stripe_sdk: true, return_url: confirmParams['return_url'] };
    if (elements) {
      const submitted = elements.options['clientSecret'] ? await elements.submit() : {};
      if (submitted['error']) return { error: submitted['error'] as StripeError };
      const { payment_method_data, shipping, return_url } = confirmParams;
      const collected = await elements.collect('createConfirmationToken', {
        payment_method_data,
        shipping,
        return_url,
      });
      if (collected['error']) return { error: collected['error'] as StripeError };
      params['confirmation_token'] = (collected['confirmationToken'] as { id: string }).id;
    } else {
      params['confirmation_token'] = confirmParams['confirmation_token'];
      params['payment_method'] = confirmParams['payment_method'];
    }
    const result = await this.#confirm(secret, params);
    if (result.error || redirect === 'if_required' || !confirmParams['return_url']) return result;
    const url = new URL(confirmParams['return_url'] as string);
    url.searchParams.set('payment_intent', result.paymentIntent.id);
    url.searchParams.set('payment_intent_client_secret', secret);
    url.searchParams.set('redirect_status', 'succeeded');
    location.assign(url);
    return new Promise(() => undefined);
  }

  async confirmSetup(options: {
    elements?: ElementsGroup;
    clientSecret?: string;
    confirmParams?: Options;
    redirect?: string;
  }): Promise<SetupResult> {
    const { elements, confirmParams = {}, redirect } = options;
    const secret = options.clientSecret ?? (elements?.options['clientSecret'] as string | undefined);
    if (!secret) throw integrationError('confirmSetup: clientSecret is required.');
    if (!elements) throw integrationError('The Stripe sandbox confirms setups from an Elements group only.');
    const submitted = elements.options['clientSecret'] ? await elements.submit() : {};
    if (submitted['error']) return { error: submitted['error'] as StripeError };
    const { payment_method_data, return_url } = confirmParams;
    const collected = await elements.collect('createConfirmationToken', { payment_method_data, return_url });
    if (collected['error']) return { error: collected['error'] as StripeError };
    const path = `/v1/setup_intents/${idOf(secret)}`;
    const result = await callApi<Setup>(this.#origin, this.#key, 'POST', `${path}/confirm`, {
      client_secret: secret,
      confirmation_token: (collected['confirmationToken'] as { id: string }).id,
      return_url,
      use_stripe_sdk: true,
    });
    if (result.error) return { error: result.error };
    const challenge = result.value.next_action?.use_stripe_sdk?.source;
    if (challenge) await openOverlay(this.#origin, `/challenges/${challenge}`, '3D Secure authentication');
    const after = await callApi<Setup>(this.#origin, this.#key, 'GET', path, { client_secret: secret });
    if (after.error) return { error: after.error };
    if (after.value.last_setup_error) return { error: after.value.last_setup_error };
    if (redirect === 'if_required' || !return_url) return { setupIntent: after.value };
    const url = new URL(return_url as string);
    url.searchParams.set('setup_intent', after.value.id);
    url.searchParams.set('setup_intent_client_secret', secret);
    url.searchParams.set('redirect_status', 'succeeded');
    location.assign(url);
    return new Promise(() => undefined);
  }

  async confirmCardPayment(clientSecret: string, data: { payment_method?: unknown } = {}): Promise<IntentResult> {
    if (data.payment_method !== undefined && typeof data.payment_method !== 'string') {
      throw integrationError('The Stripe sandbox confirms card payments with the id of a payment method only.');
    }
    return this.#confirm(clientSecret, {
      client_secret: clientSecret,
      payment_method: data.payment_method,
      use_stripe_sdk: true,
    });
  }

  async #confirm(secret: string, params: Options): Promise<IntentResult> {
    const { value, error } = await callApi<Intent>(
      this.#origin,
      this.#key,
      'POST',
      `/v1/payment_intents/${idOf(secret)}/confirm`,
      params,
    );
    if (error) return { error };
    return value.status === 'requires_action' ? this.#act(value) : { paymentIntent: value };
  }

  async #act(intent: Intent): Promise<IntentResult> {
    const action = intent.next_action;
    if (action?.redirect_to_url) {
      location.assign(action.redirect_to_url.url);
      return new Promise(() => undefined);
    }
    const challenge = action?.use_stripe_sdk?.source;
    if (challenge) await openOverlay(this.#origin, `/challenges/${challenge}`, '3D Secure authentication');
    const after = await this.retrievePaymentIntent(intent.client_secret);
    if (after.error) return after;
    const failed = after.paymentIntent.last_payment_error;
    if (after.paymentIntent.status === 'requires_payment_method' && failed) {
      return { error: { ...failed, payment_intent: after.paymentIntent } };
    }
    return after;
  }
}

function idOf(clientSecret: string): string {
  const id = /^((?:pi|seti)_\w+?)_secret_\w+$/.exec(clientSecret)?.[1];
  if (!id) throw integrationError('Invalid value for clientSecret: it should have the form ${id}_secret_${secret}.');
  return id;
}
