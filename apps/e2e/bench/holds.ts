import { newId, type VariantId } from '@sidestall/kernel';
import type { BenchHouse } from './bench-house.ts';
import { Child } from './child.ts';
import { median, round, say, type Findings } from './figures.ts';
import type { HoldsAnswer, HoldsAsk } from './hold-callers.ts';

const CALLERS = 256;
/** As many as an API process has. */
const CONNECTIONS = 12;
const PROCESSES = 4;
const ROUNDS = 5;
const ROUND_SECONDS = 2;
const WARM_UP_SECONDS = 1;
const A_LOT = 1_000_000_000;
const FEW = 1_000;

type Callers = Child<HoldsAsk, HoldsAnswer>;

interface Team {
  readonly house: BenchHouse;
  readonly variant: VariantId;
  readonly processes: readonly Callers[];
}

interface Sum {
  readonly perSecond: number;
  readonly granted: number;
  readonly refused: number;
  readonly p50: number;
  readonly p99: number;
}

/** How fast many callers get their units of one variant, beside an update of one row by each of them. */
export async function benchHolds(house: BenchHouse, findings: Findings): Promise<void> {
  const variant = newId('var');
  await house.rows(
    `WITH shelf AS (INSERT INTO inventory.stock (variant_id, retailer_id, on_hand)
                    SELECT $1, retailer_id, $2 FROM inventory.location ORDER BY retailer_id LIMIT 1)
     INSERT INTO inventory.variant_stock (variant_id, on_hand) VALUES ($1, $2)`,
    [variant, A_LOT],
  );
  await house.rows('CREATE SCHEMA IF NOT EXISTS bench');
  await house.rows(
    'CREATE TABLE IF NOT EXISTS bench.shelf (variant_id text PRIMARY KEY, available integer NOT NULL CHECK (available >= 0))',
  );
  await house.rows('INSERT INTO bench.shelf VALUES ($1, $2)', [variant, A_LOT]);
  const processes = await Promise.all(
    Array.from({ length: PROCESSES }, () =>
      Child.start<HoldsAsk, HoldsAnswer>(new URL('./hold-callers.ts', import.meta.url)),
    ),
  );
  try {
    const team: Team = { house, variant, processes };
    await ask(team, 'open', CALLERS, 0);
    const alone = { ...team, processes: processes.slice(0, 1) };
    await compare(alone, findings, 'holds');
    await compare(team, findings, `holds.${PROCESSES}_processes`);
    await sellOut(team, findings);
  } finally {
    await Promise.all(processes.map((one) => one.stop()));
    await house.rows('DELETE FROM inventory.hold WHERE variant_id = $1', [variant]);
    await house.rows('DELETE FROM inventory.stock WHERE variant_id = $1', [variant]);
    await house.rows('DELETE FROM inventory.variant_stock WHERE variant_id = $1', [variant]);
  }
}

/** The callers are shared out among the processes. */
async function ask(team: Team, kind: HoldsAsk['kind'], callers: number, seconds: number): Promise<Sum> {
  const { house, variant, processes } = team;
  const answers = await Promise.all(
    processes.map((one) =>
      one.ask({
        kind,
        variant,
        databaseUrl: house.databaseUrl,
        connections: CONNECTIONS,
        callers: callers / processes.length,
        seconds,
      }),
    ),
  );
  return {
    perSecond: answers.reduce((sum, one) => sum + (one.seconds > 0 ? one.granted / one.seconds : 0), 0),
    granted: answers.reduce((sum, one) => sum + one.granted, 0),
    refused: answers.reduce((sum, one) => sum + one.refused, 0),
    p50: median(answers.map(({ spread }) => spread.p50)),
    p99: Math.max(...answers.map(({ spread }) => spread.p99)),
  };
}

