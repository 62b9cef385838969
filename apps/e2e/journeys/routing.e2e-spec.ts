import type { OrderView, PlacedOrder } from '@sidestall/contracts';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, Watch } from '../src/browser.ts';
import { ShopHouse } from '../src/shop-house.ts';

const PHONE = { width: 375, height: 812 };

let shop: ShopHouse;
let browser: Browser;
const watch = new Watch();

beforeAll(async () => {
  [shop, browser] = await Promise.all([ShopHouse.open({ shipAfterMs: 200 }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

/** Something of the demo host's own brand that somebody was asked for. */
async function asked(): Promise<{ placed: PlacedOrder; order: OrderView }> {
  const { listingId } = await shop.listing('espresso-cup-pair');
  const placed = await shop.place(await shop.quote([listingId]), await shop.token());
  const order = await shop.until(async () => {
    const now = await shop.order(placed);
    return now?.fulfillment === 'shipped' && now;
  }, 'the parcel to leave');
  return { placed, order };
}

async function atTheConsole(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'en-US' });
  context.setDefaultTimeout(30_000);
  watch.on(context);
  const page = await context.newPage();
  await page.goto(`${shop.house.urls.console}${path}`);
  await page.getByLabel('Email').fill('host@demo.sidestall.dev');
  await page.getByLabel('Password').fill('sidestall-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
}

describe('who sends an order', () => {
  it('is explained to the brand, and goes by rules that the brand wrote, tried and put in force', async () => {
    const first = await asked();
    const host = await atTheConsole('/orders');
    await host.getByRole('link', { name: new RegExp(first.order.number) }).click();
    await host.getByRole('link', { name: 'See why' }).click();
    await host.getByRole('heading', { name: 'First look' }).waitFor();
    await host.getByText('by the house’s rules.').waitFor();
    await host.getByRole('list', { name: 'Who was asked' }).getByText('Shipped').waitFor();
    const looked = host.getByRole('list', { name: 'Everybody who was looked at' }).getByRole('listitem');
    expect(await looked.count()).toBeGreaterThan(0);
    await looked.first().getByText('Asked for 1 piece.').waitFor();

    await host.getByRole('link', { name: 'The rules' }).click();
    await host.getByText('These rules can be used.').waitFor();
    const field = host.getByRole('textbox', { name: 'The rules, as JSON' });
    const text = await field.inputValue();
    await field.fill(text.replace('"use": "fewest_parcels"', '"use": "nearest"'));
    await host.getByRole('list', { name: 'Problems' }).getByText('criteria[0].use').waitFor();
    expect(await host.getByRole('button', { name: 'Keep as a new version' }).isEnabled()).toBe(false);

    await field.fill(text.replace('"maxParcels": null', '"maxParcels": 2'));
    await host.getByText('These rules can be used.').waitFor();
    await host.getByRole('button', { name: 'Try on past orders' }).click();
    await host.getByText(/^0 of \d+ orders? would have gone another way: \d+ parcels?, as before\.$/).waitFor();
    await host.getByLabel(/^What is this version for/).fill('No more than two parcels');
    await host.getByRole('button', { name: 'Keep as a new version' }).click();
    const version = host.getByRole('listitem', { name: 'Version 1' });
    await version.getByText('No more than two parcels').waitFor();
    await host.getByText('Orders go by the house’s rules now.').waitFor();
    await version.getByRole('button', { name: 'Put in force' }).click();
    await version.getByText('In force').waitFor();

    const second = await asked();
    await host.goto(`${shop.house.urls.console}/orders/${second.order.id}/routing`);
    await host.getByText('by version 1 of your rules.').waitFor();
    expect(await host.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    await host.context().close();
    expect(watch.troubles).toEqual([]);
  });
});
