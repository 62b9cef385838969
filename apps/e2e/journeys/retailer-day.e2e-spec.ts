import { randomUUID } from 'node:crypto';
import type { DeliveryPage, OrderView, PlacedOrder, Quote } from '@sidestall/contracts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser, Watch } from '../src/browser.ts';
import { ShopHouse } from '../src/shop-house.ts';

const VIEW = { width: 1440, height: 900 };
const PHONE = { width: 375, height: 812 };
const UNITS = 3;

let shop: ShopHouse;
let browser: Browser;
let context: BrowserContext;
let desk: Page;
let placed: PlacedOrder;
const watch = new Watch();

beforeAll(async () => {
  // Nothing leaves by itself: all of this day's work is done by hand.
  [shop, browser] = await Promise.all([ShopHouse.open({ shipAfterMs: 3_600_000 }), openBrowser()]);
  context = await browser.newContext({ viewport: VIEW, locale: 'en-US' });
  context.setDefaultTimeout(30_000);
  watch.on(context);
  desk = await context.newPage();
});
afterAll(async () => {
  await context?.close();
  await browser?.close();
  await shop?.close();
});

/** What the retailer's key opens in the portal. */
const portal = <T>(method: string, route: string, body?: unknown): Promise<{ status: number; body: T } | null> =>
  shop.call<T>(method, `/v1/partner${route}`, {
    headers: { authorization: `Bearer ${shop.house.secrets.northwindApiKey}`, 'idempotency-key': randomUUID() },
    body,
  });

/** Where pictures of each state go, for whoever wants to look at them. */
const PICTURES = process.env['RETAILER_DAY_PICTURES'];

async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return;
  for (const viewport of [VIEW, PHONE]) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: `${PICTURES}/${name}-${viewport.width}.png`, animations: 'disabled' });
  }
}

const ordered = async (): Promise<OrderView> => (await shop.order(placed))!;
const slip = () => desk.locator('article.slip').filter({ hasText: placed.order.number });

