import type { OrderView } from '@sidestall/contracts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { fillAddress, fillCard, openBrowser, Watch } from '../src/browser.ts';
import { HostPage } from '../src/host-page.ts';
import { ShopHouse } from '../src/shop-house.ts';

const GOOD = '4242424242424242';
const INSUFFICIENT_FUNDS = '4000000000009995';
const DESKTOP = { width: 1440, height: 900 };

let shop: ShopHouse;
let browser: Browser;
let post: HostPage;
const watch = new Watch();

beforeAll(async () => {
  [shop, browser] = await Promise.all([ShopHouse.open(), openBrowser()]);
  post = await HostPage.open(shop.house.urls.storefront);
});
afterAll(async () => {
  await browser?.close();
  await post?.close();
  await shop?.close();
});

async function newBrowser(): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'en-US' });
  context.setDefaultTimeout(30_000);
  watch.on(context);
  return context;
}

/** Takes something of the demo host's own brand from the shelf into the cart. */
async function withCups(context: BrowserContext, url = post.url): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page
    .getByRole('button', { name: /Espresso Cup Pair/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByText('In your cart').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  return page;
}

async function checkOut(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: /^Cart/ }).first().click();
  await page.getByRole('button', { name: 'Check out' }).click();
  await fillAddress(page, email);
  await payButton(page).waitFor();
}

const payButton = (page: Page) => page.getByRole('button', { name: /^Pay €/ });

async function ordersOf(email: string): Promise<string[]> {
  const rows = await shop.rows<{ id: string }>(`SELECT id FROM ordering."order" WHERE email = $1`, [email]);
  return rows.map(({ id }) => id);
}

/** Charges of an order as Stripe has them. */
async function chargesOf(orderId: string): Promise<{ captured: number; refunded: number; count: number }> {
  const intents = (await shop.stripe.paymentIntents.list({ limit: 100 })).data.filter(
    (intent) => intent.metadata['order'] === orderId && intent.status !== 'canceled',
  );
  const charges = await Promise.all(
    intents.map(async ({ id }) => (await shop.stripe.charges.list({ payment_intent: id })).data),
  );
  const paid = charges.flat().filter((charge) => charge.status === 'succeeded');
  return {
    captured: paid.reduce((sum, charge) => sum + charge.amount_captured, 0),
    refunded: paid.reduce((sum, charge) => sum + charge.amount_refunded, 0),
    count: paid.length,
  };
}

/** The order page at the address of the mail, and what the API says of the order to whoever holds it. */
async function followMail(context: BrowserContext, email: string): Promise<{ page: Page; link: string }> {
  const link = await shop.until(async () => {
    const answer = await shop.call<{ recipient: string; subject: string; text: string }[]>(
      'GET',
      '/mailbox/messages.json',
    );
    const message = answer?.body.find((each) => each.recipient === email && /^Your order/.test(each.subject));
    return message && /https?:\/\/\S+\/orders\/\S+/.exec(message.text)?.[0];
  }, `a message to ${email}`);
  const page = await context.newPage();
  await page.goto(link);
  return { page, link };
}

