import type { StockFileReport } from '@sidestall/contracts';
import { newId, type RetailerId } from '@sidestall/kernel';
import { stopDatabases } from '@sidestall/testing';
import { InventoryService } from '../../inventory/inventory.service.ts';
import type { JobRun } from '../../platform/job-handler.ts';
import { Outbox } from '../../platform/outbox.ts';
import { testShow, type TestShow } from '../../streams/show.fixture.ts';
import { ApplyStockFilesHandler } from './apply-stock-files.ts';
import { ReceiveStockFile } from './receive-stock-file.ts';
import { StockFeedModule } from './stock-feed.module.ts';
import type { StockFileLimits } from './stock-file-limits.ts';
import { StockFileStore, type StockFileId } from './stock-file.store.ts';
import { SweepStockFilesHandler } from './sweep-stock-files.ts';

let show: TestShow;
let retailerId: RetailerId;
beforeAll(async () => {
  show = await testShow([StockFeedModule]);
});
beforeEach(() => {
  retailerId = newId('ret');
});
afterAll(async () => {
  await show.close();
  await stopDatabases();
});

/** The SKUs of bowls this retailer counted three of each an hour ago. */
async function bowls(many: number): Promise<string[]> {
  const brandId = await show.brand();
  const skus: string[] = [];
  for (let made = 0; made < many; made++) {
    const { variantId } = await show.sell(brandId, 0);
    await show.database.transaction((tx) =>
      show.engine.get(InventoryService).setStock(tx, [{ variantId, retailerId, onHand: 3 }]),
    );
    skus.push((await skuOf(variantId))!);
  }
  await show.database.rows(`UPDATE inventory.stock SET as_of = now() - interval '1 hour' WHERE retailer_id = $1`, [
    retailerId,
  ]);
  return skus;
}
const skuOf = async (variantId: string) =>
  (await show.database.one<{ sku: string }>(`SELECT sku FROM catalog.variant WHERE id = $1`, [variantId]))?.sku;
const onHand = async () =>
  Object.fromEntries(
    (
      await show.database.rows<{ sku: string; onHand: number }>(
        `SELECT v.sku, s.on_hand AS "onHand" FROM inventory.stock s JOIN catalog.variant v ON v.id = s.variant_id
          WHERE s.retailer_id = $1`,
        [retailerId],
      )
    ).map((row) => [row.sku, row.onHand]),
  );
/** Counts written into the book, by SKU. */
const bookings = async () =>
  await show.database.rows<{ sku: string; quantity: number }>(
    `SELECT v.sku, m.quantity FROM inventory.movement m JOIN catalog.variant v ON v.id = m.variant_id
      WHERE m.retailer_id = $1 AND m.reference LIKE 'count as of%' ORDER BY v.sku`,
    [retailerId],
  );
const moment = async (secondsAgo = 0): Promise<string> =>
  (await show.database.one<{ at: Date }>(`SELECT now() - make_interval(secs => $1) AS at`, [
    secondsAgo,
  ]))!.at.toISOString();
const strangers = (many: number) =>
  Array.from({ length: many }, (_, index) => ({ sku: `UNKNOWN-${index}`, onHand: 1 }));

async function* chunks(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const line of lines) yield Buffer.from(`${line}\n`);
}
const json = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row));
const csv = (rows: readonly { sku: string; onHand: number }[]) => [
  'sku,on_hand',
  ...rows.map(({ sku, onHand: count }) => `${sku},${count}`),
];
const receiving = (limits?: StockFileLimits) =>
  limits
    ? new ReceiveStockFile(
        show.database,
        show.engine.get(StockFileStore, { strict: false }),
        show.engine.get(Outbox),
        limits,
      )
    : show.engine.get(ReceiveStockFile, { strict: false });
async function send(rows: readonly object[], asOf?: string): Promise<StockFileId> {
  const received = await receiving().execute(retailerId, {
    source: chunks(json(rows)),
    format: 'ndjson',
    asOf: asOf ?? (await moment()),
  });
  if (!received.ok) throw new Error(received.error.detail);
  return received.value.id;
}
const find = (id: StockFileId): Promise<StockFileReport | null> =>
  show.engine.get(StockFileStore, { strict: false }).find(show.database, id, retailerId);
const staged = async (id: StockFileId) =>
  (await show.database.one<{ n: number }>(`SELECT count(*)::int AS n FROM ordering.stock_file_row WHERE file_id = $1`, [
    id,
  ]))!.n;
