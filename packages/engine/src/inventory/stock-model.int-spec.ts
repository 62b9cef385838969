import { stopDatabases } from '@sidestall/testing';
import fc from 'fast-check';
import { countsOf } from '@sidestall/inventory';
import { deedsOf, endOf } from './stock-deeds.fixture.ts';
import { StockWorld } from './stock-model.fixture.ts';
import { OPS, type Op } from './stock-ops.fixture.ts';

/** Set by the test runner from MODEL_RUNS and MODEL_SEED. */
const { modelRuns, modelSeed } = globalThis as { modelRuns?: number; modelSeed?: number };
const RUNS = modelRuns ?? 12;

const anyOp: fc.Arbitrary<Op> = fc.record({
  kind: fc.constantFrom(...OPS),
  pick: fc.nat(100),
  other: fc.nat(100),
  quantity: fc.integer({ min: 1, max: 5 }),
  times: fc.integer({ min: 1, max: 3 }),
});
/** What happens at one moment: often one thing, so that its answer is certain; often many. */
const anyMoment = fc.oneof(
  fc.array(anyOp, { minLength: 1, maxLength: 1 }),
  fc.array(anyOp, { minLength: 2, maxLength: 8 }),
);

let world: StockWorld;
beforeAll(async () => {
  world = await StockWorld.open();
});
afterAll(async () => {
  await world.close();
  await stopDatabases();
});

describe('stock, whatever happens at once in several processes,', () => {
  it('is what it means: never oversold, every sum the sum of its parts, every count explained by its story', async () => {
    const details = await fc.check(
      fc.asyncProperty(fc.array(anyMoment, { minLength: 10, maxLength: 40, size: 'max' }), async (moments) => {
        await world.begin();
        for (const [index, moment] of moments.entries()) {
          await world.step(() => moment.flatMap((op) => deedsOf(world, op)));
          if (world.problems.length > 0) throw new Error(`moment ${index}: ${world.problems.slice(0, 3).join('\n')}`);
        }
        await world.step(() => endOf(world));
        const left = world.variants.map((variantId) => countsOf(world.state(variantId)).claimed);
        if (left.some((claimed) => claimed !== 0)) world.problems.push(`claimed by nobody: ${left.join(', ')}`);
        if (world.problems.length > 0) throw new Error(`in the end: ${world.problems.slice(0, 3).join('\n')}`);
      }),
      { numRuns: RUNS, seed: modelSeed, endOnFailure: modelRuns === undefined },
    );
    process.stdout.write(`  stock model: seed ${details.seed}, ${details.numRuns} sequences of up to 40 moments\n`);
    if (!details.failed) return;
    const why = `MODEL_SEED=${details.seed} (path ${details.counterexamplePath}): ${fc.stringify(details.counterexample)}`;
    throw new Error(`${String(details.errorInstance)}\n${why}`, { cause: details.errorInstance });
  }, 600_000);
});
