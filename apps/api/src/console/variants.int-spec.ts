import type { BrandVariantsWire } from '@sidestall/contracts';
import type { VariantId } from '@sidestall/kernel';
import { AfterSale, KETTLE, MUG } from '../payments/after-sale.fixture.ts';

let shop: AfterSale;
beforeAll(async () => {
  shop = await AfterSale.open();
});
afterAll(() => shop.house.close());

const find = (query: string) => shop.console<BrandVariantsWire>('GET', `/variants?${query}`);
const skus = async (query: string) => (await find(query)).body.variants.map(({ sku }) => sku);
const variantOf = async (sku: string): Promise<VariantId> =>
  (await shop.house.database.one<{ id: VariantId }>(`SELECT id FROM catalog.variant WHERE sku = $1`, [sku]))!.id;

describe('the variants of a brand', () => {
  it('are found by words of their title, options and SKU, all of them', async () => {
    expect(await skus(`q=${MUG.toLowerCase()}`)).toEqual([MUG]);
    const inks = await skus('q=mug%20ink');
    expect(inks).toContain(MUG);
    expect(inks.every((sku) => sku.includes('MUG-INK'))).toBe(true);
    expect(await skus('q=mug%20bicycle')).toEqual([]);
    expect(await skus('q=%25')).toEqual([]);
    expect(await skus('limit=2')).toHaveLength(2);
  });

  it('are named by their ids, archived ones too, and those of other brands are not', async () => {
    const [mug, kettle] = [await variantOf(MUG), await variantOf(KETTLE)];
    expect((await find(`ids=${mug},${kettle}`)).body.variants).toMatchObject([
      { variantId: mug, sku: MUG, isArchived: false, variantTitle: expect.any(String) as string },
    ]);
    await shop.house.database.rows(`UPDATE catalog.variant SET archived_at = now() WHERE id = $1`, [mug]);
    expect((await find(`ids=${mug}`)).body.variants).toMatchObject([{ isArchived: true }]);
    expect(await skus(`q=${MUG}`)).toEqual([]);
    expect(await find('ids=mug')).toMatchObject({ status: 400 });
  });

  it('are nobody else’s business', async () => {
    const foreign = (await shop.house.brandIds()).find((id) => id !== shop.brandId)!;
    expect((await shop.console('GET', `/../${foreign}/variants`)).body.code).toBe('CATALOG.BRAND_NOT_FOUND');
  });
});
