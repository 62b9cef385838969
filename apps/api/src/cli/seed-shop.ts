import type { INestApplicationContext } from '@nestjs/common';
import type { CouponTerms, ImportReport } from '@sidestall/contracts';
import {
  BrandStore,
  CatalogReader,
  Database,
  DropReader,
  ENGINE_CONFIG,
  ImportCatalog,
  InventoryService,
  OnboardParty,
  PartyStore,
  PlanDrop,
  RegisterCoupon,
  RegisterCreator,
  RegisterMember,
  RegisterParty,
  RegisterRetailer,
  ScheduleStream,
  StartStream,
  StreamReads,
  TermsStore,
  type EngineConfig,
} from '@sidestall/engine';
import { money, type BrandId, type RetailerId } from '@sidestall/kernel';
import type { z } from 'zod';
import type { RetailerAccess } from '../config.ts';
import type { SeedStock, zSeedBrands } from './seed-files.ts';

/** Who the demo's console belongs to; printed at start, so that anybody may look around. */
export const DEMO_HOST = { email: 'host@demo.sidestall.dev', password: 'sidestall-demo', name: 'Mara Lind' } as const;
/** Who runs the demo's house: sees everybody's payouts and the reconciliation. */
export const DEMO_OPERATOR = {
  email: 'operator@demo.sidestall.dev',
  password: 'sidestall-demo',
  name: 'House of Sidestall',
} as const;
const CREATOR = { handle: 'mara-lind', name: 'Mara Lind' } as const;
type SplitTerms = Parameters<TermsStore['set']>[2];
/** How the brands' sales are divided, by their order in the seed file. */
export const SEED_TERMS: readonly SplitTerms[] = [
  { partnerBp: 6_500, creatorBp: 800, platformBp: 500, returnWindowDays: 14 },
  { partnerBp: 6_000, creatorBp: 1_000, platformBp: 600, returnWindowDays: 30 },
];
const ANY_COUPON = {
  percent: null,
  amount: null,
  productIds: null,
  startsAt: null,
  endsAt: null,
  limitTotal: null,
  stacks: true,
  worksInDrops: false,
} as const;
/** One to try at the first brand and one at the last; they may be used together. */
const COUPONS: readonly { readonly brand: number; readonly terms: CouponTerms }[] = [
  {
    brand: 0,
    terms: { ...ANY_COUPON, code: 'WELCOME10', kind: 'percent', percent: 10, minimum: null, limitPerPerson: 1 },
  },
  {
    brand: -1,
    terms: {
      ...ANY_COUPON,
      code: 'FREESHIP',
      kind: 'free_shipping',
      minimum: { amount: 3_000, currency: 'EUR' },
      limitPerPerson: null,
    },
  },
];
const SHOW = {
  slug: 'table-talk',
  title: 'Table Talk: the autumn table',
  hostName: 'Mara Lind',
  currency: 'EUR',
  // The demo channel stamps its pictures by the clock that also says when something was pinned.
  ingestDelayMs: 0,
} as const;

/** What the first brand releases in the show: a countdown to watch. */
const DROP = {
  title: 'Kiln opening: the Slow Teapot',
  hours: 2,
  price: money(7_200, SHOW.currency),
  cap: 2,
  allotments: { 'MC-TEA-OAT': 6, 'MC-TEA-MOS': 4 } as Readonly<Record<string, number>>,
} as const;

/** Fills an empty house with a shop one would buy from, through the same doors a brand uses. */
export class SeedShop {
  readonly #database: Database;
  readonly #retailers = new Map<string, RetailerId>();
  #brandIds: BrandId[] = [];

  constructor(private readonly application: INestApplicationContext) {
    this.#database = application.get(Database);
  }

  async isStocked(): Promise<boolean> {
    return (await this.application.get(CatalogReader).allBrands(this.#database)).length > 0;
  }

  /** Taken on anew at every start: their addresses and keys belong to this start's processes. */
  async registerRetailers(stock: SeedStock, access: RetailerAccess): Promise<void> {
    for (const [index, retailer] of stock.retailers.entries()) {
      const { apiKey, webhookSecret, webhookUrl } = access[retailer.slug];
      const id = await this.application.get(RegisterRetailer).execute({
        slug: retailer.slug,
        name: retailer.name,
        priority: index + 1,
        shipsFrom: retailer.shipsFrom,
        shipsTo: retailer.shipsTo,
        endpointUrl: webhookUrl,
        apiKey,
        webhookSecret,
        contactEmail: retailer.contactEmail,
        terms: { calendar: retailer.calendar, shipDays: 2 },
      });
      this.#retailers.set(retailer.slug, id);
    }
  }

  async registerBrands(brands: z.infer<typeof zSeedBrands>): Promise<void> {
    this.#brandIds = await this.#database.transaction(async (tx) => {
      const ids: BrandId[] = [];
      for (const { logo, ...facts } of brands) {
        ids.push(await this.application.get(BrandStore).upsert(tx, { ...facts, logoUrl: `/media/${logo}` }));
      }
      return ids;
    });
  }

  async importProducts(source: AsyncIterable<Uint8Array>): Promise<ImportReport> {
    const inventory = this.application.get(InventoryService);
    const result = await this.application.get(ImportCatalog).execute({
      brandId: 'vendor',
      source,
      fileName: 'products.csv',
      currency: SHOW.currency,
      assetBaseUrl: '/media',
      onStock: async (tx, lines) => {
        const onOrder = lines.filter((line) => line.policy === 'continue').map((line) => line.variantId);
        if (onOrder.length > 0) await inventory.setOverselling(tx, onOrder, true);
      },
    });
    if (!result.ok) throw new Error(result.error.detail ?? result.error.code);
    const [issue] = result.value.issues;
    if (issue) throw new Error(`The seed shop has a fault in line ${issue.line}: ${issue.reason}`);
    return result.value;
  }

