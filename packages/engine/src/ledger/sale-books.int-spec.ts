import { stopDatabases } from '@sidestall/testing';
import { money, newId, type PartyId } from '@sidestall/kernel';
import {
  STANDARD_TERMS,
  payableAvailable,
  payablePending,
  platformFee,
  receivable,
  splitGoods,
  stripeBalance,
} from '@sidestall/ledger';
import { BooksHouse } from './sale-books.fixture.ts';
import type { Sale } from './sale.store.ts';

let house: BooksHouse;

beforeAll(async () => {
  house = await BooksHouse.open();
});

afterAll(async () => {
  await house.close();
  await stopDatabases();
});

const payableOf = (sale: Sale, partyId: PartyId) => sale.payables.find((payable) => payable.partyId === partyId)!;

describe.each([
  ['EUR', 10_001],
  ['JPY', 997],
  ['KWD', 12_345],
])('a sale in %s', (currency, amount) => {
  it('is shared to the last unit, once', async () => {
    const sold = await house.sell(amount, currency);
    const sale = (await house.sales.find(house.database, sold.orderId))!;
    expect(sale.capturedMinor).toBe(amount);
    expect(sale.shares.reduce((sum, share) => sum + share.amountMinor, 0)).toBe(amount);
    const parts = sale.payables.reduce((sum, payable) => sum + payable.amountMinor, 0);
    const others = sale.shares.filter((share) => !share.partyId).reduce((sum, share) => sum + share.amountMinor, 0);
    expect(parts + others).toBe(amount);
    expect(await house.holds(payablePending(sold.partner, currency))).toBe(payableOf(sale, sold.partner).amountMinor);
  });
});

describe('a sale with goods that a coupon made free', () => {
  it('remembers them, owes nobody anything for them, and balances', async () => {
    const orderId = newId('ord');
    const retailer = { id: newId('ret'), name: 'Northwind' };
    const itemOf = (amount: number) => {
      const lineId = newId('oln');
      const [gross, tax] = [money(amount, 'EUR'), money(0, 'EUR')];
      return {
        itemId: `${lineId}/${retailer.id}`,
        lineId,
        title: 'Morning Mug',
        quantity: 2,
        retailer,
        brand: { id: newId('brd'), name: 'Morrow Clay' },
        creator: null,
        gross,
        tax,
        jurisdiction: null,
        split: splitGoods(gross, tax, STANDARD_TERMS, false),
        terms: STANDARD_TERMS,
      };
    };
    const [free, paid] = [itemOf(0), itemOf(2_000)];
    const draft = { orderId, currency: 'EUR', chargeId: null, items: [free, paid] };
    await house.within((tx) => house.record.execute(tx, draft));
    const sale = (await house.sales.find(house.database, orderId))!;
    expect(sale.capturedMinor).toBe(2_000);
    expect(sale.shares.filter((share) => share.itemId === free.itemId)).toMatchObject([
      { lineId: free.lineId, brandId: free.brand.id, partyId: null, quantity: 2, amountMinor: 0 },
    ]);
    expect(sale.payables.every((payable) => payable.amountMinor > 0)).toBe(true);
    expect(sale.shares.reduce((sum, share) => sum + share.amountMinor, 0)).toBe(2_000);
  });
});

