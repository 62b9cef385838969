import { stopDatabases } from '@sidestall/testing';
import { lowestId, money, newId } from '@sidestall/kernel';
import { deferredFee, payableAvailable, payablePending, receivable, stripeBalance } from '@sidestall/ledger';
import { BooksHouse, type Sold } from './sale-books.fixture.ts';
import { Snapshots } from './snapshots.ts';

let house: BooksHouse;

beforeAll(async () => {
  house = await BooksHouse.open();
});

afterAll(async () => {
  await house.close();
  await stopDatabases();
});

/** What the retailer is owed in all, less what it was sent: its accounts must say the same as its payables. */
async function position({ partner }: Sold): Promise<{ available: number; owes: number }> {
  return {
    available: await house.holds(payableAvailable(partner, 'EUR')),
    owes: await house.holds(receivable(partner, 'EUR')),
  };
}

describe('two at once', () => {
  it('record a sale once', async () => {
    const sold = await house.sell();
    const sale = (await house.sales.find(house.database, sold.orderId))!;
    const draft = { orderId: newId('ord'), currency: 'EUR', chargeId: 'ch_twice', items: [] };
    const ends = await Promise.all([1, 2].map(() => house.within((tx) => house.record.execute(tx, draft))));
    expect(ends.filter((end) => end.isNew)).toHaveLength(1);
    const again = { ...draft, orderId: sold.orderId };
    expect(await house.within((tx) => house.record.execute(tx, again))).toEqual({ isNew: false });
    expect(await house.sales.byCharge(house.database, sale.stripeCharge!)).toEqual(sale);
  });

  it('release a payable once, and earn the fee once', async () => {
    const sold = await house.sell();
    await house.ship(sold);
    const deferred = await house.holds(deferredFee('EUR'));
    const ids = (await house.sales.find(house.database, sold.orderId))!.payables.map((payable) => payable.id);
    const ends = await Promise.all([...ids, ...ids].map((id) => house.within((tx) => house.releases.release(tx, id))));
    expect(ends.filter((end) => end === 'released')).toHaveLength(ids.length);
    expect(await house.holds(deferredFee('EUR'))).toBe(deferred - 450);
  });

  it('either release or freeze: what is frozen first stays pending', async () => {
    const sold = await house.sell();
    await house.ship(sold);
    const { id } = await house.payable(sold);
    const before = await house.holds(payablePending(sold.partner, 'EUR'));
    let frozen = (): void => undefined;
    const isFrozen = new Promise<void>((resolve) => (frozen = resolve));
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const freezing = house.within(async (tx) => {
      await house.freezes.freeze(tx, sold.orderId, 'dispute');
      frozen();
      await gate;
    });
    await isFrozen;
    const releasing = house.within((tx) => house.releases.release(tx, id));
    go();
    await freezing;
    expect(await releasing).toBe('frozen');
    expect(await house.holds(payablePending(sold.partner, 'EUR'))).toBe(before);
    expect(await house.releases.due(house.database, 1_000)).not.toContain(id);
  });

  it('begin the same transfer, with the same amount and attempt', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    await house.activate(sold);
    const { id } = await house.payable(sold);
    const [one, other] = await Promise.all([1, 2].map(() => house.within((tx) => house.transfers.begin(tx, id))));
    expect({ ...one, isResumed: true }).toEqual({ ...other, isResumed: true });
    expect([one!.isResumed, other!.isResumed].sort()).toEqual([false, true]);
    expect(one!.attempt).toBe(1);
  });

  it('keep one debt once, for two transfers of the party', async () => {
    const paid = await house.sell();
    await house.releaseAll(paid);
    await house.payPartner(paid);
    await house.refund(paid, 2_000, 'debt-once');
    const owed = await house.holds(receivable(paid.partner, 'EUR'));
    const [first, second] = [await house.sell(10_000, 'EUR', paid), await house.sell(10_000, 'EUR', paid)];
    await house.releaseAll(first);
    await house.releaseAll(second);
    const released = await house.holds(payableAvailable(paid.partner, 'EUR'));
    const orders = await Promise.all([house.begin(first), house.begin(second)]);
    expect(orders.reduce((sum, order) => sum + order!.amount.amount, 0)).toBe(released - owed);
    expect(await house.holds(receivable(paid.partner, 'EUR'))).toBe(0);
  });
});

