import { stopDatabases } from '@sidestall/testing';
import type { RetailerId } from '@sidestall/kernel';
import { AcceptFulfillmentOrder } from '../accept-fulfillment-order.ts';
import { ExpireFulfillmentOrder } from '../expire-fulfillment-order.ts';
import { TestTrade } from '../fulfillment.fixture.ts';
import { RejectFulfillmentOrder } from '../reject-fulfillment-order.ts';
import { ShipFulfillmentOrder } from '../ship-fulfillment-order.ts';
import { Scorecards } from './scorecards.ts';

let trade: TestTrade;
beforeAll(async () => {
  trade = await TestTrade.open();
});
afterAll(async () => {
  await trade.close();
  await stopDatabases();
});
beforeEach(() => trade.clear());

async function counted(retailerId: RetailerId) {
  await trade.get(Scorecards).count();
  return (await trade.get(Scorecards).of(trade.database, [retailerId])).get(retailerId)!;
}

/** Asks the retailer for so many units in one order. */
async function asked(retailerId: RetailerId, quantity: number) {
  const variantId = await trade.shelf({ [retailerId]: quantity });
  const orderId = await trade.order([{ variantId, quantity }]);
  return { orderId, fulfillmentOrderId: (await trade.route(orderId))[0]!.id };
}

describe('a scorecard', () => {
  it('counts units that were accepted, refused and left without an answer', async () => {
    const retailerId = await trade.retailer();
    const kept = await asked(retailerId, 30);
    const refused = await asked(retailerId, 10);
    const silent = await asked(retailerId, 5);
    expect((await counted(retailerId)).acceptance).toEqual({ value: null, sample: 0 });

    await trade.get(AcceptFulfillmentOrder).execute({ retailerId, ...kept });
    await trade.get(RejectFulfillmentOrder).execute({ retailerId, ...refused, reason: 'capacity' });
    await trade.get(ExpireFulfillmentOrder).execute(silent.fulfillmentOrderId, true);
    const { acceptance } = await counted(retailerId);
    expect(acceptance.sample).toBe(45);
    expect(acceptance.value).toBeCloseTo(30 / 45);
  });

  it('calls an order late by the carrier’s first scan, not by its label', async () => {
    const retailerId = await trade.retailer();
    for (let nth = 0; nth < 20; nth++) {
      const order = await asked(retailerId, 1);
      const parcel = { carrier: 'DHL', trackingNumber: `JJD${nth}` };
      await trade.get(ShipFulfillmentOrder).execute({ retailerId, ...order, ...parcel });
    }
    expect((await counted(retailerId)).lateness).toEqual({ value: 0, sample: 20 });
    await trade.database.rows(
      `UPDATE fulfillment.shipment SET first_scan_at = now() + interval '30 days' WHERE tracking_key IN ('JJD0', 'JJD1')`,
    );
    expect((await counted(retailerId)).lateness.value).toBeCloseTo(0.1);
  });

  it('forgets what is older than ninety days, and says nothing of a retailer it does not know', async () => {
    const retailerId = await trade.retailer();
    const kept = await asked(retailerId, 30);
    await trade.get(AcceptFulfillmentOrder).execute({ retailerId, ...kept });
    await trade.database.rows(
      `UPDATE fulfillment.fulfillment_order SET requested_at = now() - interval '91 days' WHERE id = $1`,
      [kept.fulfillmentOrderId],
    );
    expect((await counted(retailerId)).score).toBeNull();
    const stranger = 'ret_01ja00000000000000000000zz' as RetailerId;
    expect((await counted(stranger)).score).toBeNull();
  });
});