describe('taking back', () => {
  it('takes from what is pending, at the rates of the sale, and never more than is left', async () => {
    const sold = await house.sell();
    const before = await house.holds(payablePending(sold.partner, 'EUR'));
    const taken = await house.refund(sold, 2_500, 'take-1');
    expect(taken.reversals).toEqual([]);
    expect(await house.holds(payablePending(sold.partner, 'EUR'))).toBe(before - Math.round(before / 4));
    expect(await house.refund(sold, 2_500, 'take-1')).toEqual(taken);
    await expect(house.refund(sold, 7_501, 'take-2')).rejects.toThrow('Cannot take back');
    await house.refund(sold, 7_500, 'take-3');
    expect(await house.holds(payablePending(sold.partner, 'EUR'))).toBe(0);
    expect((await house.sales.find(house.database, sold.orderId))!.refundedMinor).toBe(10_000);
  });

  it('lets two takings at once take no more than there is', async () => {
    const sold = await house.sell();
    const ends = await Promise.allSettled([house.refund(sold, 6_000, 'race-1'), house.refund(sold, 6_000, 'race-2')]);
    expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('makes a receivable of what was paid out, and names what to fetch back', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    const paid = (await house.payPartner(sold))!;
    const taken = await house.refund(sold, 10_000, 'late-1');
    expect(taken.reversals).toEqual([{ payableId: paid.payableId, partyId: sold.partner, amountMinor: paid.amount }]);
    expect(await house.holds(receivable(sold.partner, 'EUR'))).toBe(paid.amount);
    const reversal = {
      reversalId: newId('trv'),
      payableId: paid.payableId,
      amount: money(paid.amount, 'EUR'),
      stripeReversalId: 'trr_1',
    };
    await house.within((tx) => house.transfers.reversed(tx, reversal));
    await house.within((tx) => house.transfers.reversed(tx, reversal));
    expect(await house.holds(receivable(sold.partner, 'EUR'))).toBe(0);
  });

  it('takes the fee from what is deferred, and from what was earned once it was', async () => {
    const sold = await house.sell();
    const earned = await house.holds(platformFee('EUR'));
    await house.releaseAll(sold);
    const fee = (await house.holds(platformFee('EUR'))) - earned;
    expect(fee).toBeGreaterThan(0);
    await house.refund(sold, 10_000, 'fee-1');
    expect(await house.holds(platformFee('EUR'))).toBe(earned);
  });
});

describe('giving back', () => {
  it('mirrors what was taken while the money is still pending', async () => {
    const sold = await house.sell();
    const before = await house.holds(payablePending(sold.partner, 'EUR'));
    const taken = await house.refund(sold, 3_333, 'give-1');
    for (let turn = 0; turn < 2; turn++) {
      await house.within((tx) =>
        house.giveBack.execute(tx, { orderId: sold.orderId, idemKey: 'give-1-failed', taken }),
      );
    }
    expect(await house.holds(payablePending(sold.partner, 'EUR'))).toBe(before);
    expect((await house.sales.find(house.database, sold.orderId))!.refundedMinor).toBe(0);
  });

  it('sends a party again what had been fetched back from it', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    const paid = (await house.payPartner(sold))!;
    const taken = await house.refund(sold, 10_000, 'again-1');
    await house.within((tx) =>
      house.transfers.reversed(tx, {
        reversalId: newId('trv'),
        payableId: paid.payableId,
        amount: money(paid.amount, 'EUR'),
        stripeReversalId: 'trr_2',
      }),
    );
    await house.within((tx) => house.giveBack.execute(tx, { orderId: sold.orderId, idemKey: 'again-1-failed', taken }));
    expect(await house.holds(payableAvailable(sold.partner, 'EUR'))).toBe(paid.amount);
    expect((await house.payPartner(sold))!.amount).toBe(paid.amount);
    expect(await house.holds(payableAvailable(sold.partner, 'EUR'))).toBe(0);
  });
});

describe('releasing', () => {
  it('waits for the goods, for the window and for whatever freezes the sale', async () => {
    const sold = await house.sell();
    const partner = payableOf((await house.sales.find(house.database, sold.orderId))!, sold.partner);
    const brand = payableOf((await house.sales.find(house.database, sold.orderId))!, sold.brand);
    expect(await house.within((tx) => house.releases.release(tx, partner.id))).toBe('early');
    await house.within((tx) => house.releases.shipped(tx, sold.orderId, [sold.retailerId], true));
    await house.within(async (tx) => {
      await house.freezes.freeze(tx, sold.orderId, 'dispute');
      await house.freezes.freeze(tx, sold.orderId, 'return');
      await house.freezes.unfreeze(tx, sold.orderId, 'dispute');
    });
    expect(await house.within((tx) => house.releases.release(tx, partner.id))).toBe('frozen');
    await house.within((tx) => house.freezes.unfreeze(tx, sold.orderId, 'return'));
    expect(await house.releases.due(house.database, 100)).toContain(partner.id);
    expect(await house.within((tx) => house.releases.release(tx, partner.id))).toBe('released');
    expect(await house.within((tx) => house.releases.release(tx, partner.id))).toBe('done');
    expect(await house.within((tx) => house.releases.release(tx, brand.id))).toBe('early');
  });
});

