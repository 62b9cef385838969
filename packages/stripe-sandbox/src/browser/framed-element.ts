import {
  isWindowMessage,
  SOURCE,
  type FrameOptions,
  type FromFrame,
  type ToFrame,
  type WindowMessage,
} from './channel.ts';
import { ElementEmitter, integrationError } from './element-emitter.ts';

const FRAMES: Record<string, { page: string; title: string }> = {
  payment: { page: '/elements/payment.html', title: 'Secure payment input frame' },
  address: { page: '/elements/address.html', title: 'Secure address input frame' },
  linkAuthentication: { page: '/elements/link.html', title: 'Secure email input frame' },
  expressCheckout: { page: '/elements/express.html', title: 'Secure express checkout frame' },
};
const LOADS_WITHIN = 15_000;

let frameCount = 0;
let isPressed = false;
window.addEventListener('pointerdown', () => (isPressed = true), true);
for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => (isPressed = false), true);

/**
 * Lets a click end where it began: leaving a field may make its frame complain and grow, and a button that moves away
 * between being pressed and let go would not be clicked.
 */
function whenReleased(act: () => void): void {
  if (!isPressed) return act();
  const once = { once: true, capture: true };
  for (const end of ['pointerup', 'pointercancel']) window.addEventListener(end, () => setTimeout(act), once);
}

/** An element on the page: an empty container here, its fields in a frame on the sandbox's own origin. */
export class FramedElement extends ElementEmitter {
  readonly elementType: string;
  readonly #origin: string;
  readonly #optionsOf: () => FrameOptions;
  readonly #onDestroy: () => void;
  readonly #calls = new Map<number, (result: Record<string, unknown>) => void>();
  #options: Record<string, unknown>;
  #frame: HTMLIFrameElement | null = null;
  #container: Element | null = null;
  #port: MessagePort | null = null;
  #isReady = false;
  #isDestroyed = false;
  #callCount = 0;
  #deadline: ReturnType<typeof setTimeout> | undefined;
  readonly #onWindowMessage = (event: MessageEvent): void => this.#hear(event);

  constructor(
    type: string,
    origin: string,
    options: Record<string, unknown>,
    group: () => Omit<FrameOptions, 'element'>,
    onDestroy: () => void,
  ) {
    super();
    if (!FRAMES[type]) throw integrationError(`The Stripe sandbox has no ${type} element.`);
    this.elementType = type;
    this.#origin = origin;
    this.#options = options;
    this.#optionsOf = () => ({ ...group(), element: clonable(this.#options) });
    this.#onDestroy = onDestroy;
  }

  get isMounted(): boolean {
    return this.#frame !== null;
  }

