import { randomUUID } from 'node:crypto';
import type { JoinedWaitlist, Problem, Quote, WaitlistCardSetup, WaitlistEntry } from '@sidestall/contracts';
import type { ListingId } from '@sidestall/kernel';
import { TestHouse, type Answer } from '../test-house.ts';

const BOWL = 'MC-MUG-INK-350';
const OTHER = 'DT-KET-BLK';

let house: TestHouse;
let listingId: ListingId;
beforeAll(async () => {
  house = await TestHouse.open();
  listingId = await house.listing(BOWL);
});
afterAll(() => house.close());

const post = <T>(route: string, body: object, token?: string): Promise<Answer<T & Problem>> =>
  house.call('POST', route, {
    body,
    headers: { 'idempotency-key': randomUUID(), ...(token && { authorization: `Bearer ${token}` }) },
  });
const places: JoinedWaitlist[] = [];
async function join(name: string, more: object = {}): Promise<Answer<JoinedWaitlist & Problem>> {
  const answer = await post<JoinedWaitlist>('/v1/waitlist', { listingId, email: `${name}@example.com`, ...more });
  if (answer.status === 201) places.push(answer.body);
  return answer;
}
const show = ({ entry, token }: JoinedWaitlist, as = token): Promise<Answer<WaitlistEntry & Problem>> =>
  house.call('GET', `/v1/waitlist/${entry.id}`, { headers: { authorization: `Bearer ${as}` } });
const leave = ({ entry, token }: JoinedWaitlist): Promise<Answer<null>> =>
  house.call('DELETE', `/v1/waitlist/${entry.id}`, {
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
  });

/** How many of the SKU lie on its shelf and are nobody's. */
async function setFree(units: number): Promise<void> {
  await house.database.rows(
    `WITH v AS (SELECT s.variant_id, s.claimed, max(st.retailer_id) AS retailer_id FROM catalog.variant c
                  JOIN inventory.variant_stock s ON s.variant_id = c.id JOIN inventory.stock st ON st.variant_id = c.id
                 WHERE c.sku = $1 GROUP BY s.variant_id, s.claimed),
          shelf AS (UPDATE inventory.stock st SET on_hand = CASE WHEN st.retailer_id = v.retailer_id THEN v.claimed + $2 ELSE 0 END
                      FROM v WHERE st.variant_id = v.variant_id)
     UPDATE inventory.variant_stock s SET on_hand = v.claimed + $2 FROM v WHERE s.variant_id = v.variant_id`,
    [BOWL, units],
  );
}

const offered = (place: JoinedWaitlist) =>
  house.until(
    async () => {
      const { body } = await show(place);
      return body.state === 'offered' && body;
    },
    'the offer',
    5,
  );

beforeEach(() => setFree(0));
afterEach(async () => {
  for (const place of places.splice(0)) await leave(place);
});

describe('the door to the waitlist', () => {
  it('gives a place in line for what is sold out, and says so by mail', async () => {
    const joined = await join('ana', { quantity: 2 });
    expect(joined.status).toBe(201);
    expect(joined.body.entry).toMatchObject({
      listingId,
      quantity: 2,
      email: 'ana@example.com',
      state: 'waiting',
      place: 1,
      offerEndsAt: null,
      card: null,
      orderId: null,
    });
    // Whoever knows an address does not get its link by asking.
    expect(await join('Ana')).toMatchObject({ status: 409, body: { code: 'ORDERING.ALREADY_WAITING' } });
    expect((await join('ben')).body.entry.place).toBe(2);
    const mail = await house.database.one<{ text: string }>(`SELECT text FROM platform.mail WHERE key = $1`, [
      `${joined.body.entry.id}-joined`,
    ]);
    expect(mail!.text).toContain(`/waitlist/${joined.body.entry.id}#token=${joined.body.token}`);
  });

  it('turns away who could buy at once, and who asks for nonsense', async () => {
    const kettle = await house.listing(OTHER);
    const buyable = await join('ana', { listingId: kettle });
    expect(buyable).toMatchObject({ status: 409, body: { code: 'ORDERING.NOT_SOLD_OUT' } });
    expect((await join('ana', { quantity: 0 })).status).toBe(400);
    expect((await join('ana', { email: 'nobody' })).status).toBe(400);
    const keyless = await house.call('POST', '/v1/waitlist', { body: { listingId, email: 'ana@example.com' } });
    expect(keyless.status).toBe(400);
  });

  it('is opened by the token of this very place and by no other', async () => {
    const [ana, ben] = [(await join('cleo')).body, (await join('dan')).body];
    expect((await show(ana)).status).toBe(200);
    for (const wrong of [ben.token, 'nonsense', ana.token.slice(1)]) {
      expect(await show(ana, wrong)).toMatchObject({ status: 404, body: { code: 'ORDERING.WAITLIST_NOT_FOUND' } });
    }
    expect((await house.call('GET', `/v1/waitlist/${ana.entry.id}`)).status).toBe(404);
    expect((await leave({ ...ana, token: ben.token })).status).toBe(404);
    expect((await post(`/v1/waitlist/${ana.entry.id}/card`, {}, ben.token)).status).toBe(404);
    expect((await show(ana)).body.state).toBe('waiting');
  });

  it('offers a restocked unit within five seconds, keeps it from the public, and passes it on when its holder leaves', async () => {
    await house.database.rows(
      `UPDATE ordering.waitlist_entry SET state = 'left' WHERE state IN ('waiting', 'offered')`,
    );
    await house.database.rows(`UPDATE inventory.variant_stock SET waiting = 0`);
    const [eve, fred] = [(await join('eve')).body, (await join('fred')).body];
    await setFree(1);
    const offer = await offered(eve);
    expect(offer.place).toBeNull();
    expect(Date.parse(offer.offerEndsAt!) - Date.parse(offer.serverTime)).toBeLessThanOrEqual(600_000);
    expect((await show(fred)).body).toMatchObject({ state: 'waiting', place: 1 });
    const quote = await post('/v1/quotes', { lines: [{ listingId, quantity: 1 }], country: 'DE' });
    expect(quote).toMatchObject({ status: 409, body: { code: 'ORDERING.STOCK_GONE' } });
    expect((await leave(eve)).status).toBe(204);
    expect((await leave(eve)).status).toBe(204);
    expect((await show(eve)).body.state).toBe('left');
    expect((await show(fred)).body.state).toBe('offered');
  });
});

