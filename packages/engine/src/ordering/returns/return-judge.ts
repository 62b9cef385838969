import type { BrandId, OrderId, RetailerId } from '@sidestall/kernel';
import type { ReturnActor } from './return-actor.ts';
import type { ReturnRow } from './return.store.ts';

/** Who takes goods back: the brand they were bought of, or the retailer who sent them. */
export type ReturnJudge =
  { readonly brandId: BrandId; readonly memberId: string } | { readonly retailerId: RetailerId };

/** Whoever may speak of a return: who takes the goods back, or the buyer by their order. */
export type ReturnParty = ReturnJudge | { readonly orderId: OrderId };

/** Whether a return is somebody's own. */
export const isOwnReturn =
  (party: ReturnParty) =>
  (one: ReturnRow): boolean => {
    if ('brandId' in party) return one.brandId === party.brandId;
    if ('retailerId' in party) return one.retailerId === party.retailerId;
    return one.orderId === party.orderId;
  };

/** How whoever speaks of a return is written down. */
export function actorOf(party: ReturnParty): ReturnActor {
  if ('brandId' in party) return { kind: 'brand', id: party.memberId };
  if ('retailerId' in party) return { kind: 'retailer', id: party.retailerId };
  return { kind: 'buyer', id: party.orderId };
}