async function compare(team: Team, findings: Findings, name: string): Promise<void> {
  say(`${name}: ${CALLERS} callers, ${team.processes.length} process(es)`);
  const before = await claimed(team);
  let granted = 0;
  const ours = async (seconds: number): Promise<Sum> => {
    const sum = await ask(team, 'ours', CALLERS, seconds);
    granted += sum.granted;
    if (sum.refused > 0) findings.broken(`${name}: ${sum.refused} callers were refused units that are there`);
    return sum;
  };
  await ask(team, 'bare', CALLERS, WARM_UP_SECONDS);
  await ours(WARM_UP_SECONDS);
  // A shop that has been open for a minute has statistics of its holds.
  await team.house.rows('VACUUM ANALYZE inventory.hold, inventory.movement, inventory.variant_stock');
  const rounds: { ours: Sum; bare: Sum }[] = [];
  for (let turn = 0; turn < ROUNDS; turn++) {
    // Turn about, so that neither side always follows the other.
    const first = turn % 2 === 0 ? await ask(team, 'bare', CALLERS, ROUND_SECONDS) : null;
    const mine = await ours(ROUND_SECONDS);
    rounds.push({ ours: mine, bare: first ?? (await ask(team, 'bare', CALLERS, ROUND_SECONDS)) });
  }
  const taken = (await claimed(team)) - before;
  if (taken !== granted) findings.broken(`${name}: ${granted} callers got a unit and ${taken} units are claimed`);
  const middle = (pick: (one: { ours: Sum; bare: Sum }) => number): number => round(median(rounds.map(pick)));
  findings.figure(`${name}.per_s`, median(rounds.map((one) => one.ours.perSecond)), 'holds/s', {
    callers: CALLERS,
    processes: team.processes.length,
    connections: CONNECTIONS * team.processes.length,
    p50Ms: middle((one) => one.ours.p50),
    p99Ms: middle((one) => one.ours.p99),
    perRound: rounds.map((one) => round(one.ours.perSecond)),
  });
  findings.figure(
    `${name}.vs_row_lock`,
    median(rounds.map((one) => one.ours.perSecond / one.bare.perSecond)),
    'ratio',
    {
      barePerSecond: middle((one) => one.bare.perSecond),
      bareP50Ms: middle((one) => one.bare.p50),
      bareP99Ms: middle((one) => one.bare.p99),
      perRound: rounds.map((one) => round(one.ours.perSecond / one.bare.perSecond)),
    },
  );
}

/** Fewer units than callers ask for, from several processes at once: each unit goes once, and the last one goes. */
async function sellOut(team: Team, findings: Findings): Promise<void> {
  say(`holds: ${FEW} units left, ${PROCESSES} processes`);
  await team.house.rows('UPDATE inventory.variant_stock SET on_hand = claimed + $2 WHERE variant_id = $1', [
    team.variant,
    FEW,
  ]);
  const before = await claimed(team);
  const sum = await ask(team, 'ours', CALLERS, 60);
  const taken = (await claimed(team)) - before;
  findings.figure('holds.sold_out', sum.granted, 'units', { units: FEW, refused: sum.refused, callers: CALLERS });
  if (sum.granted !== FEW || taken !== FEW) {
    findings.broken(`holds: ${sum.granted} callers got one of ${FEW} units, and ${taken} are claimed`);
  }
  if (sum.refused !== CALLERS) findings.broken(`holds: ${sum.refused} of ${CALLERS} callers heard that all is gone`);
}

/** What is claimed of the variant, which has to be what its holds add up to. */
async function claimed({ house, variant }: Team): Promise<number> {
  const [row] = await house.rows<{ claimed: number; held: number }>(
    `SELECT claimed, (SELECT coalesce(sum(quantity), 0)::int FROM inventory.hold WHERE variant_id = $1) AS held
       FROM inventory.variant_stock WHERE variant_id = $1`,
    [variant],
  );
  if (row!.claimed !== row!.held) throw new Error(`${row!.claimed} units are claimed and ${row!.held} held`);
  return row!.claimed;
}
