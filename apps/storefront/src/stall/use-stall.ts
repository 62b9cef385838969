import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Stall } from './stall.ts';
import type { StallState } from './stall-state.ts';

/** The stall that a screen belongs to. */
export const StallContext = createContext<Stall | null>(null);

/** The stall's verbs and its state now. */
export function useStall(): { readonly stall: Stall; readonly state: StallState } {
  const stall = useContext(StallContext);
  if (!stall) throw new Error('A screen of the stall stands outside of it');
  return { stall, state: useSyncExternalStore(stall.subscribe, stall.read, stall.read) };
}
