import { stopDatabases } from '@sidestall/testing';
import { orderAuthorized } from '../ordering/facts.ts';
import { JobRunner } from '../platform/job-runner.ts';
import { Outbox } from '../platform/outbox.ts';
import { TestTrade } from './fulfillment.fixture.ts';
import { DeliveryDispatcher } from './webhooks/delivery-dispatcher.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
  await trade.get(JobRunner).start(4);
  trade.get(DeliveryDispatcher).start();
});
afterAll(async () => {
  await trade.get(DeliveryDispatcher).stop(5_000);
  await trade.get(JobRunner).stop(5_000);
  await trade.close();
  await stopDatabases();
});

/** Waits for a fact of the database; the test's own limit is the deadline. */
async function until<T>(ask: () => Promise<T | false | undefined>): Promise<T> {
  for (;;) {
    const value = await ask();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('with a worker at work', () => {
  it('an authorized order reaches its retailer by itself, also when the first try fails; and is let go in time', async () => {
    const retailerId = await trade.retailer({ endpointUrl: trade.receiver.url, acceptWithinSeconds: 9 });
    const variantId = await trade.shelf({ [retailerId]: 5 });
    const orderId = await trade.order([{ variantId, quantity: 2 }]);
    let tries = 0;
    trade.receiver.answer = (response) => response.writeHead(++tries === 1 ? 500 : 200).end();
    await trade.database.transaction((tx) => trade.get(Outbox).publish(tx, orderAuthorized, { orderId }));
    const order = await until(async () => (await trade.requestsOf(orderId))[0]);
    await until(async () => (await trade.deliveries(order.id))[0]?.state === 'succeeded');
    expect(trade.receiver.received.map((it) => it.headers['webhook-id'])).toHaveLength(2);

    // Nobody answers: the timer lets it go, says so, and after the last round the buyer is not kept waiting.
    await until(async () => (await trade.requestsOf(orderId))[0]!.state === 'expired');
    await until(async () => (await trade.deliveries(order.id))[1]?.state === 'succeeded');
    const types = trade.receiver.received.map((it) => (JSON.parse(it.body) as { type: string }).type);
    expect(types).toEqual(['fulfillment_order.requested', 'fulfillment_order.requested', 'fulfillment_order.expired']);
    await until(async () => (await trade.units(orderId))?.canceled === 2);
  });
});
