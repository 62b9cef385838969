import { zPartnerMessage, type PartnerMessage } from '@sidestall/contracts';
import { newId } from '@sidestall/kernel';
import { daysUntil, LABEL, ReturnDesk } from './returns.fixture.ts';

let desk: ReturnDesk;
beforeAll(async () => {
  desk = await ReturnDesk.open();
});
afterAll(() => desk.close());

describe('a return nobody does anything about', () => {
  it('is agreed to after three days', async () => {
    const { placed, id } = await desk.asked();
    await desk.overdue(id);
    expect(daysUntil((await desk.becomes(placed, 'authorized')).dueAt)).toBe(30);
    expect(await desk.shop.mails(placed, `return-${id}-authorized`)).toHaveLength(1);
  });

  it('is over when it was not sent for thirty days, and the goods may be announced again', async () => {
    const { placed, id, lineId } = await desk.asked();
    await desk.say(id, 'authorize');
    await desk.overdue(id);
    await desk.becomes(placed, 'expired');
    expect(await desk.shop.mails(placed, `return-${id}-expired`)).toHaveLength(1);
    expect(await desk.isHeld(placed)).toBe(false);
    expect(await desk.refunds(placed)).toEqual([]);
    const again = await desk.buyerAsks(placed, lineId, 1);
    expect(again.status).toBe(201);
  });

  it('is lost when its carrier was not heard of for three weeks, and refunded', async () => {
    const { placed, id } = await desk.asked();
    await desk.say(id, 'authorize');
    await desk.buyerSends(placed, id);
    await desk.overdue(id);
    await desk.becomes(placed, 'refunded');
    expect(await desk.shop.mails(placed, `return-${id}-lost`)).toHaveLength(1);
    expect((await desk.shop.refundIs(placed, 'succeeded')).reason).toBe('return');
    const told = (await desk.shop.house.order(placed)).timeline.map((entry) => entry.kind);
    expect(told).toEqual(expect.arrayContaining(['return_lost', 'return_received']));
    expect((await desk.steps(id)).slice(-2)).toEqual(['lost by house', 'refunded by house']);
  });

  it('is refunded when it arrived and was not looked at for five days', async () => {
    const { placed, id } = await desk.arrived();
    await desk.overdue(id);
    await desk.becomes(placed, 'refunded');
    await desk.shop.refundIs(placed, 'succeeded');
    expect(await desk.refunds(placed)).toHaveLength(1);
  });

  it('waits while the buyer’s bank has the money, and is refunded once it is ours again', async () => {
    const { placed, id, lineId } = await desk.arrived();
    const dispute = await desk.shop.house.control<{ id: string }>('/disputes', {
      charge: await desk.shop.intentOf(placed),
    });
    await desk.shop.is(placed, 'the dispute', (order) => order.isDisputed);
    await desk.say(id, 'inspect', { lines: [{ lineId, quantity: 1, outcome: 'dispose' }] });
    expect(await desk.returnOf(placed)).toMatchObject({ state: 'inspected', refundId: null });
    await desk.overdue(id);
    await desk.shop.house.control(`/disputes/${dispute.id}`, { outcome: 'won' });
    await desk.shop.is(placed, 'the end of the dispute', (order) => !order.isDisputed);
    await desk.overdue(id);
    await desk.becomes(placed, 'refunded');
    expect(await desk.refunds(placed)).toHaveLength(1);
  });
});

describe('the steps of a return', () => {
  it('are written down also when they are taken past the house, and never rewritten', async () => {
    const { id } = await desk.asked();
    const sql = (text: string) => desk.shop.house.database.rows(text, [id]);
    await sql(`UPDATE ordering.return SET state = 'authorized' WHERE id = $1`);
    expect(await desk.steps(id)).toEqual(['requested by buyer', 'authorized by unknown']);
    await expect(sql(`DELETE FROM ordering.return_event WHERE return_id = $1`)).rejects.toThrow('never rewritten');
  });
});

describe('a return that cannot be dealt with', () => {
  it('keeps none of the others waiting', async () => {
    const broken = newId('rtn');
    await desk.shop.house.database.rows(
      `INSERT INTO ordering.return (id, order_id, brand_id, state, reason, lines, due_at)
       VALUES ($1, $2, $3, 'authorized', 'late', '[]', now() - interval '1 day')`,
      [broken, newId('ord'), newId('brd')],
    );
    const { placed, id } = await desk.asked();
    await desk.say(id, 'authorize');
    await desk.overdue(id);
    await desk.becomes(placed, 'expired');
    await desk.shop.house.database.rows(`DELETE FROM ordering.return WHERE id = $1`, [broken]);
  });
});

