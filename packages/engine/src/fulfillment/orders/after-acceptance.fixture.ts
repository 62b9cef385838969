import type { OrderId } from '@sidestall/kernel';
import { AcceptFulfillmentOrder } from '../accept-fulfillment-order.ts';
import type { FulfillmentOrderRecord } from '../fulfillment-order.ts';
import type { TestTrade } from '../fulfillment.fixture.ts';
import { ShipFulfillmentOrder } from '../ship-fulfillment-order.ts';
import { AnswerCancellation } from './answer-cancellation.ts';
import { AskCancellation } from './ask-cancellation.ts';
import { CancelByPartner } from './cancel-by-partner.ts';
import { HoldFulfillmentOrder } from './hold-fulfillment-order.ts';
import { ReleaseFulfillmentOrder } from './release-fulfillment-order.ts';
import { StartPicking } from './start-picking.ts';
import { SweepDeadlinesHandler } from './sweep-deadlines.ts';

/** The steps of a fulfillment order after its acceptance, as its retailer, its buyer and the house take them. */
export function stepsOf(trade: () => TestTrade) {
  const BUYER = { kind: 'buyer', id: null } as const;
  const BRAND = { kind: 'brand', id: 'acc_1' } as const;
  const owner = ({ retailerId, id }: FulfillmentOrderRecord) => ({ retailerId, fulfillmentOrderId: id });
  const accept = (order: FulfillmentOrderRecord, quantity?: number) =>
    trade()
      .get(AcceptFulfillmentOrder)
      .execute({
        ...owner(order),
        ...(quantity !== undefined && { lines: [{ lineId: order.lines[0]!.lineId, quantity }] }),
      });
  const ship = (order: FulfillmentOrderRecord, trackingNumber: string, quantity?: number) =>
    trade()
      .get(ShipFulfillmentOrder)
      .execute({
        ...owner(order),
        carrier: 'DHL',
        trackingNumber,
        ...(quantity !== undefined && { lines: [{ lineId: order.lines[0]!.lineId, quantity }] }),
      });
  const start = (order: FulfillmentOrderRecord) => trade().get(StartPicking).execute(owner(order));
  const giveBack = (order: FulfillmentOrderRecord) =>
    trade()
      .get(CancelByPartner)
      .execute({ ...owner(order), reason: 'capacity' });
  const answer = (order: FulfillmentOrderRecord, accepted: boolean) =>
    trade()
      .get(AnswerCancellation)
      .execute({ ...owner(order), accept: accepted });
  const wish = (orderId: OrderId) => trade().get(AskCancellation).execute(orderId, BUYER);
  const hold = (order: FulfillmentOrderRecord) =>
    trade().database.transaction((tx) =>
      trade().get(HoldFulfillmentOrder).execute(tx, order.id, BRAND, 'Looks like fraud'),
    );
  const release = (order: FulfillmentOrderRecord) =>
    trade().database.transaction((tx) => trade().get(ReleaseFulfillmentOrder).execute(tx, order.id, BRAND));
  const sweep = () => trade().get(SweepDeadlinesHandler).handle();
  const now = async (order: FulfillmentOrderRecord) =>
    (await trade().requestsOf(order.orderId)).find((one) => one.id === order.id)!;
  const conflict = (currentState: string) => ({
    ok: false,
    error: { code: 'FULFILLMENT.STATE_CONFLICT', extra: { currentState } },
  });

  /** All its deadlines are so many hours nearer than they were. */
  const hoursPass = (order: FulfillmentOrderRecord, hours: number) =>
    trade().database.rows(
      `UPDATE fulfillment.fulfillment_order
          SET accept_by = accept_by - make_interval(hours => $2), ship_by = ship_by - make_interval(hours => $2),
              answer_by = answer_by - make_interval(hours => $2), auto_cancel_at = auto_cancel_at - make_interval(hours => $2),
              acknowledge_by = acknowledge_by - make_interval(hours => $2), held_at = held_at - make_interval(hours => $2)
        WHERE id = $1`,
      [order.id, hours],
    );

  async function requested(more: Parameters<TestTrade['retailer']>[0] = {}, quantity = 2) {
    const first = await trade().retailer({ slug: 'first', priority: 1, endpointUrl: trade().receiver.url, ...more });
    const second = await trade().retailer({ slug: 'second', priority: 2 });
    const variantId = await trade().shelf({ [first]: 9, [second]: 9 });
    const orderId = await trade().order([{ variantId, quantity }]);
    const [order] = await trade().route(orderId);
    return { first, second, variantId, orderId, order: order! };
  }

  const told = async (order: FulfillmentOrderRecord) => (await trade().deliveries(order.id)).map(({ type }) => type);
  return {
    BUYER,
    BRAND,
    owner,
    accept,
    ship,
    start,
    giveBack,
    answer,
    wish,
    hold,
    release,
    sweep,
    now,
    conflict,
    hoursPass,
    requested,
    told,
  };
}
