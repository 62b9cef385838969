import type { OrderView } from '@sidestall/contracts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { fillAddress, fillCard, openBrowser, Watch } from '../src/browser.ts';
import { ShopHouse } from '../src/shop-house.ts';

const GOOD = '4242424242424242';
const DECLINED = '4000000000000002';
const THREE_D_SECURE = '4000000000003220';
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 375, height: 812 };

let shop: ShopHouse;
let browser: Browser;
const watch = new Watch();

beforeAll(async () => {
  [shop, browser] = await Promise.all([ShopHouse.open({ shipAfterMs: 4_000 }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

async function visit(url: string, viewport = DESKTOP): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport, locale: 'en-US' });
  context.setDefaultTimeout(20_000);
  watch.on(context);
  const page = await context.newPage();
  await page.goto(url);
  return { context, page };
}

const pinnedCard = (page: Page) => page.getByRole('button', { name: 'Buy now' }).first();

/** What the order page says of itself at its address, which is where the buyer's mail leads. */
async function orderOf(page: Page): Promise<OrderView> {
  const url = new URL(page.url());
  const id = url.pathname.split('/').at(-1)!;
  const token = new URLSearchParams(url.hash.slice(1)).get('token')!;
  const answer = await shop.call<OrderView>('GET', `/v1/orders/${id}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return answer!.body;
}

async function capturedOf(orderId: string): Promise<number> {
  const intents = (await shop.stripe.paymentIntents.list({ limit: 100 })).data.filter(
    (intent) => intent.metadata['order'] === orderId,
  );
  expect(intents).toHaveLength(1);
  const charges = (await shop.stripe.charges.list({ payment_intent: intents[0]!.id })).data;
  return charges.reduce((sum, charge) => sum + charge.amount_captured, 0);
}

/** Opens the newest message to that address in the mailbox and follows its link. */
async function followMail(context: BrowserContext, subject: RegExp, recipient: string): Promise<Page> {
  const link = await shop.until(async () => {
    const answer = await shop.call<{ recipient: string; subject: string; text: string }[]>(
      'GET',
      '/mailbox/messages.json',
    );
    const message = answer?.body.find(
      (candidate) => candidate.recipient === recipient && subject.test(candidate.subject),
    );
    return message && /https?:\/\/\S+\/orders\/\S+/.exec(message.text)?.[0];
  }, `a message to ${recipient}`);
  const page = await context.newPage();
  await page.goto(link);
  return page;
}

describe('the main job', () => {
  let host: { context: BrowserContext; page: Page };
  let viewer: { context: BrowserContext; page: Page };

  it('begins with a host who signs in and sees the show', async () => {
    host = await visit(shop.house.urls.console);
    await host.page.getByLabel('Email').fill('host@demo.sidestall.dev');
    await host.page.getByLabel('Password').fill('sidestall-demo');
    await host.page.getByRole('button', { name: 'Sign in' }).click();
    await host.page
      .getByRole('link', { name: /Table Talk/ })
      .first()
      .click();
    await host.page.getByRole('button', { name: 'Pin Swan Kettle', exact: true }).waitFor();
  });

  it('plays the live channel beside the stall, before anything is pinned', async () => {
    viewer = await visit(shop.house.urls.demoStream);
    await viewer.page.waitForFunction(() => {
      const video = document.querySelector('video');
      return video !== null && video.currentTime > 0 && !video.paused;
    });
    await viewer.page
      .getByRole('heading', { name: /Table Talk/ })
      .first()
      .waitFor();
    expect(await pinnedCard(viewer.page).count()).toBe(0);
  });

  it('shows the pin to whoever watches, and to whoever comes later', async () => {
    await host.page.getByRole('button', { name: 'Pin Swan Kettle', exact: true }).click();
    await host.page.getByRole('button', { name: 'Unpin Swan Kettle' }).waitFor();
    await pinnedCard(viewer.page).waitFor();
    const late = await visit(shop.house.urls.demoStream, PHONE);
    await pinnedCard(late.page).waitFor();
    await late.page.getByText('Swan Kettle').first().waitFor();
    await late.context.close();
  });

  it('takes the pin off again everywhere', async () => {
    await host.page.getByRole('button', { name: 'Unpin Swan Kettle' }).click();
    await pinnedCard(viewer.page).waitFor({ state: 'detached' });
    await host.page.getByRole('button', { name: 'Pin Swan Kettle', exact: true }).click();
    await pinnedCard(viewer.page).waitFor();
  });

  it('fills one cart from the table and from the shelf, which survives a reload', async () => {
    const { page } = viewer;
    await pinnedCard(page).click();
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.getByText('In your cart').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page
      .getByRole('button', { name: /Morning Mug/ })
      .first()
      .click();
    await page.getByRole('radio', { name: /Ink/ }).check({ force: true });
    await page.getByRole('radio', { name: /350/ }).check({ force: true });
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.getByText('In your cart').waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Cart/ }).first().click();
    await page.getByText('Swan Kettle').first().waitFor();
    await page.getByText('Morning Mug').first().waitFor();
  });

  it('tells the full total before paying, and a declined card in plain words with the cart kept', async () => {
    const { page } = viewer;
    await page.getByRole('button', { name: 'Check out' }).click();
    await fillAddress(page, 'ana@example.com');
    const pay = page.getByRole('button', { name: /^Pay €/ });
    await pay.waitFor();
    await fillCard(page, DECLINED);
    await pay.click();
    await page
      .getByText(/declined/i)
      .first()
      .waitFor();
    await page
      .getByText(/Nothing was charged/)
      .first()
      .waitFor();
  });

  it('places one order that two retailers share, and the mail leads to a page that moves by itself', async () => {
    const { page, context } = viewer;
    const pay = page.getByRole('button', { name: /^Pay €/ });
    const total = (await pay.textContent())!.replace(/[^\d.]/g, '');
    await fillCard(page, GOOD);
    await pay.click();
    await page.getByText('Thank you').waitFor();
    await page
      .getByText(/ana@example.com/)
      .first()
      .waitFor();

    const orderPage = await followMail(context, /^Your order/, 'ana@example.com');
    await orderPage.getByText('On its way to you').waitFor({ timeout: 60_000 });
    expect(await orderPage.getByText('Northwind Warehouse').count()).toBeGreaterThan(0);
    expect(await orderPage.getByText('Harbor', { exact: false }).count()).toBeGreaterThan(0);

    const order = await shop.until(async () => {
      const now = await orderOf(orderPage);
      return now.state === 'completed' && now;
    }, 'the end of the order');
    expect((order.totals.total.amount / 100).toFixed(2)).toBe(total);
    expect(order.payment.captured).toEqual(order.totals.total);
    expect(await capturedOf(order.id)).toBe(order.totals.total.amount);
    const slips = [await shop.slips('northwind', order.number), await shop.slips('harbor', order.number)];
    expect(slips).toMatchObject([[{ step: 'shipped' }], [{ step: 'shipped' }]]);
    const numbers = slips.flat().map((slip) => slip.parcel!.trackingNumber);
    expect(order.parcels.map((parcel) => parcel.trackingNumber).sort()).toEqual(numbers.sort());
    for (const number of numbers) expect(await orderPage.getByText(number).count()).toBeGreaterThan(0);
    await orderPage.close();
  });

  it('lets the bank ask on a phone, and ends the same way', async () => {
    const { page, context } = await visit(shop.house.urls.demoStream, PHONE);
    await pinnedCard(page).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Buy now' }).click();
    await fillAddress(page, 'eva@example.com');
    const pay = page.getByRole('button', { name: /^Pay €/ });
    await pay.waitFor();
    await fillCard(page, THREE_D_SECURE);
    await pay.click();
    const bank = page.frameLocator('iframe[src*="/challenges/"]');
    await bank.getByRole('button', { name: 'Complete authentication' }).click();
    await page.getByText('Thank you').waitFor();
    const orderPage = await followMail(context, /^Your order/, 'eva@example.com');
    await orderPage.getByText('On its way to you').waitFor({ timeout: 60_000 });
    const order = await shop.until(async () => {
      const now = await orderOf(orderPage);
      return now.state === 'completed' && now;
    }, 'the end of the order');
    expect(await capturedOf(order.id)).toBe(order.totals.total.amount);
    expect(await shop.slips('harbor', order.number)).toMatchObject([{ step: 'shipped' }]);
    await context.close();
  });

  it('never sent a card number to any origin but the sandbox’s, and broke no rule of the page', () => {
    for (const number of [GOOD, DECLINED, THREE_D_SECURE]) {
      expect(watch.carrying(number, shop.house.urls.stripeSandbox)).toEqual([]);
    }
    const toSandbox = watch.requests.filter((request) => request.url.startsWith(shop.house.urls.stripeSandbox));
    expect(toSandbox.some((request) => request.body.replaceAll(/[\s+]|%20/g, '').includes(GOOD))).toBe(true);
    expect(watch.troubles).toEqual([]);
  });
});
