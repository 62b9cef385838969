import { randomUUID } from 'node:crypto';
import type { Problem, StockAnswer } from '@sidestall/contracts';
import { newId, type VariantId } from '@sidestall/kernel';
import { RETAILER_KEYS, TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350'; // at northwind alone
const OTHER_MUG = 'MC-MUG-OAT-350';

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open({ worker: false });
});
afterAll(() => house.close());

/** So many seconds ago, by the database's clock; a whole house was stocked a moment ago. */
const ago = async (seconds: number): Promise<string> => {
  const row = await house.database.one<{ at: Date }>(`SELECT now() - make_interval(secs => $1) AS at`, [seconds]);
  return row!.at.toISOString();
};
const tell = <T = StockAnswer>(
  counts: unknown,
  retailer: keyof typeof RETAILER_KEYS = 'northwind',
  key: string = randomUUID(),
) =>
  house.call<T>('POST', '/v1/partner/stock', {
    headers: { authorization: `Bearer ${RETAILER_KEYS[retailer]}`, 'idempotency-key': key },
    body: { counts },
  });
const variantOf = async (sku: string): Promise<VariantId> =>
  (await house.database.one<{ id: VariantId }>(`SELECT id FROM catalog.variant WHERE sku = $1`, [sku]))!.id;
const newsOf = (variantId: VariantId) =>
  house.database.rows(
    `SELECT 1 FROM platform.outbox WHERE name = 'streams.announce-stock' AND payload->'variantIds' ? $1 AND state = 'pending'`,
    [variantId],
  );