describe('transfers', () => {
  it('answer the same amount and attempt until they end', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    await house.within(async (tx) => {
      await house.parties.setAccount(tx, sold.partner, `acct_${sold.partner}`);
      await house.parties.setStanding(tx, sold.partner, { transfers: 'active', requirements: [] });
    });
    const payable = payableOf((await house.sales.find(house.database, sold.orderId))!, sold.partner);
    const first = await house.within((tx) => house.transfers.begin(tx, payable.id));
    expect(await house.within((tx) => house.transfers.begin(tx, payable.id))).toEqual({ ...first, isResumed: true });
    await house.within((tx) => house.transfers.failed(tx, payable.id, first!.attempt, 'balance_insufficient'));
    const second = await house.within((tx) => house.transfers.begin(tx, payable.id));
    expect(second).toEqual({ ...first, attempt: first!.attempt + 1 });
    const balance = await house.holds(stripeBalance('EUR'));
    for (let turn = 0; turn < 2; turn++) {
      await house.within((tx) => house.transfers.done(tx, payable.id, second!.attempt, 'tr_once', second!.amount));
    }
    expect(await house.holds(stripeBalance('EUR'))).toBe(balance - second!.amount.amount);
  });

  it('keep what the party owes before they send the rest', async () => {
    const first = await house.sell();
    await house.releaseAll(first);
    const paid = (await house.payPartner(first))!;
    await house.refund(first, 5_000, 'owed-1');
    const owed = await house.holds(receivable(first.partner, 'EUR'));
    const second = await house.sell(10_000, 'EUR', { retailerId: first.retailerId });
    expect(second.partner).toBe(first.partner);
    await house.releaseAll(second);
    expect((await house.payPartner(second))!.amount).toBe(paid.amount - owed);
    expect(await house.holds(receivable(first.partner, 'EUR'))).toBe(0);
  });
});

describe('a statement', () => {
  it('has lines that lead from its opening to its closing, which is what the ledger says', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    await house.payPartner(sold);
    await house.refund(sold, 1_234, 'statement-1');
    const period = { currency: 'EUR', from: new Date(0), until: new Date(Date.UTC(2100, 0, 1)) };
    const sums = await house.statements.sums(house.database, sold.partner, period);
    const lines: number[] = [];
    let after: string | undefined;
    do {
      const page = await house.statements.lines(house.database, sold.partner, period, { after, limit: 1 });
      lines.push(...page.lines.map((line) => line.amount.amount));
      after = page.next ?? undefined;
    } while (after);
    const sum = lines.reduce((total, amount) => total + amount, 0);
    expect(lines).toHaveLength(3);
    expect(sums.opening.amount + sum).toBe(sums.closing.amount);
    expect(sums.earned.amount - sums.takenBack.amount - sums.paid.amount).toBe(sum);
    const [balance] = (await house.statements.balances(house.database, [sold.partner])).get(sold.partner)!;
    expect(balance!.pending.amount + balance!.available.amount - balance!.receivable.amount).toBe(sums.closing.amount);
  });
});

describe('a transfer that was begun and not ended', () => {
  it('is held once its sale is frozen, found again after a while, and waits for a person when another amount was sent', async () => {
    const sold = await house.sell();
    await house.releaseAll(sold);
    const order = (await house.begin(sold))!;
    expect(order).toMatchObject({ isResumed: false, isHeld: false });
    const stuck = () => house.transfers.stuck(house.database, 15, 1_000);
    expect(await stuck()).not.toContain(order.payableId);
    await house.database.rows(
      `UPDATE ledger.payable SET transferring_since = now() - interval '1 hour' WHERE id = $1`,
      [order.payableId],
    );
    expect(await stuck()).toContain(order.payableId);
    await house.within((tx) => house.freezes.freeze(tx, sold.orderId, 'dispute'));
    expect(await house.begin(sold)).toEqual({ ...order, isResumed: true, isHeld: true });

    const told = (amount: number, currency: string) =>
      house.within((tx) => house.transfers.differs(tx, order.payableId, order.attempt, money(amount, currency)));
    expect(await told(order.amount.amount, 'EUR')).toBe('no');
    expect(await told(order.amount.amount, 'USD')).toBe('new');
    expect(await told(order.amount.amount, 'USD')).toBe('known');
    expect(await told(order.amount.amount + 1, 'EUR')).toBe('new');
    expect(await stuck()).not.toContain(order.payableId);
  });

  it('leaves no payable behind the first page of those that are due or ready', async () => {
    const [first, second] = [await house.sell(), await house.sell()];
    const walk = async (page: (after: string) => Promise<string[]>) => {
      const all: string[] = [];
      for (let ids = await page(''); ids.length > 0; ids = await page(ids.at(-1)!)) all.push(...ids);
      return all;
    };
    const ids = [(await house.payable(first)).id, (await house.payable(second)).id];
    for (const sold of [first, second]) await house.ship(sold);
    const due = await walk((after) => house.releases.due(house.database, 1, after));
    expect(due).toEqual(expect.arrayContaining(ids));
    for (const sold of [first, second]) {
      await house.releaseAll(sold);
      await house.activate(sold);
    }
    const ready = await walk((after) => house.transfers.ready(house.database, 1, after));
    expect(ready).toEqual(expect.arrayContaining(ids));
  });
});
