import type { FulfillmentOrderId, Id, RetailerId } from '@sidestall/kernel';
import { newId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { ExpireFulfillmentOrder } from './expire-fulfillment-order.ts';
import { TestTrade } from './fulfillment.fixture.ts';
import { PartnerFeed } from './partner-feed.ts';
import { DeliveryDispatcher } from './webhooks/delivery-dispatcher.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
beforeEach(() => trade.clear());
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});

const feed = () => trade.get(PartnerFeed);

async function aRequest(endpointUrl: string | null = null) {
  const retailerId = await trade.retailer({ endpointUrl });
  const variantId = await trade.shelf({ [retailerId]: 9 });
  const [order] = await trade.route(await trade.order([{ variantId, quantity: 1 }]));
  return { retailerId, order: order!, variantId };
}

/** Reads page after page, as a retailer's program does, until nothing is left. */
async function readAll(
  retailerId: RetailerId,
  limit = 50,
): Promise<{ id: Id<'msg'>; type: string; about: string; sequence: number }[]> {
  const read = [];
  let after = 0;
  for (;;) {
    const { events, hasMore } = await feed().read(retailerId, after, limit);
    for (const { id, message, cursor } of events) {
      read.push({ id, type: message.type, about: message.data.fulfillmentOrder.id, sequence: message.data.sequence });
      expect(Number(cursor)).toBeGreaterThan(after);
      after = Number(cursor);
    }
    if (!hasMore) return read;
  }
}

/** Another transaction that writes a message and stays open until it is told to end. */
function openWrite(retailerId: RetailerId, fulfillmentOrderId: FulfillmentOrderId, sequence: number) {
  let end = (): void => undefined;
  let begun = (): void => undefined;
  const isWritten = new Promise<void>((resolve) => (begun = resolve));
  const mayEnd = new Promise<void>((resolve) => (end = resolve));
  const done = trade.database.transaction(async (tx) => {
    const body = JSON.stringify({
      type: 'fulfillment_order.held',
      data: { sequence, fulfillmentOrder: { id: fulfillmentOrderId } },
    });
    await feed().write(tx, [{ messageId: newId('msg'), retailerId, fulfillmentOrderId, sequence, body }]);
    begun();
    await mayEnd;
  });
  return { isWritten, end: () => (end(), done) };
}

describe('the feed of a retailer', () => {
  it('has every message, in order, without any endpoint', async () => {
    const { retailerId, order } = await aRequest();
    await trade.database.rows(`UPDATE fulfillment.fulfillment_order SET accept_by = now() WHERE id = $1`, [order.id]);
    await trade.get(ExpireFulfillmentOrder).execute(order.id);
    expect(await readAll(retailerId, 1)).toMatchObject([
      { type: 'fulfillment_order.requested', about: order.id, sequence: 1 },
      { type: 'fulfillment_order.expired', about: order.id, sequence: 2 },
    ]);
    expect(await readAll(await trade.retailer())).toEqual([]);
  });

  it('says the same as the webhook, under the same id', async () => {
    const { retailerId } = await aRequest(trade.receiver.url);
    await trade.get(DeliveryDispatcher).deliverDue();
    const [event] = (await feed().read(retailerId, 0, 10)).events;
    const [{ headers, body }] = trade.receiver.received as [{ headers: Record<string, string>; body: string }];
    expect(event).toMatchObject({ id: headers['webhook-id'], message: JSON.parse(body) as object });
  });

  it('passes nothing by that commits after something younger was read', async () => {
    const { retailerId } = await aRequest();
    const slow = openWrite(retailerId, newId('ful'), 1);
    await slow.isWritten;
    const quick = openWrite(retailerId, newId('ful'), 1);
    await quick.isWritten;
    await quick.end();
    const before = await readAll(retailerId);
    expect(before).toHaveLength(2);
    await slow.end();
    const { events } = await feed().read(retailerId, 2, 10);
    expect(events).toHaveLength(1);
    expect(events[0]!.cursor).toBe('3');
    expect((await readAll(retailerId)).slice(0, 2)).toEqual(before);
  });

  it('keeps the order of one fulfillment order, whenever its transactions began', async () => {
    const { retailerId, order } = await aRequest();
    const second = openWrite(retailerId, order.id, 3);
    await second.isWritten;
    const first = openWrite(retailerId, order.id, 2);
    await first.isWritten;
    await first.end();
    await second.end();
    expect((await readAll(retailerId)).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('gives two readers at once the same, each number once', async () => {
    const { retailerId, variantId } = await aRequest();
    for (let n = 0; n < 5; n++) await trade.route(await trade.order([{ variantId, quantity: 1 }]));
    const pages = await Promise.all(Array.from({ length: 6 }, () => feed().read(retailerId, 0, 50)));
    for (const page of pages) expect(page).toEqual(pages[0]);
    expect(pages[0]!.events.map(({ cursor }) => cursor)).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('counts as being reachable: who asked lately keeps a request that no endpoint takes', async () => {
    const asks = await aRequest(trade.receiver.url);
    await feed().read(asks.retailerId, 0, 10);
    const silent = await aRequest(trade.receiver.url);
    trade.receiver.answer = (response) => response.writeHead(410).end();
    while ((await trade.get(DeliveryDispatcher).deliverDue()) > 0);
    const lost = (await trade.jobs('fulfillment.abandon-fulfillment-order')) as { fulfillmentOrderId: string }[];
    expect(lost.map(({ fulfillmentOrderId }) => fulfillmentOrderId)).toEqual([silent.order.id]);
  });
});
