import { newId, type QuoteId, type TicketId } from '@sidestall/kernel';
import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import type { Database } from '../../platform/database.ts';
import { migrate } from '../../platform/migrate.ts';
import { platformConfig, TestPlatform } from '../../platform/platform.fixture.ts';
import { Turnstile } from './turnstile.ts';

let test: TestDatabase;
let platform: TestPlatform;
let other: TestPlatform;
let database: Database;
/** A permit in a thousand years: only what a test puts into the bucket is there. */
const RATE = 1 / (1_000 * 365 * 86_400);
let turnstile: Turnstile;

beforeAll(async () => {
  test = await freshDatabase(migrate);
  const config = { ...platformConfig(test.url), paymentsPerSecond: RATE };
  platform = await TestPlatform.open(config);
  other = await TestPlatform.open(config);
  database = platform.database;
  turnstile = new Turnstile(database, config);
});
afterAll(async () => {
  await platform.close();
  await other.close();
  await test.drop();
  await stopDatabases();
});
beforeEach(async () => {
  await database.rows('DELETE FROM ordering.ticket');
  await permits(0);
});

/** Puts so many permits into the bucket; it holds one at most by itself. */
async function permits(count: number): Promise<void> {
  await database.rows(
    `INSERT INTO ordering.turnstile (name, free, filled_at) VALUES ('payments', $1, clock_timestamp())
     ON CONFLICT (name) DO UPDATE SET free = $1, filled_at = clock_timestamp()`,
    [count],
  );
}

async function arrive(
  quoteId: QuoteId = newId('quo'),
  ticketId?: TicketId,
): Promise<{ id: TicketId; ahead: number } | null> {
  const answer = await turnstile.pass(quoteId, ticketId);
  if (answer.ok) return null;
  const { ticketId: id, ahead } = answer.error.extra as { ticketId: TicketId; ahead: number };
  return { id, ahead };
}
const isAdmitted = async (id: TicketId): Promise<boolean> => (await turnstile.look(id))!.isAdmitted;

describe('the line before paying', () => {
  it('is not there while permits are', async () => {
    await permits(1);
    expect(await arrive()).toBeNull();
    expect(await arrive()).toMatchObject({ ahead: 0 });
  });

  it('tells each buyer honestly how many came before', async () => {
    const places = [];
    for (let index = 0; index < 5; index++) places.push((await arrive())!.ahead);
    expect(places).toEqual([0, 1, 2, 3, 4]);
  });

  it('lets buyers through in the order they came, whoever asks most often', async () => {
    const tickets: TicketId[] = [];
    for (let index = 0; index < 40; index++) tickets.push((await arrive())!.id);
    const last = tickets.at(-1)!;
    const order: number[] = [];
    for (let turn = 0; turn < 40; turn++) {
      for (let again = 0; again < 3; again++) await turnstile.look(last);
      await permits(1);
      await turnstile.look(last);
      const rows = await database.rows<{ id: TicketId }>(`SELECT id FROM ordering.ticket WHERE state = 'admitted'`);
      expect(rows).toHaveLength(1);
      order.push(tickets.indexOf(rows[0]!.id));
      expect(await arrive(newId('quo'), rows[0]!.id)).toBeNull();
    }
    expect(order).toEqual([...order.keys()]);
  });

  it('gives one place to a quote, however often its page is loaded', async () => {
    const quoteId = newId('quo');
    const first = await arrive(quoteId);
    await arrive();
    expect(await arrive(quoteId)).toEqual(first);
  });

  it('lets nobody by while somebody waits, though a permit came free', async () => {
    const first = (await arrive())!;
    await permits(1);
    expect(await arrive()).toMatchObject({ ahead: 0 });
    expect(await isAdmitted(first.id)).toBe(true);
  });

  it('gives the place of who does not come to the next', async () => {
    const [first, second] = [(await arrive())!, (await arrive())!];
    await permits(1);
    expect(await isAdmitted(first.id)).toBe(true);
    expect(await isAdmitted(second.id)).toBe(false);
    await database.rows(
      `UPDATE ordering.ticket SET admitted_until = clock_timestamp() - interval '1 second' WHERE id = $1`,
      [first.id],
    );
    expect(await isAdmitted(second.id)).toBe(true);
    // Who was missed may ask again, at the end of the line.
    expect(await turnstile.look(first.id)).toMatchObject({ isAdmitted: false, ahead: 0 });
  });

  it('is not held up by who has gone away', async () => {
    const [gone, waiting] = [(await arrive())!, (await arrive())!];
    await database.rows(
      `UPDATE ordering.ticket SET seen_at = clock_timestamp() - interval '31 seconds' WHERE id = $1`,
      [gone.id],
    );
    expect(await turnstile.look(waiting.id)).toMatchObject({ ahead: 0 });
    await permits(1);
    expect(await isAdmitted(waiting.id)).toBe(true);
    // Back again, the other begins behind those who stayed.
    const later = (await arrive())!;
    expect((await turnstile.look(gone.id))!.ahead).toBe(1);
    expect((await turnstile.look(later.id))!.ahead).toBe(0);
  });

  it('is one line for all API processes, and lets through no more than there are permits', async () => {
    const both = [turnstile, new Turnstile(other.database, { ...platformConfig(test.url), paymentsPerSecond: RATE })];
    await permits(1);
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => both[index % 2]!.pass(newId('quo'), undefined)),
    );
    expect(answers.filter((answer) => answer.ok).length).toBeLessThanOrEqual(1);
    expect(await database.one(`SELECT count(*)::int AS n FROM ordering.ticket WHERE state = 'admitted'`)).toEqual({
      n: 1 - answers.filter((answer) => answer.ok).length,
    });
  });

  it('opens by the database’s clock: what flowed in since is there', async () => {
    const ticket = (await arrive())!;
    await database.rows(`UPDATE ordering.turnstile SET filled_at = clock_timestamp() - interval '1500 years'`);
    expect(await isAdmitted(ticket.id)).toBe(true);
  });

  it('is off where no rate is set, and costs nothing', async () => {
    const off = new Turnstile(database, { ...platformConfig(test.url), paymentsPerSecond: null });
    const before = database.statements;
    expect((await off.pass(newId('quo'), undefined)).ok).toBe(true);
    expect(database.statements).toBe(before);
  });
});
