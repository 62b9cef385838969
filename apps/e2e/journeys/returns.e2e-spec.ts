import { randomUUID } from 'node:crypto';
import type { OrderView, PlacedOrder } from '@sidestall/contracts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser, Watch } from '../src/browser.ts';
import { ShopHouse } from '../src/shop-house.ts';

const DESKTOP = { width: 1440, height: 900 };

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

async function newBrowser(): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'en-US' });
  context.setDefaultTimeout(30_000);
  watch.on(context);
  return context;
}

/** Something of the demo host's own brand that has left its retailer. */
async function sent(): Promise<{ placed: PlacedOrder; order: OrderView }> {
  const { listingId } = await shop.listing('espresso-cup-pair');
  const placed = await shop.place(await shop.quote([listingId]), await shop.token());
  const order = await shop.until(async () => {
    const now = await shop.order(placed);
    return now?.fulfillment === 'shipped' && now;
  }, 'the parcel to leave');
  return { placed, order };
}

async function atTheConsole(number: string): Promise<Page> {
  const page = await (await newBrowser()).newPage();
  await page.goto(`${shop.house.urls.console}/orders`);
  await page.getByLabel('Email').fill('host@demo.sidestall.dev');
  await page.getByLabel('Password').fill('sidestall-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: new RegExp(number) }).click();
  return page;
}

describe('goods that come back', () => {
  it('are announced by the buyer, agreed to by the brand, looked at by the retailer and refunded, and each sees where they are', async () => {
    const { placed, order } = await sent();
    const buyer = await (await newBrowser()).newPage();
    await buyer.goto(`${shop.house.urls.storefront}/orders/${order.id}#token=${placed.orderToken}`);
    await buyer.getByRole('button', { name: 'Return something' }).click();
    await buyer.getByLabel(/^How many of/).selectOption('1');
    await buyer.getByRole('button', { name: 'Announce the return' }).click();
    await buyer.getByText(/^The shop has your announcement and answers by/).waitFor();

    const host = await atTheConsole(order.number);
    await host.getByRole('button', { name: 'Agree' }).click();
    await host.getByLabel(/^Where to send it/).fill('Kiln & Co, Rua das Flores 12, Porto');
    await host.getByRole('button', { name: 'Agree to the return' }).click();
    await host.getByText('Agreed, not sent yet').waitFor();

    await buyer.reload();
    await buyer.getByText('Where to: Kiln & Co, Rua das Flores 12, Porto').waitFor();
    await buyer.getByRole('button', { name: 'I have sent it' }).click();
    await buyer.getByLabel('With whom?').fill('DHL');
    await buyer.getByLabel('Tracking number').fill('RET-4711');
    await buyer.getByRole('button', { name: 'Tell the shop' }).click();
    await buyer.getByText('It is on its way to the shop.').waitFor();

    const desk = await (await newBrowser()).newPage();
    await desk.goto(shop.house.urls.northwind);
    await desk.getByRole('link', { name: 'Returns' }).click();
    await desk.getByText('DHL RET-4711').waitFor();
    await desk.getByRole('button', { name: 'It arrived' }).click();
    await desk.getByRole('button', { name: 'As new: back on the shelf' }).click();
    await desk.getByText('Refunded').waitFor();

    await buyer.reload();
    await buyer.getByText('It arrived at the shop, and your refund is listed above.').waitFor();
    await host.reload();
    await host.getByText('1 × Espresso Cup Pair (back on the shelf)').waitFor();
    await host.getByRole('region', { name: 'Refunds' }).waitFor();
    expect((await shop.order(placed))!.refunds).toHaveLength(1);
    await Promise.all([buyer, host, desk].map((page) => page.context().close()));
  });

  it('are agreed to at once when the brand said so beforehand', async () => {
    const { placed, order } = await sent();
    const host = await atTheConsole(order.number);
    await host.getByRole('link', { name: 'All orders' }).click();
    await host.getByRole('button', { name: 'How returns are answered' }).click();
    await host.getByText('Agree to every return at once').click();
    await host.getByRole('button', { name: 'Save' }).click();
    await host.getByText(/^Saved\./).waitFor();

    const asked = await shop.call('POST', `/v1/orders/${order.id}/returns`, {
      headers: { authorization: `Bearer ${placed.orderToken}`, 'idempotency-key': randomUUID() },
      body: { reason: 'late', lines: [{ lineId: order.lines[0]!.id, quantity: 1 }] },
    });
    expect(asked).toMatchObject({ status: 201, body: { state: 'authorized' } });
    await host.context().close();
  });

  it('broke no rule of any page on the way', () => {
    expect(watch.troubles).toEqual([]);
  });
});
