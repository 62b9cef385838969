/** The words that pages and frames of the stand-in say to each other. Card data is in none of them. */
export const SOURCE = 'sidestall-stripe-sandbox';

export interface StripeError {
  type: string;
  code?: string;
  decline_code?: string;
  message?: string;
  param?: string;
  payment_intent?: unknown;
}

export interface FrameOptions {
  key: string;
  locale: string;
  appearance: Appearance;
  /** Options of the element itself, such as `fields` and `defaultValues`. */
  element: Record<string, unknown>;
  /** Options of the elements group: mode, amount, currency, captureMethod … */
  group: Record<string, unknown>;
}

export interface Appearance {
  theme?: string;
  variables?: Record<string, string>;
  rules?: Record<string, Record<string, string>>;
  disableAnimations?: boolean;
}

export type ToFrame =
  | { type: 'options'; options: FrameOptions }
  | { type: 'focus' }
  | { type: 'blur' }
  | { type: 'clear' }
  | { type: 'call'; id: number; method: string; params: Record<string, unknown> };

export type FromFrame =
  | { type: 'height'; value: number }
  | { type: 'event'; name: string; detail: Record<string, unknown> }
  | { type: 'answer'; id: number; result: Record<string, unknown> };

export interface WindowMessage {
  source: typeof SOURCE;
  type: 'hello' | 'connect' | 'done';
  options?: FrameOptions;
  outcome?: string;
  detail?: Record<string, unknown>;
}

export function isWindowMessage(data: unknown): data is WindowMessage {
  return typeof data === 'object' && data !== null && (data as { source?: unknown }).source === SOURCE;
}

/** The origin of the page that embeds this frame, as that page declared it; messages go there and nowhere else. */
export function embeddingOrigin(): string | null {
  const declared = new URLSearchParams(location.search).get('parent');
  return declared && URL.canParse(declared) ? new URL(declared).origin : null;
}

/** The frame's side of the handshake: says hello to the embedding page and waits for its port. */
export function connectToPage(onConnect: (port: MessagePort, options: FrameOptions) => void): void {
  const origin = embeddingOrigin();
  if (origin === null || window.parent === window) return;
  window.addEventListener('message', (event) => {
    if (event.origin !== origin || event.source !== window.parent || !isWindowMessage(event.data)) return;
    const port = event.ports[0];
    if (event.data.type === 'connect' && port && event.data.options) onConnect(port, event.data.options);
  });
  const hello: WindowMessage = { source: SOURCE, type: 'hello' };
  window.parent.postMessage(hello, origin);
}
