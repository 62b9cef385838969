import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser, Watch } from '../src/browser.ts';
import { ShopHouse } from '../src/shop-house.ts';
import { ShowDesk } from '../src/show-desk.ts';

/** How far these viewers have fallen behind the newest picture, in seconds, beside what the channel costs anyway. */
const BEHIND = [0, 2, 4];
/** One picture of the channel: nobody can tell what came within it apart. */
const A_PICTURE_MS = 50;

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

async function newPage(viewport = { width: 1440, height: 900 }): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport, locale: 'en-US' });
  context.setDefaultTimeout(90_000);
  watch.on(context);
  return { context, page: await context.newPage() };
}

interface Shown {
  /** The moment of the picture as the card came, in milliseconds. */
  readonly picture: number | null;
  /** The moment of the picture when the viewer's page was told. */
  readonly told: number | null;
}

/** A page that writes down which picture was on screen when word of a pin came, and when its card appeared. */
async function viewer(
  behind: number,
): Promise<{ context: BrowserContext; page: Page; shown(pinId: string): Promise<Shown> }> {
  const { context, page } = await newPage({ width: 900, height: 700 });
  await page.addInitScript(() => {
    const picture = () =>
      (document.querySelector('video') as unknown as { hls?: { playingDate?: Date } })?.hls?.playingDate?.getTime() ??
      null;
    const told = new Map<string, number | null>();
    const shown = new Map<string, unknown>();
    Object.assign(window, { told, shown });
    const Source = window.EventSource;
    window.EventSource = class extends Source {
      constructor(url: string | URL, init?: EventSourceInit) {
        super(url, init);
        this.addEventListener('change', ({ data }: MessageEvent<string>) => {
          const event = JSON.parse(data) as { type: string; pinId: string };
          if (event.type === 'pin.added') told.set(event.pinId, picture());
        });
      }
    };
    document.addEventListener('stall:pin', (event) => {
      const { pinId } = (event as CustomEvent<{ pinId: string }>).detail;
      shown.set(pinId, { picture: picture(), told: told.get(pinId) });
    });
  });
  await page.goto(shop.house.urls.demoStream);
  await page
    .getByText('Show has')
    .or(page.getByText('Live', { exact: true }).first())
    .first()
    .waitFor();
  await page.waitForFunction(() => {
    const video = document.querySelector('video') as unknown as { currentTime: number; hls?: { playingDate?: Date } };
    return video.currentTime > 1 && video.hls?.playingDate != null;
  });
  await page.evaluate((seconds) => void (document.querySelector('video')!.currentTime -= seconds), behind);
  await page.waitForFunction(() => {
    const video = document.querySelector('video')!;
    return !video.seeking && video.readyState > HTMLMediaElement.HAVE_CURRENT_DATA;
  });
  return {
    context,
    page,
    async shown(pinId) {
      const handle = await page.waitForFunction(
        (id) => (window as unknown as { shown: Map<string, Shown> }).shown.get(id),
        pinId,
      );
      return (await handle.jsonValue())!;
    },
  };
}

/** What each viewer saw of a pin whose picture all players could tell; one that is starved for long may say nothing. */
async function shownToAll(
  viewers: readonly { shown(pinId: string): Promise<Shown> }[],
  [handle, ...others]: readonly string[],
): Promise<{ picture: number; told: number; due: number }[]> {
  const { listingId } = await shop.listing(handle!);
  const { pinId } = (await desk.pin(listingId)) as { pinId: string };
  const due = await mediaTimeOf(pinId);
  const seen = await Promise.all(viewers.map(({ shown }) => shown(pinId)));
  const silent = seen.some(({ picture, told }) => picture === null || told === null);
  if (silent && others.length > 0) return shownToAll(viewers, others);
  return seen.map(({ picture, told }) => ({ picture: picture!, told: told!, due }));
}

/** The moment of the picture that a pin belongs to. */
async function mediaTimeOf(pinId: string): Promise<number> {
  const [row] = await shop.rows<{ at: Date }>(`SELECT media_time AS at FROM streams.event WHERE body->>'pinId' = $1`, [
    pinId,
  ]);
  return row!.at.getTime();
}

describe('viewers of one show', () => {
  it('see a card with the picture it belongs to and never before, however far behind each is', async () => {
    const viewers = await Promise.all(BEHIND.map((behind) => viewer(behind)));
    const seen = await shownToAll(viewers, ['bud-vase', 'espresso-cup-pair', 'porridge-bowl']);
    for (const { picture, told, due } of seen) {
      // Word of it came before its picture: the card waited.
      expect(told).toBeLessThan(due);
      expect(picture).toBeGreaterThanOrEqual(due - A_PICTURE_MS);
    }
    for (const { context } of viewers) await context.close();
  });

  it('see cards when the host says, once they were moved against the picture on the desk', async () => {
    const { context, page } = await newPage();
    await page.goto(`${shop.house.urls.console}/streams/table-talk`);
    await page.getByLabel('Email').fill('host@demo.sidestall.dev');
    await page.getByLabel('Password').fill('sidestall-demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Timing' }).click();
    const later = page.getByRole('textbox', { name: 'Later by, in seconds' });
    await later.fill('1.5');
    await later.press('Enter');
    const delay = async () =>
      (
        await shop.rows<{ ms: number | null }>('SELECT ingest_delay_ms AS ms FROM streams.stream WHERE id = $1', [
          desk.stream.id,
        ])
      )[0]!.ms;
    await shop.until(async () => (await delay()) === -1_500, 'a second and a half later');
    await page.getByRole('button', { name: /^Increase/ }).click();
    await shop.until(async () => (await delay()) === -1_600, 'a tenth more');
    await page.getByText('Cards wait for the picture').click();
    await shop.until(async () => (await delay()) === null, 'no waiting');
    expect(watch.troubles).toEqual([]);
    await context.close();
  });
});
