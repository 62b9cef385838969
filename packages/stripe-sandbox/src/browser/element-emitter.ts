export type Handler = (event: Record<string, unknown>) => void;

/** `on`, `once` and `off` as Stripe's elements have them: each returns the element. */
export class ElementEmitter {
  readonly #handlers = new Map<string, Map<Handler, Handler>>();

  on(name: string, handler: Handler): this {
    return this.#add(name, handler, handler);
  }

  once(name: string, handler: Handler): this {
    return this.#add(name, handler, (event) => {
      this.off(name, handler);
      handler(event);
    });
  }

  off(name: string, handler?: Handler): this {
    if (handler) this.#handlers.get(name)?.delete(handler);
    else this.#handlers.delete(name);
    return this;
  }

  /** Whether anybody listens. */
  protected hears(name: string): boolean {
    return (this.#handlers.get(name)?.size ?? 0) > 0;
  }

  protected emit(name: string, event: Record<string, unknown>): void {
    for (const handler of Array.from(this.#handlers.get(name)?.values() ?? [])) {
      try {
        handler(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  #add(name: string, handler: Handler, run: Handler): this {
    let handlers = this.#handlers.get(name);
    if (!handlers) this.#handlers.set(name, (handlers = new Map<Handler, Handler>()));
    handlers.set(handler, run);
    return this;
  }
}

/** The page was written wrongly: what Stripe.js calls an IntegrationError. */
export function integrationError(message: string): Error {
  const error = new Error(message);
  error.name = 'IntegrationError';
  return error;
}
