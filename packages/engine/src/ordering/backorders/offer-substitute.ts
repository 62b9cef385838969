import { Injectable } from '@nestjs/common';
import type { OrderId, VariantId } from '@sidestall/kernel';
import { CatalogReader } from '../../catalog/catalog-reader.ts';
import type { Tx } from '../../platform/database.ts';
import { OrderStore } from '../order.store.ts';
import { BackorderMails } from './backorder-mails.ts';
import { BackorderStore } from './backorder.store.ts';
import { dayText } from './day-text.ts';
import type { ShortUnits } from './short-units.ts';
import { SubstituteStore } from './substitute.store.ts';

/** So long the buyer may think about it; meanwhile the line waits for what was ordered, too. */
const DAYS_TO_ANSWER = 2;

/** A whole line and what could be sent instead. */
export interface SubstituteWish extends ShortUnits {
  readonly substituteId: VariantId;
}

/** Offers buyers another variant, at the price they paid, for a line that nobody can ship. */
@Injectable()
export class OfferSubstitute {
  constructor(
    private readonly orders: OrderStore,
    private readonly catalog: CatalogReader,
    private readonly substitutes: SubstituteStore,
    private readonly backorders: BackorderStore,
    private readonly mails: BackorderMails,
  ) {}

  /** False when it is not for sale any more: then nothing happens. */
  async execute(tx: Tx, orderId: OrderId, wish: SubstituteWish, notAfter: Date | null): Promise<boolean> {
    const { lineId, variantId } = wish.line;
    const line = (await this.orders.lines(tx, orderId)).find((it) => it.id === lineId)!;
    const listings = await this.catalog.listingsOfBrands(tx, [line.brandId]);
    const offered = listings.find((listing) => listing.variantId === wish.substituteId && listing.isForSale);
    if (!offered) return false;
    const begun = await this.backorders.begin(tx, orderId, [{ lineId, variantId, days: DAYS_TO_ANSWER }], notAfter);
    const until = begun.get(lineId);
    if (!until) return false;
    await this.substitutes.offer(tx, orderId, lineId, {
      listingId: offered.listingId,
      variantId: offered.variantId,
      productId: offered.productId,
      sku: offered.sku,
      title: offered.title,
      variantTitle: offered.variantTitle,
      imageUrl: offered.imageUrl,
      grams: offered.grams,
    });
    const order = (await this.orders.find(tx, orderId))!;
    const name = offered.variantTitle ? `${offered.title}, ${offered.variantTitle}` : offered.title;
    const text = `${line.title} is sold out; the shop offers ${name} instead, at the same price. Please answer until ${dayText(until)}`;
    await this.orders.tell(tx, orderId, 'substitute_offered', text);
    await this.orders.bump(tx, orderId);
    await this.mails.substitute(tx, order, wish, name, dayText(until));
    return true;
  }
}
