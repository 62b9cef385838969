import { newId } from '@sidestall/kernel';
import type { BenchHouse } from './bench-house.ts';
import { Child } from './child.ts';
import { median, round, say, type Findings } from './figures.ts';
import type { LedgerAnswer, LedgerAsk } from './ledger-clients.ts';

const FEW = 8;
const MANY = 32;
const VIEWERS = 500;
const ROUNDS = 6;
const ROUND_SECONDS = 1.5;
const WARM_UP_SECONDS = 2;

interface Round {
  /** Posted within BEGIN and COMMIT, as the bare side is. */
  readonly gifts: LedgerAnswer;
  /** Posted as a statement that is its own transaction. */
  readonly alone: LedgerAnswer;
  readonly bare: LedgerAnswer;
}

/** How fast gifts reach one creator's account, beside a transaction that only inserts two rows, and whether the books agree. */
export async function benchLedger(house: BenchHouse, findings: Findings): Promise<void> {
  say(`ledger: gifts to one creator from ${FEW} and ${MANY} clients`);
  const creator = newId('pty');
  const clients = await Child.start<LedgerAsk, LedgerAnswer>(new URL('./ledger-clients.ts', import.meta.url));
  const ask = (kind: LedgerAsk['kind'], count = FEW, seconds = ROUND_SECONDS): Promise<LedgerAnswer> =>
    clients.ask({ kind, databaseUrl: house.databaseUrl, creator, viewers: VIEWERS, clients: count, seconds });
  const rounds: Record<typeof FEW | typeof MANY, Round[]> = { [FEW]: [], [MANY]: [] };
  let sent = 0;
  try {
    await ask('open');
    for (const count of [FEW, MANY]) {
      await ask('bare', count, WARM_UP_SECONDS);
      sent += (await ask('gifts', count, WARM_UP_SECONDS)).count;
      sent += (await ask('alone', count, WARM_UP_SECONDS)).count;
    }
    await house.rows('ANALYZE ledger.tx, ledger.entry, ledger.account, ledger.balance');
    await house.profiles?.begin();
    for (let turn = 0; turn < ROUNDS; turn++) {
      // Turn about, so that a noisy neighbor meets each side and neither always follows the other.
      for (const count of turn % 2 === 0 ? ([FEW, MANY] as const) : ([MANY, FEW] as const)) {
        const bare = await ask('bare', count);
        const gifts = await ask('gifts', count);
        const alone = await ask('alone', count);
        rounds[count].push({ gifts, alone, bare });
        sent += gifts.count + alone.count;
      }
    }
    await house.profiles?.end();
  } finally {
    await clients.stop();
  }
  for (const way of ['gifts', 'alone'] as const) {
    for (const count of [FEW, MANY] as const) tell(findings, way, count, rounds[count]);
    const best = (count: typeof FEW | typeof MANY): number =>
      Math.max(...rounds[count].map((round) => round[way].perSecond));
    const detail = { few: FEW, many: MANY, of: 'the best rounds' };
    findings.figure(`ledger.${way}_many_vs_few`, best(MANY) / best(FEW), 'ratio', detail);
    if (best(MANY) < best(FEW)) {
      findings.broken(
        `${way}: ${MANY} clients post ${round(best(MANY))}/s, fewer than ${FEW} with ${round(best(FEW))}`,
      );
    }
  }
  await audit(house, findings, creator, sent);
}

function tell(findings: Findings, way: 'gifts' | 'alone', count: number, rounds: readonly Round[]): void {
  const middle = (pick: (answer: Round) => number): number => round(median(rounds.map(pick)));
  findings.figure(`ledger.${way}_${count}_per_s`, median(rounds.map((round) => round[way].perSecond)), 'postings/s', {
    clients: count,
    rounds: rounds.length,
    best: round(Math.max(...rounds.map((round) => round[way].perSecond))),
    p50Ms: middle((round) => round[way].spread.p50),
    p99Ms: middle((round) => round[way].spread.p99),
  });
  findings.figure(
    `ledger.${way}_${count}_vs_bare`,
    median(rounds.map((round) => round[way].perSecond / round.bare.perSecond)),
    'ratio',
    {
      barePerSecond: middle(({ bare }) => bare.perSecond),
      bareP50Ms: middle(({ bare }) => bare.spread.p50),
      perRound: rounds.map(({ [way]: ours, bare }) => round(ours.perSecond / bare.perSecond)),
    },
  );
}

/** Each gift once, in full, on both sides; and no balance that its entries do not add up to. */
async function audit(house: BenchHouse, findings: Findings, creator: string, sent: number): Promise<void> {
  const [books] = await house.rows<{ received: string; crooked: number; off: number }>(
    `SELECT (SELECT coalesce(-sum(e.amount), 0) FROM ledger.entry e JOIN ledger.account a ON a.id = e.account_id
              WHERE a.code = $1) AS received,
            (SELECT count(*)::int FROM (SELECT tx_id FROM ledger.entry GROUP BY tx_id, currency HAVING sum(amount) <> 0) t) AS crooked,
            (SELECT count(*)::int FROM ledger.balance b
              WHERE b.posted < 0 OR b.posted <> (SELECT -sum(amount) FROM ledger.entry e WHERE e.account_id = b.account_id)) AS off`,
    [`payable:${creator}:pending/EUR`],
  );
  const received = Number(books!.received);
  if (received !== sent * 100) findings.broken(`${sent} gifts of 1.00 came to ${received} minor units`);
  if (books!.crooked > 0) findings.broken(`${books!.crooked} transactions of the ledger do not balance`);
  if (books!.off > 0) findings.broken(`${books!.off} balances are not the sum of their entries`);
}
