import { embedSnippet, policyText, stallPolicy, type EmbedManifest } from '@sidestall/storefront/embed';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { fillAddress, fillCard, openBrowser } from '../src/browser.ts';
import { HostPage } from '../src/host-page.ts';
import { ShopHouse } from '../src/shop-house.ts';

let shop: ShopHouse;
let browser: Browser;

beforeAll(async () => {
  [shop, browser] = await Promise.all([ShopHouse.open(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

const manifestOf = async (): Promise<EmbedManifest> =>
  (await (await fetch(`${shop.house.urls.storefront}/w/1/manifest.json`)).json()) as EmbedManifest;

/** The policy our docs tell a host to write, on a page that allows nothing else. */
async function policy(): Promise<string> {
  const { api, live, storefront, stripeSandbox } = shop.house.urls;
  return `default-src 'none'; ${policyText(stallPolicy({ api, live, storefront, stripeJsUrl: stripeSandbox }))}`;
}

/** A page that keeps what broke its content policy. */
async function watched(
  url: string,
): Promise<{ context: BrowserContext; page: Page; broken: string[]; firstBroken: Promise<string> }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const broken: string[] = [];
  let hear: (what: string) => void = () => undefined;
  const firstBroken = new Promise<string>((resolve) => (hear = resolve));
  await page.exposeBinding('tellBroken', ({ frame }, what: string) => {
    if (frame !== page.mainFrame()) return;
    broken.push(what);
    hear(what);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { tellBroken } = window as unknown as { tellBroken(what: string): void };
      tellBroken(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  await page.goto(url);
  return { context, page, broken, firstBroken };
}

/** The share of pixels in which two pictures differ by more than a shade; 1 where their sizes do. */
const differingShare = (page: Page, pictures: readonly string[]): Promise<number> =>
  page.evaluate(async (sources) => {
    const [one, other] = await Promise.all(
      sources.map(async (source) => {
        const bytes = Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
        canvas.drawImage(bitmap, 0, 0);
        return canvas.getImageData(0, 0, bitmap.width, bitmap.height);
      }),
    );
    if (one!.width !== other!.width || one!.height !== other!.height) return 1;
    const [these, those] = [one!.data, other!.data];
    let differing = 0;
    for (let at = 0; at < these.length; at += 4) {
      const isSame = [0, 1, 2].every((channel) => Math.abs(these[at + channel]! - those[at + channel]!) <= 25);
      if (!isSame) differing += 1;
    }
    return differing / (these.length / 4);
  }, pictures);

describe('a page that embeds a stall', () => {
  it('keeps the strictest policy our snippet allows through a whole purchase: nothing breaks it, Trusted Types included', async () => {
    const host = await HostPage.open(
      shop.house.urls.storefront,
      await policy(),
      embedSnippet(await manifestOf(), shop.house.urls.storefront, 'table-talk'),
    );
    const { context, page, broken } = await watched(host.url);
    await page
      .getByRole('button', { name: /Espresso Cup Pair/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Cart/ }).first().click();
    await page.getByRole('button', { name: 'Check out' }).click();
    await fillAddress(page, 'strict@example.com');
    await page.getByRole('button', { name: 'Add a coupon' }).click();
    await page.getByLabel('Coupon code').waitFor();
    await fillCard(page, '4242424242424242');
    await page.getByRole('button', { name: /^Pay / }).click();
    await page.getByText('Thank you').waitFor();
    expect(broken).toEqual([]);
    await context.close();
    await host.close();
  });

  it('looks as it always does where its host’s own styles take everything from everybody', async () => {
    const { storefront } = shop.house.urls;
    const plain = 'html { font-size: 100% } main { width: 400px; margin: 0 }';
    const hostile = `* { all: unset !important } html { font-size: 62.5% } main, body, html { display: block !important }
      main { width: 400px !important } head, style, script, title { display: none !important }`;
    const pictures: string[] = [];
    for (const styles of [plain, hostile]) {
      const host = await HostPage.open(storefront, undefined, undefined, styles);
      const { context, page } = await watched(host.url);
      await page.getByRole('region', { name: 'On the shelf' }).getByRole('button').nth(11).waitFor();
      await page.getByText('1 watching').waitFor();
      await page.waitForFunction(() => {
        const shadow = document.querySelector('side-stall')!.shadowRoot!;
        return [...shadow.querySelectorAll('img')].every((image) => image.complete);
      });
      const stall = page.locator('side-stall .stall');
      pictures.push((await stall.screenshot({ animations: 'disabled' })).toString('base64'));
      await context.close();
      await host.close();
    }
    const { context, page } = await watched('about:blank');
    expect(await differingShare(page, pictures)).toBeLessThan(0.001);
    await context.close();
  });

  it('hears of what breaks its policy: a source left out is told', async () => {
    const text = (await policy()).replace(/img-src [^;]+/, "img-src 'none'");
    const host = await HostPage.open(shop.house.urls.storefront, text);
    const { context, firstBroken } = await watched(host.url);
    expect(await firstBroken).toMatch(/^img-src/);
    await context.close();
    await host.close();
  });

  it('runs the bytes it pinned or none: the links it put between the tags stay when the loader is another', async () => {
    const manifest = await manifestOf();
    const other = { ...manifest, integrity: { ...manifest.integrity, [manifest.loader]: `sha384-${'A'.repeat(64)}` } };
    const { storefront } = shop.house.urls;
    const host = await HostPage.open(storefront, undefined, embedSnippet(other, storefront, 'table-talk'));
    const { context, page } = await watched(host.url);
    await page.getByRole('link', { name: 'Shop this show' }).waitFor();
    expect(await page.evaluate(() => customElements.get('side-stall') === undefined)).toBe(true);
    await context.close();
    await host.close();
  });

  it('can pin every byte: each file of the release is what its manifest says', async () => {
    const { storefront } = shop.house.urls;
    const { integrity } = await manifestOf();
    expect(Object.keys(integrity).length).toBeGreaterThan(20);
    for (const [file, value] of Object.entries(integrity)) {
      const answer = await fetch(storefront + file, { integrity: value });
      expect([file, answer.status]).toEqual([file, 200]);
    }
  });

  it('does what its page asks for, even before the stall is there, and tells the page what happens', async () => {
    const host = await HostPage.open(shop.house.urls.storefront);
    const { context, page } = await watched('about:blank');
    await page.addInitScript(() => {
      const told: unknown[] = [];
      Object.assign(window, { told });
      for (const name of ['stall:open', 'stall:add', 'stall:checkout']) {
        document.addEventListener(name, (event) => told.push([name, (event as CustomEvent).detail]));
      }
      void customElements.whenDefined('side-stall').then(() => {
        (document.querySelector('side-stall') as unknown as { showCart(): void }).showCart();
      });
    });
    await page.goto(host.url);
    await page.getByRole('dialog', { name: 'Cart' }).waitFor();
    const { product } = await shop.listing('espresso-cup-pair', ['Moss']);
    await page.evaluate((productId) => {
      const stall = document.querySelector('side-stall') as unknown as {
        closeSheets(): void;
        showProduct(id: string): void;
      };
      stall.closeSheets();
      stall.showProduct(productId);
    }, product.id);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.evaluate(() =>
      (document.querySelector('side-stall') as unknown as { showCheckout(): void }).showCheckout(),
    );
    await page.getByRole('dialog', { name: 'Check out' }).waitFor();
    const told = await page.evaluate(() => (window as unknown as { told: [string, { productId?: string }][] }).told);
    expect(told.map(([name]) => name)).toEqual(['stall:open', 'stall:add', 'stall:checkout']);
    expect(told[0]![1].productId).toBe(product.id);
    await context.close();
    await host.close();
  });
});

describe('the playground', () => {
  it('sets a stall beside each kind of player, dresses it, and gives the lines along; its strict policy is kept', async () => {
    const { context, page, broken } = await watched(`${shop.house.urls.demoStream}/playground`);
    const snippet = page.getByLabel('The lines to paste');
    const product = page.getByRole('button', { name: /Espresso Cup Pair/ }).first();
    await product.waitFor();
    expect(await snippet.textContent()).toContain('stall.attachPlayer(hls)');
    for (const [kind, line] of [
      ['YouTube’s', 'stall.attachPlayer(player)'],
      ['WebRTC', 'stall.attachPlayer(video)'],
    ] as const) {
      await page.getByRole('radio', { name: new RegExp(`^${kind}`) }).check();
      expect(await snippet.textContent()).toContain(line);
    }
    await page.getByText('No clock: the picture is now').waitFor();
    await page.getByRole('radio', { name: /^None/ }).check();
    await page.getByText('No player on this page.').waitFor();
    expect(await snippet.textContent()).not.toContain('attachPlayer');

    await page.getByLabel('Buttons', { exact: true }).fill('#7a1f5c');
    await page.getByLabel('Light or dark').selectOption('Dark');
    await page.getByLabel('Language').selectOption('Deutsch');
    await page.getByText('Im Regal').first().waitFor();
    await product.click();
    const buy = page.getByRole('button', { name: 'Jetzt kaufen' }).first();
    await buy.waitFor();
    expect(await buy.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(122, 31, 92)');
    expect(await buy.evaluate((button) => getComputedStyle(button).color)).toBe('rgb(255, 255, 255)');
    expect(await snippet.textContent()).toContain('theme="dark" locale="de"');
    expect(await snippet.textContent()).toContain('--stall-accent: #7a1f5c;');
    await page.getByText('stall:open').waitFor();
    expect(broken).toEqual([]);
    await context.close();
  });
});
