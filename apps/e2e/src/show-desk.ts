import { randomUUID } from 'node:crypto';
import type { BrandDrop, Coupon, CouponTerms, DropRequest, Me, StreamView } from '@sidestall/contracts';
import { pathOf } from '@sidestall/contracts';
import type { ShopHouse } from './shop-house.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** What the people behind a show do: plan a drop, give out a coupon, count a shelf, show a piece. */
export class ShowDesk {
  private constructor(
    private readonly shop: ShopHouse,
    private readonly cookie: string,
    private readonly brandId: string,
    readonly stream: StreamView,
  ) {}

  static async open(shop: ShopHouse, slug = 'table-talk'): Promise<ShowDesk> {
    const answer = await fetch(`${shop.house.urls.api}${pathOf('consoleSignIn')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'host@demo.sidestall.dev', password: 'sidestall-demo' }),
    });
    const cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const me = (await answer.json()) as Me;
    const stream = await shop.call<StreamView>('GET', `/v1/streams/${slug}`);
    return new ShowDesk(shop, cookie, me.brands[0]!.id, stream!.body);
  }

  /** Plans a drop by the database's clock, seconds from now. */
  async planDrop(
    listingId: string,
    drop: { price: number; allotment: number; cap?: number; startsIn: number; endsIn: number },
  ): Promise<BrandDrop> {
    const [clock] = await this.shop.rows<{ now: Date }>('SELECT clock_timestamp() AS now');
    const at = (seconds: number) => new Date(clock!.now.getTime() + seconds * 1_000).toISOString();
    return this.#post<BrandDrop>(pathOf('consoleDrops', { brandId: this.brandId }), {
      title: 'The hour of the potter',
      streamId: this.stream.id,
      startsAt: at(drop.startsIn),
      endsAt: at(drop.endsIn),
      listings: [{ listingId, price: eur(drop.price), allotment: drop.allotment, cap: drop.cap ?? null }],
    } as DropRequest);
  }

  cancelDrop(id: string): Promise<unknown> {
    return this.#post(pathOf('consoleCancelDrop', { brandId: this.brandId, id }), {});
  }

  giveCoupon(code: string, terms: Partial<CouponTerms>): Promise<Coupon> {
    return this.#post<Coupon>(pathOf('consoleCoupons', { brandId: this.brandId }), {
      code,
      kind: 'percent',
      percent: 10,
      amount: null,
      minimum: null,
      productIds: null,
      startsAt: null,
      endsAt: null,
      limitTotal: null,
      limitPerPerson: null,
      stacks: false,
      worksInDrops: true,
      ...terms,
    });
  }

  pin(listingId: string): Promise<unknown> {
    return this.#post(pathOf('consolePins', { id: this.stream.id }), { listingId });
  }

  end(): Promise<unknown> {
    return this.#post(pathOf('consoleEnd', { id: this.stream.id }), {});
  }

  /** So many can be bought from now on: each retailer counts its shelf, what buyers hold being there, too. */
  async setStock(variantId: string, free: number): Promise<void> {
    const shelves = await this.shop.rows<{ sku: string; slug: 'northwind' | 'harbor'; allocated: number; now: Date }>(
      `SELECT v.sku, r.slug, s.allocated, clock_timestamp() AS now
         FROM inventory.stock s JOIN catalog.variant v ON v.id = s.variant_id
         JOIN fulfillment.retailer r ON r.id = s.retailer_id WHERE s.variant_id = $1 ORDER BY r.slug DESC`,
      [variantId],
    );
    for (const [index, { sku, slug, allocated, now }] of shelves.entries()) {
      await this.#ask('/v1/partner/stock', {
        headers: { authorization: `Bearer ${this.shop.house.secrets[`${slug}ApiKey`]}` },
        body: { counts: [{ sku, onHand: allocated + (index === 0 ? free : 0), asOf: now.toISOString() }] },
      });
    }
  }

  #post<T>(route: string, body: unknown): Promise<T> {
    return this.#ask<T>(route, { headers: { cookie: this.cookie, origin: this.shop.house.urls.console }, body });
  }

  async #ask<T>(route: string, { headers, body }: { headers: Record<string, string>; body: unknown }): Promise<T> {
    const key = { 'idempotency-key': randomUUID() };
    const answer = await this.shop.call<T>('POST', route, { headers: { ...headers, ...key }, body });
    if (!answer || answer.status >= 300) throw new Error(`${route}: ${JSON.stringify(answer)}`);
    return answer.body;
  }
}
