import type {
  Stripe,
  StripeElements,
  StripeElementsOptionsClientSecret,
  StripeElementsOptionsModePayment,
  StripePaymentElementOptions,
} from '@stripe/stripe-js';
import { useEffect, useState } from 'react';

/** What the fields are for: a total that may still change, or a secret that says it all. */
type PaymentOptions =
  | (StripeElementsOptionsModePayment & { readonly amount: number; readonly currency: string })
  | (StripeElementsOptionsClientSecret & { readonly clientSecret: string });

interface PaymentElementSettings {
  readonly stripe: Stripe | null;
  /** Where in the page's own document the fields stand. */
  readonly box: HTMLElement | null;
  readonly options: PaymentOptions;
  readonly fields: StripePaymentElementOptions;
  readonly onReady: () => void;
  readonly onFailed: () => void;
}

/**
 * Stripe's Payment Element in a box, asked for directly: Stripe's wrapper for React would bring React's compatibility layer
 * into the checkout, as large as all the rest of it. Null until the fields are asked for.
 */
export function usePaymentElement(settings: PaymentElementSettings): StripeElements | null {
  const { stripe, box, options, fields, onReady, onFailed } = settings;
  const [elements, setElements] = useState<StripeElements | null>(null);
  useEffect(() => {
    if (!stripe || !box) return;
    // Stripe's types have a call for each kind.
    const group = 'amount' in options ? stripe.elements(options) : stripe.elements(options);
    const element = group.create('payment', fields);
    element.on('ready', onReady);
    element.on('loaderror', onFailed);
    element.mount(box);
    setElements(group);
    return () => {
      element.destroy();
      setElements(null);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- fields that stand are kept: what was typed in them is nowhere else
  }, [stripe, box]);

  const [amount, currency] = 'amount' in options ? [options.amount, options.currency] : [];
  useEffect(() => {
    if (elements && amount !== undefined && currency !== undefined) void elements.update({ amount, currency });
  }, [elements, amount, currency]);
  return elements;
}
