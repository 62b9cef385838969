import type { Problem, Quote, SafetyStockAnswer } from '@sidestall/contracts';
import type { VariantId } from '@sidestall/kernel';
import { AfterSale, KETTLE, MUG } from '../payments/after-sale.fixture.ts';

let shop: AfterSale;
beforeAll(async () => {
  shop = await AfterSale.open();
});
afterAll(() => shop.house.close());

const variantOf = async (sku: string): Promise<VariantId> =>
  (await shop.house.database.one<{ id: VariantId }>(`SELECT id FROM catalog.variant WHERE sku = $1`, [sku]))!.id;
const keep = (variants: unknown) => shop.console<SafetyStockAnswer>('PUT', '/safety-stock', { variants });
const quote = async (sku: string, quantity: number) =>
  shop.house.call<Quote & Problem>('POST', '/v1/quotes', {
    body: { lines: [{ listingId: await shop.house.listing(sku), quantity }], country: 'DE' },
  });

describe('a brand', () => {
  it('keeps units back from sale, and sells them to the last again', async () => {
    const variantId = await variantOf(MUG);
    const there = await shop.house.available(MUG);
    const late = await shop.house.quote({ [MUG]: 2 });
    expect(await keep([{ variantId, safety: there - 1 }])).toMatchObject({
      status: 200,
      body: { variants: [{ variantId, safety: there - 1, available: 1 }] },
    });
    expect(await shop.house.place(late)).toMatchObject({ status: 409, body: { code: 'ORDERING.STOCK_GONE' } });
    expect((await shop.house.place(await shop.house.quote({ [MUG]: 1 }))).status).toBe(201);
    expect((await keep([{ variantId, safety: 0 }])).body.variants).toMatchObject([{ available: there - 1 }]);
    expect((await quote(MUG, 2)).status).toBe(201);
  });

  it('cannot keep back what is another brand’s, nor fewer than none, and then nothing is kept', async () => {
    const [mug, kettle] = [await variantOf(MUG), await variantOf(KETTLE)];
    expect(
      await keep([
        { variantId: mug, safety: 5 },
        { variantId: kettle, safety: 5 },
      ]),
    ).toMatchObject({ status: 404, body: { code: 'CATALOG.PRODUCT_NOT_FOUND' } });
    expect((await keep([{ variantId: mug, safety: -1 }])).status).toBe(400);
    expect(await shop.house.database.rows(`SELECT 1 FROM inventory.variant_stock WHERE safety > 0`)).toEqual([]);
    const foreign = (await shop.house.brandIds()).find((id) => id !== shop.brandId)!;
    const answer = await shop.console('PUT', `/../${foreign}/safety-stock`, {
      variants: [{ variantId: kettle, safety: 5 }],
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'CATALOG.BRAND_NOT_FOUND' } });
  });
});
