import { useEffect, useState } from 'react';
import { keeperOf } from '../cart/cart-keeper.ts';
import { useStall } from '../stall/use-stall.ts';
import { checkoutPage } from './checkout-address.ts';

const LOOK_MS = 5_000;

/** For a page that lets Stripe not in: the same cart, paid on a page of our own beside the stream. */
export function PayElsewhere() {
  const { stall, state } = useStall();
  const { words, view } = state;
  const [link, setLink] = useState<string | null>(null);
  const [isGone, setGone] = useState(false);
  const slug = view?.slug;
  // Known before it is pressed: a browser opens no window for a press that answers late.
  useEffect(() => {
    if (!slug) return;
    let isWanted = true;
    void keeperOf(stall)
      .link(checkoutPage(import.meta.url, { slug, locale: words.locale }))
      .then((address) => isWanted && setLink(address));
    return () => {
      isWanted = false;
    };
  }, [stall, slug, words]);
  // Once gone there, whoever comes back may have paid, and two windows may stand side by side.
  useEffect(() => {
    if (!isGone) return;
    const look = () => {
      if (document.visibilityState === 'visible') keeperOf(stall).refresh();
    };
    const timer = setInterval(look, LOOK_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [stall, isGone]);
  if (!link) return null;
  return (
    <div className="elsewhere">
      <a className="main wide" href={link} target="_blank" rel="noopener" onClick={() => setGone(true)}>
        {words.t('checkout.elsewhere')}
      </a>
      <p className="soft">{words.t('checkout.elsewhereHelp')}</p>
    </div>
  );
}