describe('while a transfer is on its way', () => {
  it('keeps its amount whatever is taken, and what was taken is owed', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    const order = (await house.begin(sold))!;
    const taken = await house.refund(sold, 10_000, 'on-the-way');
    expect(await house.begin(sold)).toEqual({ ...order, isResumed: true });
    expect(taken.reversals).toEqual([
      { payableId: order.payableId, partyId: sold.partner, amountMinor: order.amount.amount },
    ]);
    await house.sent(order);
    await house.sent(order);
    expect(await position(sold)).toEqual({ available: 0, owes: order.amount.amount });
    expect((await house.payable(sold)).state).toBe('transferred');
  });

  it('takes what was taken from the money that stayed, once it is refused', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    const order = (await house.begin(sold))!;
    await house.refund(sold, 5_000, 'refused');
    for (let turn = 0; turn < 2; turn++) {
      await house.within((tx) => house.transfers.failed(tx, order.payableId, order.attempt, 'balance_insufficient'));
    }
    const left = (await house.payable(sold)).amountMinor - (await house.payable(sold)).takenMinor;
    expect(await position(sold)).toEqual({ available: left, owes: 0 });
    expect(await house.begin(sold)).toMatchObject({ attempt: 2, amount: money(left, 'EUR') });
  });

  it('books one that was given up and went through after all', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    const order = (await house.begin(sold))!;
    await house.within((tx) => house.transfers.failed(tx, order.payableId, order.attempt, 'timed out'));
    const balance = await house.holds(stripeBalance('EUR'));
    await house.sent(order);
    expect(await house.holds(stripeBalance('EUR'))).toBe(balance - order.amount.amount);
    expect(await position(sold)).toEqual({ available: 0, owes: 0 });
    expect(await house.begin(sold)).toBeNull();
    expect((await house.payable(sold)).state).toBe('transferred');
  });

  it('leaves nothing behind of a beginning that died', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    await house.activate(sold);
    const before = await house.payable(sold);
    const dying = house.within(async (tx) => {
      await house.transfers.begin(tx, before.id);
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    expect(await house.payable(sold)).toEqual(before);
  });
});

describe('a reversal that comes after the refund it was for has failed', () => {
  it('is released money again, and can be taken and sent like any other', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    const paid = (await house.payPartner(sold))!;
    const taken = await house.refund(sold, 10_000, 'too-late');
    await house.unrefund(sold, taken, 'too-late-failed');
    const reversal = { reversalId: newId('trv'), payableId: paid.payableId, stripeReversalId: 'trr_late' };
    for (let turn = 0; turn < 2; turn++) {
      await house.within((tx) => house.transfers.reversed(tx, { ...reversal, amount: money(paid.amount, 'EUR') }));
    }
    expect(await position(sold)).toEqual({ available: paid.amount, owes: 0 });
    await house.refund(sold, 5_000, 'too-late-again');
    const left = (await house.payable(sold)).amountMinor - (await house.payable(sold)).takenMinor;
    expect(await position(sold)).toEqual({ available: left, owes: 0 });
    expect((await house.payPartner(sold))!.amount).toBe(left);
  });
});

describe('a sale that is frozen', () => {
  it('pays nobody, and still lets money be taken back', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    await house.activate(sold);
    await house.within((tx) => house.freezes.freeze(tx, sold.orderId, 'dispute'));
    expect(await house.begin(sold)).toBeNull();
    expect(await house.transfers.ready(house.database, 1_000)).not.toContain((await house.payable(sold)).id);
    await house.refund(sold, 10_000, 'frozen-taken');
    expect(await position(sold)).toEqual({ available: 0, owes: 0 });
  });
});

