import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { OrderView, Quote } from '@sidestall/contracts';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { cardFrame, fillAddress, fillCard, openBrowser, Watch } from '../src/browser.ts';
import { HostPage } from '../src/host-page.ts';
import { ADDRESS, ShopHouse } from '../src/shop-house.ts';
import { ShowDesk } from '../src/show-desk.ts';

const GOOD = '4242424242424242';
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 375, height: 812 };
/** Where pictures of each state go, for whoever wants to look at them. */
const PICTURES = process.env['HOT_SHOW_PICTURES'];

let shop: ShopHouse;
let browser: Browser;
let post: HostPage;
let desk: ShowDesk;
const watch = new Watch();

beforeAll(async () => {
  // Two payments a second: a line forms as soon as a dozen buyers press the button.
  [shop, browser] = await Promise.all([ShopHouse.open({ env: { PAYMENTS_PER_SECOND: '2' } }), openBrowser()]);
  post = await HostPage.open(shop.house.urls.storefront);
  desk = await ShowDesk.open(shop);
});
afterAll(async () => {
  await browser?.close();
  await post?.close();
  await shop?.close();
});

async function visit(url = post.url): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'en-US' });
  context.setDefaultTimeout(30_000);
  watch.on(context);
  const page = await context.newPage();
  await page.goto(url);
  return { context, page };
}

/** Takes a picture of a state at both widths. */
async function picture(page: Page, name: string, shows?: Locator): Promise<void> {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    await shows?.scrollIntoViewIfNeeded();
    await page.screenshot({ path: path.join(PICTURES, `${name}-${viewport.width}.png`), animations: 'disabled' });
  }
}

const onShelf = (page: Page, title: RegExp) =>
  page.getByRole('region', { name: 'On the shelf' }).getByRole('button', { name: title });
const payButton = (page: Page) => page.getByRole('button', { name: /^Pay €/ });

async function openProduct(page: Page, title: RegExp, choice?: string): Promise<void> {
  await onShelf(page, title).click();
  if (choice) await page.getByRole('radio', { name: new RegExp(`^${choice}`) }).check({ force: true });
}

async function checkOut(page: Page, email: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Buy now' }).click();
  await fillAddress(page, email);
  await payButton(page).waitFor();
}

/** Pays what the sheet asks for, and answers the order that stands. */
async function pay(page: Page, email: string): Promise<OrderView> {
  await fillCard(page, GOOD);
  await payButton(page).click();
  await page.getByText('Thank you').waitFor();
  const [row] = await shop.rows<{ id: string }>(
    `SELECT id FROM ordering."order" WHERE email = $1 ORDER BY id DESC LIMIT 1`,
    [email],
  );
  return orderOf(row!.id);
}

