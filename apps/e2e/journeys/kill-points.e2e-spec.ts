import { writeFileSync } from 'node:fs';
import { ShopHouse } from '../src/shop-house.ts';

const POINTS = [
  ['api', 'place-order.before-authorize'],
  ['api', 'place-order.authorized-before-record'],
  ['worker', 'routing.before-commit'],
  ['worker', 'delivery.posted-before-record'],
  ['worker', 'sync.looked-before-record'],
  ['worker', 'capture.before-capture'],
  ['worker', 'capture.captured-before-record'],
  ['api', 'shipment.recorded-before-answer'],
] as const;

let shop: ShopHouse;
beforeAll(async () => {
  shop = await ShopHouse.open({ only: ['api', 'worker', 'retailer-northwind', 'retailer-harbor'] });
});
afterAll(() => shop.close());

describe.each(POINTS)('case 37: killing %s at %s', (victim, point) => {
  it('still ends in one order, one capture and one shipment', async () => {
    const { listingId } = await shop.listing('swan-kettle', ['Matte Black']);
    const quote = await shop.quote([listingId]);
    // Stripe alone tells of an approval whose buyer closed the tab on the bank's page.
    const isTold = point === 'sync.looked-before-record';
    const token = await shop.token(isTold ? 'pm_card_threeDSecure2Required' : 'pm_card_visa');
    const pid = shop.house.pid(victim);
    const back = shop.house.waitRestart(victim);
    writeFileSync(shop.faultFile, point);

    const placed = await shop.place(quote, token);
    if (isTold) await shop.approveAtBank(placed.order.id);
    await back;
    expect(shop.house.pid(victim)).not.toBe(pid);
    const order = await shop.until(
      async () => {
        const now = await shop.order(placed);
        return now?.state === 'completed' && now;
      },
      'the order to be shipped and paid',
      120,
    );

    expect(order.payment.captured).toEqual(quote.totals.total);
    const orders = await shop.rows<{ id: string; intent: string }>(
      `SELECT o.id, p.stripe_payment_intent AS intent FROM ordering."order" o JOIN payments.payment p ON p.order_id = o.id WHERE o.quote_id = $1`,
      [quote.id],
    );
    expect(orders).toHaveLength(1);
    const intents = (await shop.stripe.paymentIntents.list({ limit: 100 })).data.filter(
      (intent) => intent.metadata['order'] === order.id,
    );
    expect(intents).toMatchObject([
      { id: orders[0]!.intent, status: 'succeeded', amount_received: quote.totals.total.amount },
    ]);
    const charges = (await shop.stripe.charges.list({ payment_intent: intents[0]!.id })).data;
    expect(charges.filter((charge) => charge.captured)).toHaveLength(1);
    expect(order.parcels).toHaveLength(1);
    const slips = await shop.until(async () => {
      const now = await shop.slips('harbor', order.number);
      return now.every((slip) => slip.step === 'shipped') && now;
    }, 'the retailer to know that it shipped');
    expect(slips).toHaveLength(1);
    const shipments = await shop.rows(
      `SELECT s.id FROM fulfillment.shipment s JOIN fulfillment.fulfillment_order f ON f.id = s.fulfillment_order_id WHERE f.order_id = $1`,
      [order.id],
    );
    expect(shipments).toHaveLength(1);
  });
});
