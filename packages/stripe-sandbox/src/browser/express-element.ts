import type { FrameOptions, WindowMessage } from './channel.ts';
import { FramedElement } from './framed-element.ts';
import { openOverlay } from './overlay.ts';

type Options = Record<string, unknown>;

/** The Express Checkout Element: wallet buttons in a frame, the wallet's own sheet in an overlay. */
export class ExpressElement extends FramedElement {
  #holdsWallet = false;
  #options: Options;

  constructor(origin: string, options: Options, group: () => Omit<FrameOptions, 'element'>, onDestroy: () => void) {
    super('expressCheckout', origin, options, group, onDestroy);
    this.#options = options;
  }

  /** Whether a wallet was just chosen: then the wallet pays, not the card form. */
  get holdsWallet(): boolean {
    return this.#holdsWallet;
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
    const resolve = (answer: Options = {}): void => {
      if (isAnswered) return;
      isAnswered = true;
      void this.#openSheet(expressPaymentType, answer);
    };
    if (!this.hears('click')) return resolve();
    this.emit('click', {
      elementType: this.elementType,
      expressPaymentType,
      resolve,
      reject: () => {
        isAnswered = true;
      },
    });
  }

  async #openSheet(expressPaymentType: string, answer: Options): Promise<void> {
    const options = { ...this.#options, ...answer };
    const sheet = await this.call('walletOptions', { expressPaymentType, options });
    const message = await openOverlay(this.frameOrigin, `/elements/wallet.html`, 'Test wallet', (said, reply) => {
      if (said.type === 'hello') reply({ sheet });
      else this.#ask(said, reply);
    });
    if (message.outcome !== 'confirmed' || !message.detail) {
      this.emit('cancel', { elementType: this.elementType });
      return;
    }
    await this.call('holdWallet', { wallet: message.detail['wallet'] });
    this.#holdsWallet = true;
    const { billingDetails, shippingAddress, shippingRate } = message.detail;
    this.emit('confirm', {
      elementType: this.elementType,
      expressPaymentType,
      billingDetails,
      ...(shippingAddress ? { shippingAddress } : {}),
      ...(shippingRate ? { shippingRate } : {}),
      paymentFailed: () => {
        this.#holdsWallet = false;
      },
    });
  }

  /** The sheet asks the page for rates and totals when the buyer changes address or delivery. */
  #ask(said: WindowMessage, reply: (detail: Options) => void): void {
    const name = said.outcome ?? '';
    const detail = said.detail ?? {};
    if (!this.hears(name)) return reply({ update: {} });
    this.emit(name, {
      elementType: this.elementType,
      ...detail,
      resolve: (update: Options = {}) => reply({ update: JSON.parse(JSON.stringify(update)) as Options }),
      reject: () => reply({ rejected: true }),
    });
  }
}
