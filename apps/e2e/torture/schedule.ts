import { FAULT_POINTS, type FaultPoint } from '@sidestall/engine';
import { Dice } from '../soak/dice.ts';
import { CHANGES, type Change } from './house-hand.ts';

/** One trouble, and the purchase that it comes with. */
export interface Trouble {
  readonly at: number;
  readonly what: Act;
}

export type Act =
  | { readonly kind: 'kill'; readonly who: 'api' | 'worker' | 'postgres' | 'redis' }
  | { readonly kind: 'stop-worker' }
  | { readonly kind: 'freeze-worker' }
  | { readonly kind: 'arm'; readonly point: FaultPoint }
  | { readonly kind: 'cut'; readonly whom: 'postgres' | 'redis' | 'partner'; readonly partner: number }
  | { readonly kind: 'slow'; readonly whom: 'postgres' | 'redis' | 'partner'; readonly partner: number }
  | { readonly kind: 'silence'; readonly whom: 'redis' | 'partner'; readonly partner: number }
  | { readonly kind: 'forget-redis' }
  | { readonly kind: 'mood'; readonly partner: number; readonly mood: 'accept' | 'reject' | 'silent' }
  | { readonly kind: 'door'; readonly partner: number; readonly door: 'broken' | 'hanging' | 'open' }
  | { readonly kind: 'rotate'; readonly partner: number; readonly isAtOnce: boolean }
  | {
      readonly kind: 'fail-stripe';
      readonly count: number;
      readonly status: 429 | 500 | 503;
      readonly afterEffect: boolean;
    }
  | { readonly kind: 'change'; readonly what: Change; readonly pick: number }
  | { readonly kind: 'lose-stripe-events'; readonly count: number };

/** Purchases between two troubles, at most. */
const CALM = 12;

/**
 * Every trouble of a run, made before it begins: the same seed makes the same troubles at the same purchases, on each
 * machine. What the house makes of them is its own affair.
 */
export function planTroubles(seed: number, orders: number, partners: number): Trouble[] {
  const dice = new Dice(seed);
  const troubles: Trouble[] = [];
  for (let at = dice.whole(1, CALM); at <= orders; at += dice.whole(1, CALM)) {
    troubles.push({ at, what: planTrouble(dice, partners) });
  }
  return troubles;
}

function planTrouble(dice: Dice, partners: number): Act {
  const partner = dice.whole(0, partners - 1);
  const kinds: readonly (() => Act)[] = [
    () => ({ kind: 'kill', who: dice.pick(['api', 'worker', 'worker', 'worker', 'postgres', 'redis'] as const) }),
    () => ({ kind: 'arm', point: dice.pick(FAULT_POINTS) }),
    () => ({ kind: 'arm', point: dice.pick(FAULT_POINTS) }),
    () => (dice.isIn(0.5) ? { kind: 'stop-worker' } : { kind: 'freeze-worker' }),
    () => ({ kind: 'cut', whom: dice.pick(['postgres', 'redis', 'partner', 'partner'] as const), partner }),
    () => ({ kind: 'slow', whom: dice.pick(['postgres', 'redis', 'partner', 'partner'] as const), partner }),
    () => ({ kind: 'silence', whom: dice.pick(['redis', 'partner', 'partner'] as const), partner }),
    () => ({ kind: 'forget-redis' }),
    () => ({ kind: 'mood', partner, mood: dice.pick(['accept', 'accept', 'reject', 'silent'] as const) }),
    () => ({ kind: 'mood', partner, mood: dice.pick(['accept', 'accept', 'reject', 'silent'] as const) }),
    () => ({ kind: 'door', partner, door: dice.pick(['open', 'broken', 'hanging'] as const) }),
    () => ({ kind: 'door', partner, door: dice.pick(['open', 'open', 'broken'] as const) }),
    () => ({ kind: 'rotate', partner, isAtOnce: dice.isIn(0.3) }),
    () => {
      const afterEffect = dice.isIn(0.5);
      // A call that is turned away for coming too often has done nothing, ever.
      const status = dice.pick(afterEffect ? ([500, 503] as const) : ([500, 503, 429] as const));
      return { kind: 'fail-stripe', count: dice.whole(1, 4), status, afterEffect };
    },
    () => ({ kind: 'change', what: dice.pick(CHANGES), pick: dice.whole(0, 999) }),
    () => ({ kind: 'change', what: dice.pick(CHANGES), pick: dice.whole(0, 999) }),
    () => ({ kind: 'change', what: dice.pick(CHANGES), pick: dice.whole(0, 999) }),
    () => ({ kind: 'lose-stripe-events', count: dice.whole(1, 12) }),
  ];
  return dice.pick(kinds)();
}
