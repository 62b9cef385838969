import { useEffect, useState } from 'react';
import type { Stall } from '../stall/stall.ts';
import { WaitlistDesk, type Place } from './waitlist-desk.ts';

/** What the viewer waits for, as it moves. */
export function usePlaces(stall: Stall): { readonly desk: WaitlistDesk; readonly places: readonly Place[] } {
  const desk = WaitlistDesk.of(stall);
  const [places, setPlaces] = useState(desk.read);
  useEffect(() => {
    setPlaces(desk.read());
    return desk.subscribe(() => setPlaces(desk.read()));
  }, [desk]);
  return { desk, places };
}
