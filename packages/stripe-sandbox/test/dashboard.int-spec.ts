import type { Page } from 'playwright-core';
import { openMall, type Mall } from './checkout.ts';
import { openHouse, type House } from './house.ts';
import { listen, type Listener } from './sandbox.ts';

let mall: Mall;
let house: House;
let listener: Listener;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  mall = await openMall(process.env['CHROMIUM_PATH']);
  listener = await listen();
  house = await openHouse({ webhook: { url: listener.url, secret: 'whsec_dashboard' } });
  page = await mall.browser.newPage({ viewport: { width: 375, height: 900 } });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => complaints.push(message.text()));
});
afterAll(async () => {
  await mall?.close();
  await house?.close();
  await listener?.close();
});

async function look(view: string): Promise<void> {
  await page.goto(`${house.sandbox.url}/#${view}`);
  await page.waitForSelector(`nav a[href="#${view}"][aria-current]`);
}

const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).first().click();
const open = (text: string): Promise<void> => page.locator('summary', { hasText: text }).first().click();

describe('the dashboard', () => {
  it('says that its money is test money, on a phone too', async () => {
    await look('');
    expect(await page.getByText('Test money').isVisible()).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

  it('opens a dispute on a payment and lets the buyer win it', async () => {
    await house.pay('pm_card_visa', { description: 'A mug' });
    await look('');
    await open('A mug');
    await press('Open a dispute');
    await page.getByText('Disputed').waitFor();
    await look('disputes');
    await open('Fraudulent');
    await press('The buyer wins');
    await page.locator('summary', { hasText: 'Lost' }).waitFor();
    expect((await house.stripe.disputes.list()).data[0]?.status).toBe('lost');
  });

  it('shows an event with its body and each try to deliver it', async () => {
    listener.answers.push(500);
    const customer = await house.stripe.customers.create({ email: 'shown@example.com' });
    await listener.until((received) => received.some(({ body }) => body.includes(customer.id)));
    await look('events');
    await open('customer.created');
    await page.getByText('"shown@example.com"').waitFor();
    await page.locator('.deliveries li', { hasText: '500' }).waitFor();
    await page.locator('.deliveries li', { hasText: '200' }).waitFor();
  });

  it('holds webhooks back and lets them go', async () => {
    await look('');
    await press('Pause');
    await page.locator('button[aria-pressed=true]', { hasText: 'Pause' }).waitFor();
    const { id } = await house.stripe.customers.create({ email: 'waits@example.com' });
    expect(listener.received.some(({ body }) => body.includes(id))).toBe(false);
    await press('Pause');
    await listener.until((received) => received.some(({ body }) => body.includes(id)));
  });

  it('moves the clock, revokes what an account may receive, and lets its payout come back', async () => {
    const account = await house.recipient();
    await house.fund(50_000);
    await house.stripe.transfers.create({ amount: 20_000, currency: 'usd', destination: account });
    await look('accounts');
    await open('Mara');
    await press('Let its next payout fail');
    await press('Revoke transfers');
    await page.locator('summary', { hasText: 'Restricted' }).waitFor();
    await press('+ 2 days');
    await page.getByRole('button', { name: '+ 2 days' }).isEnabled();
    await press('+ 2 days');
    await page.locator('.money summary', { hasText: 'Failed' }).waitFor();
    const { data } = await house.stripe.payouts.list({}, { stripeAccount: account });
    expect(data.map(({ failure_code }) => failure_code)).toContain('account_closed');
  });

  it('shows every other record with what the API answers', async () => {
    await house.stripe.refunds.create({ payment_intent: (await house.pay()).id, reason: 'duplicate' });
    for (const [view, text] of [
      ['refunds', 'Duplicate'],
      ['transfers', 'Transfer'],
      ['balance', 'Charge'],
    ] as const) {
      await look(view);
      await open(text);
      await page.locator('pre', { hasText: '"object"' }).first().waitFor();
    }
    await look('payouts');
    await page.getByText('No payout of the platform yet', { exact: false }).waitFor();
    expect(complaints).toEqual([]);
  });
});
