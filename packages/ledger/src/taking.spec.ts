import fc from 'fast-check';
import { money, newId } from '@sidestall/kernel';
import { deferredFee, payableAvailable, payablePending, platformFee, receivable, taxOwed } from './account.ts';
import { dueMinor, leftoverOf, moveOwed, nettingEntries, planTransfer, type Payable } from './payable.ts';
import { tidyEntries, type Entry } from './posting.ts';
import { SHARE_ROLES, areTermsSound, splitGoods, splitShipping } from './split-terms.ts';
import { takeBack } from './take-back.ts';
import { planGiving, planTaking, type ShareToTake, type Taken } from './taking.ts';

const PARTY = newId('pty');
const CURRENCIES = ['EUR', 'JPY', 'KWD'] as const;
const currencies = fc.constantFrom(...CURRENCIES);
const amounts = fc.integer({ min: 0, max: 5_000_000 });

const aPayable = (over: Partial<Payable> = {}): Payable => ({
  id: newId('pbl'),
  partyId: PARTY,
  currency: 'EUR',
  state: 'pending',
  amountMinor: 100,
  takenMinor: 0,
  nettedMinor: 0,
  transferringMinor: 0,
  transferredMinor: 0,
  returnedMinor: 0,
  ...over,
});
const on = (entries: readonly Entry[], code: string): number =>
  entries.filter((entry) => entry.account.code === code).reduce((sum, entry) => sum + entry.amount, 0);
const all = (entries: readonly Entry[]): number => entries.reduce((sum, entry) => sum + entry.amount, 0);

describe('dividing a sale', () => {
  const terms = fc
    .record({
      partnerBp: fc.integer({ min: 0, max: 10_000 }),
      creatorBp: fc.integer({ min: 0, max: 10_000 }),
      platformBp: fc.integer({ min: 0, max: 10_000 }),
      returnWindowDays: fc.integer({ min: 0, max: 60 }),
    })
    .filter(areTermsSound);

  it('gives away all of it and nothing more, whatever the terms and the currency', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.integer({ min: 0, max: 10_000 }),
        terms,
        fc.boolean(),
        currencies,
        (gross, of, t, has, c) => {
          const tax = Math.floor((gross * of) / 10_000);
          const split = splitGoods(money(gross, c), money(tax, c), t, has);
          expect(SHARE_ROLES.every((role) => split[role].amount >= 0)).toBe(true);
          expect(SHARE_ROLES.reduce((sum, role) => sum + split[role].amount, 0)).toBe(gross);
          if (!has) expect(split.creator.amount).toBe(0);
        },
      ),
    );
  });

  it('gives shipping to whoever ships', () => {
    const split = splitShipping(money(595, 'EUR'), money(95, 'EUR'));
    expect(split).toMatchObject({ partner: { amount: 500 }, tax: { amount: 95 }, brand: { amount: 0 } });
  });
});

