import type { Stall } from '../stall/stall.ts';

const replayed = new WeakSet<Stall>();

/** From now on a stall shows a recording, at today's prices. */
export const markReplayed = (stall: Stall): void => void replayed.add(stall);
export const unmarkReplayed = (stall: Stall): void => void replayed.delete(stall);

/** True where what a card says of price and stock is of today, and its picture is not. */
export const isReplayed = (stall: Stall): boolean => replayed.has(stall);
