import type { TransactionsAnswer, TransactionsAsk } from './bare-transaction.ts';
import type { BenchHouse } from './bench-house.ts';
import { Child } from './child.ts';
import { median, round, say, type Findings } from './figures.ts';
import { auditBooks, booksNow, stockGoods, type Goods } from './goods.ts';
import { STEPS, type Shop } from './guest.ts';
import type { GuestsAnswer, RushAsk, StrollAsk } from './guests.ts';
import { cpuOfEach, medianCpu, type CpuTimes } from './processor-time.ts';
import { countStatements, type Said } from './statements.ts';

const FEW = 16;
const MANY = 64;
const ROUNDS = 5;
const ROUND_SECONDS = 5;
const BARE_SECONDS = 2;
const WARM_UP_SECONDS = 5;
const RUSH_GUESTS = 48;
const RUSH_UNITS = 24;

type Guests = Child<StrollAsk | RushAsk, GuestsAnswer>;
type Transactions = Child<TransactionsAsk, TransactionsAnswer>;

/** How fast guests can buy while the worker routes and the retailers answer, and whether every promise holds meanwhile. */
export async function benchCheckout(house: BenchHouse, findings: Findings): Promise<void> {
  const goods = await stockGoods(house, RUSH_UNITS);
  const shop: Shop = {
    apiUrl: house.urls.api,
    sandboxUrl: house.urls.stripeSandbox,
    stripeSecretKey: house.stripeSecretKey,
  };
  const before = await booksNow(house);
  const counted = await countStatements(house, findings, shop, goods.plenty);
  let { purchases } = counted;
  const guests: Guests = await Child.start(new URL('./guests.ts', import.meta.url));
  const transactions: Transactions = await Child.start(new URL('./bare-transaction.ts', import.meta.url));
  try {
    const comparison = { house, findings, shop, goods, guests, transactions, requests: counted.requests };
    purchases += await compare(comparison, FEW);
    purchases += await compare(comparison, MANY);
    purchases += await rush(findings, shop, goods, guests);
  } finally {
    await Promise.all([guests.stop(), transactions.stop()]);
  }
  for (const problem of await auditBooks(house, before, purchases)) findings.broken(`the books: ${problem}`);
}

interface Comparison {
  readonly house: BenchHouse;
  readonly findings: Findings;
  readonly shop: Shop;
  readonly goods: Goods;
  readonly guests: Guests;
  readonly transactions: Transactions;
  readonly requests: readonly Said[];
}

interface Round {
  readonly ours: GuestsAnswer;
  readonly bare: TransactionsAnswer;
  readonly cpu: CpuTimes;
}

async function compare(comparison: Comparison, count: number): Promise<number> {
  const { house, findings, shop, goods, guests, transactions, requests } = comparison;
  say(`checkout: ${count} guests`);
  const stroll = async (seconds: number): Promise<GuestsAnswer> => {
    const answer = await guests.ask({ kind: 'stroll', shop, guests: count, listings: goods.plenty, seconds });
    for (const [why, times] of Object.entries(answer.failures)) findings.broken(`${times} purchases failed: ${why}`);
    return answer;
  };
  const { databaseUrl } = house;
  const bare = (seconds: number): Promise<TransactionsAnswer> =>
    transactions.ask({ databaseUrl, connections: count, goods: goods.plenty.length, seconds, requests });

  const warmUp = await stroll(WARM_UP_SECONDS);
  await bare(1);
  await house.profiles?.begin();
  const rounds: Round[] = [];
  for (let turn = 0; turn < ROUNDS; turn++) {
    const alone = await bare(BARE_SECONDS);
    const before = house.cpu();
    const ours = await stroll(ROUND_SECONDS);
    rounds.push({ ours, bare: alone, cpu: cpuOfEach(before, house.cpu(), ours.purchases) });
  }
  await house.profiles?.end();
  const [behind] = await house.rows<{ routed: number; waiting: number }>(
    `SELECT (SELECT count(*)::int FROM fulfillment.fulfillment_order) AS routed,
            (SELECT count(*)::int FROM platform.outbox WHERE state = 'pending' AND next_at <= now()) AS waiting`,
  );
  tell(findings, count, rounds, behind!);
  return warmUp.purchases + rounds.reduce((sum, { ours }) => sum + ours.purchases, 0);
}

function tell(
  findings: Findings,
  count: number,
  rounds: readonly Round[],
  behind: { routed: number; waiting: number },
): void {
  const of = count === FEW ? '' : `_${count}`;
  const middle = (pick: (answer: Round) => number): number => round(median(rounds.map(pick)));
  findings.figure(`checkout.orders${of}_per_s`, median(rounds.map(({ ours }) => ours.perSecond)), 'orders/s', {
    guests: count,
    rounds: rounds.length,
    purchases: rounds.reduce((sum, { ours }) => sum + ours.purchases, 0),
    p50Ms: middle(({ ours }) => ours.spread.p50),
    p99Ms: middle(({ ours }) => ours.spread.p99),
    steps: Object.fromEntries(
      STEPS.map((step) => [
        step,
        {
          p50Ms: middle(({ ours }) => ours.steps[step].p50),
          p99Ms: middle(({ ours }) => ours.steps[step].p99),
        },
      ]),
    ),
    cpuMs: medianCpu(rounds.map(({ cpu }) => cpu)),
    worker: behind,
  });
  findings.figure(
    `checkout.vs_tx${of}`,
    median(rounds.map(({ ours, bare }) => ours.perSecond / bare.perSecond)),
    'ratio',
    {
      barePerSecond: middle(({ bare }) => bare.perSecond),
      bareP50Ms: middle(({ bare }) => bare.spread.p50),
      bareP99Ms: middle(({ bare }) => bare.spread.p99),
      perRound: rounds.map(({ ours, bare }) => round(ours.perSecond / bare.perSecond)),
    },
  );
}

/** More buyers than units, all at the same moment: as many are served as there are units, and the others are told. */
async function rush(findings: Findings, shop: Shop, goods: Goods, guests: Guests): Promise<number> {
  say(`checkout: ${RUSH_GUESTS} guests, ${RUSH_UNITS} units`);
  const answer = await guests.ask({ kind: 'rush', shop, guests: RUSH_GUESTS, listing: goods.scarce });
  const { 'place: ORDERING.STOCK_GONE': refused = 0, ...others } = answer.failures;
  findings.figure('checkout.rush_sold', answer.purchases, 'orders', {
    guests: RUSH_GUESTS,
    units: RUSH_UNITS,
    refused,
    p50Ms: answer.spread.p50,
    p99Ms: answer.spread.p99,
  });
  if (answer.purchases > RUSH_UNITS) findings.broken(`${answer.purchases} orders of ${RUSH_UNITS} units`);
  if (answer.purchases < RUSH_UNITS) findings.broken(`only ${answer.purchases} of ${RUSH_UNITS} units could be bought`);
  for (const [why, count] of Object.entries(others)) findings.broken(`${count} guests of the rush heard: ${why}`);
  return answer.purchases;
}