/** One run of the worker; `signal` is its process being told to stop. */
const apply = (signal: JobRun['signal'] = new AbortController().signal) =>
  show.engine
    .get(ApplyStockFilesHandler, { strict: false })
    .handle({ retailerId }, { attempt: 1, maxAttempts: 1, generation: 1, signal });
const sweep = () => show.engine.get(SweepStockFilesHandler, { strict: false }).handle();
const wakes = async () =>
  (await show.database.one<{ n: number }>(
    `SELECT count(*)::int AS n FROM platform.outbox
      WHERE name = 'ordering.apply-stock-files' AND payload->>'retailerId' = $1 AND state = 'pending'`,
    [retailerId],
  ))!.n;

describe('C7: a file whose worker dies in the middle', () => {
  it('goes on where it stopped: no row is left out, none is counted twice', async () => {
    const [first, second, third] = await bowls(3);
    const rows = [
      { sku: first, onHand: 10 },
      ...strangers(248),
      { sku: second, onHand: 20 },
      ...strangers(249),
      { sku: third, onHand: 30 },
    ];
    const id = await send(rows);
    // The third step breaks after its counts are taken, before its transaction ends.
    await show.database.rows(
      `CREATE FUNCTION ordering.break_off() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'the worker died'; END $$`,
    );
    await show.database.rows(
      `CREATE TRIGGER break_off BEFORE UPDATE ON ordering.stock_file FOR EACH ROW WHEN (new.cursor > 400)
         EXECUTE FUNCTION ordering.break_off()`,
    );
    try {
      await expect(apply()).rejects.toThrow('the worker died');
    } finally {
      await show.database.rows(`DROP FUNCTION ordering.break_off() CASCADE`);
    }
    expect(await find(id)).toMatchObject({ state: 'applying', applied: 2, unknown: 398 });
    expect(await onHand()).toEqual({ [first!]: 10, [second!]: 20, [third!]: 3 });
    expect(await staged(id)).toBe(100);

    await apply();
    expect(await find(id)).toMatchObject({ state: 'done', applied: 3, ignored: 0, unknown: 497, rows: 500 });
    expect(await onHand()).toEqual({ [first!]: 10, [second!]: 20, [third!]: 30 });
    expect((await bookings()).map(({ quantity }) => quantity).sort((a, b) => a - b)).toEqual([7, 17, 27]);
    expect(await staged(id)).toBe(0);
  });

  it('stops between two steps when its process is asked to, and is woken again', async () => {
    const id = await send(strangers(401));
    const stop = new AbortController();
    stop.abort();
    expect(await apply(stop.signal)).toEqual({ again: { seconds: 0 } });
    expect(await find(id)).toMatchObject({ state: 'waiting', unknown: 0 });
    await show.database.rows(`DELETE FROM platform.outbox WHERE payload->>'retailerId' = $1`, [retailerId]);
    await sweep();
    expect(await wakes()).toBe(1);
    await apply();
    expect(await find(id)).toMatchObject({ state: 'done', unknown: 401 });
  });

  it('leaves other work its turn when it is long', async () => {
    const id = await send(strangers(20_001));
    expect(await apply()).toEqual({ again: { seconds: 0 } });
    expect(await find(id)).toMatchObject({ state: 'applying', unknown: 20_000 });
    expect(await apply()).toBeUndefined();
    expect(await find(id)).toMatchObject({ state: 'done', unknown: 20_001 });
  });
});

describe('C7: two files of one retailer', () => {
  it('are applied one after the other: of the same moment the later file is what stays', async () => {
    const [sku] = await bowls(1);
    const asOf = await moment();
    const earlier = await send([...strangers(400), { sku, onHand: 11 }], asOf);
    const later = await send([{ sku, onHand: 12 }], asOf);
    await apply();
    for (const id of [earlier, later]) expect(await find(id)).toMatchObject({ state: 'done', applied: 1 });
    expect(await onHand()).toEqual({ [sku!]: 12 });
  });

  it('leave the newer counts, whichever came first', async () => {
    const [sku, other] = await bowls(2);
    const [before, after] = [await moment(2), await moment(1)];
    await send([{ sku, onHand: 20 }], after);
    const late = await send([
      { sku, onHand: 10, asOf: before },
      { sku: other, onHand: 10, asOf: before },
    ]);
    await apply();
    expect(await find(late)).toMatchObject({ state: 'done', applied: 1, ignored: 1 });
    expect(await onHand()).toEqual({ [sku!]: 20, [other!]: 10 });
  });

  it('may be applied by two workers at once, and each count is taken once', async () => {
    const skus = await bowls(2);
    const ids = [
      await send([{ sku: skus[0], onHand: 5 }, ...strangers(600)]),
      await send([{ sku: skus[1], onHand: 6 }, ...strangers(600)]),
    ];
    await Promise.all([apply(), apply(), apply()]);
    for (const id of ids) expect(await find(id)).toMatchObject({ state: 'done', applied: 1, unknown: 600 });
    expect((await bookings()).map(({ quantity }) => quantity).sort((a, b) => a - b)).toEqual([2, 3]);
  });
});

