import type { Reconciliation } from '@sidestall/contracts';
import type { SoakHouse } from './soak-house.ts';

const OPERATOR = 'operator@demo.sidestall.dev';

export interface Audit {
  readonly broken: readonly string[];
  readonly tally: Readonly<Record<string, unknown>>;
}

/** Facts that must count nobody: each names what it found. */
const NOBODY: Readonly<Record<string, string>> = {
  'transactions that do not balance': `SELECT count(*) AS n FROM (SELECT tx_id FROM ledger.entry GROUP BY tx_id, currency HAVING sum(amount) <> 0) x`,
  'authorizing accounts whose balance is not the sum of their entries': `
    SELECT count(*) AS n FROM ledger.balance b JOIN ledger.account a ON a.id = b.account_id
     WHERE b.posted <> (SELECT coalesce(sum(CASE WHEN a.class IN ('asset', 'expense', 'memo') THEN e.amount ELSE -e.amount END), 0)
                          FROM ledger.entry e JOIN ledger.tx t ON t.id = e.tx_id AND t.state = 'posted' WHERE e.account_id = a.id)`,
  'orders neither finished nor given up': `SELECT count(*) AS n FROM ordering."order" WHERE state NOT IN ('captured', 'completed', 'canceled', 'expired')
     AND NOT (state = 'pending_payment' AND id IN (SELECT order_id FROM payments.payment WHERE state IN ('failed', 'requires_action')))`,
  'captured orders without a sale': `SELECT count(*) AS n FROM payments.payment p LEFT JOIN ledger.sale s ON s.order_id = p.order_id
     WHERE p.state = 'captured' AND s.order_id IS NULL`,
  'sales that are not what was captured': `SELECT count(*) AS n FROM ledger.sale s JOIN payments.payment p ON p.order_id = s.order_id
     WHERE s.captured_minor <> p.captured_minor`,
  'sales whose shares do not add up': `SELECT count(*) AS n FROM ledger.sale s
     WHERE captured_minor <> (SELECT sum(amount_minor) FROM ledger.share h WHERE h.order_id = s.order_id)
        OR refunded_minor <> (SELECT sum(refunded_minor) FROM ledger.share h WHERE h.order_id = s.order_id)`,
  'payables that are not the sum of their shares': `SELECT count(*) AS n FROM ledger.payable p
     WHERE amount_minor <> (SELECT sum(amount_minor) FROM ledger.share h WHERE h.order_id = p.order_id AND h.party_id = p.party_id)`,
  'orders with two captures': `SELECT count(*) AS n FROM (SELECT order_id FROM ledger.tx WHERE idem_key LIKE 'capture-%' GROUP BY order_id HAVING count(*) > 1) x`,
  'refunds that never ended': `SELECT count(*) AS n FROM payments.refund WHERE state = 'requested'`,
  'money in suspense': `SELECT count(*) AS n FROM (SELECT e.account_id FROM ledger.entry e JOIN ledger.account a ON a.id = e.account_id
     WHERE a.code LIKE 'suspense/%' GROUP BY e.account_id HAVING sum(e.amount) <> 0) x`,
  'live authorizations of orders that are over': `SELECT count(*) AS n FROM ledger.tx t JOIN ordering."order" o ON o.id = t.order_id
     WHERE t.state = 'pending' AND o.state <> 'authorized' AND NOT EXISTS (SELECT 1 FROM ledger.tx r WHERE r.resolves_tx_id = t.id)`,
  'jobs that gave up': `SELECT count(*) AS n FROM platform.outbox WHERE kind = 'job' AND state = 'failed'`,
  'oversold variants': `SELECT count(*) AS n FROM inventory.variant_stock WHERE NOT may_oversell AND claimed > on_hand`,
};

/** What clearing accounts must hold, given what is still open. */
const CLEARING: Readonly<Record<string, string>> = {
  'refund:in_flight': `SELECT coalesce(sum(amount_minor), 0) AS n FROM payments.refund WHERE state IN ('requested', 'pending')`,
  'dispute:in_flight': `SELECT coalesce(sum(amount_minor), 0) AS n FROM payments.dispute WHERE funds = 'withdrawn' AND status NOT IN ('won', 'lost')`,
};

/** Reads the books as an accountant would, when all is quiet. */
export async function audit(house: SoakHouse): Promise<Audit> {
  const broken: string[] = [];
  for (const [what, sql] of Object.entries(NOBODY)) {
    const found = await house.count(sql);
    if (found > 0) broken.push(`${found} ${what}`);
  }
  for (const [account, sql] of Object.entries(CLEARING)) {
    const held = await house.count(
      `SELECT coalesce(abs(sum(e.amount)), 0) AS n FROM ledger.entry e JOIN ledger.account a ON a.id = e.account_id WHERE a.code LIKE $1`,
      [`${account}/%`],
    );
    const open = await house.count(sql);
    if (held !== open) broken.push(`${account} holds ${held} and ${open} is open`);
  }
  const report = await reconcile(house);
  if (report?.state !== 'clean') broken.push(`reconciliation ended ${report?.state ?? 'never'}`);
  for (const currency of report?.currencies ?? []) {
    if (currency.unexplained.amount !== 0)
      broken.push(`${currency.unexplained.amount} ${currency.currency} unexplained`);
    // All is quiet, so nothing may be on its way any more either.
    if (currency.ledger.amount !== currency.stripeBalance.amount) {
      broken.push(
        `the ledger has ${currency.ledger.amount} ${currency.currency}, Stripe ${currency.stripeBalance.amount}, in transit ${currency.inTransit.amount}`,
      );
    }
  }
  return { broken, tally: { ...(await states(house)), reconciliation: report } };
}

async function reconcile(house: SoakHouse): Promise<Reconciliation | null> {
  await house.asMember(OPERATOR, 'POST', '/v1/console/reconciliations');
  let report: Reconciliation | null = null;
  await house.until(async () => {
    const list = await house.asMember<{ reconciliations: Reconciliation[] }>(
      OPERATOR,
      'GET',
      '/v1/console/reconciliations',
    );
    report = list?.body.reconciliations[0] ?? null;
    return report !== null && report.state !== 'running';
  }, 120);
  return report;
}

async function states(house: SoakHouse): Promise<Record<string, unknown>> {
  const by = async (sql: string): Promise<Record<string, number>> =>
    Object.fromEntries(
      (await house.rows<{ name: string; n: string }>(sql)).map(({ name, n }) => [name, Number(n)] as const),
    );
  return {
    orders: await by(`SELECT state AS name, count(*) AS n FROM ordering."order" GROUP BY 1 ORDER BY 1`),
    payments: await by(`SELECT state AS name, count(*) AS n FROM payments.payment GROUP BY 1 ORDER BY 1`),
    refunds: await by(`SELECT state AS name, count(*) AS n FROM payments.refund GROUP BY 1 ORDER BY 1`),
    disputes: await by(`SELECT status AS name, count(*) AS n FROM payments.dispute GROUP BY 1 ORDER BY 1`),
    payables: await by(`SELECT state AS name, count(*) AS n FROM ledger.payable GROUP BY 1 ORDER BY 1`),
    reversals: await by(`SELECT state AS name, count(*) AS n FROM payments.transfer_reversal GROUP BY 1 ORDER BY 1`),
    postings: await by(`SELECT kind AS name, count(*) AS n FROM ledger.tx GROUP BY 1 ORDER BY 1`),
    movements: await house.count(`SELECT count(*) AS n FROM payments.balance_movement`),
  };
}
