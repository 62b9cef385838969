import { createContext, useContext, useEffect, useState } from 'react';
import type { Stall } from './stall.ts';
import type { StallState } from './stall-state.ts';

/** The stall that a screen belongs to. */
export const StallContext = createContext<Stall | null>(null);

/** The stall's verbs and its state now. */
export function useStall(): { readonly stall: Stall; readonly state: StallState } {
  const stall = useContext(StallContext);
  if (!stall) throw new Error('A screen of the stall stands outside of it');
  const [state, setState] = useState(stall.read);
  useEffect(() => {
    // What happened between rendering and listening must not be missed.
    setState(stall.read());
    return stall.subscribe(() => setState(stall.read()));
  }, [stall]);
  return { stall, state };
}