  mount(target: string | Element): void {
    if (this.#isDestroyed) throw integrationError('This Element has already been destroyed. Please create a new one.');
    const container = typeof target === 'string' ? document.querySelector(target) : target;
    if (!container)
      throw integrationError(
        `The selector you specified (${typeof target === 'string' ? target : 'an element'}) applies to no DOM elements that are currently on the page.`,
      );
    if (this.#container === container && this.#frame?.isConnected) return;
    this.unmount();
    const { page, title } = FRAMES[this.elementType] as { page: string; title: string };
    const frame = document.createElement('iframe');
    frame.name = `__privateStripeFrame${(frameCount += 1)}`;
    frame.title = title;
    frame.allow = 'payment *; publickey-credentials-get *';
    frame.setAttribute('role', 'presentation');
    frame.setAttribute('scrolling', 'no');
    // The frame reaches 4 px beyond its container so that focus rings are not cut off.
    const style: Partial<CSSStyleDeclaration> = {
      display: 'block',
      width: 'calc(100% + 8px)',
      minWidth: 'calc(100% + 8px)',
      height: '2px',
      margin: '-4px',
      padding: '0',
      border: '0',
      overflow: 'hidden',
      background: 'transparent',
      colorScheme: 'light only',
      userSelect: 'none',
      opacity: '0',
      transition: 'opacity 120ms ease',
    };
    Object.assign(frame.style, style);
    frame.src = `${this.#origin}${page}?parent=${encodeURIComponent(location.origin)}`;
    window.addEventListener('message', this.#onWindowMessage);
    container.replaceChildren(frame);
    container.classList.add('StripeElement', 'StripeElement--empty');
    this.#container = container;
    this.#frame = frame;
    this.#deadline = setTimeout(() => this.#giveUp(), LOADS_WITHIN);
    queueMicrotask(() => this.emit('loaderstart', { elementType: this.elementType }));
  }

  unmount(): void {
    clearTimeout(this.#deadline);
    window.removeEventListener('message', this.#onWindowMessage);
    this.#port?.close();
    this.#port = null;
    this.#frame?.remove();
    this.#frame = null;
    this.#isReady = false;
    this.#container?.classList.remove(
      'StripeElement',
      'StripeElement--empty',
      'StripeElement--complete',
      'StripeElement--focus',
      'StripeElement--invalid',
    );
    this.#container = null;
    for (const settle of this.#calls.values())
      settle({ error: { type: 'api_connection_error', message: 'The element was unmounted.' } });
    this.#calls.clear();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.unmount();
    this.#isDestroyed = true;
    this.emit('destroy', { elementType: this.elementType });
    this.#onDestroy();
  }

  update(options: Record<string, unknown>): this {
    this.#options = { ...this.#options, ...options };
    this.refresh();
    return this;
  }

  /** Tells the frame of changed options, its own or its group's. */
  refresh(): void {
    this.#tell({ type: 'options', options: this.#optionsOf() });
  }

  focus(): void {
    this.#frame?.focus();
    this.#tell({ type: 'focus' });
  }

  blur(): void {
    this.#tell({ type: 'blur' });
    this.#frame?.blur();
  }

  clear(): void {
    this.#tell({ type: 'clear' });
  }

  collapse(): this {
    return this;
  }

  /** Asks the frame to do something with what it holds; it answers with a result, never with card data. */
  call(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    if (!this.#port || !this.#isReady) {
      return Promise.resolve({
        error: {
          type: 'invalid_request_error',
          code: 'element_not_ready',
          message: 'The payment form has not loaded yet. Please try again in a moment.',
        },
      });
    }
    const id = (this.#callCount += 1);
    return new Promise((resolve) => {
      this.#calls.set(id, resolve);
      this.#tell({ type: 'call', id, method, params: clonable(params) });
    });
  }

  /** What stands in the fields of an element that holds no secret: an address, an e-mail address. */
  getValue(): Promise<Record<string, unknown>> {
    if (this.elementType === 'payment' || this.elementType === 'expressCheckout')
      throw integrationError(`The ${this.elementType} element does not tell its value.`);
    return this.call('getValue');
  }

  get container(): Element | null {
    return this.#container;
  }

  #tell(message: ToFrame): void {
    this.#port?.postMessage(message);
  }

  #hear(event: MessageEvent): void {
    if (event.origin !== this.#origin || event.source !== this.#frame?.contentWindow || !isWindowMessage(event.data))
      return;
    if (event.data.type !== 'hello') return;
    // A container that was moved in the document loads its frame anew, hence a second hello: connect again.
    this.#port?.close();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = (message: MessageEvent<FromFrame>) => this.#hearFrame(message.data);
    const connect: WindowMessage = { source: SOURCE, type: 'connect', options: this.#optionsOf() };
    this.#frame?.contentWindow?.postMessage(connect, this.#origin, [port2]);
  }

  #hearFrame(message: FromFrame): void {
    if (message.type === 'height') {
      whenReleased(() => {
        if (this.#frame) this.#frame.style.height = `${message.value}px`;
      });
    } else if (message.type === 'answer') {
      this.#calls.get(message.id)?.(message.result);
      this.#calls.delete(message.id);
    } else {
      this.#hearEvent(message.name, message.detail);
    }
  }

  #hearEvent(name: string, detail: Record<string, unknown>): void {
    if (name === 'ready') {
      clearTimeout(this.#deadline);
      this.#isReady = true;
      if (this.#frame) this.#frame.style.opacity = '1';
    }
    const classes = this.#container?.classList;
    if (name === 'focus') classes?.add('StripeElement--focus');
    if (name === 'blur') classes?.remove('StripeElement--focus');
    if (name === 'change') {
      classes?.toggle('StripeElement--empty', detail['empty'] === true);
      classes?.toggle('StripeElement--complete', detail['complete'] === true);
    }
    this.onFrameEvent(name, { elementType: this.elementType, ...detail });
  }

  /** Where a kind of element needs more than to pass an event on. */
  protected onFrameEvent(name: string, event: Record<string, unknown>): void {
    this.emit(name, event);
  }

  protected get frameOrigin(): string {
    return this.#origin;
  }

  #giveUp(): void {
    if (this.#isReady) return;
    this.emit('loaderror', {
      elementType: this.elementType,
      error: { type: 'api_connection_error', message: `The payment form could not be loaded from ${this.#origin}.` },
    });
  }
}

/** What can be posted to another window: functions (such as event callbacks among the options) stay behind. */
function clonable(value: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}
