import { Injectable } from '@nestjs/common';
import type { Failure, NewCart, WireCart, WireCartLine } from '@sidestall/contracts';
import { err, ok, type CartId, type Result, type VariantId } from '@sidestall/kernel';
import { cartChanges, type WishedLine } from '@sidestall/ordering';
import { CatalogReader, type ListingView } from '../../catalog/catalog-reader.ts';
import { InventoryService } from '../../inventory/inventory.service.ts';
import { Database } from '../../platform/database.ts';
import { OpenDrops, type DropOffer } from '../../streams/drops/open-drops.ts';
import { CartTokens } from './cart-tokens.ts';
import { CartStore, type CartRow } from './cart.store.ts';

/**
 * Carts as their viewers see them: each line at the price of this moment, with what changed since it was put in. A cart
 * is shared by all places of a brand, so only drops that count everywhere are reckoned with.
 */
@Injectable()
export class ReadCart {
  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
    private readonly inventory: InventoryService,
    private readonly drops: OpenDrops,
    private readonly carts: CartStore,
    private readonly tokens: CartTokens,
  ) {}

  async find(id: CartId): Promise<Result<WireCart, Failure<'ORDERING.CART_NOT_FOUND'>>> {
    const cart = await this.carts.find(this.database, id);
    return cart ? ok(await this.view(cart)) : err({ code: 'ORDERING.CART_NOT_FOUND' });
  }

  /** The same for whoever has just made it, with the token that opens it from now on. */
  async made(cart: CartRow): Promise<NewCart> {
    return { token: this.tokens.sign(cart.id), cart: await this.view(cart) };
  }

  async view({ id, version, lines: wished, couponCodes, updatedAt }: CartRow): Promise<WireCart> {
    const ids = wished.map((line) => line.listingId);
    const [listings, offers] = await Promise.all([
      this.catalog.listings(this.database, ids),
      this.drops.offers(this.database, ids, null),
    ]);
    const available = await this.inventory.availability(
      this.database,
      listings.map((listing) => listing.variantId),
    );
    const byId = new Map(listings.map((listing) => [listing.listingId, listing]));
    const lines = wished.flatMap((wish) => {
      const listing = byId.get(wish.listingId);
      // An id that never named a listing is nobody's wish.
      return listing ? [lineOf(wish, listing, leftOf(listing, available), offers.get(wish.listingId))] : [];
    });
    return { id, version, lines, couponCodes: [...couponCodes], updatedAt: updatedAt.toISOString() };
  }
}

const leftOf = ({ variantId }: ListingView, available: ReadonlyMap<VariantId, number | null>): number | null =>
  available.has(variantId) ? available.get(variantId)! : 0;

/** The price of a drop holds while its allotment covers all that is wanted, as it does in a quote. */
function lineOf(
  wish: WishedLine,
  listing: ListingView,
  left: number | null,
  drop: DropOffer | undefined,
): WireCartLine {
  const { listingId, quantity } = wish;
  const { variantId, productId, brand, title, variantTitle, imageUrl, isForSale } = listing;
  const offer = drop && drop.left >= quantity ? drop : null;
  const unitPrice = offer?.price ?? listing.price;
  const available = isForSale ? (offer ? offer.left : left) : 0;
  return {
    listingId,
    variantId,
    productId,
    brandId: brand.id,
    brandName: brand.name,
    title,
    variantTitle,
    imageUrl,
    quantity,
    unitPrice,
    available,
    changes: cartChanges(wish, { isForSale, unitPrice, available }),
  };
}
