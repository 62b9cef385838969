// A shop's checkout as a shop would write it: the real wrappers, a foreign origin, and a policy that forbids inline styles.
import {
  AddressElement,
  Elements,
  ExpressCheckoutElement,
  LinkAuthenticationElement,
  PaymentElement,
  useElements,
  useStripe,
} from '@stripe/react-stripe-js';
import type { StripeElementsOptions, StripeExpressCheckoutElementConfirmEvent } from '@stripe/stripe-js';
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

/** What the elements told the page, in order: a test reads it back. */
const heard: object[] = [];
(window as unknown as { heard: object[] }).heard = heard;

const RATES = [
  { id: 'standard', amount: 500, displayName: 'Standard' },
  { id: 'express', amount: 1500, displayName: 'Express' },
];

/** The fields a shop asks for beside the card: where to send the goods and the receipt. */
function ContactFields(): ReactElement {
  const tell =
    (name: string) =>
    (event?: object): void =>
      void heard.push({ name, ...event });
  return (
    <>
      <LinkAuthenticationElement onChange={tell('mail change')} onReady={tell('mail ready')} />
      <AddressElement
        options={{
          mode: 'shipping',
          allowedCountries: ['US', 'DE', 'GB'],
          blockPoBox: true,
          fields: { phone: 'always' },
          validation: { phone: { required: 'always' } },
          defaultValues: { address: { country: 'US' } },
        }}
        onReady={tell('address ready')}
        onChange={tell('address change')}
        onFocus={tell('address focus')}
        onBlur={tell('address blur')}
        onEscape={tell('address escape')}
        onLoaderStart={tell('address loaderstart')}
      />
    </>
  );
}

function Checkout(): ReactElement {
  const stripeJs = useStripe();
  const elements = useElements();
  const [status, setStatus] = useState('');
  const [isReady, setReady] = useState(false);
  (window as unknown as { elements: unknown }).elements = elements;

  const pay = async (): Promise<void> => {
    if (!stripeJs || !elements) return;
    const submitted = await elements.submit();
    if (submitted.error) return setStatus(`error ${submitted.error.code}`);
    if (query.has('confirm')) return confirmHere();
    const { confirmationToken, error } = await stripeJs.createConfirmationToken({ elements });
    if (error) return setStatus(`error ${error.code}`);
    const answer = await fetch('/pay', { method: 'POST', body: JSON.stringify({ token: confirmationToken.id }) });
    const order = (await answer.json()) as { status: string; clientSecret?: string; decline?: string };
    if (order.status !== 'requires_action' || !order.clientSecret) return setStatus(order.decline ?? order.status);
    const acted = await stripeJs.handleNextAction({ clientSecret: order.clientSecret });
    setStatus(acted.error ? `error ${acted.error.code}` : `${acted.paymentIntent?.status}`);
  };

  /** The other way to pay: the page confirms an intent that the shop has made. */
  const confirmHere = async (): Promise<void> => {
    if (!stripeJs || !elements) return;
    const { clientSecret } = (await (await fetch('/intent', { method: 'POST' })).json()) as { clientSecret: string };
    const confirmed = await stripeJs.confirmPayment({
      elements,
      clientSecret,
      confirmParams: { return_url: location.href },
      redirect: 'if_required',
    });
    if (confirmed.error) return setStatus(`error ${confirmed.error.code}`);
    const { paymentIntent } = await stripeJs.retrievePaymentIntent(clientSecret);
    setStatus(`${paymentIntent?.status}`);
  };

  const confirmWallet = (event: StripeExpressCheckoutElementConfirmEvent): void => {
    const { shippingAddress, shippingRate, billingDetails } = event;
    heard.push({ name: 'wallet confirm', shippingAddress, shippingRate, billingDetails });
    void pay();
  };
  const wallet = query.has('ship') ? (
    <ExpressCheckoutElement
      options={{ shippingAddressRequired: true, shippingRates: RATES, emailRequired: true }}
      onClick={(event) => event.resolve({ lineItems: [{ name: 'Mug', amount: 4900 }] })}
      onShippingAddressChange={({ address, resolve, reject }) => {
        heard.push({ name: 'wallet address', country: address.country });
        if (address.country === 'GB') return reject();
        void elements?.update({ amount: 5400 });
        resolve({ shippingRates: RATES, lineItems: [{ name: 'Mug', amount: 4900 }] });
      }}
      onShippingRateChange={({ shippingRate, resolve }) => {
        heard.push({ name: 'wallet rate', id: shippingRate.id });
        void elements?.update({ amount: 4900 + shippingRate.amount });
        resolve({});
      }}
      onCancel={() => void heard.push({ name: 'wallet cancel' })}
      onConfirm={confirmWallet}
    />
  ) : (
    <ExpressCheckoutElement onConfirm={() => void pay()} />
  );

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void pay();
      }}
    >
      {wallet}
      {query.has('fields') ? <ContactFields /> : null}
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