describe('what we owe a party', () => {
  it('goes along with its next transfer, from our own balance when the charge cannot bear it', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    const paid = (await house.payPartner(sold))!;
    const taken = await house.refund(sold, 10_000, 'owed-back');
    const next = await house.sell(10_000, 'EUR', sold);
    await house.releaseAll(next);
    expect(await house.begin(next)).toBeNull();
    expect(await position(sold)).toEqual({ available: 0, owes: 0 });
    // The refund failed after its debt was kept from the next sale.
    await house.unrefund(sold, taken, 'owed-back-failed');
    expect(await position(sold)).toEqual({ available: 0, owes: -paid.amount });
    const again = (await house.begin(sold))!;
    expect(again).toMatchObject({ amount: money(paid.amount, 'EUR'), chargeId: null });
    await house.sent(again);
    expect(await position(sold)).toEqual({ available: 0, owes: 0 });
  });
});

describe('a statement', () => {
  it('says of each thing what was earned, given back and kept, and always comes to what the ledger says', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    await house.payPartner(sold);
    const taken = await house.refund(sold, 2_000, 'lines-1');
    await house.unrefund(sold, taken, 'lines-1-failed');
    await house.refund(sold, 1_000, 'lines-2');
    const next = await house.sell(10_000, 'EUR', sold);
    await house.releaseAll(next);
    await house.payPartner(next);
    const all = { currency: 'EUR', from: new Date(0), until: new Date(Date.UTC(2100, 0, 1)) };
    const read = () => house.statements.lines(house.database, sold.partner, all, { limit: 100 });
    const { lines } = await read();
    expect(lines.map((line) => line.kind)).toEqual([
      'sale',
      'transfer',
      'refund',
      'reinstated',
      'refund',
      'sale',
      'netted',
      'transfer',
    ]);
    expect(lines[0]).toMatchObject({ title: 'Morning Mug', quantity: 2, rateBp: 6_500, state: 'transferred' });
    expect(lines[2]!.title).toBe('Refund to the buyer: Morning Mug');
    expect(lines[6]!.title).toMatch(/^Kept for what was owed: €\d+\.\d\d$/);
    const sums = await house.statements.sums(house.database, sold.partner, all);
    expect(sums.closing.amount).toBe(lines.reduce((sum, line) => sum + line.amount.amount, 0));
    expect(sums.opening.amount).toBe(0);
    const now = await position(sold);
    expect(sums.closing.amount).toBe(now.available - now.owes);
    await new Snapshots().take(house.database, 0);
    expect(await house.statements.sums(house.database, sold.partner, all)).toEqual(sums);
    const later = { ...all, from: new Date(Date.UTC(2099, 0, 1)) };
    const after = await house.statements.sums(house.database, sold.partner, later);
    expect(after).toMatchObject({ opening: sums.closing, closing: sums.closing, earned: money(0, 'EUR') });
    const [balance] = (await house.statements.balances(house.database, [sold.partner])).get(sold.partner)!;
    expect(balance).toMatchObject({ available: money(now.available, 'EUR'), receivable: money(now.owes, 'EUR') });
  });

  it('begins and ends between two transactions as its days say', async () => {
    const sold = await house.sell();
    const [row] = await house.database.rows<{ id: string }>(`SELECT id FROM ledger.tx WHERE order_id = $1`, [
      sold.orderId,
    ]);
    const { at } = (await house.database.one<{ at: number }>(
      `SELECT floor(extract(epoch FROM now()) * 1000)::float8 AS at`,
    ))!;
    const early = { currency: 'EUR', from: new Date(0), until: new Date(at - 3_600_000) };
    expect(row!.id > lowestId('ltx', at - 3_600_000)).toBe(true);
    expect((await house.statements.sums(house.database, sold.partner, early)).closing.amount).toBe(0);
    const late = { ...early, from: early.until, until: new Date(at + 3_600_000) };
    const sums = await house.statements.sums(house.database, sold.partner, late);
    expect(sums.earned.amount).toBe((await house.payable(sold)).amountMinor);
  });
});