describe('dividing what is taken back', () => {
  it('takes all of it, from nobody more than they have, in whatever steps', () => {
    fc.assert(
      fc.property(
        fc.array(amounts, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        (parts, steps) => {
          const shares = parts.map((amountMinor) => ({ amountMinor, refundedMinor: 0 }));
          const left = () => shares.reduce((sum, share) => sum + share.amountMinor - share.refundedMinor, 0);
          for (const step of [...steps, Infinity]) {
            const amount = Math.min(left(), step === Infinity ? left() : step % (left() + 1));
            const taken = takeBack(money(amount, 'EUR'), shares);
            expect(taken.reduce((sum, part) => sum + part.amount, 0)).toBe(amount);
            for (const [index, part] of taken.entries()) {
              shares[index] = { ...shares[index]!, refundedMinor: shares[index]!.refundedMinor + part.amount };
              expect(shares[index].refundedMinor).toBeLessThanOrEqual(shares[index].amountMinor);
            }
          }
          expect(left()).toBe(0);
        },
      ),
    );
  });
});

describe('what a party is owed', () => {
  it('is taken from where it is: earned, released, or with them already', () => {
    expect(moveOwed(aPayable(), -30).entries).toEqual([{ account: payablePending(PARTY, 'EUR'), amount: 30 }]);
    expect(moveOwed(aPayable({ state: 'available' }), -30).entries).toEqual([
      { account: payableAvailable(PARTY, 'EUR'), amount: 30 },
    ]);
    const paid = aPayable({ state: 'transferred', transferredMinor: 100 });
    expect(moveOwed(paid, -30)).toMatchObject({
      entries: [{ account: receivable(PARTY, 'EUR'), amount: 30 }],
      toReceivable: 30,
    });
    const onItsWay = aPayable({ state: 'transferring', transferringMinor: 100 });
    expect(moveOwed(onItsWay, -30).entries).toEqual([{ account: receivable(PARTY, 'EUR'), amount: 30 }]);
  });

  it('is owed back once a released part was kept for an older debt', () => {
    const kept = aPayable({ state: 'available', nettedMinor: 80 });
    expect(moveOwed(kept, -30).entries).toEqual([
      { account: payableAvailable(PARTY, 'EUR'), amount: 20 },
      { account: receivable(PARTY, 'EUR'), amount: 10 },
    ]);
  });

  it('is given back to the debt first, and as released money once there is none', () => {
    const owes = aPayable({ state: 'transferred', takenMinor: 50, transferredMinor: 100, returnedMinor: 20 });
    expect(moveOwed(owes, 50).entries).toEqual([
      { account: payableAvailable(PARTY, 'EUR'), amount: -20 },
      { account: receivable(PARTY, 'EUR'), amount: -30 },
    ]);
  });
});

/** A party's money in three accounts beside its payable, moved as the engine moves it. */
class Books {
  payable = aPayable();
  pending = 100;
  available = 0;
  receivable = 0;
  paid = 0;

  post(entries: readonly Entry[], other: number): void {
    expect(all(entries) + other).toBe(0);
    this.pending -= on(entries, payablePending(PARTY, 'EUR').code);
    this.available -= on(entries, payableAvailable(PARTY, 'EUR').code);
    this.receivable += on(entries, receivable(PARTY, 'EUR').code);
    expect(this.available).toBeGreaterThanOrEqual(0);
  }

  move(amount: number): void {
    const moved = moveOwed(this.payable, amount);
    this.payable = moved.payable;
    this.post(moved.entries, amount);
    this.#reopen();
  }

  release(): void {
    this.available += this.pending;
    this.pending = 0;
    this.payable = { ...this.payable, state: 'available' };
  }

  begin(): void {
    const { kept, amount } = planTransfer(this.payable, this.receivable);
    this.post(nettingEntries(PARTY, 'EUR', kept), 0);
    this.payable = {
      ...this.payable,
      nettedMinor: this.payable.nettedMinor + kept,
      transferringMinor: amount,
      state: amount === 0 ? 'transferred' : 'transferring',
    };
  }

  end(isSent: boolean): void {
    const amount = this.payable.transferringMinor;
    const sent = isSent ? amount : 0;
    const leftover = leftoverOf(this.payable, sent);
    this.available -= sent;
    this.paid += sent;
    this.post(nettingEntries(PARTY, 'EUR', leftover), 0);
    const state = !isSent || leftover < 0 ? 'available' : 'transferred';
    const transferredMinor = this.payable.transferredMinor + sent;
    this.payable = { ...this.payable, transferringMinor: 0, transferredMinor, state };
  }

  fetch(amount: number): void {
    this.post(moveOwed(this.payable, amount).entries, amount);
    this.paid -= amount;
    this.payable = { ...this.payable, returnedMinor: this.payable.returnedMinor + amount };
    this.#reopen();
  }

  #reopen(): void {
    const isOwed = dueMinor(this.payable) > 0 || this.receivable < 0;
    if (isOwed && this.payable.state === 'transferred') this.payable = { ...this.payable, state: 'available' };
  }
}

