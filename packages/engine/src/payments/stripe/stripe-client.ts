import { Inject, Injectable } from '@nestjs/common';
import { err, ok, type Result } from '@sidestall/kernel';
import Stripe from 'stripe';
import type { EngineConfig } from '../../platform/config.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';

/**
 * Why Stripe did not do it. `unavailable` means that we do not know what happened: ask again with the same key, never
 * with a new one. `refused` means that nothing happened and asking the same again would not help; `code` is Stripe's.
 */
export type StripeTrouble =
  | { readonly kind: 'unavailable'; readonly message: string }
  | {
      readonly kind: 'refused';
      readonly code: string | null;
      readonly param: string | null;
      readonly message: string;
    };

/** The one connection to Stripe. Every gateway asks through it, so that each failure of Stripe's means the same everywhere. */
@Injectable()
export class StripeClient {
  readonly sdk: Stripe;

  constructor(@Inject(ENGINE_CONFIG) config: EngineConfig) {
    const sandbox = config.stripe.apiUrl ? new URL(config.stripe.apiUrl) : null;
    this.sdk = new Stripe(config.stripe.secretKey, {
      telemetry: false,
      maxNetworkRetries: 1,
      timeout: 12_000,
      ...(sandbox && {
        host: sandbox.hostname,
        port: sandbox.port || (sandbox.protocol === 'https:' ? 443 : 80),
        protocol: sandbox.protocol === 'https:' ? 'https' : 'http',
      }),
    });
  }

  /** Makes one call. A failure that is neither Stripe's absence nor its refusal is ours, and thrown. */
  async ask<T>(call: (sdk: Stripe) => Promise<T>): Promise<Result<T, StripeTrouble>> {
    try {
      return ok(await call(this.sdk));
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble) return err(trouble);
      // Not passed on as it is: its status speaks of us to Stripe, not of the shopper to us.
      throw new Error(`Stripe: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  /** The event, when the signature over these very bytes is Stripe's; null otherwise. */
  verify(rawBody: Buffer, signature: string, secret: string): Stripe.Event | null {
    try {
      return this.sdk.webhooks.constructEvent(rawBody, signature, secret);
    } catch {
      return null;
    }
  }
}

function troubleOf(error: unknown): StripeTrouble | null {
  if (!(error instanceof Stripe.errors.StripeError)) return null;
  const { message } = error;
  const isUnknown =
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeAPIError ||
    error instanceof Stripe.errors.StripeRateLimitError ||
    error.statusCode === 409 ||
    error.statusCode === 429;
  if (isUnknown) return { kind: 'unavailable', message };
  const isRefused =
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeCardError ||
    error instanceof Stripe.errors.StripeIdempotencyError;
  if (!isRefused) return null;
  return { kind: 'refused', code: error.code ?? null, param: error.param ?? null, message };
}
