import { StripeInstance } from './stripe-instance.ts';

type StripeFactory = ((key: string, options?: Record<string, unknown>) => StripeInstance) & { version?: string };

const script = document.currentScript;
const origin = new URL(script instanceof HTMLScriptElement && script.src ? script.src : location.href).origin;

// `loadStripe` calls the factory without `new` and compares `version` with its own release.
const factory: StripeFactory = (key, options = {}) => {
  if (typeof key !== 'string' || key === '') throw new Error('Missing value for Stripe(): apiKey should be a string.');
  if (key.startsWith('sk_'))
    throw new Error('Do not use your secret API key with Stripe.js. Use your publishable key instead.');
  if (!key.startsWith('pk_test_sandbox_')) {
    throw new Error(
      'This page loaded the Sidestall Stripe sandbox, which knows only its own publishable key. With a real key, load Stripe.js from js.stripe.com.',
    );
  }
  return new StripeInstance(key, origin, options);
};
factory.version = 'endive';

(window as unknown as { Stripe: StripeFactory }).Stripe = factory;
