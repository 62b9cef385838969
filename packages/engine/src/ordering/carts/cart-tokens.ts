import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CartId } from '@sidestall/kernel';
import type { EngineConfig } from '../../platform/config.ts';
import { ENGINE_CONFIG } from '../../platform/tokens.ts';

/** What opens a cart to the viewer who made it: no account, nothing to guess. */
@Injectable()
export class CartTokens {
  constructor(@Inject(ENGINE_CONFIG) private readonly config: EngineConfig) {}

  sign(cartId: CartId): string {
    return createHmac('sha256', `cart-token:${this.config.appSecret}`).update(cartId).digest('base64url');
  }

  isValid(cartId: CartId, token: string): boolean {
    const expected = Buffer.from(this.sign(cartId));
    const given = Buffer.from(token);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}
