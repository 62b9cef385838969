import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser, Watch } from '../src/browser.ts';
import { ShopHouse } from '../src/shop-house.ts';
import { ShowDesk } from '../src/show-desk.ts';

let shop: ShopHouse;
let browser: Browser;
let desk: ShowDesk;
const watch = new Watch();

beforeAll(async () => {
  [shop, browser] = await Promise.all([ShopHouse.open(), openBrowser()]);
  desk = await ShowDesk.open(shop);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

async function visit(url: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  context.setDefaultTimeout(30_000);
  watch.on(context);
  const page = await context.newPage();
  await page.goto(url);
  return { context, page };
}

/** What lies on the table, large. */
const onTable = (page: Page, title: string) => page.locator('article.pin').getByRole('heading', { name: title });
const place = (page: Page): Promise<number> => page.evaluate(() => document.querySelector('video')!.currentTime);
const seek = (page: Page, seconds: number) =>
  page.evaluate((to) => void (document.querySelector('video')!.currentTime = to), seconds);

/** Six seconds of the show, so that there is something to seek to. */
async function aWhile(): Promise<void> {
  await shop.until(async () => {
    const [row] = await shop.rows<{ isPast: boolean }>(
      `SELECT max(at) < clock_timestamp() - interval '6 seconds' AS "isPast" FROM streams.event WHERE stream_id = $1`,
      [desk.stream.id],
    );
    return row!.isPast;
  }, 'six seconds of the show');
}

/** Seconds between the show's first picture and a pin's, as the log has them. */
async function placeOf(listingId: string): Promise<number> {
  const [row] = await shop.rows<{ seconds: number }>(
    `SELECT extract(epoch FROM coalesce(p.media_time, p.at) - coalesce(s.media_time, s.at))::float8 AS seconds
       FROM streams.event p JOIN streams.event s ON s.stream_id = p.stream_id AND s.type = 'stream.started'
      WHERE p.type = 'pin.added' AND p.stream_id = $1 AND p.body->'listing'->>'listingId' = $2
      ORDER BY p.seq DESC, s.seq LIMIT 1`,
    [desk.stream.id, listingId],
  );
  return row!.seconds;
}

describe('a show that is over', () => {
  it('lays its table again beside the recording, at the price of today, wherever the viewer goes', async () => {
    const [first, second] = [await shop.listing('bud-vase'), await shop.listing('espresso-cup-pair')];
    const [vase, cups] = [first.product, second.product];
    const { context, page } = await visit(`${shop.house.urls.demoStream}/replay`);
    await page.getByText('The show is not over yet').waitFor();
    await desk.pin(first.listingId);
    // Two things shown at once are one chapter; these are shown one after the other.
    await aWhile();
    await desk.pin(second.listingId);
    await aWhile();
    await desk.end();
    await shop.rows(`UPDATE catalog.listing SET price_minor = 4700 WHERE id = $1`, [first.listingId]);

    await page.getByRole('list', { name: 'Chapters of the recording' }).waitFor();
    const [vaseAt, cupsAt] = [await placeOf(first.listingId), await placeOf(second.listingId)];
    await page.waitForFunction(() => document.querySelector('video')!.readyState > 0);
    await seek(page, (vaseAt + cupsAt) / 2);
    await onTable(page, vase.title).waitFor();
    await page.locator('article.pin').getByText('€47.00').waitFor();
    await page.locator('article.pin').getByText('Today’s price').waitFor();
    await page.getByText('Prices and stock are today’s.').waitFor();

    await page.getByRole('button', { name: new RegExp(`^${cups.title}, from`) }).click();
    await onTable(page, cups.title).waitFor();
    await page.locator('.chapter[aria-current]', { hasText: cups.title }).waitFor();
    expect(Math.abs((await place(page)) - cupsAt)).toBeLessThan(2.5);
    await seek(page, Math.max(0, vaseAt - 1));
    await page.locator('article.pin').waitFor({ state: 'detached' });
    expect(watch.troubles).toEqual([]);
    await context.close();
  });

  it('keeps time with a recording without dates once its host says where the show begins in it', async () => {
    const { context, page } = await visit(`${shop.house.urls.console}/streams/table-talk`);
    await page.getByLabel('Email').fill('host@demo.sidestall.dev');
    await page.getByLabel('Password').fill('sidestall-demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const panel = page.getByRole('region', { name: 'Recording' });
    const chapter = panel.getByRole('listitem').first();
    await chapter.getByText(/^0:\d\d$/).waitFor();
    await panel.getByLabel('The show begins at').fill('soon');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Write minutes and seconds').waitFor();
    await panel.getByLabel('The show begins at').fill('1:30');
    await panel.getByRole('button', { name: 'Save' }).click();
    await chapter.getByText(/^[12]:\d\d$/).waitFor();
    const track = await (
      await fetch((await panel.getByRole('link', { name: 'chapters' }).getAttribute('href'))!)
    ).text();
    expect(track).toMatch(/^WEBVTT\n\n00:0[12]:/);
    expect(watch.troubles).toEqual([]);
    await context.close();
  });
});