describe('C7: cleaning up after files', () => {
  const age = (id: StockFileId, column: 'finished_at' | 'touched_at', by: string) =>
    show.database.rows(`UPDATE ordering.stock_file SET ${column} = now() - $2::interval WHERE id = $1`, [id, by]);

  it('forgets those that ended thirty days ago, and no other', async () => {
    const ids = [await send(strangers(1)), await send(strangers(1)), await send(strangers(1))];
    await apply();
    await age(ids[0]!, 'finished_at', '30 days 1 minute');
    await age(ids[1]!, 'finished_at', '29 days 23 hours');
    const open = await send(strangers(1));
    await age(open, 'touched_at', '60 days');
    await sweep();
    const states = await Promise.all([...ids, open].map(async (id) => (await find(id))?.state));
    expect(states).toEqual([undefined, 'done', 'done', 'waiting']);
  });

  it('refuses one that nothing arrived of for fifteen minutes, with all that was put aside', async () => {
    const store = show.engine.get(StockFileStore, { strict: false });
    const [silent, slow]: StockFileId[] = [newId('skf'), newId('skf')];
    for (const id of [silent!, slow!]) {
      await store.begin(show.database, id, retailerId);
      const count = { line: 1, sku: 'A', onHand: 1, asOf: new Date(await moment()) };
      await show.database.transaction((tx) => store.stage(tx, id, [count]));
    }
    await age(silent!, 'touched_at', '15 minutes 1 second');
    await age(slow!, 'touched_at', '14 minutes');
    await sweep();
    expect(await find(silent!)).toMatchObject({ state: 'refused', refusal: 'The file did not arrive as a whole' });
    expect(await find(slow!)).toMatchObject({ state: 'receiving' });
    expect([await staged(silent!), await staged(slow!)]).toEqual([0, 1]);
  });
});

describe('C7: a file that is too much', () => {
  const take = (limits: StockFileLimits, lines: readonly string[], format: 'csv' | 'ndjson') =>
    receiving(limits).execute(retailerId, { source: chunks(lines), format, asOf: '2026-11-20T08:00:00Z' });
  const newest = async () =>
    (await show.engine.get(StockFileStore, { strict: false }).list(show.database, retailerId))[0]!;

  it('is refused at its first row beyond the limit, and taken up to it', async () => {
    const limits = { rows: 5_000, bytes: 1e9 };
    expect(await take(limits, json(strangers(5_000)), 'ndjson')).toMatchObject({
      ok: true,
      value: { rows: 5_000, state: 'waiting' },
    });
    expect(await take(limits, json(strangers(5_001)), 'ndjson')).toMatchObject({
      ok: false,
      error: { code: 'REQUEST.TOO_LARGE' },
    });
    expect(await newest()).toMatchObject({ state: 'refused', refusal: expect.stringContaining('1,000,000 rows') });
    expect(await staged((await newest()).id)).toBe(0);
  });

  it.each([
    ['csv', csv(strangers(3_000))],
    ['ndjson', json(strangers(3_000))],
  ] as const)(
    'is refused as %s at its first byte beyond the limit, whatever length was told',
    async (format, lines) => {
      const bytes = lines.reduce((sum, line) => sum + line.length + 1, 0);
      expect(await take({ rows: 1e6, bytes }, lines, format)).toMatchObject({ ok: true, value: { rows: 3_000 } });
      const refused = await take({ rows: 1e6, bytes: bytes - 1 }, lines, format);
      expect(refused).toMatchObject({ ok: false, error: { code: 'REQUEST.TOO_LARGE' } });
      expect(await newest()).toMatchObject({ state: 'refused', refusal: expect.stringContaining('200 MB') });
      expect(await staged((await newest()).id)).toBe(0);
    },
  );
});