async function orderAt(link: string): Promise<OrderView> {
  const url = new URL(link);
  const token = new URLSearchParams(url.hash.slice(1)).get('token')!;
  const answer = await shop.call<OrderView>('GET', `/v1/orders/${url.pathname.split('/').at(-1)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return answer!.body;
}

async function signIn(email: string): Promise<Page> {
  const page = await (await newBrowser()).newPage();
  await page.goto(`${shop.house.urls.console}/orders`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('sidestall-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Console' }).waitFor();
  return page;
}

describe('money, as people see it', () => {
  it('a decline says why in plain words, charges nothing and keeps the cart', async () => {
    const context = await newBrowser();
    const page = await withCups(context);
    await checkOut(page, 'declined@example.com');
    await fillCard(page, INSUFFICIENT_FUNDS);
    await payButton(page).click();
    await page.getByText('The card has insufficient funds').waitFor();
    await page.getByText('Nothing was charged, and your cart is kept.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Cart/ }).first().click();
    await page.getByText('Espresso Cup Pair').first().waitFor();
    for (const id of await ordersOf('declined@example.com')) expect((await chargesOf(id)).captured).toBe(0);
    await context.close();
  });

  it('a double click in two tabs at once makes one order, which both of them show', async () => {
    const context = await newBrowser();
    const first = await withCups(context);
    const second = await context.newPage();
    await second.goto(post.url);
    for (const page of [first, second]) {
      await page.bringToFront();
      await checkOut(page, 'tabs@example.com');
      await fillCard(page, GOOD);
    }
    // Only one tab can have the pointer; both have their buttons pressed.
    const pressTwice = (button: HTMLElement | SVGElement) => {
      for (const _ of [1, 2]) button.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    };
    await Promise.all([first, second].map((page) => payButton(page).evaluate(pressTwice)));
    await Promise.all([first, second].map((page) => page.getByText('Thank you').waitFor()));
    const numbers = await Promise.all(
      [first, second].map((page) => page.getByText(/^Order [A-Z0-9-]+$/).textContent()),
    );
    expect(numbers[0]).toBe(numbers[1]);
    const orders = await ordersOf('tabs@example.com');
    expect(orders).toHaveLength(1);
    expect((await chargesOf(orders[0]!)).count).toBe(1);
    await context.close();
  });

  it('is paid on the shop’s own page where a page keeps Stripe out, and the cart is empty on both', async () => {
    const { api, live, storefront } = shop.house.urls;
    const guarded = await HostPage.open(
      storefront,
      [
        `default-src 'none'`,
        `script-src ${storefront}`,
        `connect-src ${api} ${live} ${storefront}`,
        `img-src data: ${api} ${storefront}`,
        `require-trusted-types-for 'script'`,
      ].join('; '),
    );
    // Not watched: that the page refuses Stripe’s script is what this is about.
    const context = await browser.newContext({ viewport: DESKTOP, locale: 'en-US' });
    context.setDefaultTimeout(30_000);
    const page = await withCups(context, guarded.url);
    await page.getByRole('button', { name: /^Cart/ }).first().click();
    await page.getByRole('button', { name: 'Check out' }).click();
    await page.getByLabel('Country', { exact: true }).selectOption('DE');
    await page.getByText('The payment fields could not be loaded. Nothing was charged.').waitFor();
    const way = page.getByRole('link', { name: 'Pay on the shop’s own page' });
    const [paying] = await Promise.all([context.waitForEvent('page'), way.click()]);
    watch.onPage(paying);
    expect(new URL(paying.url()).origin).toBe(new URL(storefront).origin);
    await fillAddress(paying, 'guarded@example.com');
    await fillCard(paying, GOOD);
    await payButton(paying).click();
    await paying.getByText('Thank you').waitFor();
    expect(await paying.evaluate(() => location.hash)).toBe('');
    const [order, ...others] = await ordersOf('guarded@example.com');
    expect(others).toEqual([]);
    expect((await chargesOf(order!)).count).toBe(1);
    await page.bringToFront();
    await page.getByText('Your cart is empty').waitFor();
    await context.close();
    await guarded.close();
  });

  describe('an order whose buyer closed the tab', () => {
    const EMAIL = 'gone@example.com';
    let context: BrowserContext;
    let buyer: { page: Page; link: string };
    let order: OrderView;

    it('is found again by its mail', async () => {
      context = await newBrowser();
      const page = await withCups(context);
      await checkOut(page, EMAIL);
      await fillCard(page, GOOD);
      const sent = page.waitForRequest((request) => request.method() === 'POST' && /\/v1\/orders$/.test(request.url()));
      await payButton(page).click();
      await sent;
      await page.close();

      buyer = await followMail(context, EMAIL);
      await buyer.page.getByText('On its way to you').waitFor({ timeout: 60_000 });
      order = await shop.until(async () => {
        const now = await orderAt(buyer.link);
        return now.state === 'completed' && now;
      }, 'the end of the order');
      expect(await ordersOf(EMAIL)).toEqual([order.id]);
      expect((await chargesOf(order.id)).captured).toBe(order.totals.total.amount);
    });

    it('is refunded in the console after reading what will happen, and its buyer sees the day the money is back', async () => {
      const host = await signIn('host@demo.sidestall.dev');
      await host.getByLabel('Search').fill(order.number);
      await host.getByRole('link', { name: new RegExp(order.number) }).click();
      await host.getByRole('button', { name: 'Refund' }).click();
      await host.getByRole('button', { name: /^Choose everything/ }).click();
      await host.getByRole('button', { name: 'Go on' }).click();
      await host
        .getByText(/^Ana Lima gets €[\d.]+ back on the card that paid, by \d+ \w+ \d{4} at the latest\.$/)
        .waitFor();
      await host.getByRole('button', { name: /^Give back €/ }).dblclick();
      await host.getByText('Can still be refunded').waitFor();
      await host.getByRole('region', { name: 'Refunds' }).waitFor();

      const refunded = await shop.until(async () => {
        const now = await orderAt(buyer.link);
        // It stays pending where the money of the sale itself has not arrived yet.
        return ['pending', 'succeeded'].includes(now.refunds[0]?.state ?? '') && now;
      }, 'the refund to arrive at Stripe');
      expect(refunded.refunds).toHaveLength(1);
      expect(refunded.refunded).toEqual(order.payment.captured);
      expect((await chargesOf(order.id)).refunded).toBe(order.payment.captured.amount);

      const day = new Intl.DateTimeFormat('en-US', { day: 'numeric', month: 'long', timeZone: 'UTC' });
      const date = day.format(new Date(refunded.refunds[0]!.expectedBy!));
      await buyer.page.reload();
      await buyer.page
        .getByText(new RegExp(`(is on its way|went) back to Visa ending in 4242; your bank shows it by ${date}`))
        .waitFor();
      await buyer.page.getByText('You paid in the end').waitFor();
      await host.context().close();
      await context.close();
    });
  });

  it('leaves nothing unexplained when the operator compares the books', async () => {
    const operator = await signIn('operator@demo.sidestall.dev');
    await operator.getByRole('link', { name: 'Books' }).click();
    await operator.getByRole('button', { name: 'Compare now' }).click();
    await operator.getByText('Zero unexplained').waitFor();
    await operator.getByRole('region', { name: 'EUR' }).getByText('Unexplained').waitFor();
    await operator.context().close();
  });

  it('broke no rule of any page on the way', () => {
    expect(watch.troubles).toEqual([]);
  });
});