describe('a retailer’s whole day', () => {
  it('begins with an order of which a part is promised', async () => {
    await desk.goto(shop.house.urls.northwind);
    await desk.getByRole('button', { name: 'By hand' }).click();
    const { listingId } = await shop.listing('espresso-cup-pair');
    const quote = await shop.call<Quote>('POST', '/v1/quotes', {
      body: { lines: [{ listingId, quantity: UNITS }], country: 'DE' },
    });
    placed = await shop.place(quote!.body, await shop.token());
    await slip().getByText('Waiting for you').waitFor();
    await slip().getByText('Accept a part').click();
    await slip().getByRole('spinbutton').fill('2');
    await slip().getByRole('button', { name: 'Accept these' }).click();
    await slip().getByText('1 not taken').waitFor();
  });

  it('goes on with two parcels of what was promised', async () => {
    await slip().getByText('Ship a part').click();
    await slip().getByRole('spinbutton').fill('1');
    await slip().getByRole('button', { name: 'Ship these' }).click();
    await slip().getByText('Packing').waitFor();
    await slip().locator('.foot b').first().waitFor();
    await slip().getByRole('button', { name: 'Ship now' }).click();
    await slip().getByText('Shipped').waitFor();
    expect(await slip().locator('.foot b').count()).toBe(2);
    const order = await shop.until(async () => {
      const now = await ordered();
      return now.parcels.filter(({ trackingNumber }) => trackingNumber !== null).length >= 2 && now;
    }, 'the buyer to see both parcels');
    expect(new Set(order.parcels.map(({ trackingNumber }) => trackingNumber)).size).toBeGreaterThanOrEqual(2);
  });

  it('has goods come back, looked at and put on the shelf again', async () => {
    const order = await ordered();
    const asked = await shop.call('POST', `/v1/orders/${order.id}/returns`, {
      headers: { authorization: `Bearer ${placed.orderToken}`, 'idempotency-key': randomUUID() },
      body: { reason: 'late', lines: [{ lineId: order.lines[0]!.id, quantity: 1 }] },
    });
    expect(asked).toMatchObject({ status: 201 });
    await desk.getByRole('link', { name: 'Returns' }).click();
    await desk.getByRole('button', { name: 'Agree' }).click();
    await desk.getByRole('button', { name: 'It arrived' }).click();
    await desk.getByRole('button', { name: 'As new: back on the shelf' }).click();
    await desk.getByText('Refunded').waitFor();
    await shop.until(async () => (await ordered()).refunds.length > 0, 'the refund to be seen');
  });

  it('changes its secret at once, without a restart: what is signed with the new one is believed', async () => {
    await desk.goto(`${shop.house.urls.northwind}/connection`);
    const before = await desk.getByText(/Signed with/).textContent();
    await desk.getByRole('button', { name: 'Replace the secret at once' }).click();
    await desk.getByText('The secret was replaced').waitFor();
    expect(await desk.getByText(/Signed with/).textContent()).not.toBe(before);
    await desk.getByRole('button', { name: 'Send a test event' }).click();
    await desk.getByText('The test event arrived: 200').waitFor();
  });

  it('has a message said again, under the same id, and does nothing twice', async () => {
    const asked = await portal<DeliveryPage>('GET', '/deliveries?type=fulfillment_order.requested');
    const [delivery] = asked!.body.deliveries;
    await desk
      .locator(`tr[data-message="${delivery!.messageId}"]`)
      .getByRole('button', { name: 'Say it again' })
      .click();
    await desk.getByText('It is said again').waitFor();
    const { attemptLog } = await shop.until(async () => {
      const page = await portal<DeliveryPage>('GET', '/deliveries?type=fulfillment_order.requested');
      const now = page!.body.deliveries.find(({ id }) => id === delivery!.id)!;
      return now.state === 'succeeded' && now.attempts === 2 && now;
    }, 'the message to arrive again');
    expect(attemptLog.map(({ status }) => status)).toEqual([200, 200]);
    expect((await ordered()).parcels.filter(({ trackingNumber }) => trackingNumber !== null)).toHaveLength(2);
  });

  it('has its shelves counted, and Sidestall knows at once', async () => {
    await desk.getByRole('link', { name: 'Stock' }).click();
    const shelf = desk.getByRole('listitem').filter({ hasText: 'Espresso Cup Pair' });
    await shelf.getByRole('spinbutton').fill('37');
    await desk.getByRole('button', { name: 'Keep the counts and tell Sidestall' }).click();
    await shelf.getByText('Sidestall knows').waitFor();
    const [row] = await shop.rows<{ units: number }>(
      `SELECT s.on_hand::int AS units FROM inventory.stock s JOIN catalog.variant v ON v.id = s.variant_id
         JOIN catalog.product p ON p.id = v.product_id JOIN fulfillment.retailer r ON r.id = s.retailer_id
        WHERE p.handle = 'espresso-cup-pair' AND r.slug = 'northwind'`,
    );
    expect(row).toEqual({ units: 37 });
  });

  it('misbehaves on purpose, and the message comes again until it is heard', async () => {
    await desk.goto(`${shop.house.urls.northwind}/weather`);
    await desk.getByLabel('Answers 500').check();
    await desk.getByLabel('For how many messages').fill('1');
    await desk.getByRole('button', { name: 'Begin' }).click();
    await desk.getByRole('status').getByText('for the next message').waitFor();
    placed = await shop.place(
      await shop.quote([(await shop.listing('espresso-cup-pair')).listingId]),
      await shop.token(),
    );
    await desk.goto(shop.house.urls.northwind);
    await slip().getByText('Waiting for you').waitFor();
    await shop.until(async () => {
      const asked = await portal<DeliveryPage>('GET', '/deliveries?type=fulfillment_order.requested&limit=1');
      const heard = asked!.body.deliveries[0]!.attemptLog.map(({ status }) => status);
      return heard.length === 2 && heard.includes(500) && heard.includes(200);
    }, 'the message to be heard the second time');
    await desk.goto(`${shop.house.urls.northwind}/weather`);
    await desk.getByText('All is well').waitFor();
  });

  it('is held by who runs the house, and let go on; taken back, it is nobody’s to send', async () => {
    const house = await browser.newContext({ viewport: PHONE, locale: 'en-US' });
    house.setDefaultTimeout(30_000);
    watch.on(house);
    const page = await house.newPage();
    await page.goto(`${shop.house.urls.console}/shipping`);
    await page.getByLabel('Email').fill('operator@demo.sidestall.dev');
    await page.getByLabel('Password').fill('sidestall-demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: new RegExp(placed.order.number) }).click();
    await desk.goto(shop.house.urls.northwind);
    await slip().getByRole('button', { name: 'Accept', exact: true }).click();
    await page.getByText('Accepted', { exact: true }).first().waitFor();

    await page.getByRole('button', { name: /^Hold: / }).click();
    await page.getByLabel('Why').fill('The address looks odd');
    await page.getByRole('button', { name: 'Hold it' }).click();
    await page.getByText('On hold', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: /^Let it go on: / }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Let it go on' }).click();
    await page.getByRole('button', { name: /^Take it back: / }).click();
    await page.getByLabel('Why').fill('The buyer moves');
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('Recalled', { exact: true }).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
    await house.close();
  });

  it('leaves what the house cannot finish by itself to who runs it: a parcel that left after all, work that was given up', async () => {
    const [part] = await shop.rows<{ id: string }>(
      `SELECT id FROM fulfillment.fulfillment_order WHERE order_id = $1 AND state = 'recalled'`,
      [placed.order.id],
    );
    for (let said = 0; said < 2; said++) {
      const sent = { carrier: 'DHL', trackingNumber: 'JD014600099' };
      expect(await portal('POST', `/fulfillment-orders/${part!.id}/shipments`, sent)).toMatchObject({ status: 409 });
    }
    await shop.rows(
      `INSERT INTO platform.outbox (id, kind, name, payload, state, attempts, last_error, done_at)
       VALUES ('obx_01h455vb4pex5vsknk084sn02q', 'job', 'fulfillment.route-order', $1, 'failed', 12, 'The calendar has no days', now())`,
      [JSON.stringify({ orderId: placed.order.id })],
    );
    const house = await browser.newContext({ viewport: PHONE, locale: 'en-US' });
    house.setDefaultTimeout(30_000);
    watch.on(house);
    const page = await house.newPage();
    await page.goto(`${shop.house.urls.console}/loose-ends`);
    await page.getByLabel('Email').fill('operator@demo.sidestall.dev');
    await page.getByLabel('Password').fill('sidestall-demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Loose ends 2' }).waitFor();
    await picture(page, 'loose-ends');
    await page.getByRole('button', { name: 'Settle parcel JD014600099' }).click();
    await page.getByLabel('What was agreed').fill('It turns back at the depot');
    await picture(page, 'loose-end-settled');
    await page.getByRole('button', { name: 'Settle it' }).click();
    await page.getByText('Parcel JD014600099 is settled.').waitFor();
    await page.getByRole('button', { name: 'Try again: Finding who sends an order' }).click();
    await page.getByText('Nothing waits for you').waitFor();
    await picture(page, 'loose-ends-none');
    await shop.until(async () => {
      const [job] = await shop.rows<{ state: string }>(
        `SELECT state FROM platform.outbox WHERE id = 'obx_01h455vb4pex5vsknk084sn02q'`,
      );
      return job!.state === 'done';
    }, 'the work to be done after all');
    await house.close();
  });

  it('ends with an examination that its house passes', async () => {
    await desk.goto(`${shop.house.urls.northwind}/connection`);
    await desk.getByRole('button', { name: 'Have this house examined' }).click();
    const certificate = desk.getByRole('region', { name: 'Certificate' });
    await shop.until(async () => {
      await desk.goto(`${shop.house.urls.northwind}/connection`);
      return !(await certificate.getByText('It takes a few seconds').isVisible());
    }, 'the end of the examination');
    await certificate.getByRole('heading').getByText('passed').waitFor();
    await certificate.getByText(/^\d+ checks$/).click();
    expect(await certificate.getByRole('row').count()).toBeGreaterThan(20);
  });

  it('broke no rule of any page on the way', () => {
    expect(watch.troubles).toEqual([]);
  });
});
