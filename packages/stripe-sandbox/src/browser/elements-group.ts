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
    if (this.#elements.has(type))
      throw integrationError(`Can only create one Element of type ${type} through an elements group.`);
    const group = (): Omit<FrameOptions, 'element'> => this.#frameOptions();
    const forget = (): void => void this.#elements.delete(type);
    const element =
      type === 'expressCheckout'
        ? new ExpressElement(this.#origin, options, group, forget)
        : new FramedElement(type, this.#origin, options, group, forget);
    this.#elements.set(type, element);
    return element;
  }

  getElement(type: string | { elementType?: string }): FramedElement | null {
    return this.#elements.get(typeof type === 'string' ? type : (type.elementType ?? '')) ?? null;
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
    for (const element of this.#elements.values()) {
      if (element.elementType === 'expressCheckout' || !element.isMounted) continue;
      const express = this.#elements.get('expressCheckout') as ExpressElement | undefined;
      if (element.elementType === 'payment' && express?.holdsWallet) continue;
      const result = await element.call('submit');
      if (result['error']) return { error: result['error'] };
    }
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
    const result = await holder.call(method, params);
    if (!result['error']) {
      this.#isSubmitted = false;
      express?.release();
    }
    return result;
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
