import { Inject, Injectable } from '@nestjs/common';
import type { Desk, StreamView } from '@sidestall/contracts';
import {
  Database,
  ENGINE_CONFIG,
  InventoryService,
  type EngineConfig,
  type HostDesk,
  type StreamWithBrands,
} from '@sidestall/engine';

/** Streams as viewers and hosts see them. */
@Injectable()
export class StreamsPresenter {
  constructor(
    private readonly database: Database,
    private readonly inventory: InventoryService,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  async streams(list: readonly StreamWithBrands[]): Promise<{ streams: StreamView[] }> {
    const countries = await this.inventory.countries(this.database);
    return { streams: list.map((entry) => this.#view(entry, countries)) };
  }

  async stream(entry: StreamWithBrands): Promise<StreamView> {
    return this.#view(entry, await this.inventory.countries(this.database));
  }

  async desk(desk: HostDesk): Promise<Desk> {
    return {
      stream: await this.stream(desk),
      snapshot: desk.snapshot,
      ingestDelayMs: desk.stream.ingestDelayMs,
      listings: desk.goods.map(({ listing, available }) => ({
        listingId: listing.listingId,
        productId: listing.productId,
        title: listing.title,
        variantTitle: listing.variantTitle,
        brandName: listing.brand.name,
        sku: listing.sku,
        imageUrl: listing.imageUrl,
        price: listing.price,
        available,
      })),
    };
  }

  #view({ stream, brands }: StreamWithBrands, countries: string[]): StreamView {
    const { publicUrls, stripe } = this.config;
    return {
      id: stream.id,
      slug: stream.slug,
      title: stream.title,
      hostName: stream.hostName,
      status: stream.status,
      startedAt: stream.startedAt?.toISOString() ?? null,
      endedAt: stream.endedAt?.toISOString() ?? null,
      recordingStartsAt: stream.recordingStartsAt?.toISOString() ?? null,
      currency: stream.currency,
      brands,
      liveUrl: `${publicUrls.live}/v1/streams/${stream.id}/events`,
      orderPageUrl: `${publicUrls.storefront}/orders/`,
      checkout: {
        publishableKey: stripe.publishableKey,
        stripeJsUrl: stripe.jsUrl,
        isTestMoney: stripe.publishableKey.startsWith('pk_test_'),
        countries,
      },
    };
  }
}
