import { Injectable } from '@nestjs/common';
import { isId, type OrderId, type RetailerId } from '@sidestall/kernel';
import { OrderTokens } from '@sidestall/engine';
import type { AccessChecks } from './access-checks.ts';
import type { MemberIdentity } from './access.ts';

/** Answers the guard's questions from the engine. */
@Injectable()
export class EngineAccessChecks implements AccessChecks {
  constructor(private readonly orderTokens: OrderTokens) {}

  async member(_cookieHeader: string | undefined): Promise<MemberIdentity | null> {
    return Promise.resolve(null);
  }

  async retailer(_apiKey: string): Promise<RetailerId | null> {
    return Promise.resolve(null);
  }

  order(orderId: string, token: string): OrderId | null {
    return isId('ord', orderId) && this.orderTokens.isValid(orderId, token) ? orderId : null;
  }
}
