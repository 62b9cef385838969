import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Me, PlacedOrder, Refund } from '@sidestall/contracts';
import { ShopHouse } from '../src/shop-house.ts';

const POINTS = ['issue-refund.refunded-before-record', 'fetch-back.reversed-before-record'] as const;

let shop: ShopHouse;
let cookie: string;
let brandId: string;
beforeAll(async () => {
  shop = await ShopHouse.open({ only: ['api', 'worker', 'retailer-northwind', 'retailer-harbor'], shipAfterMs: 200 });
  const signIn = await fetch(`${shop.house.urls.api}/v1/console/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'host@demo.sidestall.dev', password: 'sidestall-demo' }),
  });
  cookie = signIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  brandId = ((await signIn.json()) as Me).brands[0]!.id;
  // Other sales keep the balance full: a refund that finds it empty waits at Stripe.
  const { listingId } = await shop.listing('swan-kettle', ['Matte Black']);
  const other = await shop.place(await shop.quote([listingId, listingId]), await shop.token());
  await shop.until(async () => (await shop.order(other))?.state === 'completed', 'another sale', 120);
});
afterAll(() => shop.close());

const settle = () => fetch(`${shop.house.urls.stripeSandbox}/_sandbox/settle`, { method: 'POST', body: '{}' });

/** An order that was shipped and whose retailer was paid. */
async function paidOut(): Promise<PlacedOrder> {
  const { listingId } = await shop.listing('morning-mug', ['Oat', '350 ml']);
  const placed = await shop.place(await shop.quote([listingId]), await shop.token());
  await shop.until(async () => (await shop.order(placed))?.state === 'completed', 'the parcel', 120);
  await settle();
  await shop.until(
    async () => {
      const { data } = await shop.stripe.transfers.list({ transfer_group: placed.order.id });
      const booked = await shop.rows(
        `SELECT 1 FROM ledger.payable WHERE order_id = $1 AND state = 'transferred' AND transferred_minor > 0`,
        [placed.order.id],
      );
      return data.length === 1 && booked.length === 1;
    },
    'the retailer’s transfer',
    120,
  );
  await settle();
  return placed;
}

const sumOf = async (placed: PlacedOrder, account: string): Promise<number> => {
  const [row] = await shop.rows<{ sum: string }>(
    `SELECT coalesce(sum(e.amount), 0) AS sum FROM ledger.entry e JOIN ledger.account a ON a.id = e.account_id
       JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted' WHERE t.order_id = $1 AND a.code LIKE $2 || '%'`,
    [placed.order.id, account],
  );
  return Number(row!.sum);
};

describe.each(POINTS)('killing the worker at %s', (point) => {
  it('case 37: still gives back once, fetches back once, and leaves books that balance', async () => {
    const placed = await paidOut();
    const back = shop.house.waitRestart('worker');
    writeFileSync(shop.faultFile, point);
    const asked = await shop.call<Refund>('POST', `/v1/console/brands/${brandId}/orders/${placed.order.id}/refunds`, {
      headers: { cookie, 'idempotency-key': randomUUID() },
      body: { reason: 'goodwill' },
    });
    expect(asked?.status).toBe(201);
    await back;
    const order = await shop.until(
      async () => {
        const now = await shop.order(placed);
        return now?.refunds[0]?.state === 'succeeded' && now;
      },
      'the refund',
      120,
    );
    const payment_intent = (
      await shop.rows<{ intent: string }>(
        `SELECT stripe_payment_intent AS intent FROM payments.payment WHERE order_id = $1`,
        [placed.order.id],
      )
    )[0]!.intent;
    const refunds = (await shop.stripe.refunds.list({ payment_intent })).data;
    expect(refunds.map((refund) => refund.amount)).toEqual([order.payment.captured.amount]);
    await shop.until(async () => (await sumOf(placed, 'receivable:')) === 0, 'the share to come back', 120);
    const [transfer] = (await shop.stripe.transfers.list({ transfer_group: placed.order.id })).data;
    const reversals = (await shop.stripe.transfers.listReversals(transfer!.id)).data;
    expect(reversals.map((reversal) => reversal.amount)).toEqual([transfer!.amount]);
    for (const account of ['refund:in_flight', 'payable:', 'tax:'])
      expect([account, await sumOf(placed, account)]).toEqual([account, 0]);
  });
});
