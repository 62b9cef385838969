import type { BrandRetailersWire } from '@sidestall/contracts';
import { AfterSale, KETTLE, MUG } from '../payments/after-sale.fixture.ts';

let shop: AfterSale;
beforeAll(async () => {
  shop = await AfterSale.open();
});
afterAll(() => shop.house.close());

const list = () => shop.console<BrandRetailersWire>('GET', '/retailers');

describe('the retailers of a brand', () => {
  it('are those who took on something of its own, with what each is known for', async () => {
    expect((await list()).body).toEqual({ retailers: [] });
    const cart = { [MUG]: 2 };
    const placed = await shop.paid(cart);
    await shop.settle();
    await shop.shipped(placed, cart);
    await shop.paid({ [KETTLE]: 1 });
    await shop.house.database.rows(
      `UPDATE platform.outbox SET next_at = now() WHERE name = 'fulfillment.count-scorecards' AND state = 'pending'`,
    );
    const [retailer, another] = await shop.house.until(async () => {
      const { retailers } = (await list()).body;
      return retailers.some(({ scorecard }) => scorecard.acceptance.sample > 0) && retailers;
    }, 'a count');
    expect(another).toBeUndefined();
    expect(retailer).toMatchObject({
      name: expect.stringContaining('Northwind'),
      // Two units are too few to say anything of.
      scorecard: { days: 90, acceptance: { value: null, sample: 2 }, countedAt: expect.any(String) },
    });
  });

  it('are told to nobody else', async () => {
    const foreign = (await shop.house.brandIds()).find((id) => id !== shop.brandId)!;
    expect((await shop.console('GET', `/../${foreign}/retailers`)).body.code).toBe('CATALOG.BRAND_NOT_FOUND');
  });
});