describe('the messages of a return', () => {
  const told = async (returnId: string): Promise<PartnerMessage[]> => {
    const rows = await desk.shop.house.database.rows<{ body: string }>(
      `SELECT body FROM fulfillment.delivery WHERE type LIKE 'return.%' AND body LIKE '%' || $1 || '%' ORDER BY sequence`,
      [returnId],
    );
    return rows.map(({ body }) => zPartnerMessage.parse(JSON.parse(body)));
  };

  /** Somebody listens for northwind, and is not there when it is called: what it would be told is written down all the same. */
  async function listening(listen: () => Promise<void>): Promise<void> {
    const id = newId('end');
    await desk.shop.house.database.rows(
      `INSERT INTO fulfillment.endpoint (id, retailer_id, url, state)
       SELECT $1, id, 'https://northwind.invalid/hooks', 'active' FROM fulfillment.retailer WHERE slug = 'northwind'`,
      [id],
    );
    try {
      await listen();
    } finally {
      await desk.shop.house.database.rows(`UPDATE fulfillment.endpoint SET deleted_at = now() WHERE id = $1`, [id]);
    }
  }

  it('reach its retailer one after the other, each with the return as it is and the order it was sent with', () =>
    listening(async () => {
      const { placed, id, lineId } = await desk.asked(1, { note: 'Too small' });
      const types = (count: number) =>
        desk.shop.house.until(async () => {
          const all = await told(id);
          return all.length >= count && all;
        }, `${count} messages`);
      await types(1);
      await desk.decide(id, 'authorize', { instructions: 'Dock 4' });
      await types(2);
      await desk.buyerSends(placed, id);
      await types(3);
      await desk.say(id, 'receive');
      await desk.say(id, 'inspect', { lines: [{ lineId, quantity: 1, outcome: 'restock' }] });
      const all = await types(4);
      const { id: sentWith } = await desk.shop.house.requested('northwind', placed);
      expect(all).toMatchObject([
        { type: 'return.requested', data: { fulfillmentOrder: { id: sentWith }, return: { id, note: 'Too small' } } },
        { type: 'return.authorized', data: { return: { state: 'authorized', instructions: 'Dock 4' } } },
        { type: 'return.in_transit', data: { return: { state: 'in_transit', ...LABEL } } },
        {
          type: 'return.refunded',
          data: { return: { state: 'refunded', received: [{ lineId, outcome: 'restock' }] } },
        },
      ]);
      const sequences = all.map(({ data }) => data.sequence);
      expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
      expect(new Set(sequences).size).toBe(4);
    }));

  it('leave out a step that another one followed at once', () =>
    listening(async () => {
      await desk.shop.console('PUT', '/return-policy', { isAutomatic: true, instructions: null });
      const { id } = await desk
        .asked()
        .finally(() => desk.shop.console('PUT', '/return-policy', { isAutomatic: false, instructions: null }));
      const [first] = await desk.shop.house.until(async () => {
        const all = await told(id);
        return all.length > 0 && all;
      }, 'a message');
      expect(first!.type).toBe('return.authorized');
    }));
});

describe('the rule of a brand for returns', () => {
  const rule = (policy: object) => desk.shop.console('PUT', '/return-policy', policy);

  it('agrees at once when the brand said so beforehand, in the brand’s own words', async () => {
    const instructions = 'Kiln & Co, Rua das Flores 12, Porto';
    expect((await desk.shop.console('GET', '/return-policy')).body).toEqual({ isAutomatic: false, instructions: null });
    expect((await rule({ isAutomatic: true, instructions })).status).toBe(200);
    const { placed, id, state } = await desk.asked();
    expect(state).toBe('authorized');
    expect(await desk.returnOf(placed)).toMatchObject({ instructions });
    const mails = await desk.shop.mails(placed, `return-${id}`);
    expect(mails.filter((mail) => mail.recipient === 'ana@example.com').map((mail) => mail.text)).toEqual([
      expect.stringContaining(instructions),
    ]);
    await rule({ isAutomatic: false, instructions: null });
    expect((await desk.asked()).state).toBe('requested');
  });
});