  /** Puts each SKU on the shelves of those who stock it. */
  async fillShelves(stock: SeedStock): Promise<void> {
    const listings = await this.application.get(CatalogReader).listingsOfBrands(this.#database, this.#brandIds, 5_000);
    const variantOf = new Map(listings.map((listing) => [listing.sku, listing.variantId]));
    const counts = stock.retailers.flatMap((retailer) =>
      Object.entries(retailer.stock).flatMap(([sku, onHand]) => {
        const variantId = variantOf.get(sku);
        return variantId ? [{ variantId, retailerId: this.#retailers.get(retailer.slug)!, onHand }] : [];
      }),
    );
    await this.#database.transaction((tx) => this.application.get(InventoryService).setStock(tx, counts));
    // The first visitors come before autovacuum does, and would be served by plans made for empty tables.
    await this.#database.rows('ANALYZE');
  }

  async openShow(): Promise<void> {
    const creatorId = await this.application.get(RegisterCreator).execute(CREATOR);
    const brandIds = this.#brandIds;
    const streamId = await this.application.get(ScheduleStream).execute({ ...SHOW, brandIds, creatorId });
    const members = this.application.get(RegisterMember);
    await members.execute({ ...DEMO_HOST, brandIds: brandIds.slice(0, 1), creatorIds: [creatorId] });
    await members.execute({ ...DEMO_OPERATOR, brandIds: [], isOperator: true });
    const started = await this.application.get(StartStream).execute({ brandIds: this.#brandIds }, streamId);
    if (!started.ok) throw new Error(`The show cannot start: ${started.error.code}`);
  }

  /** Coupons to try. */
  async giveOutCoupons(): Promise<void> {
    const coupons = this.application.get(RegisterCoupon);
    for (const { brand, terms } of COUPONS) {
      const made = await coupons.execute(this.#brandIds.at(brand)!, terms);
      if (!made.ok) throw new Error(`There is no coupon ${terms.code}: ${made.error.detail ?? made.error.code}`);
    }
  }

  /** Opens a drop of the brand in the show, unless it has one; false where there is nothing left to release. */
  async openDrop(brandSlug: string): Promise<boolean> {
    const catalog = this.application.get(CatalogReader);
    const brand = await catalog.findBrandBySlug(this.#database, brandSlug);
    const show = await this.application.get(StreamReads).find(SHOW.slug);
    if (!brand || !show.ok) return false;
    const wanted = { streamId: show.value.stream.id, brandIds: [brand.id] };
    const { now: startsAt, drops } = await this.application.get(DropReader).current(wanted);
    if (drops.length > 0) return true;
    const listings = await catalog.listingsOfBrands(this.#database, [brand.id]);
    const plan = await this.application.get(PlanDrop).execute(brand.id, {
      title: DROP.title,
      streamId: wanted.streamId,
      startsAt: startsAt.toISOString(),
      endsAt: new Date(startsAt.getTime() + DROP.hours * 3_600_000).toISOString(),
      listings: listings.flatMap(({ sku, listingId }) => {
        const allotment = DROP.allotments[sku];
        return allotment ? [{ listingId, price: DROP.price, allotment, cap: DROP.cap }] : [];
      }),
    });
    return plan.ok;
  }

  /** Agrees with each brand how its sales are divided. */
  async agreeTerms(terms: readonly SplitTerms[]): Promise<void> {
    const store = this.application.get(TermsStore);
    await this.#database.transaction(async (tx) => {
      for (const [index, brandId] of this.#brandIds.entries()) {
        await store.set(tx, brandId, terms[index % terms.length]!);
      }
    });
  }

  /** Makes known who is owed money: brands, retailers and the creator. */
  async registerParties(stock: SeedStock, brands: z.infer<typeof zSeedBrands>): Promise<void> {
    const parties = this.application.get(RegisterParty);
    const email = DEMO_HOST.email;
    for (const [index, { name, country }] of brands.entries()) {
      await parties.execute({ kind: 'brand', subjectId: this.#brandIds[index]!, name, country, email });
    }
    for (const { slug, name, shipsFrom: country } of stock.retailers) {
      const subjectId = this.#retailers.get(slug)!;
      await parties.execute({ kind: 'retailer', subjectId, name, country, email: `payouts@${slug}.example` });
    }
    const subjectId = await this.application.get(RegisterCreator).execute(CREATOR);
    await parties.execute({ kind: 'creator', subjectId, name: CREATOR.name, country: 'DE', email });
  }

  /**
   * In the sandbox, leads the retailers and the first brand through onboarding, so that their money flows; the others are
   * left to be tried. Stripe itself wants people for that.
   */
  async openAccounts(): Promise<void> {
    const { apiUrl } = this.application.get<EngineConfig>(ENGINE_CONFIG).stripe;
    if (!apiUrl) return;
    const onboarding = this.application.get(OnboardParty);
    const subjects = [...this.#retailers.values(), ...this.#brandIds.slice(0, 1)];
    for (const party of await this.application.get(PartyStore).ofSubjects(this.#database, subjects)) {
      const account = await onboarding.openAccount(party.id, party.email ?? DEMO_HOST.email);
      if (!account.ok) throw new Error(`${party.name} gets no account: ${account.error.detail ?? account.error.code}`);
      const answer = await fetch(`${apiUrl}/_sandbox/accounts/${account.value}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ verified: true }),
      });
      if (!answer.ok) throw new Error(`The sandbox does not onboard ${party.name}: ${answer.status}`);
      await onboarding.refresh(party.id);
    }
  }
}
