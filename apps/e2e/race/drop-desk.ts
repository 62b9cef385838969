import { randomUUID } from 'node:crypto';
import type { BrandDrop, Me, DropRequest } from '@sidestall/contracts';
import type { Prize } from './goods.ts';

const HOST = { email: 'host@demo.sidestall.dev', password: 'sidestall-demo' };
const HOUR_MS = 3_600_000;
/** The start of a drop may lie a little in the past, so that it is open as soon as it is planned. */
const STARTED_MS = 10_000;

export interface DropTerms {
  readonly title: string;
  /** Of the regular price. */
  readonly share: number;
  readonly allotment: number;
  readonly cap?: number;
}

/** The console of a brand, where drops are planned. */
export class DropDesk {
  private constructor(
    private readonly apiUrl: string,
    private readonly cookie: string,
    readonly brandId: string,
  ) {}

  /** Signs in as the host of the demo shop. */
  static async open(apiUrl: string): Promise<DropDesk> {
    const response = await fetch(`${apiUrl}/v1/console/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(HOST),
    });
    if (!response.ok) throw new Error(`The host cannot sign in: ${response.status}`);
    const cookie = response.headers
      .getSetCookie()
      .map((text) => text.split(';')[0])
      .join('; ');
    const me = (await (await fetch(`${apiUrl}/v1/console/me`, { headers: { cookie } })).json()) as Me;
    return new DropDesk(apiUrl, cookie, me.brands[0]!.id);
  }

  /** Plans a drop that is open at once, wherever the brand sells, and answers its id. */
  async plan({ listing, price, since }: Prize, { title, share, allotment, cap }: DropTerms): Promise<string> {
    const wish: DropRequest = {
      title,
      startsAt: new Date(since.getTime() - STARTED_MS).toISOString(),
      endsAt: new Date(since.getTime() + HOUR_MS).toISOString(),
      listings: [
        {
          listingId: listing as DropRequest['listings'][number]['listingId'],
          price: { amount: Math.floor(price.minor * share), currency: price.currency },
          allotment,
          cap: cap ?? null,
        },
      ],
    };
    const response = await fetch(`${this.apiUrl}/v1/console/brands/${this.brandId}/drops`, {
      method: 'POST',
      headers: { cookie: this.cookie, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(wish),
    });
    if (!response.ok) throw new Error(`The drop cannot be planned: ${await response.text()}`);
    return ((await response.json()) as BrandDrop).id;
  }
}
