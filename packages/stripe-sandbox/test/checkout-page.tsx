// A shop's checkout as a shop would write it: the real wrappers, a foreign origin, and a policy that forbids inline styles.
import { Elements, ExpressCheckoutElement, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js';
import type { StripeElementsOptions } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';
import { useState, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';

const query = new URLSearchParams(location.search);
const stripe = loadStripe('pk_test_sandbox_sidestall');
const options: StripeElementsOptions = {
  mode: 'payment',
  amount: 4900,
  currency: 'usd',
  captureMethod: 'manual',
  appearance: JSON.parse(query.get('appearance') ?? '{}') as StripeElementsOptions['appearance'],
  locale: (query.get('locale') ?? 'en') as StripeElementsOptions['locale'],
};

function Checkout(): ReactElement {
  const stripeJs = useStripe();
  const elements = useElements();
  const [status, setStatus] = useState('');
  const [isReady, setReady] = useState(false);

  const pay = async (): Promise<void> => {
    if (!stripeJs || !elements) return;
    const submitted = await elements.submit();
    if (submitted.error) return setStatus(`error ${submitted.error.code}`);
    const { confirmationToken, error } = await stripeJs.createConfirmationToken({ elements });
    if (error) return setStatus(`error ${error.code}`);
    const answer = await fetch('/pay', { method: 'POST', body: JSON.stringify({ token: confirmationToken.id }) });
    const order = (await answer.json()) as { status: string; clientSecret?: string; decline?: string };
    if (order.status !== 'requires_action' || !order.clientSecret) return setStatus(order.decline ?? order.status);
    const acted = await stripeJs.handleNextAction({ clientSecret: order.clientSecret });
    setStatus(acted.error ? `error ${acted.error.code}` : `${acted.paymentIntent?.status}`);
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void pay();
      }}
    >
      <ExpressCheckoutElement onConfirm={() => void pay()} />
      <PaymentElement onReady={() => setReady(true)} />
      <button type="submit" data-ready={isReady}>
        Pay $49.00
      </button>
      <output>{status}</output>
    </form>
  );
}

/** The widget's own arrangement: a modal dialog inside a shadow root, and the payment fields slotted in from the page. */
class StallBox extends HTMLElement {
  connectedCallback(): void {
    const dialog = document.createElement('dialog');
    dialog.append(document.createElement('slot'));
    this.attachShadow({ mode: 'open' }).append(dialog);
    dialog.showModal();
  }
}

const root = document.querySelector('#root') as Element;
if (query.has('slotted')) {
  customElements.define('stall-box', StallBox);
  const box = document.createElement('stall-box');
  root.replaceWith(box);
  box.append(root);
}

createRoot(root).render(
  <Elements stripe={stripe} options={options}>
    <Checkout />
  </Elements>,
);
