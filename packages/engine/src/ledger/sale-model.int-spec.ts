import { stopDatabases } from '@sidestall/testing';
import fc from 'fast-check';
import { MoneyWorld } from './money-model.fixture.ts';
import { SALE_INVARIANTS } from './sale-invariants.fixture.ts';
import { CURRENCIES, type ModelSale, type Telling } from './sale-model.fixture.ts';

/** Set by the test runner from MODEL_RUNS and MODEL_SEED. */
const { modelRuns, modelSeed } = globalThis as { modelRuns?: number; modelSeed?: number };
const RUNS = modelRuns ?? 8;
const LENGTH = 160;
/** Few, so that much happens to each. */
const MAX_SALES = 5;

const anyOp = fc.record({
  kind: fc.constantFrom(
    ...(['sell', 'sell', 'sell', 'capture', 'capture', 'capture', 'let go'] as const),
    ...(['ship', 'ship', 'ship', 'release', 'release', 'release'] as const),
    ...(['transfer', 'transfer', 'transfer', 'transfer', 'transfer', 'reverse', 'reverse', 'reverse'] as const),
    ...(['ask', 'ask', 'ask', 'pay', 'pay', 'fail', 'dispute', 'lose', 'win'] as const),
    ...(['pay out', 'tie', 'tie', 'tell again', 'tell again', 'snapshot', 'look'] as const),
  ),
  /** Which sale, and whatever else must be chosen. */
  pick: fc.nat(1_000),
  other: fc.nat(1_000),
  amounts: fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 3 }),
  isRefused: fc.boolean(),
  /** After how many statements the process dies, if it does. */
  crashAfter: fc.option(fc.nat(12), { freq: 2 }),
  /** Told at the same time as the one before. */
  isTogether: fc.boolean(),
});
type Op = typeof anyOp extends fc.Arbitrary<infer T> ? T : never;

const chosen = <T>(items: readonly T[], pick: number): T | null =>
  items.length > 0 ? items[pick % items.length]! : null;

/** One step: what is to be told of it, or done. Steps that make no sense now do nothing, nor do any on a busy sale. */
function step(
  world: MoneyWorld,
  op: Op,
  busy: ReadonlySet<ModelSale>,
): { sale: ModelSale | null; run: () => Promise<void> } | null {
  const told = (sale: ModelSale | null, telling: Telling | null) =>
    telling && { sale, run: () => world.tell(telling, op.crashAfter) };
  const idle = world.sales.filter((candidate) => !busy.has(candidate));
  const captured = idle.filter((candidate) => candidate.state === 'captured');
  const waiting = chosen(
    idle.filter((candidate) => candidate.state === 'authorized'),
    op.pick,
  );
  const sale = chosen(captured, op.pick);
  const shipped = chosen(
    captured.filter((candidate) => candidate.isShipped),
    op.pick,
  );
  const calm = chosen(
    captured.filter(({ dispute }) => dispute?.state !== 'open'),
    op.pick,
  );
  switch (op.kind) {
    case 'sell': {
      if (world.sales.length === MAX_SALES) return null;
      const { sale: sold, telling } = world.authorize(CURRENCIES[op.pick % 3]!, op.amounts, op.other % 3 > 0);
      return told(sold, telling);
    }
    case 'capture':
      return waiting && told(waiting, world.capture(waiting, op.other));
    case 'let go':
      return waiting && told(waiting, world.letGo(waiting));
    case 'ship':
      return sale && told(sale, world.ship(sale));
    case 'release':
      return shipped && { sale: shipped, run: () => world.tell(world.release(shipped), op.crashAfter) };
    case 'ask':
      return calm && told(calm, world.askRefund(calm, 1 + (op.other % 10)));
    case 'pay': {
      const refund =
        sale &&
        chosen(
          sale.refunds.filter(({ state }) => state === 'asked'),
          op.other,
        );
      return refund && told(sale, world.payRefund(sale, refund));
    }
    case 'fail': {
      const refund =
        sale &&
        chosen(
          sale.refunds.filter(({ state }) => state !== 'failed'),
          op.other,
        );
      return refund && told(sale, world.failRefund(sale, refund));
    }
    case 'dispute':
      return sale && !sale.dispute ? told(sale, world.openDispute(sale, 1_500)) : null;
    case 'lose':
      return sale?.dispute?.state === 'open' ? told(sale, world.loseDispute(sale)) : null;
    case 'win':
      return sale?.dispute?.state === 'open' || sale?.dispute?.state === 'lost'
        ? told(sale, world.winDispute(sale))
        : null;
    case 'transfer':
      return shipped && { sale: shipped, run: () => world.transfer(shipped, op.other, op.isRefused, op.crashAfter) };
    case 'reverse': {
      const owing = chosen(
        captured.filter(({ reversals }) => reversals.length > 0),
        op.pick,
      );
      return owing && told(owing, world.reverse(owing));
    }
    case 'pay out':
      return told(null, world.payOut(CURRENCIES[op.pick % 3]!, 1 + op.other));
    case 'tie': {
      // In any order, and long after the fact.
      const [movement] = world.untied.splice(op.pick % Math.max(1, world.untied.length), 1);
      return movement ? { sale: null, run: () => world.tell(world.tie(movement), op.crashAfter) } : null;
    }
    case 'tell again': {
      const again = chosen(world.told, op.pick);
      return again && { sale: null, run: () => world.tell(again, op.crashAfter) };
    }
    case 'snapshot':
      return { sale: null, run: async () => void (await world.snapshots.take(world.database, 0)) };
    case 'look':
      return { sale: null, run: () => world.look() };
    default:
      return op.kind satisfies never;
  }
}

