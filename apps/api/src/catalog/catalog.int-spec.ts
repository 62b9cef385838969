import 'reflect-metadata';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { zImportReport, zProblem, zProductDetail, zProductPage, type ImportReport } from '@sidestall/contracts';
import {
  BrandStore,
  CatalogReader,
  Database,
  EngineModule,
  InventoryService,
  makeLogger,
  RegisterMember,
  ScheduleStream,
} from '@sidestall/engine';
import { engineEnv, toEngineConfig } from '@sidestall/engine/config';
import { migrate } from '@sidestall/engine/migrate';
import { newId, type BrandId, type RetailerId } from '@sidestall/kernel';
import { freshDatabase, stopDatabases } from '@sidestall/testing';
import { runImport, startApi, type ApiProcess } from './api-process.fixture.ts';

const seed = path.resolve(import.meta.dirname, '../../../../packages/testing/seed/products.csv');
const seedFile = readFileSync(seed, 'utf8').replaceAll(',seed/images/', ',https://img.test/');
const HEADER = 'Handle,Title,Variant SKU,Variant Inventory Qty,Variant Inventory Policy,Variant Price';
const ana = { email: 'ana@example.com', password: 'a-long-password', name: 'Ana' };

let api: ApiProcess;
let application: INestApplicationContext;
let database: Database;
let base: string;
let cookie: string;
let brandId: BrandId;
let foreignId: BrandId;
let variables: Record<string, string>;
let retailerId: RetailerId;

beforeAll(async () => {
  const { url } = await freshDatabase(migrate);
  variables = {
    NODE_ENV: 'test',
    DATABASE_URL: url,
    DATABASE_POOL: '6',
    STRIPE_SECRET_KEY: 'sk_test_catalog',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_catalog',
    STRIPE_WEBHOOK_SECRET: 'whsec_catalog_test',
    APP_SECRET: randomBytes(32).toString('hex'),
    PUBLIC_API_URL: 'https://api.test',
    PAGE_CACHE_MS: '0',
  };
  api = await startApi(variables);
  base = api.base;
  application = await NestFactory.createApplicationContext(
    EngineModule.register(toEngineConfig(engineEnv.parse(variables)), makeLogger('test', 'silent')),
    { logger: ['error'] },
  );
  database = application.get(Database);
  const inventory = application.get(InventoryService);
  retailerId = newId('ret');
  [brandId, foreignId] = await database.transaction(async (tx) => {
    const brands = application.get(BrandStore);
    await inventory.setLocation(tx, {
      retailerId,
      name: 'Northwind',
      shipsFrom: 'DE',
      shipsTo: ['DE'],
      isActive: true,
    });
    return [
      await brands.upsert(tx, { slug: 'morrow-clay', name: 'Morrow Clay' }),
      await brands.upsert(tx, { slug: 'foreign', name: 'Foreign' }),
    ] as const;
  });
  await application.get(RegisterMember).execute({ ...ana, brandIds: [brandId] });
  const signedIn = await fetch(`${base}/v1/console/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: ana.email, password: ana.password }),
  });
  cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
});

afterAll(async () => {
  await application.close();
  await api.stop();
  await stopDatabases();
});

type Body = string | Uint8Array | AsyncIterable<Uint8Array>;

function send(
  body: Body,
  given: { brand?: string; query?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(`${base}/v1/console/brands/${given.brand ?? brandId}/imports${given.query ?? ''}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'text/csv', ...given.headers },
    body,
    duplex: 'half',
  } as never);
}

async function imported(body: string): Promise<ImportReport> {
  const response = await send(body);
  const text = await response.text();
  if (response.status !== 201) throw new Error(text);
  return zImportReport.parse(JSON.parse(text));
}

const get = (address: string, headers: Record<string, string> = {}) => fetch(`${base}${address}`, { headers });
const codeOf = async (response: Response) => zProblem.parse(await response.json()).code;

