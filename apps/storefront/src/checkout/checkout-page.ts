import '@sidestall/ui/tokens.css';
import { loadWords, validLocale } from '../words/words.ts';
import { readCheckoutPage } from './checkout-address.ts';
import './checkout-page.css';

/** The stall of a show on a page of its own, which goes to the checkout with the cart that another page handed over. */
async function open(): Promise<void> {
  const address = readCheckoutPage(location.href);
  const locale = validLocale(address?.locale || navigator.language);
  const words = await loadWords(locale);
  await words.learn('sheet');
  document.documentElement.lang = words.locale;
  document.documentElement.dir = words.direction;
  document.title = words.t('checkout.title');
  const stall = document.createElement('side-stall');
  // A show nobody knows is told by the stall itself.
  stall.setAttribute('stream', address?.slug ?? '');
  stall.setAttribute('locale', words.locale);
  stall.setAttribute('opens', 'checkout');
  document.getElementById('page')?.replaceChildren(stall);
  await import(/* @vite-ignore */ `${location.origin}/w/1/loader.js`);
}

void open();