describe('a retailer that tells its stock', () => {
  it('gets an answer for each SKU; what it counted can be bought, and the shows hear of what moved', async () => {
    const [mug, other] = [await variantOf(MUG), await variantOf(OTHER_MUG)];
    const before = await house.available(OTHER_MUG);
    const asOf = await ago(0);
    const answer = await tell([
      { sku: MUG, onHand: 5, asOf },
      { sku: 'NO-SUCH-THING', onHand: 5, asOf },
      { sku: OTHER_MUG, onHand: 5, asOf: await ago(3_600) },
    ]);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        counts: [
          { sku: MUG, outcome: 'applied', onHand: 5, asOf },
          { sku: 'NO-SUCH-THING', outcome: 'unknown', onHand: null, asOf: null },
          { sku: OTHER_MUG, outcome: 'ignored', onHand: before },
        ],
      },
    });
    expect(await house.available(MUG)).toBe(5);
    expect(await house.available(OTHER_MUG)).toBe(before);
    expect(await newsOf(mug)).toHaveLength(1);
    expect(await newsOf(other)).toHaveLength(0);
  });

  it('C7: takes nothing from a buyer who is paying, nor from one who has paid, when it counts zero', async () => {
    const sku = 'MC-MUG-INK-250'; // at northwind alone
    const late = await house.quote({ [sku]: 1 });
    const paid = await house.place(await house.quote({ [sku]: 2 }));
    expect(paid.status).toBe(201);
    await tell([{ sku, onHand: 0, asOf: await ago(0) }]);
    const claims = await house.database.one<{ on_hand: number; claimed: number }>(
      `SELECT on_hand, claimed FROM inventory.variant_stock WHERE variant_id = $1`,
      [await variantOf(sku)],
    );
    expect(claims).toEqual({ on_hand: 0, claimed: 2 });
    expect(await house.place(late)).toMatchObject({ status: 409, body: { code: 'ORDERING.STOCK_GONE' } });
  });

  it('may name a SKU twice: the newer count is taken, whichever comes first', async () => {
    const [older, newer] = [await ago(0.2), await ago(0)];
    const answer = await tell([
      { sku: MUG, onHand: 7, asOf: newer },
      { sku: MUG, onHand: 3, asOf: older },
    ]);
    expect(answer.body.counts).toMatchObject([
      { outcome: 'applied', onHand: 7 },
      { outcome: 'ignored', onHand: 7, asOf: newer },
    ]);
  });

  it('may tell a thousand SKUs at once, and is answered in its own order', async () => {
    const asOf = await ago(0);
    const counts = Array.from({ length: 1_000 }, (_, index) => ({
      sku: index === 999 ? MUG : index === 0 ? OTHER_MUG : `UNKNOWN-${index}`,
      onHand: 6,
      asOf,
    }));
    const { body } = await tell(counts);
    expect(body.counts.map(({ sku }) => sku)).toEqual(counts.map(({ sku }) => sku));
    expect(body.counts.filter(({ outcome }) => outcome === 'applied').map(({ sku }) => sku)).toEqual([OTHER_MUG, MUG]);
  });

  it('C6: cannot touch what another retailer has, nor guess between two products with one SKU', async () => {
    const before = await house.available(MUG);
    const asOf = await ago(0);
    expect((await tell([{ sku: MUG, onHand: 999, asOf }], 'harbor')).body.counts).toMatchObject([
      { outcome: 'unknown' },
    ]);
    // Another brand of the same retailer happens to use the same SKU.
    const twin = newId('var');
    await house.database.rows(
      `INSERT INTO catalog.variant (id, product_id, position, sku, has_own_sku, option_values, combination, grams, weight_unit, requires_shipping, is_taxable, policy)
       SELECT $1, p.id, 99, $2, true, '{}', 'twin', 1, 'g', true, true, 'deny'
         FROM catalog.product p WHERE p.id <> (SELECT product_id FROM catalog.variant WHERE sku = $2) LIMIT 1`,
      [twin, MUG],
    );
    expect((await tell([{ sku: MUG, onHand: before, asOf: await ago(0) }])).body.counts).toMatchObject([
      { outcome: 'applied' },
    ]);
    await house.database.rows(
      `WITH known AS (INSERT INTO inventory.variant_stock (variant_id, on_hand) VALUES ($1, 1))
       INSERT INTO inventory.stock (variant_id, retailer_id, on_hand)
       SELECT $1, retailer_id, 1 FROM inventory.stock WHERE variant_id = $2`,
      [twin, await variantOf(MUG)],
    );
    const answer = await tell([{ sku: MUG, onHand: 999, asOf: await ago(0) }]);
    expect(answer.body.counts).toEqual([{ sku: MUG, outcome: 'ambiguous', onHand: null, asOf: null }]);
    expect(await house.database.rows(`SELECT 1 FROM inventory.variant_stock WHERE on_hand = 999`)).toEqual([]);
    await house.database.rows(`UPDATE catalog.variant SET archived_at = now() WHERE id = $1`, [twin]);
  });

  it('C7: is told what is wrong with a count, and nothing of such a request is taken', async () => {
    const asOf = await ago(0);
    const before = await house.available(MUG);
    for (const bad of [
      { sku: MUG, onHand: -1, asOf },
      { sku: MUG, onHand: 1.5, asOf },
      { sku: MUG, onHand: 1e12, asOf },
      { sku: MUG, onHand: 1, asOf: 'yesterday' },
      { sku: MUG, onHand: 1 },
      { sku: '', onHand: 1, asOf },
      { sku: `${MUG}\u0000`, onHand: 1, asOf },
    ]) {
      expect(await tell<Problem>([{ sku: MUG, onHand: 1, asOf }, bad])).toMatchObject({
        status: 400,
        body: { code: 'REQUEST.INVALID' },
      });
    }
    const many = Array.from({ length: 1_001 }, () => ({ sku: MUG, onHand: 1, asOf }));
    expect((await tell<Problem>(many)).status).toBe(400);
    expect((await tell<Problem>([])).status).toBe(400);
    expect(await house.available(MUG)).toBe(before);
    expect((await tell(many.slice(1))).status).toBe(200);
  });

  it('needs its key, and gets the same answer to the same request', async () => {
    const counts = [{ sku: MUG, onHand: 11, asOf: await ago(0) }];
    expect(await house.call('POST', '/v1/partner/stock', { body: { counts } })).toMatchObject({ status: 401 });
    const headers = { authorization: `Bearer ${RETAILER_KEYS.northwind}` };
    expect(await house.call('POST', '/v1/partner/stock', { headers, body: { counts } })).toMatchObject({
      status: 400,
      body: { code: 'IDEMPOTENCY.KEY_MISSING' },
    });
    const key = randomUUID();
    const first = await tell(counts, 'northwind', key);
    await tell([{ sku: MUG, onHand: 4, asOf: await ago(0) }]);
    const again = await tell(counts, 'northwind', key);
    expect(again.body).toEqual(first.body);
    expect(await house.available(MUG)).toBe(4);
  });
});