describe('an import over the API', () => {
  it('answers with its report, which can be read again', async () => {
    const response = await send(seedFile, { headers: { 'x-file-name': encodeURIComponent('Herbst – neu.csv') } });
    expect(response.status).toBe(201);
    const report = zImportReport.parse(await response.json());
    expect(report).toMatchObject({ brandId, fileName: 'Herbst – neu.csv', issues: [], products: { rejected: 0 } });
    expect(report.products.created).toBeGreaterThanOrEqual(40);
    const again = await get(`/v1/console/brands/${brandId}/imports/${report.id}`, { cookie });
    expect(await again.json()).toEqual(report);
    expect((await imported(seedFile)).products).toMatchObject({ created: 0, updated: 0, rejected: 0 });
  });

  it('puts its stock on the shelf of the first location, and does so once', async () => {
    await imported(`${HEADER}\njug,Jug,JUG,7,deny,30\nprint,Print,PRINT,0,continue,12\n`);
    const listings = await application.get(CatalogReader).listingsOfBrands(database, [brandId]);
    const idOf = (sku: string) => listings.find((listing) => listing.sku === sku)!.variantId;
    const inventory = application.get(InventoryService);
    const left = async () => {
      const available = await inventory.availability(database, [idOf('JUG'), idOf('PRINT')]);
      return [available.get(idOf('JUG')), available.get(idOf('PRINT'))];
    };
    expect(await left()).toEqual([7, null]);
    await database.transaction((tx) => inventory.setStock(tx, [{ variantId: idOf('JUG'), retailerId, onHand: 4 }]));
    await imported(`${HEADER}\njug,Jug,JUG,7,deny,31\nprint,Print,PRINT,0,continue,12\n`);
    expect(await left()).toEqual([4, null]);
  });

  it.each([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'CATALOG.IMPORT_NOT_CSV', 422],
    ['an empty file', '', 'CATALOG.IMPORT_NOT_CSV', 422],
    ['another table', 'Name;Price\nJug;3\n', 'CATALOG.IMPORT_HEADER_INVALID', 422],
  ])('refuses %s', async (_, body, code, status) => {
    const response = await send(body);
    expect(response.status).toBe(status);
    expect(await codeOf(response)).toBe(code);
  });

  it('refuses what is not sent as a file, in an unknown currency, or by nobody', async () => {
    const json = await send('{"rows":[]}', { headers: { 'content-type': 'application/json' } });
    expect([json.status, await codeOf(json)]).toEqual([415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE']);
    const coins = await send(seedFile, { query: '?currency=COI' });
    expect([coins.status, await codeOf(coins)]).toEqual([400, 'REQUEST.INVALID']);
    const nobody = await send(seedFile, { headers: { cookie: '' } });
    expect([nobody.status, await codeOf(nobody)]).toEqual([401, 'REQUEST.UNAUTHENTICATED']);
  });

  it('of somebody else’s brand does not exist, to write or to read', async () => {
    const response = await send(seedFile, { brand: foreignId });
    expect([response.status, await codeOf(response)]).toEqual([404, 'CATALOG.BRAND_NOT_FOUND']);
    const read = await get(`/v1/console/brands/${foreignId}/imports/${newId('imp')}`, { cookie });
    expect([read.status, await codeOf(read)]).toEqual([404, 'CATALOG.IMPORT_NOT_FOUND']);
  });

  it('of more than 50 MB is refused with an answer, not a broken line', async () => {
    async function* endless() {
      const piece = Buffer.alloc(1024 * 1024, 'x,');
      for (let count = 0; count < 52; count++) yield await Promise.resolve(piece);
    }
    const response = await send(endless());
    expect([response.status, await codeOf(response)]).toEqual([413, 'REQUEST.TOO_LARGE']);
  });
});

describe('products over the API', () => {
  it('come page by page, each with what is left', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const response = await get(`/v1/products?limit=20${cursor && `&cursor=${cursor}`}`);
      const page = zProductPage.parse(await response.json());
      seen.push(...page.products.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen.length).toBeGreaterThanOrEqual(42);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('are told in detail, with their shelf', async () => {
    const page = zProductPage.parse(await (await get('/v1/products?brand=morrow-clay&limit=1')).json());
    const [card] = page.products;
    const response = await get(`/v1/products/${card!.id}`);
    const product = zProductDetail.parse(await response.json());
    expect(product).toMatchObject({
      id: card!.id,
      title: 'Morning Mug',
      shipsFrom: [{ retailer: 'Northwind', country: 'DE' }],
    });
    expect(product.variants.map(({ listingId }) => listingId)).toContain(card!.defaultListingId);
    expect(product.variants[0]).toMatchObject({ sku: 'MC-MUG-OAT-250', title: 'Oat / 250 ml', available: 24 });
    expect(product.images[0]!.url).toBe('https://img.test/morning-mug-oat.svg');
  });

  it('are not sent again to whom has them', async () => {
    const first = await get('/v1/products?limit=3');
    const tag = first.headers.get('etag')!;
    expect(first.headers.get('cache-control')).toBe('public, max-age=2, stale-while-revalidate=4');
    const second = await get('/v1/products?limit=3', { 'if-none-match': `"other", W/${tag}` });
    expect([second.status, await second.text(), second.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await get('/v1/products?limit=4', { 'if-none-match': tag })).status).toBe(200);
    expect(tag).toBe(
      `"${createHash('sha1')
        .update(await first.text())
        .digest('base64url')}"`,
    );
  });

  it('of a stream are those of the brands taking part', async () => {
    await application
      .get(ScheduleStream)
      .execute({ slug: 'show', title: 'Show', hostName: 'Ana', currency: 'EUR', brandIds: [foreignId] });
    const page = zProductPage.parse(await (await get('/v1/products?stream=show')).json());
    expect(page).toEqual({ products: [], nextCursor: null });
  });

  it.each([
    ['/v1/products?brand=nobody', 404, 'CATALOG.BRAND_NOT_FOUND'],
    ['/v1/products?stream=nothing', 404, 'STREAMS.STREAM_NOT_FOUND'],
    ['/v1/products?cursor=made-up', 400, 'REQUEST.INVALID'],
    ['/v1/products?limit=1000', 400, 'REQUEST.INVALID'],
    [`/v1/products/${newId('prd')}`, 404, 'CATALOG.PRODUCT_NOT_FOUND'],
    ['/v1/products/1', 400, 'REQUEST.INVALID'],
  ])('%s is answered with %d %s', async (address, status, code) => {
    const response = await get(address);
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
  });
});

describe('pages sent from memory', () => {
  let quick: ApiProcess;
  beforeAll(async () => {
    quick = await startApi({ ...variables, PAGE_CACHE_MS: '400' });
  });
  afterAll(() => quick.stop());
  const ask = (address: string, headers: Record<string, string> = {}) => fetch(`${quick.base}${address}`, { headers });

  /** Asks until the answer is as it should be, as a viewer who stays on the page would. */
  async function until(address: string, isRight: (response: Response) => Promise<boolean>): Promise<void> {
    for (let turn = 0; turn < 200; turn++) {
      if (await isRight(await ask(address))) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${address} never changed`);
  }

  it('are the very answers of the house, headers and all, and are not sent again to whom has them', async () => {
    const address = '/v1/products?brand=morrow-clay&limit=2';
    const [first, second] = [await ask(address), await ask(`${address}&utm_source=mail`)];
    const headersOf = ({ headers }: Response) =>
      Object.fromEntries([...headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)));
    expect(headersOf(second)).toEqual(headersOf(first));
    expect(headersOf(second)).toMatchObject({
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    });
    expect(await second.text()).toBe(await first.text());
    const again = await ask(address, { 'if-none-match': first.headers.get('etag')! });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await ask('/v1/products?brand=nobody')).status).toBe(404);
  });

  it('show a new price, and disappear with what is no longer for sale', async () => {
    const page = zProductPage.parse(await (await ask('/v1/products?brand=morrow-clay&limit=1')).json());
    const { id } = page.products[0]!;
    const address = `/v1/products/${id}`;
    const open = `state = 'open' AND variant_id IN (SELECT v.id FROM catalog.variant v WHERE v.product_id = $1)`;
    await ask(address);
    await database.rows(`UPDATE catalog.listing SET price_minor = 1_234 WHERE ${open}`, [id]);
    await until(address, async (response) => {
      const product = zProductDetail.parse(await response.json());
      return product.variants.every(({ price }) => price.amount === 1_234);
    });
    await database.rows(`UPDATE catalog.listing SET ends_at = now() WHERE ${open}`, [id]);
    await until(address, async (response) => response.status === 404);
    await database.rows(`UPDATE catalog.listing SET ends_at = NULL WHERE ${open}`, [id]);
  });
});

describe('the same import at a terminal', () => {
  const exported = path.join(mkdtempSync(path.join(tmpdir(), 'sidestall-cli-')), 'lamps.csv');
  const lamps = `${HEADER},Vendor,Image Src\nlamp,Lamp,L,3,deny,40,Kiln & Co,pictures/lamp.jpg\nbulb,Bulb,B,3,deny,much,Kiln & Co,\n`;
  beforeAll(() => writeFileSync(exported, lamps));
  afterAll(() => rmSync(path.dirname(exported), { recursive: true }));

  it('reports readably, and ends with a code when something was rejected', async () => {
    const { out, code, error } = await runImport([exported, '--assets', 'https://cdn.test/'], variables);
    expect({ code, error }).toEqual({ code: 2, error: '' });
    expect(out).toContain('1 new, 0 changed, 0 unchanged, 1 rejected');
    expect(out).toContain('line 3, Variant Price: “much” is not an amount');
    const page = zProductPage.parse(await (await get('/v1/products?brand=kiln-co')).json());
    expect(page.products).toMatchObject([{ title: 'Lamp', imageUrl: 'https://cdn.test/pictures/lamp.jpg' }]);
  });

  it.each([
    ['a brand that is not there', [exported, '--brand', 'nobody'], 'There is no brand nobody. There are'],
    [
      'another file',
      [path.resolve(import.meta.dirname, '../../package.json')],
      'The first line is not that of a product file',
    ],
    ['nothing', [], 'npm run import -- FILE'],
  ])('says of %s what to put right', async (_, args, message) => {
    const { error, code } = await runImport(args, variables);
    expect(code).toBe(1);
    expect(error).toContain(message);
    expect(error).not.toMatch(/\bat .*:\d+:\d+/);
  });
});
