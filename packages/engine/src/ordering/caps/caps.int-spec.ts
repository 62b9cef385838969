import { newId, type OrderId } from '@sidestall/kernel';
import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import type { Database } from '../../platform/database.ts';
import { migrate } from '../../platform/migrate.ts';
import { platformConfig, TestPlatform } from '../../platform/platform.fixture.ts';
import { BuyerCaps, type Buyer, type CapAnswer } from './buyer-caps.ts';

let test: TestDatabase;
let platform: TestPlatform;
let database: Database;
const caps = new BuyerCaps();

beforeAll(async () => {
  test = await freshDatabase(migrate);
  platform = await TestPlatform.open({ ...platformConfig(test.url), databasePool: 24 });
  database = platform.database;
});
afterAll(async () => {
  await platform.close();
  await test.drop();
  await stopDatabases();
});

const ana: Buyer = { email: 'ana@example.com', cardFingerprint: null };
const aDrop = () => ({ dropId: newId('drp'), listingId: newId('lst'), title: 'Swan Kettle', cap: 2 });
const claim = async (
  of: ReturnType<typeof aDrop>,
  quantity: number,
  buyer: Buyer = ana,
  orderId: OrderId = newId('ord'),
): Promise<CapAnswer> =>
  (await database.transaction((tx) => caps.claim(tx, [{ orderId, buyer, lines: [{ ...of, quantity }] }])))[0]!;
const refused = (answers: readonly CapAnswer[]) => answers.filter((answer) => !answer.ok).length;

describe('a cap', () => {
  it('holds however many tabs one buyer opens', async () => {
    const drop = aDrop();
    const answers = await Promise.all(Array.from({ length: 50 }, () => claim(drop, 1)));
    expect(refused(answers)).toBe(48);
  });

  it('holds within one transaction too, first come first served', async () => {
    const drop = aDrop();
    const ask = (quantity: number) => ({ orderId: newId('ord'), buyer: ana, lines: [{ ...drop, quantity }] });
    const answers = await database.transaction((tx) => caps.claim(tx, [ask(1), ask(2), ask(1), ask(1)]));
    expect(answers.map((answer) => answer.ok)).toEqual([true, false, true, false]);
  });

  it('knows a buyer by mailbox, however it is written, and by card, whatever address they give', async () => {
    const drop = aDrop();
    expect((await claim(drop, 2, { email: 'Eva.Maria+drops@gmail.com', cardFingerprint: 'f1' })).ok).toBe(true);
    const again = await claim(drop, 1, { email: 'evamaria@googlemail.com', cardFingerprint: 'f2' });
    const sameCard = await claim(drop, 1, { email: 'somebody@example.com', cardFingerprint: 'f1' });
    const other = await claim(drop, 1, { email: 'somebody@example.com', cardFingerprint: 'f3' });
    expect([again.ok, sameCard.ok, other.ok]).toEqual([false, false, true]);
  });

  it('says in plain words what the limit is and how many the buyer has', async () => {
    const drop = aDrop();
    await claim(drop, 1);
    expect(await claim(drop, 2)).toMatchObject({
      error: {
        code: 'ORDERING.CAP_REACHED',
        detail: 'At most 2 of Swan Kettle for one buyer in this drop; you have 1 already. Nothing was charged',
        extra: { lines: [{ listingId: drop.listingId, cap: 2, have: 1 }] },
      },
    });
  });

  it('counts an order once, and no longer once it came to nothing', async () => {
    const drop = aDrop();
    const orderId = newId('ord');
    expect((await claim(drop, 2, ana, orderId)).ok).toBe(true);
    expect((await claim(drop, 2, ana, orderId)).ok).toBe(true);
    expect((await claim(drop, 1)).ok).toBe(false);
    for (let turn = 0; turn < 3; turn++) await database.transaction((tx) => caps.giveBack(tx, orderId));
    expect((await claim(drop, 2)).ok).toBe(true);
    expect((await claim(drop, 1)).ok).toBe(false);
  });

  it('of one drop says nothing of another', async () => {
    const listing = { ...aDrop(), listingId: newId('lst') };
    expect((await claim(listing, 2)).ok).toBe(true);
    expect((await claim({ ...listing, dropId: newId('drp') }, 2)).ok).toBe(true);
  });

  it('lets transactions over the same buyers in any order end, without waiting for each other forever', async () => {
    const drops = [aDrop(), aDrop(), aDrop()];
    const many = Array.from({ length: 40 }, (_, index) => {
      const lines = drops.map((drop) => ({ ...drop, quantity: 1 }));
      const buyer = { email: `b${index % 3}@example.com`, cardFingerprint: `c${index % 2}` };
      return [{ orderId: newId('ord'), buyer, lines: index % 2 ? lines : lines.toReversed() }];
    });
    const answers = await Promise.all(many.map((asks) => database.transaction((tx) => caps.claim(tx, asks))));
    // Two cards, two units each.
    expect(answers.flat().filter((answer) => answer.ok)).toHaveLength(4);
  });
});
