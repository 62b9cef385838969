import type { KeyHolder } from '@sidestall/engine';
import type { CartId, OrderId, WaitlistEntryId } from '@sidestall/kernel';
import type { MemberIdentity } from './access.ts';

/** How the guard asks who somebody is. */
export interface AccessChecks {
  member(cookieHeader: string | undefined): Promise<MemberIdentity | null>;
  retailer(apiKey: string): Promise<KeyHolder | null>;
  order(orderId: string, token: string): OrderId | null;
  cart(cartId: string, token: string): CartId | null;
  waitlist(entryId: string, token: string): WaitlistEntryId | null;
}

export const ACCESS_CHECKS = Symbol('ACCESS_CHECKS');
