import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../src/browser.ts';
import { median, round, say, type Findings } from './figures.ts';
import { WidgetShop, type Embed } from './widget-shop.ts';

const ROUNDS = 7;
const SLOWER = 4;
const SETTLES_MS = 1_500;
const MOST = { scriptBytes: 0.3, scriptTime: 0.25, visible: 0.35, violations: 0, shift: 0, paint: 50 } as const;

/** What one visit of a page cost. */
interface Visit {
  /** JavaScript as it travelled until the button could be pressed. */
  readonly bytes: number;
  readonly visibleMs: number;
  readonly scriptMs: number;
  readonly violations: number;
  readonly shift: number;
  readonly paintMs: number;
}

interface Seen {
  visibleMs: number;
  violations: number;
  shift: number;
  paintMs: number;
}

/** Looks for the button with every picture, and keeps what the page says of itself. */
function watchPage(): void {
  const seen: Seen = { visibleMs: 0, violations: 0, shift: 0, paintMs: 0 };
  Object.assign(window, { seen });
  document.addEventListener('securitypolicyviolation', () => seen.violations++);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
      if (!hadRecentInput) seen.shift += value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    seen.paintMs = list.getEntries().at(-1)?.startTime ?? seen.paintMs;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  const look = () => {
    const ours = document.querySelector('side-stall')?.shadowRoot?.querySelector('[part=buy]');
    const frames = [...document.querySelectorAll<HTMLIFrameElement>('#shop iframe')];
    const button =
      ours ?? frames.map((frame) => frame.contentDocument?.querySelector('.shopify-buy__btn')).find(Boolean);
    if (button && button.getBoundingClientRect().height > 0) seen.visibleMs = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function visit(browser: Browser, shop: WidgetShop, embed: Embed): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page: Page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Performance.enable');
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.addInitScript(watchPage);
  await page.goto(shop.page(embed));
  if (embed !== 'none') {
    await page.waitForFunction(() => (window as unknown as { seen: Seen }).seen.visibleMs > 0, undefined, {
      timeout: 30_000,
    });
  }
  await page.waitForTimeout(SETTLES_MS);
  const seen = await page.evaluate(() => (window as unknown as { seen: Seen }).seen);
  const bytes = await page.evaluate(
    (until) =>
      performance
        .getEntriesByType('resource')
        .filter((each) => new URL(each.name).pathname.endsWith('.js') && !each.name.endsWith('/start.js'))
        .filter((each) => (each as PerformanceResourceTiming).responseEnd <= until)
        .reduce((sum, each) => sum + (each as PerformanceResourceTiming).encodedBodySize, 0),
    seen.visibleMs,
  );
  const { metrics } = await cdp.send('Performance.getMetrics');
  await context.close();
  return { ...seen, bytes, scriptMs: (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1_000 };
}

const middle = (visits: readonly Visit[], what: keyof Visit) => median(visits.map((each) => each[what]));

/** The first pin of our stall beside one product of Shopify's Buy Button, in one browser, taking turns. */
export async function benchWidget(findings: Findings): Promise<void> {
  say(`widget: ${ROUNDS} visits each, the processor ${SLOWER} times slower`);
  const [browser, shop] = await Promise.all([openBrowser(), WidgetShop.open()]);
  const visits: Record<Embed, Visit[]> = { none: [], ours: [], 'buy-button': [] };
  try {
    for (let turn = -1; turn < ROUNDS; turn++) {
      for (const embed of ['none', 'ours', 'buy-button'] as const) {
        const cost = await visit(browser, shop, embed);
        // The first turn warms the machine.
        if (turn >= 0) visits[embed].push(cost);
      }
    }
  } finally {
    await browser.close();
    await shop.close();
  }
  const { none, ours, 'buy-button': theirs } = visits;
  const compare = (name: string, what: 'bytes' | 'scriptMs' | 'visibleMs', unit: string, most: number): void => {
    const [mine, others] = [middle(ours, what), middle(theirs, what)];
    const ratio = mine / others;
    findings.figure(name, mine, unit, { buyButton: round(others), ratio: round(ratio), atMost: most });
    if (ratio > most) findings.broken(`${name} is ${round(ratio)} of Buy Button's and may be ${most}`);
  };
  compare('widget.script_bytes', 'bytes', 'B', MOST.scriptBytes);
  compare('widget.script_ms', 'scriptMs', 'ms', MOST.scriptTime);
  compare('widget.visible_ms', 'visibleMs', 'ms', MOST.visible);

  const violations = Math.max(...ours.map((each) => each.violations));
  findings.figure('widget.policy_violations', violations, 'count', { buyButton: middle(theirs, 'violations') });
  if (violations > MOST.violations) findings.broken(`W3: ${violations} violations of the strict policy`);

  const shift = Math.max(...ours.map((each) => each.shift));
  findings.figure('widget.layout_shift', shift, 'CLS', { buyButton: round(middle(theirs, 'shift')) });
  if (shift >= 0.005) findings.broken(`U3: the page shifts by ${round(shift)}`);
  const paint = middle(ours, 'paintMs') - middle(none, 'paintMs');
  findings.figure('widget.paint_added_ms', paint, 'ms', {
    withoutWidget: round(middle(none, 'paintMs')),
    buyButton: round(middle(theirs, 'paintMs') - middle(none, 'paintMs')),
    atMost: MOST.paint,
  });
  if (paint > MOST.paint) findings.broken(`U3: the largest paint comes ${round(paint)} ms later`);
}
