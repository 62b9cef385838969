import { Injectable } from '@nestjs/common';
import { isId, type CartId, type OrderId, type WaitlistEntryId } from '@sidestall/kernel';
import {
  CartTokens,
  IdentityService,
  OrderTokens,
  RetailerKeys,
  WaitlistTokens,
  type KeyHolder,
} from '@sidestall/engine';
import type { AccessChecks } from './access-checks.ts';
import type { MemberIdentity } from './access.ts';

/** Answers the guard's questions from the engine. */
@Injectable()
export class EngineAccessChecks implements AccessChecks {
  constructor(
    private readonly orderTokens: OrderTokens,
    private readonly cartTokens: CartTokens,
    private readonly waitlistTokens: WaitlistTokens,
    private readonly identity: IdentityService,
    private readonly retailerKeys: RetailerKeys,
  ) {}

  member(cookieHeader: string | undefined): Promise<MemberIdentity | null> {
    return this.identity.sessionOf(cookieHeader);
  }

  retailer(apiKey: string): Promise<KeyHolder | null> {
    return this.retailerKeys.holderOf(apiKey);
  }

  order(orderId: string, token: string): OrderId | null {
    return isId('ord', orderId) && this.orderTokens.isValid(orderId, token) ? orderId : null;
  }

  cart(cartId: string, token: string): CartId | null {
    return isId('crt', cartId) && this.cartTokens.isValid(cartId, token) ? cartId : null;
  }

  waitlist(entryId: string, token: string): WaitlistEntryId | null {
    return isId('wle', entryId) && this.waitlistTokens.isValid(entryId, token) ? entryId : null;
  }
}
