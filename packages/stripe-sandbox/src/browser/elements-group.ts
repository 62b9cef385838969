import type { Appearance, FrameOptions } from './channel.ts';
import { integrationError } from './element-emitter.ts';
import { ExpressElement } from './express-element.ts';
import { FramedElement } from './framed-element.ts';

export type Options = Record<string, unknown>;

const REMOVED = ['paymentMethodTypes', 'payment_method_types'];

/** What `stripe.elements()` returns. */
export class ElementsGroup {
  readonly #key: string;
  readonly #origin: string;
  readonly #locale: string;
  readonly #elements = new Map<string, FramedElement>();
  #options: Options;
  #isSubmitted = false;

  constructor(key: string, origin: string, locale: string, options: Options) {
    assertOptions(options);
    this.#key = key;
    this.#origin = origin;
    this.#locale = locale;
    this.#options = options;
  }

  get options(): Options {
    return this.#options;
  }

  create(type: string, options: Options = {}): FramedElement {
    // A checkout may ask for two addresses; of everything else there is one.
    const slot = slotOf(type, options['mode']);
    if (type === 'address' && options['mode'] !== 'shipping' && options['mode'] !== 'billing')
      throw integrationError("Invalid value for elements.create('address'): mode should be 'shipping' or 'billing'.");
    if (this.#elements.has(slot))
      throw integrationError(`Can only create one Element of type ${type} through an elements group.`);
    const group = (): Omit<FrameOptions, 'element'> => this.#frameOptions();
    const forget = (): void => void this.#elements.delete(slot);
    const element =
      type === 'expressCheckout'
        ? new ExpressElement(this.#origin, options, group, forget)
        : new FramedElement(type, this.#origin, options, group, forget);
    this.#elements.set(slot, element);
    return element;
  }

  getElement(type: string | { elementType?: string }, options: Options = {}): FramedElement | null {
    const name = typeof type === 'string' ? type : (type.elementType ?? '');
    if (name !== 'address' || options['mode'] !== undefined)
      return this.#elements.get(slotOf(name, options['mode'])) ?? null;
    return this.#elements.get(slotOf(name, 'shipping')) ?? this.#elements.get(slotOf(name, 'billing')) ?? null;
  }

  /** Takes changed options; the promise settles once the frames have been told. */
  update(options: Options): Promise<void> {
    const merged = { ...this.#options, ...options };
    assertOptions(merged);
    this.#options = merged;
    for (const element of this.#elements.values()) element.refresh();
    return Promise.resolve();
  }

  fetchUpdates(): Promise<{ error?: undefined }> {
    return Promise.resolve({});
  }

  /** Validates every field and shows what is missing; resolves `{error}` or the chosen payment method. */
  async submit(): Promise<Record<string, unknown>> {
    const express = this.#elements.get('expressCheckout') as ExpressElement | undefined;
    let problem: unknown;
    // A wallet brings card, address and mail along. Otherwise each frame shows all its problems; the first takes the cursor.
    for (const element of express?.holdsWallet ? [] : this.#elements.values()) {
      if (element.elementType === 'expressCheckout' || !element.isMounted) continue;
      const result = await element.call('submit', { keepsFocus: problem !== undefined });
      problem ??= result['error'];
    }
    if (problem) return { error: problem };
    this.#isSubmitted = true;
    return { selectedPaymentMethod: 'card' };
  }

  /** Has the frame that holds the card turn it into a ConfirmationToken or PaymentMethod. */
  async collect(
    method: 'createConfirmationToken' | 'createPaymentMethod',
    params: Options,
  ): Promise<Record<string, unknown>> {
    if (!this.#isSubmitted) throw integrationError(`elements.submit() must be called before stripe.${method}().`);
    const express = this.#elements.get('expressCheckout') as ExpressElement | undefined;
    const holder = express?.holdsWallet ? express : this.#elements.get('payment');
    if (!holder)
      throw integrationError('Your Elements instance needs a mounted Payment Element or Express Checkout Element.');
    const result = await holder.call(method, holder === express ? params : await this.#withFields(method, params));
    if (!result['error']) {
      this.#isSubmitted = false;
      express?.release();
    }
    return result;
  }

  /** Adds what the address and e-mail elements hold, where the page itself gave nothing. */
  async #withFields(method: string, params: Options): Promise<Options> {
    const valueOf = async (slot: string): Promise<Options | undefined> => {
      const element = this.#elements.get(slot);
      return element?.isMounted ? ((await element.getValue())['value'] as Options | undefined) : undefined;
    };
    const shipping = await valueOf('address/shipping');
    const billing = await valueOf('address/billing');
    const link = await valueOf('linkAuthentication');
    const isToken = method === 'createConfirmationToken';
    const data = ((isToken ? params['payment_method_data'] : params) ?? {}) as Options;
    const given = (data['billing_details'] ?? {}) as Options;
    const billing_details = {
      ...(link?.['email'] ? { email: link['email'] } : {}),
      ...(billing ? contactOf(billing) : {}),
      ...given,
    };
    if (!isToken) return { ...params, billing_details };
    return {
      ...params,
      payment_method_data: { ...data, billing_details },
      ...(shipping && !params['shipping'] ? { shipping: contactOf(shipping) } : {}),
    };
  }

  #frameOptions(): Omit<FrameOptions, 'element'> {
    const { appearance, locale, fonts: _fonts, ...group } = this.#options;
    return {
      key: this.#key,
      locale: typeof locale === 'string' && locale !== 'auto' ? locale : this.#locale,
      appearance: JSON.parse(JSON.stringify(appearance ?? {})) as Appearance,
      group: JSON.parse(JSON.stringify(group)) as Options,
    };
  }
}

const slotOf = (type: string, mode: unknown): string => (type === 'address' ? `address/${String(mode)}` : type);

/** An address element's value as the API takes it. */
function contactOf({ name, phone, address }: Options): Options {
  return { name, address, ...(phone ? { phone } : {}) };
}

function assertOptions(options: Options): void {
  for (const name of REMOVED) {
    if (name in options)
      throw integrationError(
        `Invalid value for elements(): ${name} is no longer supported. Use allowedPaymentMethodTypes instead.`,
      );
  }
  const { mode, amount, currency, clientSecret } = options;
  if (clientSecret !== undefined && mode !== undefined)
    throw integrationError('Invalid value for elements(): specify either clientSecret or mode, not both.');
  if (mode === undefined) return;
  if (!['payment', 'setup', 'subscription'].includes(mode as string)) {
    throw integrationError("Invalid value for elements(): mode should be one of 'payment', 'setup' or 'subscription'.");
  }
  if (mode !== 'setup' && (!Number.isInteger(amount) || (amount as number) < 0)) {
    throw integrationError(
      'Invalid value for elements(): amount should be a positive integer in the smallest currency unit.',
    );
  }
  if (mode !== 'setup' && (typeof currency !== 'string' || !/^[a-z]{3}$/.test(currency))) {
    throw integrationError('Invalid value for elements(): currency should be a three-letter ISO code in lower case.');
  }
}
