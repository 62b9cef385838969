import type { BenchHouse } from './bench-house.ts';
import { median, say, type Findings } from './figures.ts';
import { Guest, type Shop } from './guest.ts';

const DISCARDED = 3;
const COUNTED = 9;

/** What one request of a purchase says to the database over the API's connections. */
export interface Said {
  /** Statements, those that begin and end transactions included: each is a round trip. */
  readonly statements: number;
  /** Of these, the ones that only begin or end a transaction. */
  readonly brackets: number;
  /** Of these, the ones that write. */
  readonly writes: number;
  /** Commits that wait for the disk: transactions, or single statements, that write. */
  readonly commits: number;
}

const ENTRY = /\[(\d+)\] LOG: {2}(?:statement|execute [^:]*): ([^]*)$/;
const BEGINS = /^(START TRANSACTION|BEGIN)/;
const ENDS = /^(COMMIT|ROLLBACK)/;
/** Some write through a function of the database. */
const WRITES = /\b(INSERT INTO|DELETE FROM|UPDATE "?\w+"?\.|(?:ledger\.post|inventory\.hold_many)\()/;

/** Reads the statements out of the database's log: one entry each, whose further lines begin with a tab. */
function saidIn(log: string): Said {
  let statements = 0;
  let brackets = 0;
  let writes = 0;
  let commits = 0;
  const open = new Map<string, { hasWritten: boolean }>();
  for (const entry of log.split(/\n(?!\S+ \t)/)) {
    const [, session, text] = ENTRY.exec(entry) ?? [];
    if (session === undefined || text === undefined) continue;
    statements += 1;
    const transaction = open.get(session);
    if (BEGINS.test(text)) {
      brackets += 1;
      open.set(session, { hasWritten: false });
    } else if (ENDS.test(text)) {
      brackets += 1;
      open.delete(session);
      if (transaction?.hasWritten && text.startsWith('COMMIT')) commits += 1;
    } else if (WRITES.test(text)) {
      writes += 1;
      if (transaction) transaction.hasWritten = true;
      else commits += 1;
    }
  }
  return { statements, brackets, writes, commits };
}

/**
 * Counts what one purchase costs the database. The database itself counts: the API's sessions ask it to log their
 * statements. The worker and Stripe's webhooks are held meanwhile, so that nothing else is counted.
 */
export async function countStatements(
  house: BenchHouse,
  findings: Findings,
  shop: Shop,
  listings: readonly string[],
): Promise<{ purchases: number; requests: readonly Said[] }> {
  say('checkout: counting statements');
  const guest = new Guest(shop);
  let at = 0;
  const since = async (): Promise<Said> => {
    const log = await house.databaseLog();
    const said = saidIn(log.slice(at));
    at = log.length;
    return said;
  };
  const counted: Record<'quote' | 'place' | 'status', Said>[] = [];
  await house.untilIdle();
  await house.sandbox('/webhooks', { isPaused: true });
  house.signal('worker', 'SIGSTOP');
  await house.logStatements(true);
  try {
    for (let turn = 0; turn < DISCARDED + COUNTED; turn++) {
      const token = await guest.token();
      await since();
      const quote = await guest.quote(listings[turn % listings.length]!);
      const quoteSaid = await since();
      const placed = await guest.place(quote, token);
      const placeSaid = await since();
      await guest.status(placed, quote);
      const statusSaid = await since();
      if (turn >= DISCARDED) counted.push({ quote: quoteSaid, place: placeSaid, status: statusSaid });
    }
  } finally {
    await house.logStatements(false);
    house.signal('worker', 'SIGCONT');
    await house.sandbox('/webhooks', { isPaused: false });
    guest.leave();
  }
  const totals = counted.map(({ quote, place, status }) => quote.statements + place.statements + status.statements);
  const value = median(totals);
  const usual = counted[totals.indexOf(value)]!;
  findings.figure('checkout.statements', value, 'statements/purchase', {
    ...usual,
    purchases: COUNTED,
    isSameEveryTime: new Set(totals).size === 1,
  });
  return { purchases: DISCARDED + COUNTED, requests: Object.values(usual) };
}
