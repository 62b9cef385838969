import type { Stripe, StripeElements, StripePaymentElementOptions } from '@stripe/stripe-js';
import type { Address, Quote, StreamView } from '@sidestall/contracts';
import { Spinner } from '@sidestall/ui';
import { useEffect, useImperativeHandle, useMemo, useState, type Ref } from 'react';
import { paysHere } from '../cart/cart-keeper.ts';
import { usePart } from '../stall/use-part.ts';
import { useStall } from '../stall/use-stall.ts';
import { appearanceOf, PAYMENT_SLOT, usePaymentSlot } from './payment-slot.ts';
import type { BankDesk } from './place-order.ts';
import { isBlocked, stripeOf } from './stripe-script.ts';
import { usePaymentElement } from './use-payment-element.ts';

const FIELDS: StripePaymentElementOptions = {
  layout: { type: 'accordion', defaultCollapsed: false, radios: 'never', spacedAccordionItems: false },
  fields: { billingDetails: { name: 'never', email: 'never', phone: 'never', address: 'never' } },
};

/** A ConfirmationToken, and whether a wallet made it, which may bring an address of its own. */
export interface Confirmed {
  readonly token: string;
  readonly paidWith: 'form' | 'wallet';
}

/** What the paying button asks of the fields. */
export interface PaymentDesk extends BankDesk {
  /** Checks the fields and turns them into a token that only the shop's server can use. */
  tokenFor(buyer: {
    readonly email: string;
    readonly address: Address;
    readonly returnUrl: string;
  }): Promise<Confirmed | { readonly message: string }>;
}

/** What the checkout asks of Stripe's fields, where they stand. */
const deskOf = (stripe: Stripe | null, elements: StripeElements | null): PaymentDesk => ({
  async tokenFor({ email, address, returnUrl }) {
    if (!stripe || !elements) return { message: '' };
    const submitted = await elements.submit();
    if (submitted.error) {
      // The fields mark this themselves; a sentence below would still stand there when it is mended.
      return { message: submitted.error.type === 'validation_error' ? '' : (submitted.error.message ?? '') };
    }
    const { name, line1, line2 = '', city, region = '', postalCode, country } = address;
    const place = { line1, line2, city, state: region, postal_code: postalCode, country };
    const made = await stripe.createConfirmationToken({
      elements,
      params: {
        return_url: returnUrl,
        payment_method_data: { billing_details: { name, email, phone: '', address: place } },
        shipping: { name, phone: null, address: place },
      },
    });
    if (made.error) return { message: made.error.message ?? '' };
    const { id, payment_method_preview: preview } = made.confirmationToken;
    // Link fills in the form's own fields; the other wallets have a sheet of theirs.
    const wallet: unknown = preview?.card?.wallet?.type ?? 'link';
    return { token: id, paidWith: wallet === 'link' ? 'form' : 'wallet' };
  },
  async handleNextAction(clientSecret) {
    if (!stripe) return { message: '' };
    try {
      const { error } = await stripe.handleNextAction({ clientSecret });
      return error ? { message: error.message ?? '' } : null;
    } catch {
      // The intent has moved on meanwhile, in another tab or by a webhook; the shop is asked where to.
      return null;
    }
  },
});

export interface PaymentFieldsProps {
  readonly checkout: StreamView['checkout'];
  readonly quote: Quote;
  readonly desk: Ref<PaymentDesk>;
  readonly onReady: (isReady: boolean) => void;
}

/** Stripe's Payment Element for the total of a quote. */
export function PaymentFields({ checkout, quote, desk, onReady }: PaymentFieldsProps) {
  const { stall, state } = useStall();
  const { words } = state;
  const box = usePaymentSlot(stall.host);
  const [stripe, setStripe] = useState<Stripe | null>(null);
  const [step, setStep] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [attempt, setAttempt] = useState(0);
  const { publishableKey, stripeJsUrl } = checkout;
  const { amount, currency } = quote.totals.total;

  useEffect(() => {
    let isWanted = true;
    setStep('loading');
    stripeOf({ publishableKey, stripeJsUrl }, words.locale).then(
      (loaded) => isWanted && setStripe(loaded),
      () => isWanted && setStep('failed'),
    );
    return () => {
      isWanted = false;
    };
  }, [publishableKey, stripeJsUrl, words, attempt]);
  // A page's content policy that lets Stripe's script in, but not its frames, leaves an empty box and no error.
  useEffect(() => {
    const onViolation = (event: SecurityPolicyViolationEvent) => {
      if (isBlocked(event, stripeJsUrl)) setStep((now) => (now === 'ready' ? now : 'failed'));
    };
    document.addEventListener('securitypolicyviolation', onViolation);
    return () => document.removeEventListener('securitypolicyviolation', onViolation);
  }, [stripeJsUrl]);

  const appearance = useMemo(() => (stall.host.shadowRoot ? appearanceOf(stall.host.shadowRoot) : {}), [stall]);
  const elements = usePaymentElement({
    stripe,
    box,
    options: { mode: 'payment', amount, currency: currency.toLowerCase(), captureMethod: 'manual', appearance },
    fields: FIELDS,
    onReady() {
      setStep('ready');
      onReady(true);
    },
    onFailed: () => setStep('failed'),
  });
  useImperativeHandle(desk, () => deskOf(stripe, elements), [stripe, elements]);

  const { Part: PayElsewhere } = usePart(
    step === 'failed' && !paysHere(stall),
    async () => (await Promise.all([import('./pay-elsewhere.tsx'), words.learn('trouble')]))[0].PayElsewhere,
  );

  return (
    <>
      {step === 'loading' && (
        <p className="payment-waiting soft">
          <Spinner /> {words.t('checkout.loadingPayment')}
        </p>
      )}
      {step === 'failed' && (
        <div className="note" data-tone="bad" role="alert">
          <p>{words.t('checkout.paymentFailed')}</p>
          <button type="button" className="link" onClick={() => setAttempt(attempt + 1)}>
            {words.t('problem.again')}
          </button>
          {PayElsewhere && <PayElsewhere />}
        </div>
      )}
      <div className="payment-fields" data-step={step}>
        <slot name={PAYMENT_SLOT} />
      </div>
    </>
  );
}
