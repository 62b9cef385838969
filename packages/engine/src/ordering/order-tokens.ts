import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { OrderId } from '@sidestall/kernel';
import type { EngineConfig } from '../platform/config.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';

/** Signed links to an order for whoever bought it: no account, nothing to guess. */
@Injectable()
export class OrderTokens {
  constructor(@Inject(ENGINE_CONFIG) private readonly config: EngineConfig) {}

  sign(orderId: OrderId): string {
    return createHmac('sha256', `order-token:${this.config.appSecret}`).update(orderId).digest('base64url');
  }

  isValid(orderId: OrderId, token: string): boolean {
    const expected = Buffer.from(this.sign(orderId));
    const given = Buffer.from(token);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  /** The page that follows the order. The token sits behind `#`, so that it reaches no server's log. */
  link(orderId: OrderId): string {
    return `${this.config.publicUrls.storefront}/orders/${orderId}#token=${this.sign(orderId)}`;
  }
}
