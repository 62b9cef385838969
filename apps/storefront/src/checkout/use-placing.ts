import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Cart } from '../cart/cart.ts';
import type { Stall } from '../stall/stall.ts';
import { dressWith } from '../stall/style-sheet.ts';
import { usePart } from '../stall/use-part.ts';
import { useStall } from '../stall/use-stall.ts';
import type { PaymentDesk } from './payment-fields.tsx';
import type { Placing, PlacingState } from './placing.ts';
import type { QuoteWatch } from './use-quote.ts';

type PayingPart = typeof import('./paying-part.ts');

const NOT_PLACING: PlacingState = { step: 'idle', trouble: null, resume: null, inLine: null };

async function loadPaying(stall: Stall): Promise<PayingPart> {
  const [part] = await Promise.all([import('./paying-part.ts'), stall.read().words.learn('trouble')]);
  if (stall.host.shadowRoot) dressWith(stall.host.shadowRoot, part.styles);
  return part;
}

/** The paying button's work. Until `part` is here nobody can press it. */
export function usePlacing(
  desk: RefObject<PaymentDesk | null>,
  quotes: QuoteWatch,
  cart: Cart,
): PlacingState & {
  readonly part: PayingPart | null;
  readonly placing: Placing | null;
  readonly retry: (() => void) | null;
} {
  const { stall } = useStall();
  const { Part: part, hasFailed, retry } = usePart(true, () => loadPaying(stall));
  const [placing, setPlacing] = useState<Placing | null>(null);
  const [state, setState] = useState(NOT_PLACING);
  const newest = useRef({ quotes, cart });
  useEffect(() => {
    newest.current = { quotes, cart };
  });
  useEffect(() => {
    if (!part) return;
    const made = new part.Placing(stall, () => ({ desk: desk.current, ...newest.current }), setState);
    setPlacing(made);
    return () => made.close();
  }, [part, stall, desk]);
  return { ...state, part, placing, retry: hasFailed ? retry : null };
}
