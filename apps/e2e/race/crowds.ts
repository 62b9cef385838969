import { Child } from '../bench/child.ts';
import type { CrowdAnswer, CrowdAsk } from './crowd.ts';

export const VISA = 'pm_card_visa';
/** A card whose bank always asks its owner. */
export const BANK_ASKS = 'pm_card_authenticationRequired';
/** How long somebody keeps asking who gets no answer. */
export const PATIENCE_SECONDS = 180;

export type Crowd = Child<CrowdAsk, CrowdAnswer>;

/** A crowd in a process of its own, for as long as the work takes. */
export async function withCrowd<T>(work: (crowd: Crowd) => Promise<T>): Promise<T> {
  const crowd: Crowd = await Child.start(new URL('./crowd.ts', import.meta.url));
  try {
    return await work(crowd);
  } finally {
    await crowd.stop();
  }
}
