import { Injectable } from '@nestjs/common';
import type { CartWish, Failure } from '@sidestall/contracts';
import { err, newId, ok, type CartId, type Result } from '@sidestall/kernel';
import { isSameCart, mergeCarts, tidyCart, type CartContent } from '@sidestall/ordering';
import { Database } from '../../platform/database.ts';
import { CartStore, type CartRow } from './cart.store.ts';

/**
 * Keeps what a viewer wants. A change made on the version that is kept replaces it; one made on an older version, or on
 * none that is told, comes from a page that does not know of a later change: both stay. Sent again, it changes nothing.
 */
@Injectable()
export class KeepCart {
  constructor(
    private readonly database: Database,
    private readonly carts: CartStore,
  ) {}

  create(wish: CartWish): Promise<CartRow> {
    return this.carts.insert(this.database, newId('crt'), contentOf(wish, []));
  }

  async change(id: CartId, wish: CartWish): Promise<Result<CartRow, Failure<'ORDERING.CART_NOT_FOUND'>>> {
    return this.database.transaction(async (tx) => {
      const cart = (await this.carts.lock(tx, [id])).get(id);
      if (!cart) return err({ code: 'ORDERING.CART_NOT_FOUND' });
      const wished = contentOf(wish, cart.couponCodes);
      const content = wish.version === cart.version ? wished : mergeCarts(cart, wished);
      return ok(isSameCart(content, cart) ? cart : await this.carts.save(tx, id, content));
    });
  }
}

const contentOf = ({ lines, couponCodes }: CartWish, kept: readonly string[]): CartContent =>
  tidyCart({ lines, couponCodes: couponCodes ?? kept });
