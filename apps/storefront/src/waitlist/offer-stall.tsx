import type { StorefrontCalls } from '@sidestall/client';
import type { WaitlistEntry } from '@sidestall/contracts';
import { Spinner } from '@sidestall/ui';
import { useEffect, useRef, useState } from 'react';
import type { Words } from '../words/words.ts';
import { placesKey, readPlaces, withPlace, writePlaces } from './stored-places.ts';

export interface OfferStallProps {
  readonly calls: StorefrontCalls;
  readonly apiUrl: string;
  readonly words: Words;
  readonly entry: WaitlistEntry;
  readonly token: string;
}

/** The stall of a show that is on, which goes to the checkout with what is held; the page itself takes no card. */
export function OfferStall({ calls, apiUrl, words, entry, token }: OfferStallProps) {
  const { id, listingId } = entry;
  const box = useRef<HTMLDivElement>(null);
  const [step, setStep] = useState<'opening' | 'open' | 'none'>('opening');
  useEffect(() => {
    let isWanted = true;
    const open = async () => {
      const [answer] = await Promise.all([
        calls.streams(),
        import(/* @vite-ignore */ `${location.origin}/w/1/loader.js`),
      ]);
      const streams = answer.ok ? answer.value.streams : [];
      const stream = streams.find((each) => each.status === 'live') ?? streams[0];
      if (!isWanted) return;
      if (!stream || !box.current) return setStep('none');
      const key = placesKey(apiUrl);
      writePlaces(
        () => localStorage,
        key,
        withPlace(
          readPlaces(() => localStorage, key),
          { id, token, listingId },
        ),
      );
      const stall = document.createElement('side-stall');
      stall.setAttribute('stream', stream.slug);
      stall.setAttribute('locale', words.locale);
      stall.setAttribute('offer', id);
      box.current.replaceChildren(stall);
      setStep('open');
    };
    open().catch(() => isWanted && setStep('none'));
    return () => {
      isWanted = false;
    };
  }, [calls, apiUrl, words, id, token, listingId]);
  return (
    <div className="offer-stall">
      {step === 'opening' && (
        <p className="soft">
          <Spinner label={words.t('stall.loading')} />
        </p>
      )}
      {step === 'none' && (
        <p className="notice" role="alert">
          {words.t('waitlist.noShow')}
        </p>
      )}
      <div ref={box} />
    </div>
  );
}