async function orderOf(id: string): Promise<OrderView> {
  const link = await shop.until(async () => {
    const answer = await shop.call<{ text: string }[]>('GET', '/mailbox/messages.json');
    return answer?.body
      .map(({ text }) => /https?:\/\/\S+\/orders\/\S+/.exec(text)?.[0])
      .find((each) => each?.includes(id));
  }, `the mail of ${id}`);
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('token')!;
  return shop.until(async () => {
    const answer = await shop.call<OrderView>('GET', `/v1/orders/${id}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return answer!.body.payment.captured.amount > 0 && answer!.body;
  }, `the capture of ${id}`);
}

describe('a hot show', () => {
  it('counts down to a drop by the shop’s clock, and falls back to the regular price at its end by itself', async () => {
    const { listingId } = await shop.listing('espresso-cup-pair', ['Moss']);
    await desk.pin(listingId);
    const { context, page } = await visit('about:blank');
    // The viewer's own clock is an hour ahead, and must not matter.
    await context.addInitScript(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 3_600_000;
    });
    await desk.planDrop(listingId, { price: 1_900, allotment: 3, cap: 2, startsIn: 25, endsIn: 50 });
    await page.goto(post.url);
    await page
      .getByText(/^Starts in 00:(0\d|1\d|2[0-5])$/)
      .first()
      .waitFor();
    await page.getByText('€19.00 for the first 3 pieces · 2 per person').waitFor();
    await picture(page, 'drop-coming');

    await page
      .getByText(/^Ends in 00:(0\d|1\d|2[0-5])$/)
      .first()
      .waitFor();
    const card = page.locator('.pin').first();
    await card.getByText('€19.00').waitFor();
    await card.getByText('3 left at this price').waitFor();
    await card.getByText('Lowest price of the last 30 days: €26.00').waitFor();
    await picture(page, 'drop-open');

    await page
      .getByText(/^Ends in/)
      .first()
      .waitFor({ state: 'detached' });
    await card.getByText('€26.00').waitFor();
    await context.close();
  });

  it('tells of a drop that is planned in mid-show, and that it was given up, also while the list of drops is away', async () => {
    const { listingId } = await shop.listing('espresso-cup-pair', ['Moss']);
    await desk.pin(listingId);
    const { context, page } = await visit('about:blank');
    const asked = page.waitForResponse((response) => response.url().includes('/v1/drops'));
    await page.goto(post.url);
    await (await asked).finished();
    await page.route(/\/v1\/drops/, (route) => route.fulfill({ status: 429, body: '' }));
    const drop = await desk.planDrop(listingId, { price: 1_800, allotment: 4, startsIn: 900, endsIn: 1_800 });
    const terms = page.getByText('€18.00 for the first 4 pieces');
    await terms.waitFor();
    await desk.cancelDrop(drop.id);
    await terms.waitFor({ state: 'detached' });
    await context.close();
  });

  it('sells the drop’s units at its price, says how many one person may have, and takes what is allowed', async () => {
    const { listingId } = await shop.listing('espresso-cup-pair', ['Oat']);
    const drop = await desk.planDrop(listingId, { price: 2_000, allotment: 5, cap: 2, startsIn: 2, endsIn: 600 });
    const EMAIL = 'twice@example.com';
    const first = await visit();
    await openProduct(first.page, /Espresso Cup Pair/, 'Oat');
    await first.page.getByRole('dialog').getByText('5 left at this price').waitFor();
    await checkOut(first.page, EMAIL);
    const order = await pay(first.page, EMAIL);
    expect(order.lines[0]).toMatchObject({ unitPrice: { amount: 2_000 }, quantity: 1 });
    await first.context.close();

    // Another device, the same buyer: one is left of two.
    const second = await visit();
    await openProduct(second.page, /Espresso Cup Pair/, 'Oat');
    await second.page.getByRole('button', { name: 'One more' }).click();
    await checkOut(second.page, EMAIL);
    await fillCard(second.page, GOOD);
    await payButton(second.page).click();
    await second.page.getByText('More than one buyer may have').waitFor();
    await picture(second.page, 'cap-reached', second.page.getByRole('button', { name: 'Take 1' }));
    await second.page.getByRole('button', { name: 'Take 1' }).click();
    const allowed = await pay(second.page, EMAIL);
    expect(allowed.lines[0]!.quantity).toBe(1);
    await desk.cancelDrop(drop.id);
    await second.context.close();
  });

  it('takes a coupon off, and charges exactly the total it showed', async () => {
    await desk.giveCoupon('POTTER10', { percent: 10 });
    const { context, page } = await visit();
    await openProduct(page, /Espresso Cup Pair/, 'Moss');
    await checkOut(page, 'coupon@example.com');
    for (const code of ['nothing-here', 'potter10']) {
      await page.getByRole('button', { name: 'Add a coupon' }).click();
      await page.getByLabel('Coupon code').fill(code);
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.getByText(code.toUpperCase()).waitFor();
    }
    await page.getByRole('button', { name: 'Remove NOTHING-HERE' }).click();
    await page.getByText('-€2.60').first().waitFor();
    await picture(page, 'coupon');
    const shown = (await payButton(page).textContent())!.replace(/\D/g, '');
    const order = await pay(page, 'coupon@example.com');
    expect(order.totals.discount.amount).toBe(260);
    expect([order.totals.total.amount, order.payment.captured.amount].map(String)).toEqual([shown, shown]);
    await context.close();
  });

  it('offers what comes free to the first in line, who buys it though the shelf is empty', async () => {
    const { listingId, product } = await shop.listing('espresso-cup-pair', ['Moss']);
    const { variantId } = product.variants.find((each) => each.listingId === listingId)!;
    await desk.setStock(variantId, 0);
    const { context, page } = await visit();
    await openProduct(page, /Espresso Cup Pair/, 'Moss');
    await page.getByRole('dialog').getByRole('button', { name: 'Join the waitlist' }).click();
    await picture(page, 'waitlist-join');
    await page.getByLabel('Email').fill('first@example.com');
    await page.getByRole('button', { name: 'Join the waitlist' }).click();
    await page.getByText('You are next in line').waitFor();

    await page.getByRole('button', { name: 'Save a card' }).click();
    await fillCard(page, GOOD);
    await cardFrame(page).getByLabel('Country').selectOption('DE');
    await page.getByRole('button', { name: 'Save this card' }).click();
    await page.getByText('Visa ending in 4242 is saved for the offer.').waitFor();
    await picture(page, 'waitlist-place');

    await desk.setStock(variantId, 1);
    await page.getByRole('heading', { name: 'A piece is held for you' }).waitFor({ timeout: 20_000 });
    await page
      .getByText(/^Yours for another \d\d:\d\d$/)
      .first()
      .waitFor();
    await picture(page, 'waitlist-offer');
    // Nobody else can have it.
    const quote = await shop.call<Quote>('POST', '/v1/quotes', {
      body: { lines: [{ listingId, quantity: 1 }], country: 'DE' },
    });
    expect(quote!.status).toBe(409);

    await page.getByRole('dialog').getByRole('button', { name: 'Buy now' }).click();
    await fillAddress(page, 'first@example.com');
    const order = await pay(page, 'first@example.com');
    expect(order.lines[0]).toMatchObject({ variantId, quantity: 1 });
    await context.close();
  });

  it('opens the offer of a mail on a page of its own, where it can be bought or left', async () => {
    const { listingId, product } = await shop.listing('espresso-cup-pair', ['Oat']);
    const { variantId } = product.variants.find((each) => each.listingId === listingId)!;
    await desk.setStock(variantId, 0);
    const joined = await shop.call<{ token: string; entry: { id: string } }>('POST', '/v1/waitlist', {
      headers: { 'idempotency-key': randomUUID() },
      body: { listingId, quantity: 1, email: 'mailed@example.com' },
    });
    const { token, entry } = joined!.body;
    const { context, page } = await visit(`${shop.house.urls.storefront}/waitlist/${entry.id}#token=${token}`);
    await page.getByText('You are next in line').waitFor();
    await desk.setStock(variantId, 1);
    await page.getByRole('heading', { name: 'A piece is held for you' }).waitFor({ timeout: 20_000 });
    await picture(page, 'waitlist-page');
    await page.getByRole('button', { name: 'Buy now' }).click();
    await fillAddress(page, 'mailed@example.com');
    await payButton(page).waitFor();
    await picture(page, 'waitlist-page-checkout');
    await pay(page, 'mailed@example.com');
    await page.getByRole('button', { name: 'Back to the show' }).click();
    await page.getByText('You bought it').waitFor();
    await context.close();
  });

  it('shows the place in line when more pay than payments can be made, and orders by itself in its turn', async () => {
    const { listingId, product } = await shop.listing('espresso-cup-pair', ['Oat']);
    await desk.setStock(product.variants.find((each) => each.listingId === listingId)!.variantId, 60);
    const { context, page } = await visit();
    await openProduct(page, /Espresso Cup Pair/, 'Oat');
    await checkOut(page, 'patient@example.com');
    await fillCard(page, GOOD);
    const crowd = Array.from({ length: 16 }, async (_, index) => {
      const quote = await shop.quote([listingId]);
      const token = await shop.token();
      return shop.call('POST', '/v1/orders', {
        headers: { 'idempotency-key': randomUUID() },
        body: {
          quoteId: quote.id,
          quoteHash: quote.hash,
          email: `crowd${index}@example.com`,
          shippingAddress: ADDRESS,
          confirmationTokenId: token,
          returnUrl: shop.house.urls.demoStream,
        },
      });
    });
    await Promise.all(crowd);
    await payButton(page).click();
    await page.getByText(/^You are number \d+ in line$/).waitFor();
    await page.getByText('reloading or a second tab does not move you forward', { exact: false }).waitFor();
    await picture(page, 'line');
    await page.getByText('Thank you').waitFor({ timeout: 60_000 });
    await context.close();
  });

  it('keeps one cart over reloads and pages, and tells what changed since before anything is paid', async () => {
    const first = await visit();
    await openProduct(first.page, /Espresso Cup Pair/, 'Oat');
    await first.page.getByRole('button', { name: 'Add to cart' }).click();
    await first.page.getByRole('button', { name: /^Cart/ }).last().click();
    await first.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await first.page.getByRole('button', { name: 'Open on another device' }).click();
    await first.page.getByText('Link copied.', { exact: false }).waitFor();
    const link = await first.page.evaluate(() => navigator.clipboard.readText());
    const second = await visit(link);
    await second.page.getByRole('button', { name: /^Cart/ }).first().click();
    await second.page.getByRole('dialog').getByText('Espresso Cup Pair').waitFor();
    expect(second.page.url()).not.toContain('stall-cart');
    await first.context.close();

    // Meanwhile it costs more.
    const { listingId } = await shop.listing('espresso-cup-pair', ['Oat']);
    await desk.pin(listingId);
    await shop.rows('UPDATE catalog.listing SET price_minor = price_minor + 200 WHERE id = $1', [listingId]);
    await shop.rows(
      `INSERT INTO platform.outbox (id, kind, name, payload)
       SELECT 'obx_01h455vb4pex5vsknk084sn02q', 'job', 'streams.announce-prices', jsonb_build_object('productIds', jsonb_build_array(v.product_id))
         FROM catalog.listing l JOIN catalog.variant v ON v.id = l.variant_id WHERE l.id = $1`,
      [listingId],
    );
    // The open cart says so by itself, and a new look at it says the same.
    await second.page.getByRole('dialog').getByText('€26.00 when you put it in').waitFor();
    await second.page.reload();
    await second.page.getByRole('button', { name: /^Cart/ }).first().click();
    await second.page.getByText('€26.00 when you put it in').waitFor();
    await picture(second.page, 'cart-changed');
    await second.page.getByRole('button', { name: 'Check out' }).click();
    await second.page.getByText('Espresso Cup Pair: €26.00 → €28.00').waitFor();
    await picture(second.page, 'checkout-changed');
    await second.context.close();
  });

  it('broke no rule of any page on the way', () => {
    expect(watch.troubles).toEqual([]);
  });
});