describe('a payable on its way', () => {
  const step = fc.record({
    what: fc.constantFrom('take', 'give', 'next', 'refuse', 'fetch'),
    size: fc.integer({ min: 1, max: 100 }),
  });

  it('never owes or is owed a cent that the accounts do not say, and ends with exactly its due', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const books = new Books();
        const next = () => {
          const { state } = books.payable;
          if (state === 'pending') books.release();
          else if (state === 'available') books.begin();
          else if (state === 'transferring') books.end(true);
        };
        for (const { what, size } of steps) {
          const { payable } = books;
          const withThem = payable.transferredMinor - payable.returnedMinor;
          if (what === 'take') books.move(-Math.min(size, payable.amountMinor - payable.takenMinor));
          if (what === 'give') books.move(Math.min(size, payable.takenMinor));
          if (what === 'next') next();
          if (what === 'refuse' && payable.state === 'transferring') books.end(false);
          if (what === 'fetch') books.fetch(Math.min(size, withThem));
          const owed = books.payable.amountMinor - books.payable.takenMinor;
          expect(books.pending + books.available - books.receivable + books.paid).toBe(owed);
          if (books.payable.state === 'available') {
            expect(books.available).toBe(Math.max(0, dueMinor(books.payable)));
          }
        }
        for (let turn = 0; turn < 8 && books.payable.state !== 'transferred'; turn++) next();
        expect(books.available).toBe(0);
        expect(books.paid - books.receivable).toBe(books.payable.amountMinor - books.payable.takenMinor);
      }),
      { numRuns: 300 },
    );
  });
});

describe('taking back parts of a sale', () => {
  const share = (role: ShareToTake['role'], amountMinor: number): ShareToTake => ({
    itemId: 'goods',
    role,
    partyId: role === 'partner' ? PARTY : null,
    jurisdiction: role === 'tax' ? 'DE' : null,
    amountMinor,
    refundedMinor: 0,
  });
  const shares = [share('partner', 100), share('platform', 10), share('tax', 20)];

  it('hits the fee where it is and the tax office it was collected for', () => {
    const plan = (isEarned: boolean) =>
      tidyEntries(planTaking([{ itemId: 'goods', amountMinor: 130 }], shares, [aPayable()], isEarned, 'EUR').entries);
    expect(on(plan(false), deferredFee('EUR').code)).toBe(10);
    expect(on(plan(true), platformFee('EUR').code)).toBe(10);
    expect(on(plan(false), taxOwed('DE', 'EUR').code)).toBe(20);
  });

  it('asks a party for no more than it still has of what was sent', () => {
    const paid = aPayable({ state: 'transferred', nettedMinor: 40, transferredMinor: 60, returnedMinor: 15 });
    const plan = planTaking([{ itemId: 'goods', amountMinor: 130 }], shares, [paid], true, 'EUR');
    expect(plan.reversals).toEqual([{ payableId: paid.id, partyId: PARTY, amountMinor: 45 }]);
  });

  it('gives back exactly what it took, as long as nothing moved on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }), fc.boolean(), (amountMinor, isEarned) => {
        const state = isEarned ? 'available' : 'pending';
        const payables = [aPayable({ state })];
        const plan = planTaking([{ itemId: 'goods', amountMinor }], shares, payables, isEarned, 'EUR');
        const after = shares.map((one) => ({
          ...one,
          refundedMinor: plan.shares.find((part) => part.role === one.role)?.amountMinor ?? 0,
        }));
        const takenMinor = after[0]!.refundedMinor;
        const taken: Taken = { kind: 'refund', contra: 'refund:in_flight/EUR', ...plan, entries: [] };
        const back = planGiving(taken, after, [aPayable({ state, takenMinor })], isEarned, 'EUR');
        const sums = (entries: readonly Entry[], sign: number) =>
          tidyEntries(entries).map((entry) => [entry.account.code, sign * entry.amount]);
        expect(sums(back.entries, -1)).toEqual(sums(plan.entries, 1));
      }),
    );
  });
});
