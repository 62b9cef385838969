import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Failure, QuoteRequest, RefusedCoupon } from '@sidestall/contracts';
import { err, newId, ok, type Result, type StreamId, type VariantId, zeroMoney } from '@sidestall/kernel';
import {
  composeQuote,
  lineTotal,
  priceGoods,
  quoteBytes,
  taxPlace,
  type PricedLine,
  type QuoteContent,
  type TaxPlace,
} from '@sidestall/ordering';
import { CatalogReader } from '../catalog/catalog-reader.ts';
import { InventoryService } from '../inventory/inventory.service.ts';
import { TAX_PORT, type TaxPort } from '../payments/tax-port.ts';
import { Database } from '../platform/database.ts';
import { QuoteStore, type QuoteRow } from './quote.store.ts';
import { SplitPlanner } from './split-planner.ts';

export type QuoteFailure = Failure<
  | 'CATALOG.LISTING_NOT_FOUND'
  | 'ORDERING.CURRENCIES_MIXED'
  | 'ORDERING.NOT_SHIPPABLE'
  | 'ORDERING.STOCK_GONE'
  | 'PAYMENTS.UNAVAILABLE'
>;

export interface QuoteView extends Pick<QuoteRow, 'id' | 'hash' | 'content' | 'expiresAt'> {
  readonly refusedCoupons: readonly RefusedCoupon[];
}

export const hashQuote = (content: QuoteContent): string =>
  createHash('sha256').update(quoteBytes(content)).digest('base64url');

/** Prices what a buyer wants, for the place it goes to, and fixes it for ten minutes. Promises no stock: placing does. */
@Injectable()
export class QuoteOrder {
  constructor(
    private readonly database: Database,
    private readonly catalog: CatalogReader,
    private readonly inventory: InventoryService,
    private readonly quotes: QuoteStore,
    private readonly planner: SplitPlanner,
    @Inject(TAX_PORT) private readonly tax: TaxPort,
  ) {}

  async execute(request: QuoteRequest): Promise<Result<QuoteView, QuoteFailure>> {
    const place = taxPlace(request.country, request.region, request.postalCode);
    const priced = await this.price(request.lines, place);
    if (!priced.ok) return priced;
    const streamId = (request.streamId ?? null) as StreamId | null;
    const plan = await this.planner.plan(this.database, priced.value, streamId);
    const quote = {
      id: newId('quo'),
      hash: hashQuote(priced.value),
      content: { ...priced.value, plan },
      streamId,
    };
    const { expiresAt } = await this.quotes.insert(this.database, quote);
    return ok({ ...quote, expiresAt, refusedCoupons: [] });
  }

  /** What these lines cost now, sent to that place. */
  async price(
    wanted: readonly Readonly<QuoteRequest['lines'][number]>[],
    place: TaxPlace,
  ): Promise<Result<QuoteContent, QuoteFailure>> {
    const listings = await this.catalog.listingsForSale(this.database, [
      ...new Set(wanted.map((line) => line.listingId)),
    ]);
    const byId = new Map(listings.map((listing) => [listing.listingId, listing]));
    const lines: PricedLine[] = [];
    for (const line of wanted) {
      const listing = byId.get(line.listingId);
      if (!listing) {
        return err({
          code: 'CATALOG.LISTING_NOT_FOUND',
          detail: 'Something in the cart is no longer for sale',
          extra: { listingId: line.listingId },
        });
      }
      lines.push({
        listingId: listing.listingId,
        variantId: listing.variantId,
        productId: listing.productId,
        brandId: listing.brand.id,
        brandName: listing.brand.name,
        sku: listing.sku,
        title: listing.title,
        variantTitle: listing.variantTitle,
        imageUrl: listing.imageUrl,
        grams: listing.grams,
        quantity: line.quantity,
        unitPrice: listing.price,
        regularPrice: listing.price,
        priorPrice: null,
        drop: null,
        discount: zeroMoney(listing.price.currency),
      });
    }
    const refusal = await this.#whyNot(lines, place.country);
    if (refusal) return err(refusal);
    const goods = priceGoods(lines, place);
    if (goods.ok) {
      const taxes = await this.tax.taxesOn({
        place,
        lines: lines.map((line, index) => ({ reference: `${index + 1}-${line.sku}`, amount: lineTotal(line) })),
        shipping: goods.value.shipping,
      });
      if (taxes.ok) return ok(composeQuote(goods.value, taxes.value));
      return err({
        code: 'PAYMENTS.UNAVAILABLE',
        detail: 'The tax cannot be reckoned just now; try again in a moment',
      });
    }
    return goods.error === 'currencies-mixed'
      ? err({ code: 'ORDERING.CURRENCIES_MIXED', detail: 'Order the things of each currency apart' })
      : err({ code: 'ORDERING.NOT_SHIPPABLE', detail: 'There is no shipping price in this currency yet' });
  }

  async #whyNot(lines: readonly PricedLine[], country: string): Promise<QuoteFailure | null> {
    const variantIds = [...new Set(lines.map((line) => line.variantId))];
    const [available, locations] = await Promise.all([
      this.inventory.availability(this.database, variantIds),
      this.inventory.locationsOf(this.database, variantIds),
    ]);
    const wanted = new Map<VariantId, number>();
    for (const line of lines) wanted.set(line.variantId, (wanted.get(line.variantId) ?? 0) + line.quantity);
    const short = lines.filter((line) => (available.get(line.variantId) ?? Infinity) < wanted.get(line.variantId)!);
    if (short.length > 0) {
      return {
        code: 'ORDERING.STOCK_GONE',
        detail: `${short[0]!.title} is not available in this quantity`,
        extra: {
          lines: short.map((line) => ({ listingId: line.listingId, available: available.get(line.variantId) ?? 0 })),
        },
      };
    }
    const unsent = lines.filter(
      (line) =>
        !locations.some((location) => location.variantId === line.variantId && location.shipsTo.includes(country)),
    );
    if (unsent.length > 0) {
      return {
        code: 'ORDERING.NOT_SHIPPABLE',
        detail: `${unsent[0]!.title} is not sent to this country`,
        extra: { lines: unsent.map((line) => ({ listingId: line.listingId })) },
      };
    }
    return null;
  }
}
