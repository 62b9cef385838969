import type { ApiProblem } from '@sidestall/client';
import type { Quote, QuoteRequest } from '@sidestall/contracts';
import { useCallback, useEffect, useState } from 'react';
import { refreshLines, type Cart } from '../cart/cart.ts';
import { countTurns } from '../stall/turns.ts';
import { useStall } from '../stall/use-stall.ts';

export interface QuoteWatch {
  /** The newest quote for this cart and country; null while there is none. */
  readonly quote: Quote | null;
  readonly isLoading: boolean;
  readonly problem: ApiProblem | null;
  /** Asks again, e.g. after a price changed, and answers what came. */
  readonly again: () => Promise<Quote | null>;
}

/** Keeps a quote for what is in the cart and the country it goes to; prices of the cart follow it. */
export function useQuote(cart: Cart, country: string): QuoteWatch {
  const { stall, state } = useStall();
  const [quote, setQuote] = useState<Quote | null>(null);
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [turns] = useState(countTurns);
  const streamId = state.view?.id;
  const wanted = JSON.stringify(cart.map(({ listingId, quantity }) => ({ listingId, quantity })));

  const again = useCallback(async (): Promise<Quote | null> => {
    const turn = turns.begin();
    setProblem(null);
    const lines = JSON.parse(wanted) as QuoteRequest['lines'];
    if (lines.length === 0 || country === '') {
      setQuote(null);
      setLoading(false);
      return null;
    }
    setLoading(true);
    const answer = await stall.calls.quote({ lines, country, streamId });
    if (turn.isOvertaken()) return null;
    setLoading(false);
    setQuote(answer.ok ? answer.value : null);
    if (!answer.ok) {
      setProblem(answer.problem);
      return null;
    }
    stall.changeCart((now) => refreshLines(now, answer.value.lines));
    return answer.value;
  }, [stall, wanted, country, streamId, turns]);

  useEffect(() => {
    void again();
    return () => turns.end();
  }, [again, turns]);

  return { quote, isLoading, problem, again };
}
