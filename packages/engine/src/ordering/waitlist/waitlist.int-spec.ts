import { newId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { OfferUnits } from './offer-units.ts';
import { WaitlistTable } from './waitlist.fixture.ts';

let table: WaitlistTable;
beforeAll(async () => {
  table = await WaitlistTable.open();
});
afterAll(async () => {
  await table.show.close();
  await stopDatabases();
});

const code = (result: { ok: true } | { ok: false; error: { code: string } }) => !result.ok && result.error.code;

describe('joining', () => {
  it('is for what is sold out: what can be bought is not waited for', async () => {
    expect(code(await table.join(await table.sell(1), 'ana'))).toBe('ORDERING.NOT_SOLD_OUT');
    expect(code(await table.join(await table.sell('on back order'), 'ana'))).toBe('ORDERING.NOT_SOLD_OUT');
    const unknown = { listingId: newId('lst'), variantId: newId('var') };
    expect(code(await table.join(unknown, 'ana'))).toBe('CATALOG.LISTING_NOT_FOUND');
    expect((await table.join(await table.sell(0), 'ana')).ok).toBe(true);
  });

  it('twice is one place, however the address is written and however many ask at once', async () => {
    const bowl = await table.soldOut();
    const tabs = await Promise.all(Array.from({ length: 8 }, () => table.join(bowl, 'ana')));
    const again = await Promise.all(['ANA', 'Ana', 'ana'].map((name) => table.join(bowl, name, 3)));
    const joined = tabs.flatMap((answer) => (answer.ok ? [answer.value] : []));
    expect(joined).toHaveLength(1);
    expect(new Set([...tabs.filter((answer) => !answer.ok), ...again].map(code))).toEqual(
      new Set(['ORDERING.ALREADY_WAITING']),
    );
    expect(await table.line(bowl)).toEqual(['ana waiting 1']);
    expect(await table.stock(bowl)).toMatchObject({ waiting: 1 });
    // The link is only mailed: whoever asks again has not proved that the address is theirs.
    const mails = (await table.mails(joined[0]!)).map((fact) => fact.replace(/-\d+$/, ''));
    expect(new Set(mails)).toEqual(new Set(['joined', 'again']));
  });

  it('at the same moment gives each a place of their own, counted once, in one order', async () => {
    const bowl = await table.soldOut(2);
    const names = Array.from({ length: 12 }, (_, index) => `guest${index}`);
    await Promise.all(names.map((name) => table.joined(bowl, name)));
    const line = await table.line(bowl);
    expect([...line].sort()).toEqual(names.map((name) => `${name} waiting 1`).sort());
    expect(await table.stock(bowl)).toMatchObject({ waiting: 12 });
    await Promise.all(bowl.buyers.map((orderId) => table.free(orderId)));
    await table.offer(bowl);
    expect(await table.line(bowl)).toEqual(
      line.map((one, place) => (place < 2 ? one.replace('waiting', 'offered') : one)),
    );
  });

  it('while units come free misses none of them: each is offered or can be bought', async () => {
    for (let round = 0; round < 6; round++) {
      const bowl = await table.soldOut();
      await Promise.all([
        table.join(bowl, 'ana'),
        table.free(bowl.buyers[0]!).then(() => table.offer(bowl)),
        table.join(bowl, 'ben'),
      ]);
      await table.sweep();
      const line = await table.line(bowl);
      const isBuyable = (await table.buy(bowl.variantId)) !== null;
      expect([line[0]?.split(' ')[1] ?? 'nobody', isBuyable]).toEqual(
        line.length > 0 ? ['offered', false] : ['nobody', true],
      );
    }
  });
});

describe('a unit that comes free', () => {
  it('goes to the first in line and not to the public, also before it is offered', async () => {
    const bowl = await table.soldOut();
    const ana = await table.joined(bowl, 'ana');
    const ben = await table.joined(bowl, 'ben');
    await table.free(bowl.buyers[0]!);
    expect(await table.buy(bowl.variantId)).toBeNull();
    await table.offer(bowl);
    expect(await table.line(bowl)).toEqual(['ana offered 1', 'ben waiting 1']);
    expect(await table.buy(bowl.variantId)).toBeNull();
    expect(await table.stock(bowl)).toEqual({ onHand: 1, claimed: 1, waiting: 1, held: 1 });
    expect(await table.mails(ana)).toEqual(['joined', 'offered']);
    expect(await table.mails(ben)).toEqual(['joined']);
  });

  it('is one of twenty for twenty who wait: each gets one, each is told once', async () => {
    const bowl = await table.soldOut(20);
    const entries = await Promise.all(Array.from({ length: 20 }, (_, index) => table.joined(bowl, `guest${index}`)));
    await Promise.all(bowl.buyers.map((orderId) => table.free(orderId)));
    await Promise.all([table.offer(bowl), table.offer(bowl), table.sweep(), table.sweep()]);
    expect((await table.line(bowl)).every((one) => one.endsWith(' offered 1'))).toBe(true);
    expect(await table.stock(bowl)).toEqual({ onHand: 20, claimed: 20, waiting: 0, held: 20 });
    for (const entry of entries) expect(await table.mails(entry)).toEqual(['joined', 'offered']);
  });

  it('on a shelf that nobody spoke of is found by the sweep', async () => {
    const bowl = await table.soldOut(1);
    await table.joined(bowl, 'ana');
    await table.sweep();
    expect(await table.line(bowl)).toEqual(['ana waiting 1']);
    await table.show.setUnits(bowl.variantId, 3);
    await table.sweep();
    expect(await table.line(bowl)).toEqual(['ana offered 1']);
    expect(await table.buy(bowl.variantId)).not.toBeNull();
  });

  it('is offered to whoever is first even if they wish for more: nobody is passed over, and no unit lies idle', async () => {
    const bowl = await table.soldOut(3);
    const ana = await table.joined(bowl, 'ana', 2);
    await table.joined(bowl, 'ben', 3);
    await table.free(bowl.buyers[0]!);
    await table.offer(bowl);
    expect(await table.line(bowl)).toEqual(['ana offered 1', 'ben waiting 3']);
    await table.free(bowl.buyers[1]!);
    await table.free(bowl.buyers[2]!);
    await table.offer(bowl);
    expect(await table.line(bowl)).toEqual(['ana offered 1', 'ben offered 2']);
    expect(await table.stock(bowl)).toEqual({ onHand: 3, claimed: 3, waiting: 0, held: 3 });
    const mail = await table.show.database.one<{ text: string }>(`SELECT text FROM platform.mail WHERE key = $1`, [
      `${ana}-offered`,
    ]);
    expect(mail!.text).toContain('You wished for 2; 1 came free');
    expect(mail!.text).toMatch(/Buy by \w+ \d+, \d{4} at \d{2}:\d{2} UTC/);
    expect(mail!.text).toContain(`/waitlist/${ana}#token=${table.token(ana)}`);
  });

  it('is neither lost nor offered untold when the process dies in the middle', async () => {
    const bowl = await table.soldOut();
    const ana = await table.joined(bowl, 'ana');
    await table.free(bowl.buyers[0]!);
    const dying = table.show.database.transaction(async (tx) => {
      await table.inner(OfferUnits).execute(tx, bowl.variantId);
      throw new Error('killed before the commit');
    });
    await expect(dying).rejects.toThrow('killed');
    expect(await table.line(bowl)).toEqual(['ana waiting 1']);
    expect(await table.mails(ana)).toEqual(['joined']);
    await table.sweep();
    // The offer and the message that waits to be sent are one commit: there is no moment between them to die in.
    expect(await table.line(bowl)).toEqual(['ana offered 1']);
    expect(await table.mails(ana)).toEqual(['joined', 'offered']);
  });

  it('keeps what is held back for safety from the waitlist, too', async () => {
    const bowl = await table.soldOut();
    await table.joined(bowl, 'ana');
    await table.show.database.rows(`UPDATE inventory.variant_stock SET safety = 1 WHERE variant_id = $1`, [
      bowl.variantId,
    ]);
    await table.free(bowl.buyers[0]!);
    await table.offer(bowl);
    await table.sweep();
    expect(await table.line(bowl)).toEqual(['ana waiting 1']);
  });
});

describe('an offer', () => {
  it('that nobody uses passes on, down the line and then to everybody', async () => {
    const bowl = await table.soldOut();
    const ana = await table.joined(bowl, 'ana');
    const ben = await table.joined(bowl, 'ben');
    await table.free(bowl.buyers[0]!);
    await table.offer(bowl);
    await table.endOffer(ana);
    expect(await table.offers.find(table.show.database, ana, table.token(ana))).toBeNull();
    expect(await table.buyOffer(ana, bowl)).toBeNull();
    await Promise.all([table.sweep(), table.sweep()]);
    expect(await table.line(bowl)).toEqual(['ana passed 1', 'ben offered 1']);
    expect(await table.mails(ana)).toEqual(['joined', 'offered', 'passed']);
    expect(await table.buy(bowl.variantId)).toBeNull();
    await table.endOffer(ben);
    await table.sweep();
    expect(await table.stock(bowl)).toEqual({ onHand: 1, claimed: 0, waiting: 0, held: 0 });
    expect(await table.buy(bowl.variantId)).not.toBeNull();
  });

  it('is for whoever holds its token', async () => {
    const bowl = await table.soldOut();
    const ana = await table.joined(bowl, 'ana');
    const ben = await table.joined(bowl, 'ben');
    await table.free(bowl.buyers[0]!);
    expect(await table.offers.find(table.show.database, ana, table.token(ana))).toBeNull();
    await table.offer(bowl);
    expect(await table.offers.find(table.show.database, ana, table.token(ana))).toEqual({
      entryId: ana,
      listingId: bowl.listingId,
      variantId: bowl.variantId,
      quantity: 1,
    });
    expect(await table.offers.find(table.show.database, ana, table.token(ben))).toBeNull();
    expect(await table.offers.find(table.show.database, ben, table.token(ben))).toBeNull();
    expect(await table.offers.find(table.show.database, 'wle_nonsense', table.token(ana))).toBeNull();
  });

  it('that is bought becomes the order’s, once, and the order holds no more than that', async () => {
    const bowl = await table.soldOut();
    const ana = await table.joined(bowl, 'ana');
    await table.joined(bowl, 'ben');
    await table.free(bowl.buyers[0]!);
    await table.offer(bowl);
    const orderId = await table.buyOffer(ana, bowl);
    expect(await table.buyOffer(ana, bowl, 1, orderId!)).toBe(orderId);
    expect(await table.buyOffer(ana, bowl)).toBeNull();
    await table.endOffer(ana);
    await table.sweep();
    expect(await table.line(bowl)).toEqual(['ana bought 1', 'ben waiting 1']);
    expect(await table.stock(bowl)).toEqual({ onHand: 1, claimed: 1, waiting: 1, held: 1 });
  });

  it('is bought once by two tabs that press at the same moment as its time runs out', async () => {
    for (let round = 0; round < 5; round++) {
      const bowl = await table.soldOut();
      const ana = await table.joined(bowl, 'ana');
      await table.joined(bowl, 'ben');
      await table.free(bowl.buyers[0]!);
      await table.offer(bowl);
      const [first, second] = await Promise.all([
        table.buyOffer(ana, bowl),
        table.buyOffer(ana, bowl),
        table.endOffer(ana).then(() => table.sweep()),
      ]);
      await table.sweep();
      const line = await table.line(bowl);
      const wasBought = first !== null || second !== null;
      expect(first && second).toBeNull();
      expect(line).toEqual(wasBought ? ['ana bought 1', 'ben waiting 1'] : ['ana passed 1', 'ben offered 1']);
      expect(await table.stock(bowl)).toMatchObject({ onHand: 1, claimed: 1, held: 1 });
    }
  });

  it('is held for its buyer again when a card is declined while it lasts, and can be paid by another one', async () => {
    const bowl = await table.soldOut();
    const ana = await table.joined(bowl, 'ana');
    await table.joined(bowl, 'ben');
    await table.free(bowl.buyers[0]!);
    await table.offer(bowl);
    const orderId = await table.buyOffer(ana, bowl);
    await table.free(orderId!);
    await table.free(orderId!);
    await table.sweep();
    expect(await table.line(bowl)).toEqual(['ana offered 1', 'ben waiting 1']);
    expect(await table.stock(bowl)).toEqual({ onHand: 1, claimed: 1, waiting: 1, held: 1 });
    expect(await table.buyOffer(ana, bowl, 1, orderId!)).toBe(orderId);
    expect(await table.line(bowl)).toEqual(['ana bought 1', 'ben waiting 1']);
    expect(await table.stock(bowl)).toEqual({ onHand: 1, claimed: 1, waiting: 1, held: 1 });
  });

  it('whose order was not paid in time goes to the next in line', async () => {
    const bowl = await table.soldOut();
    const ana = await table.joined(bowl, 'ana');
    await table.joined(bowl, 'ben');
    await table.free(bowl.buyers[0]!);
    await table.offer(bowl);
    const orderId = await table.buyOffer(ana, bowl);
    await table.endOffer(ana);
    await table.free(orderId!);
    expect(await table.line(bowl)).toEqual(['ana passed 1', 'ben offered 1']);
    expect(await table.mails(ana)).toEqual(['joined', 'offered', 'passed']);
  });

  it('that an order took and could not keep is held for its buyer again, though nothing was released', async () => {
    const bowl = await table.soldOut();
    const ana = await table.joined(bowl, 'ana');
    await table.free(bowl.buyers[0]!);
    await table.offer(bowl);
    const orderId = newId('ord');
    await table.show.database.transaction(async (tx) => {
      await table.offers.take(tx, orderId, ana);
      await table.offers.giveUp(tx, orderId);
    });
    expect(await table.line(bowl)).toEqual(['ana offered 1']);
    expect(await table.stock(bowl)).toEqual({ onHand: 1, claimed: 1, waiting: 0, held: 1 });
    expect(await table.buyOffer(ana, bowl)).not.toBeNull();
  });
});

describe('leaving', () => {
  it('gives the place up, and those behind move up', async () => {
    const bowl = await table.soldOut();
    const ana = await table.joined(bowl, 'ana', 2);
    await table.joined(bowl, 'ben');
    expect((await table.leave(ana)).ok).toBe(true);
    expect((await table.leave(ana)).ok).toBe(true);
    expect(await table.stock(bowl)).toMatchObject({ waiting: 1 });
    await table.free(bowl.buyers[0]!);
    await table.offer(bowl);
    expect(await table.line(bowl)).toEqual(['ana left 2', 'ben offered 1']);
    expect(await table.joined(bowl, 'ana')).not.toBe(ana);
  });

  it('gives up what is offered: the next in line has it at once', async () => {
    const bowl = await table.soldOut();
    const ana = await table.joined(bowl, 'ana');
    const ben = await table.joined(bowl, 'ben');
    await table.free(bowl.buyers[0]!);
    await table.offer(bowl);
    await table.leave(ana);
    expect(await table.line(bowl)).toEqual(['ana left 1', 'ben offered 1']);
    await table.leave(ben);
    expect(await table.stock(bowl)).toEqual({ onHand: 1, claimed: 0, waiting: 0, held: 0 });
    expect(code(await table.leave(newId('wle')))).toBe('ORDERING.WAITLIST_NOT_FOUND');
  });
});
