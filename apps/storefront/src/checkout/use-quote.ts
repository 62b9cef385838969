import { storefrontCalls, type ApiProblem } from '@sidestall/client';
import type { Quote, QuoteRequest } from '@sidestall/contracts';
import { apiOf } from '../cart/api-of.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { refreshLines, type Cart } from '../cart/cart.ts';
import { countTurns } from '../stall/turns.ts';
import type { HeldOffer } from '../stall/stall-state.ts';
import { useStall } from '../stall/use-stall.ts';
import { asksRegion, type DeliveryDraft } from './delivery-draft.ts';

/** Typing a postal code rests this long before it is asked about. */
const TYPING_REST_MS = 400;

export interface QuoteWatch {
  /** The newest quote for this cart and place; the last one stays while another is on its way. */
  readonly quote: Quote | null;
  /** The state or province the quote is for. */
  readonly region: string | undefined;
  readonly isLoading: boolean;
  readonly problem: ApiProblem | null;
  /** Asks again, e.g. after a price changed, and answers what came. */
  readonly again: () => Promise<Quote | null>;
}

/** Keeps a quote for what is in the cart and the place it goes to; prices of the cart follow it. */
export function useQuote(
  cart: Cart,
  draft: DeliveryDraft,
  couponCodes: readonly string[],
  offer?: HeldOffer,
): QuoteWatch {
  const { stall, state } = useStall();
  const [quote, setQuote] = useState<Quote | null>(null);
  const [quoted, setQuoted] = useState<string | undefined>();
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [turns] = useState(countTurns);
  const streamId = state.view?.id;
  const { country } = draft;
  const hasRegions = asksRegion(country);
  const region = hasRegions ? draft.region : undefined;
  const postalCode = hasRegions ? draft.postalCode.trim() : '';
  const lastPostalCode = useRef(postalCode);
  const wanted = JSON.stringify({
    lines: cart.map(({ listingId, quantity }) => ({ listingId, quantity })),
    ...(couponCodes.length > 0 && { couponCodes }),
    ...(offer && { waitlistOffer: { entryId: offer.entryId, token: offer.token } }),
  });
  // When a drop opens, ends or runs out, the same goods cost something else.
  const dropsNow = cart.map(({ listingId }) => state.terms[listingId]?.phase).join();

  const again = useCallback(async (): Promise<Quote | null> => {
    const turn = turns.begin();
    setProblem(null);
    const goods = JSON.parse(wanted) as Pick<QuoteRequest, 'lines' | 'couponCodes' | 'waitlistOffer'>;
    if (goods.lines.length === 0 || country === '' || region === '') {
      setQuote(null);
      setLoading(false);
      return null;
    }
    setLoading(true);
    const answer = await storefrontCalls(apiOf(stall)).quote({
      ...goods,
      country,
      region,
      ...(postalCode && { postalCode }),
      streamId,
    });
    if (turn.isOvertaken()) return null;
    setLoading(false);
    setQuote(answer.ok ? answer.value : null);
    setQuoted(region);
    if (!answer.ok) {
      setProblem(answer.problem);
      return null;
    }
    stall.changeCart((now) => refreshLines(now, answer.value.lines));
    return answer.value;
    // oxlint-disable-next-line react/exhaustive-deps -- `dropsNow` is not sent: the shop knows by itself, and is asked anew
  }, [stall, wanted, dropsNow, country, region, postalCode, streamId, turns]);

  useEffect(() => {
    const isTyping = lastPostalCode.current !== postalCode;
    lastPostalCode.current = postalCode;
    if (isTyping) setLoading(true);
    const timer = setTimeout(() => void again(), isTyping ? TYPING_REST_MS : 0);
    return () => {
      clearTimeout(timer);
      turns.end();
    };
  }, [again, postalCode, turns]);

  return { quote, region: quoted, isLoading, problem, again };
}
