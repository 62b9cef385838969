import type { PartnerReturn, PartnerReturnPage } from '@sidestall/contracts';
import { KETTLE, MUG } from '../payments/after-sale.fixture.ts';
import { daysUntil, LABEL, ReturnDesk } from './returns.fixture.ts';

let desk: ReturnDesk;
beforeAll(async () => {
  desk = await ReturnDesk.open();
});
afterEach(() => desk.shop.house.control('/faults', {}, 'DELETE'));
afterAll(() => desk.close());

describe('a return at its retailer', () => {
  it('is seen, agreed to, sent, received, inspected, refunded once, and what is good lies on the shelf again', async () => {
    const { placed, lineId, id } = await desk.asked(2, { reason: 'damaged', note: 'The handle is off' });
    const seen = await desk.read<PartnerReturn>(`/${id}`);
    expect(seen).toMatchObject({
      status: 200,
      body: {
        state: 'requested',
        orderNumber: placed.order.number,
        note: 'The handle is off',
        lines: [{ lineId, quantity: 2, sku: expect.any(String) }],
        received: null,
      },
    });
    expect(seen.body.fulfillmentOrderId).toBe((await desk.shop.house.requested('northwind', placed)).id);
    expect(daysUntil(seen.body.dueAt)).toBe(3);
    const listed = await desk.read<PartnerReturnPage>('?state=requested&limit=1');
    expect(listed.body).toMatchObject({ returns: [{ id }], nextCursor: null });

    const agreed = await desk.say(id, 'authorize', { instructions: 'Dock 4, Northwind, Porto' });
    expect(agreed).toMatchObject({ status: 200, body: { state: 'authorized' } });
    expect(daysUntil(agreed.body.dueAt)).toBe(30);
    expect((await desk.returnOf(placed)).instructions).toBe('Dock 4, Northwind, Porto');
    const [letter] = await desk.shop.mails(placed, `return-${id}-authorized`);
    expect(letter!.text).toContain('Dock 4, Northwind, Porto');

    expect(await desk.buyerSends(placed, id)).toMatchObject({ status: 200, body: { state: 'in_transit', ...LABEL } });
    expect(await desk.daysLeft(placed)).toBe(21);
    expect(await desk.say(id, 'receive')).toMatchObject({ status: 200, body: { state: 'received' } });
    expect(await desk.daysLeft(placed)).toBe(5);
    expect(await desk.shop.mails(placed, `return-${id}-arrived`)).toHaveLength(1);
    expect(await desk.refunds(placed)).toEqual([]);
    expect(await desk.isHeld(placed)).toBe(true);

    const before = await desk.shop.house.available(MUG);
    const lines = [
      { lineId, quantity: 1, outcome: 'restock' },
      { lineId, quantity: 1, outcome: 'dispose' },
    ];
    const done = await desk.say(id, 'inspect', { lines });
    expect(done).toMatchObject({ status: 200, body: { state: 'refunded', received: lines, dueAt: null } });
    expect(await desk.shop.house.available(MUG)).toBe(before + 1);
    const refund = await desk.shop.refundIs(placed, 'succeeded');
    expect(refund).toMatchObject({ reason: 'return', lines: [{ lineId, quantity: 2 }] });
    expect(await desk.isHeld(placed)).toBe(false);
    expect(await desk.say(id, 'inspect', { lines })).toMatchObject({
      status: 409,
      body: { code: 'ORDERING.RETURN_STATE_CONFLICT', state: 'refunded' },
    });
    expect(await desk.refunds(placed)).toHaveLength(1);
    expect(await desk.steps(id)).toEqual([
      'requested by buyer',
      'authorized by retailer',
      'in_transit by buyer',
      'received by retailer',
      'inspected by retailer',
      'refunded by retailer',
    ]);
  });

  it('is refunded for what arrived, which is fixed when it is inspected', async () => {
    const { placed, lineId, id } = await desk.arrived(3);
    expect(await desk.say(id, 'inspect', { lines: [{ lineId, quantity: 4, outcome: 'restock' }] })).toMatchObject({
      status: 422,
      body: { code: 'ORDERING.RETURN_TOO_MUCH' },
    });
    await desk.say(id, 'inspect', { lines: [{ lineId, quantity: 2, outcome: 'restock' }] });
    const paid = (await desk.shop.view(placed)).lines[0]!.paid.amount;
    expect((await desk.shop.refundIs(placed, 'succeeded')).amount.amount).toBe(Math.round((paid * 2) / 3));
    const [entry] = (await desk.shop.house.order(placed)).returns;
    expect(entry).toMatchObject({ state: 'refunded', lines: [{ quantity: 2, outcome: 'restock' }] });
  });

  it('that was refunded by hand before is not refunded again', async () => {
    const { placed, lineId, id } = await desk.arrived(2);
    await desk.shop.refund(placed, { lines: [{ lineId, quantity: 1 }] });
    await desk.say(id, 'inspect', { lines: [{ lineId, quantity: 2, outcome: 'dispose' }] });
    const all = await desk.refunds(placed);
    expect(all.map((refund) => refund.lines[0]!.quantity)).toEqual([1, 1]);
    expect((await desk.returnOf(placed)).refundId).toBe(all.find((refund) => refund.reason === 'return')!.id);
  });

  it('is declined with a reason that the buyer reads', async () => {
    const { placed, id } = await desk.asked();
    const note = 'The mug was engraved for you';
    expect(await desk.say(id, 'decline', {})).toMatchObject({ status: 400 });
    expect(await desk.say(id, 'decline', { note })).toMatchObject({ status: 200, body: { state: 'refused' } });
    expect(await desk.returnOf(placed)).toMatchObject({ state: 'refused', answerNote: note });
    const [mail] = await desk.shop.mails(placed, `return-${id}-refused`);
    expect(mail!.text).toContain(note);
    expect(await desk.isHeld(placed)).toBe(false);
    expect(await desk.say(id, 'authorize')).toMatchObject({ status: 409, body: { state: 'refused' } });
  });

  it('of another retailer, or of goods that were never its own, does not exist', async () => {
    const { placed, id } = await desk.asked();
    expect(await desk.say(id, 'authorize', {}, 'harbor')).toMatchObject({
      status: 404,
      body: { code: 'ORDERING.RETURN_NOT_FOUND' },
    });
    expect((await desk.read(`/${id}`, 'harbor')).status).toBe(404);
    expect((await desk.read<PartnerReturnPage>('', 'harbor')).body.returns).toEqual([]);
    const other = await desk.shop.paid({ [KETTLE]: 1 });
    expect((await desk.buyerSends(other, id)).status).toBe(404);
    expect((await desk.returnOf(placed)).state).toBe('requested');
  });

  it('takes no step out of turn: not sent before it was agreed to, not withdrawn once it is on its way', async () => {
    const { placed, id } = await desk.asked();
    expect(await desk.buyerSends(placed, id)).toMatchObject({ status: 409, body: { state: 'requested' } });
    await desk.say(id, 'authorize');
    expect((await desk.say(id, 'authorize')).status).toBe(200);
    expect((await desk.say(id, 'decline', { note: 'No' })).status).toBe(409);
    await desk.say(id, 'in-transit', LABEL);
    expect(await desk.buyerWithdraws(placed, id)).toMatchObject({ status: 409, body: { state: 'in_transit' } });
  });

  it('that is agreed to can still be withdrawn by the buyer', async () => {
    const { placed, id } = await desk.asked();
    await desk.say(id, 'authorize');
    expect((await desk.buyerWithdraws(placed, id)).status).toBe(204);
    expect((await desk.returnOf(placed)).state).toBe('withdrawn');
    expect(await desk.isHeld(placed)).toBe(false);
  });

  it('begins its 21 days again with each scan', async () => {
    const { placed, id } = await desk.asked();
    await desk.say(id, 'authorize');
    await desk.buyerSends(placed, id);
    await desk.shop.house.database.rows(`UPDATE ordering.return SET due_at = now() + interval '1 day' WHERE id = $1`, [
      id,
    ]);
    expect((await desk.say(id, 'in-transit', { carrier: 'DHL', trackingNumber: 'RET-0001' })).status).toBe(200);
    expect(await desk.daysLeft(placed)).toBe(21);
  });

  it('answered by two at the same moment is refunded once and restocked once', async () => {
    const { placed, lineId, id } = await desk.arrived();
    const before = await desk.shop.house.available(MUG);
    const lines = [{ lineId, quantity: 1, outcome: 'restock' }];
    const answers = await Promise.all([
      desk.say(id, 'inspect', { lines }),
      desk.say(id, 'inspect', { lines }),
      desk.decide(id, 'receive', { restock: true }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await desk.shop.refundIs(placed, 'succeeded');
    expect(await desk.refunds(placed)).toHaveLength(1);
    expect(await desk.shop.house.available(MUG)).toBe(before + 1);
  });

  it('G4: whose refund Stripe answered into nothing is refunded once', async () => {
    const { placed, lineId, id } = await desk.arrived();
    await desk.shop.house.control('/faults', {
      status: 500,
      afterEffect: true,
      path: '/v1/refunds',
      method: 'POST',
      count: 2,
    });
    await desk.say(id, 'inspect', { lines: [{ lineId, quantity: 1, outcome: 'dispose' }] });
    const refund = await desk.shop.refundIs(placed, 'succeeded');
    expect((await desk.returnOf(placed)).refundId).toBe(refund.id);
    expect(await desk.refunds(placed)).toHaveLength(1);
    const atStripe = await desk.shop.house.stripe.refunds.list({ payment_intent: await desk.shop.intentOf(placed) });
    expect(atStripe.data).toHaveLength(1);
  });
});

describe('a return that its retailer disputes', () => {
  const disputed = async () => {
    const made = await desk.arrived(2);
    const lines = [
      { lineId: made.lineId, quantity: 1, outcome: 'restock' },
      { lineId: made.lineId, quantity: 1, outcome: 'dispute' },
    ];
    const answer = await desk.say(made.id, 'inspect', { lines, note: 'One of them is not ours' });
    expect(answer).toMatchObject({ status: 200, body: { state: 'inspected' } });
    return made;
  };

  it('waits for the brand, who is told why', async () => {
    const { placed, id } = await disputed();
    expect(await desk.refunds(placed)).toEqual([]);
    const [mail] = await desk.shop.mails(placed, `return-${id}-disputed`);
    expect(mail).toMatchObject({ recipient: 'host@demo.sidestall.dev' });
    expect(mail!.text).toContain('One of them is not ours');
    expect(await desk.daysLeft(placed)).toBe(5);
    expect((await desk.shop.view(placed)).returns[0]!.answerNote).toBe('One of them is not ours');
    expect((await desk.returnOf(placed)).answerNote).toBeNull();
    expect((await desk.say(id, 'decline', { note: 'No' })).status).toBe(409);
  });

  it('is refunded whole when the brand takes it', async () => {
    const { placed, id, lineId } = await disputed();
    expect(await desk.decide(id, 'receive')).toMatchObject({ status: 200, body: { state: 'refunded' } });
    expect((await desk.refunds(placed))[0]!.lines).toMatchObject([{ lineId, quantity: 2 }]);
    expect((await desk.returnOf(placed)).answerNote).toBeNull();
  });

  it('is refunded for what nobody disputed when the brand refuses it', async () => {
    const { placed, id, lineId } = await disputed();
    const note = 'That cup is from another shop';
    expect(await desk.decide(id, 'refuse', { note })).toMatchObject({ status: 200, body: { state: 'refunded' } });
    expect((await desk.refunds(placed))[0]!.lines).toMatchObject([{ lineId, quantity: 1 }]);
    expect((await desk.returnOf(placed)).answerNote).toBe(note);
  });

  it('is refused when all of it was disputed', async () => {
    const { placed, id, lineId } = await desk.arrived();
    await desk.say(id, 'inspect', { lines: [{ lineId, quantity: 1, outcome: 'dispute' }] });
    await desk.decide(id, 'refuse', { note: 'It was used for a year' });
    expect(await desk.returnOf(placed)).toMatchObject({ state: 'refused' });
    expect(await desk.refunds(placed)).toEqual([]);
    expect(await desk.isHeld(placed)).toBe(false);
  });

  it('is refunded when nobody decides', async () => {
    const { placed, id } = await disputed();
    await desk.overdue(id);
    await desk.becomes(placed, 'refunded');
    expect((await desk.shop.refundIs(placed, 'succeeded')).lines[0]!.quantity).toBe(2);
  });
});
