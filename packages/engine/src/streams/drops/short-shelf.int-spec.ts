import { type BrandId, type DropId, type ListingId, type VariantId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { testShow, type TestShow } from '../show.fixture.ts';
import { DropReader } from './drop-reader.ts';
import { DropTable } from './drops.fixture.ts';

let show: TestShow;
let table: DropTable;
let brandId: BrandId;
let listingId: ListingId;
let variantId: VariantId;

beforeAll(async () => {
  show = await testShow();
  table = new DropTable(show);
  brandId = await show.brand();
});
beforeEach(async () => {
  ({ listingId, variantId } = await show.sell(brandId, 10));
});
afterAll(async () => {
  await show.close();
  await stopDatabases();
});

const plan = (allotment: number) => table.planned(brandId, table.wish(listingId, { allotment }));
const toldLeft = async (id: DropId) => {
  const found = await show.engine.get(DropReader).find(brandId, id);
  return [(await table.offer(listingId))?.left, found.ok ? found.value.listings[0]!.left : null];
};

describe('a drop whose units are not on the shelf any more', () => {
  it('sells none that is not there, tells so, and goes on when they are back', async () => {
    const id = await plan(5);
    await table.buy(variantId, 2, id);
    await show.setUnits(variantId, 0);
    expect(await toldLeft(id)).toEqual([0, 0]);
    expect(await table.buy(variantId, 1, id)).toBeNull();
    await show.setUnits(variantId, 3);
    expect(await toldLeft(id)).toEqual([1, 1]);
    expect(await table.buy(variantId, 2, id)).toBeNull();
    expect(await table.buy(variantId, 1, id)).not.toBeNull();
    expect(await table.buy(variantId, 1, id)).toBeNull();
    await show.setUnits(variantId, 10);
    expect(await toldLeft(id)).toEqual([2, 2]);
    expect(await table.buy(variantId, 2, id)).not.toBeNull();
    expect(await table.buy(variantId, 1, id)).toBeNull();
  });

  it('sells what is there in the order of asking, and never more, beside another drop and everybody else', async () => {
    const drops = [await plan(4), await plan(5)];
    await show.setUnits(variantId, 3);
    const rush = (dropId: DropId | null) =>
      Promise.all(Array.from({ length: 8 }, () => table.buy(variantId, 1, dropId)));
    const orders = (await Promise.all([...drops.map(rush), rush(null)])).flat();
    expect(orders.filter(Boolean)).toHaveLength(3);
  });

  it('is bound by the shelf within one batch of asks too, where others buy beside it', async () => {
    const id = await plan(6);
    await show.setUnits(variantId, 10);
    const answers = await table.buyAtOnce(variantId, [
      ...Array.from({ length: 4 }, () => null),
      ...Array.from({ length: 7 }, () => id),
    ]);
    expect(answers).toEqual([...Array(10).fill(true), false]);
    const other = await show.sell(brandId, 6);
    const next = await table.planned(brandId, table.wish(other.listingId, { allotment: 4 }));
    await show.setUnits(other.variantId, 3);
    expect(await table.buyAtOnce(other.variantId, [next, next, null, next, next])).toEqual([
      true,
      true,
      false,
      true,
      false,
    ]);
  });

  it('that the brand sells on back order goes on', async () => {
    await show.database.rows(`UPDATE inventory.variant_stock SET may_oversell = true WHERE variant_id = $1`, [
      variantId,
    ]);
    const id = await plan(15);
    await show.setUnits(variantId, 0);
    expect(await toldLeft(id)).toEqual([15, 15]);
    expect(await table.buy(variantId, 15, id)).not.toBeNull();
    expect(await table.buy(variantId, 1, id)).toBeNull();
  });
});
