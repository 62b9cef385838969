import { Injectable } from '@nestjs/common';
import type { CartMerge, Failure } from '@sidestall/contracts';
import { err, ok, type CartId, type Result } from '@sidestall/kernel';
import { isSameCart, mergeCarts } from '@sidestall/ordering';
import { Database } from '../../platform/database.ts';
import { CartTokens } from './cart-tokens.ts';
import { CartStore, type CartRow } from './cart.store.ts';

/** Moves another cart of the viewer into this one, as when a signed-in page finds a cart filled elsewhere. Doing it again changes nothing. */
@Injectable()
export class MergeCarts {
  constructor(
    private readonly database: Database,
    private readonly carts: CartStore,
    private readonly tokens: CartTokens,
  ) {}

  async execute(
    id: CartId,
    { fromId, fromToken }: CartMerge,
  ): Promise<Result<CartRow, Failure<'ORDERING.CART_NOT_FOUND'>>> {
    if (!this.tokens.isValid(fromId, fromToken)) {
      return err({ code: 'ORDERING.CART_NOT_FOUND', detail: 'The other cart does not open with this token' });
    }
    return this.database.transaction(async (tx) => {
      const carts = await this.carts.lock(tx, [id, fromId]);
      const cart = carts.get(id);
      if (!cart) return err({ code: 'ORDERING.CART_NOT_FOUND' });
      const other = carts.get(fromId);
      // One that was forgotten meanwhile has nothing to bring.
      if (!other || fromId === id) return ok(cart);
      const merged = mergeCarts(cart, other);
      const nothing = { lines: [], couponCodes: [] };
      if (!isSameCart(other, nothing)) await this.carts.save(tx, fromId, nothing);
      return ok(isSameCart(merged, cart) ? cart : await this.carts.save(tx, id, merged));
    });
  }
}
