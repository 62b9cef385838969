import { Module } from '@nestjs/common';
import { CatalogModule } from '../../catalog/catalog.module.ts';
import { InventoryModule } from '../../inventory/inventory.module.ts';
import { DropsModule } from '../../streams/drops/drops.module.ts';
import { CartTokens } from './cart-tokens.ts';
import { CartStore } from './cart.store.ts';
import { ForgetCarts } from './forget-carts.ts';
import { KeepCart } from './keep-cart.ts';
import { MergeCarts } from './merge-carts.ts';
import { ReadCart } from './read-cart.ts';

const doors = [KeepCart, MergeCarts, ReadCart, CartTokens];

/** Carts as the shop keeps them for viewers: the same on every page and device, gone after a month of rest. */
@Module({
  imports: [CatalogModule, InventoryModule, DropsModule],
  providers: [...doors, CartStore, ForgetCarts],
  exports: doors,
})
export class CartsModule {}