/** Runs a sequence: steps of different sales may be told at once, those of one sale follow each other. */
async function play(world: MoneyWorld, ops: readonly Op[]): Promise<void> {
  let together = new Map<ModelSale, Promise<void>>();
  const settle = async (): Promise<void> => {
    await Promise.all(together.values());
    together = new Map();
  };
  for (const op of ops) {
    if (!op.isTogether || together.size >= 4) await settle();
    const next = step(world, op, new Set(together.keys()));
    if (!next) continue;
    if (next.sale) {
      const running = next.run();
      running.catch(() => undefined); // Whoever settles hears of it.
      together.set(next.sale, running);
    } else {
      await settle();
      await next.run();
    }
  }
  await settle();
  await world.finish();
}

const broken = new Map<string, string>();

beforeAll(async () => {
  const details = await fc.check(
    fc.asyncProperty(fc.array(anyOp, { minLength: LENGTH / 2, maxLength: LENGTH, size: 'max' }), async (ops) => {
      const world = await MoneyWorld.open();
      try {
        broken.clear();
        await play(world, ops);
        for (const [rule, check] of Object.entries(SALE_INVARIANTS)) {
          const flaws = await check(world);
          if (flaws.length > 0) broken.set(rule, flaws.slice(0, 3).join('\n'));
        }
        if (broken.size > 0) throw new Error([...broken.keys()].join('\n'));
      } finally {
        await world.close();
      }
    }),
    { numRuns: RUNS, seed: modelSeed, endOnFailure: modelRuns === undefined },
  );
  process.stdout.write(`  sale model: seed ${details.seed}, ${details.numRuns} sequences of up to ${LENGTH} steps\n`);
  if (details.failed) {
    const why = `MODEL_SEED=${details.seed} (path ${details.counterexamplePath}): ${fc.stringify(details.counterexample)}`;
    if (broken.size === 0)
      throw new Error(`${why}\n${String(details.errorInstance)}`, { cause: details.errorInstance });
    for (const [rule, flaws] of broken) broken.set(rule, `${flaws}\n${why}`);
  }
}, 600_000);
afterAll(stopDatabases);

describe('money, whatever happens, twice, late, at once and with crashes between', () => {
  it.each(Object.keys(SALE_INVARIANTS))('%s', (rule) => {
    expect(broken.get(rule)).toBeUndefined();
  });
});