describe('what is held for somebody who waited', () => {
  const quoteOf = ({ entry }: JoinedWaitlist, token: string, quantity = 1) =>
    post<Quote>('/v1/quotes', {
      lines: [{ listingId, quantity }],
      country: 'DE',
      waitlistOffer: { entryId: entry.id, token },
    });

  it('is bought by quote and order like anything else, also after a card was declined', async () => {
    const [ines, jo] = [(await join('ines')).body, (await join('jo')).body];
    expect(await quoteOf(ines, ines.token)).toMatchObject({ status: 409, body: { code: 'ORDERING.OFFER_OVER' } });
    await setFree(1);
    await offered(ines);
    expect(await quoteOf(ines, jo.token)).toMatchObject({ status: 409, body: { code: 'ORDERING.OFFER_OVER' } });
    expect((await quoteOf(ines, ines.token, 2)).status).toBe(409);

    const quote = await quoteOf(ines, ines.token);
    expect(quote.status).toBe(201);
    const declined = await house.place(quote.body, { card: 'pm_card_visa_chargeDeclined' });
    expect(declined.body).toMatchObject({ code: 'PAYMENTS.DECLINED' });
    expect((await show(ines)).body.state).toBe('offered');
    expect((await show(jo)).body).toMatchObject({ state: 'waiting', place: 1 });

    const placed = await house.place(quote.body);
    expect(placed).toMatchObject({ status: 201, body: { status: 'authorized' } });
    expect((await show(ines)).body).toMatchObject({ state: 'bought', orderId: placed.body.order.id });
    expect(await quoteOf(ines, ines.token)).toMatchObject({ status: 409, body: { code: 'ORDERING.OFFER_OVER' } });
    expect((await show(jo)).body).toMatchObject({ state: 'waiting', place: 1 });
    expect(await house.available(BOWL)).toBe(0);
  });

  it('goes to the next in line when the order of it is never paid, and the order says that its time is over', async () => {
    const [kai, lea] = [(await join('kai')).body, (await join('lea')).body];
    await setFree(1);
    await offered(kai);
    const quote = (await quoteOf(kai, kai.token)).body;
    const placed = await house.place(quote, { card: 'pm_card_authenticationRequired' });
    expect(placed.body.status).toBe('requires_action');
    expect((await show(kai)).body.state).toBe('bought');
    await house.database.rows(`UPDATE ordering.waitlist_entry SET offer_ends_at = now() WHERE id = $1`, [kai.entry.id]);
    await house.hurry('ordering.expire-order', placed.body.order.id);
    await offered(lea);
    expect((await show(kai)).body.state).toBe('passed');
    const again = await house.place(quote, { card: 'pm_card_visa' });
    expect(again.status).toBe(409);
  });
});

describe('a card saved for the offer', () => {
  it('is begun once, noted when Stripe has it, and charges nothing', async () => {
    const gina = (await join('gina')).body;
    const begin = () => post<WaitlistCardSetup>(`/v1/waitlist/${gina.entry.id}/card`, {}, gina.token);
    const [first, again] = [await begin(), await begin()];
    expect(first.status).toBe(200);
    expect(again.body.clientSecret).toBe(first.body.clientSecret);
    const reference = first.body.clientSecret.split('_secret_')[0]!;
    const setup = await house.stripe.setupIntents.retrieve(reference);
    expect(setup).toMatchObject({ usage: 'off_session', metadata: { purpose: gina.entry.id } });
    expect((await show(gina)).body.card).toBeNull();

    await house.stripe.setupIntents.confirm(reference, { payment_method: 'pm_card_visa' });
    await house.until(async () => {
      const row = await house.database.one<{ last4: string | null }>(
        `SELECT card_last4 AS last4 FROM ordering.waitlist_entry WHERE id = $1`,
        [gina.entry.id],
      );
      return row!.last4 === '4242';
    }, 'the card, though nobody looks at the page');
    expect((await show(gina)).body.card).toEqual({ brand: 'visa', last4: '4242' });
    expect((await house.stripe.paymentIntents.list({ customer: setup.customer as string })).data).toEqual([]);

    const replacing = await begin();
    expect(replacing.body.clientSecret).not.toBe(first.body.clientSecret);
    expect((await show(gina)).body.card).toBeNull();
    await leave(gina);
    expect((await begin()).status).toBe(409);
  });

  it('that the bank declines is not noted', async () => {
    const hal = (await join('hal')).body;
    const { clientSecret } = (await post<WaitlistCardSetup>(`/v1/waitlist/${hal.entry.id}/card`, {}, hal.token)).body;
    const declined = house.stripe.setupIntents.confirm(clientSecret.split('_secret_')[0]!, {
      payment_method: 'pm_card_chargeDeclined',
    });
    await expect(declined).rejects.toThrow();
    expect((await show(hal)).body.card).toBeNull();
  });
});
