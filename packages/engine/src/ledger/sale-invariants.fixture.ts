import { money } from '@sidestall/kernel';
import { memoAuth, disputeFee, pspFee, stripeBalance, type Account } from '@sidestall/ledger';
import { CURRENCIES, type ModelSale, type Movement } from './sale-model.fixture.ts';
import type { MoneyWorld } from './money-model.fixture.ts';

type Check = (world: MoneyWorld) => Promise<string[]>;

/** Rows that should not be there, as words. */
const none =
  (text: string): Check =>
  async ({ database }) =>
    (await database.rows(text)).map((row) => JSON.stringify(row));

const sumOf = <T>(items: readonly T[], amount: (item: T) => number): number =>
  items.reduce((sum, item) => sum + amount(item), 0);

/** What the model says of each currency, against what the ledger says. */
const perCurrency =
  (account: (currency: string) => Account, expected: (world: MoneyWorld, currency: string) => number): Check =>
  async (world) => {
    const flaws: string[] = [];
    for (const currency of CURRENCIES) {
      const held = (await world.ledger.balance(world.database, account(currency))).amount;
      const wanted = expected(world, currency);
      if (held !== wanted) flaws.push(`${account(currency).code} holds ${held} instead of ${wanted}`);
    }
    return flaws;
  };

const ofCurrency = (world: MoneyWorld, currency: string): Movement[] =>
  world.movements.filter((movement) => movement.currency === currency);

/** The balance the payment service would show. */
const netOf = (world: MoneyWorld, currency: string): number =>
  sumOf(ofCurrency(world, currency), ({ amount, fee }) => amount - fee);

const isOpen = (sale: ModelSale): boolean =>
  sale.refunds.some((refund) => refund.state === 'asked') || sale.dispute?.state === 'open';

const POSTED = `ledger.entry e JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted' JOIN ledger.account a ON a.id = e.account_id`;

