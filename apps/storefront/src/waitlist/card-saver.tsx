import type { Stripe } from '@stripe/stripe-js';
import { Spinner } from '@sidestall/ui';
import { useEffect, useMemo, useState } from 'react';
import { appearanceOf, PAYMENT_SLOT, usePaymentSlot } from '../checkout/payment-slot.ts';
import { stripeOf } from '../checkout/stripe-script.ts';
import { usePaymentElement } from '../checkout/use-payment-element.ts';
import { useStall } from '../stall/use-stall.ts';
import type { Place, WaitlistDesk } from './waitlist-desk.ts';

interface SaverProps {
  readonly place: Place;
  readonly desk: WaitlistDesk;
}

/** Offers to save a card for the day a unit comes free; nothing is loaded before somebody asks for it. */
export function CardSaver({ place, desk }: SaverProps) {
  const { state } = useStall();
  const { words } = state;
  const [secret, setSecret] = useState<string | null>(null);
  const [step, setStep] = useState<'offer' | 'asking' | 'open' | 'failed'>('offer');

  const begin = async () => {
    setStep('asking');
    const answer = await desk.calls.saveWaitlistCard(place.id, place.token);
    setSecret(answer.ok ? answer.value.clientSecret : null);
    setStep(answer.ok ? 'open' : 'failed');
  };

  return (
    <section className="card-saver">
      <h3>{words.t('waitlist.card')}</h3>
      <p className="soft">{words.t('waitlist.cardHelp')}</p>
      {step === 'failed' && (
        <p className="note" role="alert">
          {words.t('waitlist.cardFailed')}
        </p>
      )}
      {step === 'open' && secret ? (
        <CardFields
          secret={secret}
          onSaved={(isSaved) => {
            setStep(isSaved ? 'asking' : 'failed');
            if (isSaved) void desk.look(place).finally(() => setStep('offer'));
          }}
        />
      ) : (
        <button type="button" className="plain" disabled={step === 'asking'} onClick={() => void begin()}>
          {step === 'asking' && <Spinner />}
          {words.t('waitlist.cardAdd')}
        </button>
      )}
    </section>
  );
}

function CardFields({ secret, onSaved }: { readonly secret: string; readonly onSaved: (isSaved: boolean) => void }) {
  const { stall, state } = useStall();
  const { words, view } = state;
  const box = usePaymentSlot(stall.host);
  const [stripe, setStripe] = useState<Stripe | null>(null);
  const [step, setStep] = useState<'loading' | 'ready' | 'saving'>('loading');
  const checkout = view?.checkout;

  useEffect(() => {
    let isWanted = true;
    if (!checkout) return;
    stripeOf(checkout, words.locale).then(
      (loaded) => isWanted && setStripe(loaded),
      () => isWanted && onSaved(false),
    );
    return () => {
      isWanted = false;
    };
    // oxlint-disable-next-line react/exhaustive-deps -- the fields open once for one secret
  }, [checkout, words, secret]);

  const appearance = useMemo(() => (stall.host.shadowRoot ? appearanceOf(stall.host.shadowRoot) : {}), [stall]);
  const elements = usePaymentElement({
    stripe,
    box,
    options: { clientSecret: secret, appearance },
    fields: { layout: { type: 'accordion', radios: 'never' } },
    onReady: () => setStep('ready'),
    onFailed: () => onSaved(false),
  });

  const save = async () => {
    if (!stripe || !elements) return;
    setStep('saving');
    try {
      const { error } = await stripe.confirmSetup({
        elements,
        confirmParams: { return_url: location.origin + location.pathname + location.search },
        redirect: 'if_required',
      });
      // The fields mark what is missing themselves.
      if (error?.type === 'validation_error') setStep('ready');
      else onSaved(!error);
    } catch {
      onSaved(false);
    }
  };

  return (
    <>
      {step === 'loading' && (
        <p className="payment-waiting soft">
          <Spinner /> {words.t('checkout.loadingPayment')}
        </p>
      )}
      <div className="payment-fields" data-step={step === 'loading' ? 'loading' : 'ready'}>
        <slot name={PAYMENT_SLOT} />
      </div>
      <button
        type="button"
        className="main wide"
        disabled={step !== 'ready' || !elements}
        aria-busy={step === 'saving'}
        onClick={() => void save()}
      >
        {step === 'saving' && <Spinner />}
        {words.t(step === 'saving' ? 'waitlist.cardSaving' : 'waitlist.cardSave')}
      </button>
    </>
  );
}
