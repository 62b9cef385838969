import type { FrameOptions, WindowMessage } from './channel.ts';
import { FramedElement } from './framed-element.ts';
import { openOverlay } from './overlay.ts';

type Options = Record<string, unknown>;

/** The Express Checkout Element: wallet buttons in a frame, the wallet's own sheet in an overlay. */
export class ExpressElement extends FramedElement {
  #holdsWallet = false;
  #options: Options;
  readonly #group: () => Omit<FrameOptions, 'element'>;

  constructor(origin: string, options: Options, group: () => Omit<FrameOptions, 'element'>, onDestroy: () => void) {
    super('expressCheckout', origin, options, group, onDestroy);
    this.#options = options;
    this.#group = group;
  }

  /** Whether the buyer has just paid in a wallet's sheet: then the wallet pays, not the card form. */
  get holdsWallet(): boolean {
    return this.#holdsWallet;
  }

  /** The wallet's approval has been used, or turned down. */
  release(): void {
    this.#holdsWallet = false;
  }

  override update(options: Options): this {
    this.#options = { ...this.#options, ...options };
    return super.update(options);
  }

  protected override onFrameEvent(name: string, event: Options): void {
    if (name === 'click') this.#begin(event['expressPaymentType'] as string);
    else this.emit(name, event);
  }

  /** The page may answer a click with line items and shipping rates; without a listener the sheet opens at once. */
  #begin(expressPaymentType: string): void {
    let isAnswered = false;
    const answer = (options: Options | null): void => {
      if (isAnswered) return;
      isAnswered = true;
      if (options) void this.#openSheet(expressPaymentType, options);
    };
    if (!this.hears('click')) return answer({});
    this.emit('click', {
      elementType: this.elementType,
      expressPaymentType,
      resolve: (options: Options = {}) => answer(options),
      reject: () => answer(null),
    });
  }

  async #openSheet(expressPaymentType: string, answer: Options): Promise<void> {
    const sheet = {
      ...this.#group(),
      expressPaymentType,
      options: JSON.parse(JSON.stringify({ ...this.#options, ...answer })) as Options,
    };
    const message = await openOverlay(this.frameOrigin, '/elements/wallet.html', 'Test wallet', (said, reply) => {
      if (said.type === 'hello') reply({ sheet });
      else this.#ask(said, reply);
    });
    if (message.outcome !== 'confirmed' || !message.detail) {
      this.emit('cancel', { elementType: this.elementType });
      return;
    }
    const { billingDetails, shippingAddress, shippingRate, card } = message.detail;
    await this.call('holdWallet', { card, billingDetails, shippingAddress });
    this.#holdsWallet = true;
    this.emit('confirm', {
      elementType: this.elementType,
      expressPaymentType,
      billingDetails,
      ...(shippingAddress ? { shippingAddress } : {}),
      ...(shippingRate ? { shippingRate } : {}),
      paymentFailed: () => this.release(),
    });
  }

  /** The sheet asks the page for rates and totals when the buyer changes address or delivery. */
  #ask(said: WindowMessage, reply: (detail: Options) => void): void {
    const name = said.outcome ?? '';
    const answer = (update: Options, isRejected = false): void =>
      reply({
        update: JSON.parse(JSON.stringify(update)) as Options,
        isRejected,
        amount: this.#group().group['amount'],
      });
    if (!this.hears(name)) return answer({});
    this.emit(name, {
      elementType: this.elementType,
      ...said.detail,
      resolve: (update: Options = {}) => answer(update),
      reject: () => answer({}, true),
    });
  }
}