/** The rules that no sequence of commands may break, by their numbers; each answers what breaks it. */
export const SALE_INVARIANTS: Readonly<Record<string, Check>> = {
  'invariant 1: every transaction sums to nothing in each of its currencies': none(
    `SELECT tx_id, currency, sum(amount) FROM ledger.entry GROUP BY tx_id, currency HAVING sum(amount) <> 0`,
  ),
  'invariant 2: all accounts of a currency sum to nothing': none(
    `SELECT a.currency, sum(e.amount) FROM ${POSTED} GROUP BY a.currency HAVING sum(e.amount) <> 0`,
  ),
  'invariant 3: no entry changes or vanishes': async (world) => {
    const now = new Set(await world.entries());
    const gone = world.seen.filter((entry) => !now.has(entry));
    const refused = await Promise.allSettled([
      world.database.rows(`UPDATE ledger.entry SET amount = amount + 1`),
      world.database.rows(`DELETE FROM ledger.entry`),
      world.database.rows(`UPDATE ledger.tx SET state = 'void'`),
    ]);
    const isProtected = now.size === 0 || refused.every(({ status }) => status === 'rejected');
    return isProtected ? gone : [...gone, 'an entry could be changed'];
  },
  'invariant 4: telling everything again, in any order, leaves the same ledger': async (world) => world.replayed,
  'invariant 5: no account that authorizes is under its floor': none(
    `SELECT a.code, b.posted, b.held, b.floor FROM ledger.balance b JOIN ledger.account a ON a.id = b.account_id
      WHERE b.posted - b.held < coalesce(a.floor, 0) OR b.floor IS DISTINCT FROM a.floor`,
  ),
  'invariant 6: a balance is what its entries come to, and a snapshot with its tail as well': async (world) => {
    const off = await none(
      `SELECT a.code, b.posted, b.held, s.posted AS entries FROM ledger.account a
         LEFT JOIN ledger.balance b ON b.account_id = a.id
         LEFT JOIN LATERAL (SELECT coalesce(sum(CASE WHEN a.class IN ('asset', 'expense', 'memo') THEN e.amount ELSE -e.amount END), 0) AS posted
                              FROM ledger.entry e JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted' WHERE e.account_id = a.id) s ON true
        WHERE a.mode = 'authorizing' AND (b.account_id IS NULL OR b.posted <> s.posted)`,
    )(world);
    const accounts = await world.database.rows<Account & { sum: number }>(
      `SELECT a.code, a.class, a.mode, a.floor, trim(a.currency) AS currency, a.party_id AS "partyId", coalesce(sum(e.amount), 0) AS sum
         FROM ${POSTED} WHERE a.mode = 'recording' GROUP BY a.id`,
    );
    for (const { sum, ...account } of accounts) {
      const held = await world.ledger.balance(world.database, account);
      const own = ['asset', 'expense', 'memo'].includes(account.class) ? sum : -sum;
      if (held.amount !== money(own, account.currency).amount) off.push(`${account.code}: ${held.amount} for ${own}`);
    }
    return off;
  },
  'invariant 7: a pending transaction is resolved once at most': none(
    `SELECT resolves_tx_id, count(*) FROM ledger.tx WHERE resolves_tx_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1`,
  ),
  'invariant 8: what was captured is the shares, the fee and the tax, to the last unit': async (world) => {
    const off = await none(
      `SELECT s.order_id, s.captured_minor, sum(h.amount_minor) FROM ledger.sale s JOIN ledger.share h USING (order_id)
        GROUP BY s.order_id HAVING sum(h.amount_minor) <> s.captured_minor`,
    )(world);
    const sales = await world.database.rows<{ order_id: string; captured: number }>(
      `SELECT order_id, captured_minor AS captured FROM ledger.sale`,
    );
    const captured = world.sales.filter((sale) => sale.state === 'captured');
    if (sales.length !== captured.length) off.push(`${sales.length} sales for ${captured.length} captures`);
    for (const sale of captured) {
      const found = sales.find((row) => row.order_id === sale.orderId);
      if (found?.captured !== sale.authorized) off.push(`${sale.orderId}: ${found?.captured} of ${sale.authorized}`);
    }
    return off;
  },
  'invariant 9: no more is refunded than was captured, reversed than sent, or sent than the charge': async (world) => [
    ...(await none(
      `SELECT order_id, captured_minor, refunded_minor FROM ledger.sale WHERE refunded_minor > captured_minor OR refunded_minor < 0`,
    )(world)),
    ...(await none(
      `SELECT id, transferred_minor, returned_minor FROM ledger.payable WHERE returned_minor > transferred_minor`,
    )(world)),
    ...world.sales.flatMap((sale) => (sale.sent > sale.authorized ? [`${sale.orderId} sent ${sale.sent}`] : [])),
    ...(await takenAsModeled(world)),
  ],
  'invariant 10: what a party earned is what it was paid and is owed, less what it owes': none(
    `SELECT p.id, p.currency, p.earned, p.paid, b.owed FROM
       (SELECT party_id AS id, currency, sum(amount_minor - taken_minor) AS earned, sum(transferred_minor - returned_minor) AS paid
          FROM ledger.payable GROUP BY 1, 2) p
       JOIN LATERAL (SELECT coalesce(-sum(e.amount), 0) AS owed FROM ${POSTED}
                      WHERE a.party_id = p.id AND a.currency = p.currency) b ON true
      WHERE p.earned <> p.paid + b.owed`,
  ),
  'invariant 11: the balance is the sum of all movements at the payment service': perCurrency(stripeBalance, netOf),
  'invariant 12: each movement is tied once, amount and fee, and each posting to the balance is tied': async (
    world,
  ) => [
    ...(await none(
      `SELECT t.idem_key, e.amount, l.linked FROM ${POSTED}
         LEFT JOIN LATERAL (SELECT sum(amount_minor) AS linked FROM ledger.psp_link WHERE tx_id = t.id) l ON true
        WHERE a.code LIKE 'stripe:balance/%' AND l.linked IS DISTINCT FROM e.amount`,
    )(world)),
    ...(await missingLinks(world)),
    ...(await perCurrency(pspFee, (it, currency) => feesOf(it, currency, false))(world)),
    ...(await perCurrency(disputeFee, (it, currency) => feesOf(it, currency, true))(world)),
  ],
  'invariant 16: the memo of authorizations is the sum of those that live': async (world) => {
    const flaws: string[] = [];
    for (const currency of CURRENCIES) {
      const row = await world.database.one<{ sum: number }>(
        `SELECT coalesce(sum(e.amount), 0) AS sum FROM ledger.entry e JOIN ledger.account a ON a.id = e.account_id
           JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'pending'
          WHERE a.code = $1 AND NOT EXISTS (SELECT 1 FROM ledger.tx r WHERE r.resolves_tx_id = t.id)`,
        [memoAuth(currency).code],
      );
      const live = world.sales.filter((sale) => sale.state === 'authorized' && sale.currency === currency);
      const wanted = sumOf(live, (sale) => sale.authorized);
      if (row!.sum !== wanted) flaws.push(`${currency}: ${row!.sum} instead of ${wanted}`);
    }
    return flaws;
  },
  'invariant 17: clearing accounts are empty of what is settled': async (world) => {
    const rows = await world.database.rows<{ order_id: string; code: string; sum: number }>(
      `SELECT t.order_id, a.code, sum(e.amount) AS sum FROM ${POSTED}
        WHERE a.code LIKE 'refund:in_flight/%' OR a.code LIKE 'dispute:in_flight/%'
        GROUP BY 1, 2 HAVING sum(e.amount) <> 0`,
    );
    const settled = new Set(world.sales.filter((sale) => !isOpen(sale)).map((sale) => sale.orderId as string));
    return rows.filter((row) => settled.has(row.order_id)).map((row) => JSON.stringify(row));
  },
  'invariant 18: nothing of a frozen sale is released or sent': async (world) => world.problems,
};

const feesOf = (world: MoneyWorld, currency: string, isDispute: boolean): number =>
  sumOf(
    ofCurrency(world, currency).filter(({ of }) => of.startsWith('dispute-') === isDispute),
    ({ fee }) => fee,
  );

async function missingLinks({ movements, links, database }: MoneyWorld): Promise<string[]> {
  const linked = await links.linked(
    database,
    movements.map(({ id }) => id),
  );
  return movements.flatMap(({ id, amount, fee }) => {
    const own = linked.filter((link) => link.balanceTransaction === id);
    const isRight =
      own.length === (fee === 0 ? 1 : 2) &&
      own.some((link) => link.part === 'amount' && link.amountMinor === amount) &&
      (fee === 0 || own.some((link) => link.part === 'fee' && link.amountMinor === -fee));
    return isRight ? [] : [`${id} is tied ${own.length} times`];
  });
}

/** What the ledger took of each sale, against what the model has left of it. */
async function takenAsModeled({ sales, database }: MoneyWorld): Promise<string[]> {
  const rows = await database.rows<{ id: string; refunded: number }>(
    `SELECT order_id AS id, refunded_minor AS refunded FROM ledger.sale`,
  );
  return rows.flatMap(({ id, refunded }) => {
    const sale = sales.find(({ orderId }) => orderId === id)!;
    const wanted = sale.authorized - sumOf([...sale.left.values()], (left) => left);
    return refunded === wanted ? [] : [`${id} gave ${refunded} instead of ${wanted}`];
  });
}
