import { Readable } from 'node:stream';
import type { PlacedOrder, Refund, StatementLine } from '@sidestall/contracts';
import { ImportCatalog, InventoryService } from '@sidestall/engine';
import { MoneyHouse } from './money-house.fixture.ts';

const MUG = 'MC-MUG-INK-350';
const TEA_BOWL = 'MC-YEN-BOWL';

let money: MoneyHouse;
beforeAll(async () => {
  money = await MoneyHouse.open();
  await sellInYen();
});
afterAll(() => money.house.close());

/** A listing without decimals, at northwind alone. */
async function sellInYen(): Promise<void> {
  const { house } = money;
  const header = 'Handle,Title,Vendor,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price';
  const [brandId] = await house.brandIds();
  const brand = await house.database.one<{ id: typeof brandId }>(
    `SELECT id FROM catalog.brand WHERE slug = 'morrow-clay'`,
  );
  const imported = await house.get(ImportCatalog).execute({
    brandId: brand!.id!,
    source: Readable.from([
      Buffer.from(`${header}\nyen-bowl,Tea bowl,Morrow Clay,true,Title,Default Title,${TEA_BOWL},3333\n`),
    ]),
    fileName: 'yen.csv',
    currency: 'JPY',
    assetBaseUrl: null,
  });
  if (!imported.ok) throw new Error(imported.error.code);
  const variant = await house.database.one<{ id: `var_${string}` }>(`SELECT id FROM catalog.variant WHERE sku = $1`, [
    TEA_BOWL,
  ]);
  const retailer = await house.database.one<{ id: `ret_${string}` }>(
    `SELECT id FROM fulfillment.retailer WHERE slug = 'northwind'`,
  );
  await house.database.transaction((tx) =>
    house.get(InventoryService).setStock(tx, [{ variantId: variant!.id, retailerId: retailer!.id, onHand: 20 }]),
  );
}

const sumOf = (lines: readonly StatementLine[], ...kinds: StatementLine['kind'][]): number =>
  lines
    .filter((line) => kinds.length === 0 || kinds.includes(line.kind))
    .reduce((sum, line) => sum + line.amount.amount, 0);

async function refundOne(placed: PlacedOrder): Promise<Refund> {
  const { house, host } = money;
  const { brands } = (await money.console<{ brands: { id: string }[] }>(host, 'GET', '/me')).body;
  const lineId = (await house.order(placed)).lines[0]!.id;
  const route = `/brands/${brands[0]!.id}/orders/${placed.order.id}/refunds`;
  const asked = await money.console<Refund>(host, 'POST', route, {
    lines: [{ lineId, quantity: 1 }],
    reason: 'damaged',
  });
  expect(asked.status).toBe(201);
  return asked.body;
}

describe.each([
  ['EUR', MUG],
  ['JPY', TEA_BOWL],
])('money in %s', (currency, sku) => {
  it('reaches everybody it belongs to, comes back in part, and both books agree to the last unit', async () => {
    const { house } = money;
    const placed = await money.shipped({ [sku]: 4 });
    const orderId = placed.order.id;

    // Northwind has shipped: its part is released and sent; the brand waits for the return window, then has its own.
    const sent = await money.reached(orderId, 'retailer', 'transferred');
    expect(sent.transferred).toBe(sent.amount);
    expect((await money.payable(orderId, 'brand'))!.state).toBe('pending');
    await money.endWindow(orderId);
    const brandSent = await money.reached(orderId, 'brand', 'transferred');
    // The creator has no account yet: what is hers waits for her.
    expect(await money.reached(orderId, 'creator', 'available')).toMatchObject({ transferred: 0, trouble: null });

    // A part is refunded while the money still lies in their accounts: it is fetched back.
    await refundOne(placed);
    const returned = await house.until(async () => {
      const now = await money.payables(orderId);
      const paid = now.filter((each) => each.kind !== 'creator');
      return paid.every((each) => each.returned > 0) && paid.find((each) => each.kind === 'retailer');
    }, 'the reversals');

    // Days later the charge has settled, and Stripe pays the accounts out.
    await house.control('/clock', { seconds: 4 * 86_400 });
    const retailer = await money.party('retailer', 'Northwind Warehouse');
    const paidOut = await house.until(async () => {
      const { payouts } = await money.statement(retailer, currency);
      return payouts.length > 0 && payouts.every((payout) => payout.status === 'paid') && payouts;
    }, 'the payout');
    const banked = paidOut.reduce((sum, payout) => sum + payout.amount.amount, 0);
    expect(banked).toBe(sent.transferred - returned.returned);

    // Another part is refunded when their accounts are empty: they owe it, and the next transfer keeps it.
    await refundOne(placed);
    const owed = await house.until(async () => {
      const { balances } = await money.party('retailer', 'Northwind Warehouse');
      const { receivable } = balances.find((balance) => balance.currency === currency)!;
      return receivable.amount > 0 && receivable.amount;
    }, 'what northwind owes');
    await house.until(
      async () => !(await house.database.one(`SELECT 1 FROM payments.transfer_reversal WHERE state = 'wanted'`)),
      'the refusals',
    );
    const next = await money.shipped({ [sku]: 2 });
    const kept = await money.reached(next.order.id, 'retailer', 'transferred');
    expect(kept.transferred).toBe(kept.amount - owed);

    // Statements say the same as the bank and as both transfers.
    const statement = await money.statement(retailer, currency);
    expect(-sumOf(statement.lines, 'transfer', 'reversal')).toBe(banked + kept.transferred);
    expect(sumOf(statement.lines)).toBe(statement.closing.amount);
    expect(statement.closing.amount).toBe(0);
    expect(statement.lines[0]).toMatchObject({ kind: 'sale', orderNumber: placed.order.number });
    const brandLines = (await money.statement(await money.party('brand', 'Morrow Clay'), currency)).lines;
    expect(-sumOf(brandLines, 'transfer')).toBe(brandSent.transferred);

    const report = await money.settled();
    expect(report).toMatchObject({ state: 'clean', findings: [] });
    expect(report.currencies.find((each) => each.currency === currency)).toMatchObject({
      unexplained: { amount: 0 },
      suspense: { amount: 0 },
    });
  });
});

describe('a reconciliation', () => {
  it('puts a movement nobody foresaw into suspense, says so, and is for the operator alone', async () => {
    expect((await money.console(money.host, 'GET', '/reconciliations')).status).toBe(403);
    const before = await money.settled();
    expect(before.state).toBe('clean');
    await money.house.stripe.topups.create({ amount: 12_345, currency: 'eur' });
    const topped = await money.settled();
    expect(topped).toMatchObject({ state: 'clean' });
    const categories = topped.currencies.find((each) => each.currency === 'EUR')!.categories;
    expect(categories).toContainEqual({ category: 'topup', count: 1, net: { amount: 12_345, currency: 'EUR' } });
  });
});
