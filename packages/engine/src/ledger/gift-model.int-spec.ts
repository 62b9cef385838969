import { stopDatabases } from '@sidestall/testing';
import { disputeInFlight, disputeLoss, giftMargin, payablePending } from '@sidestall/ledger';
import fc from 'fast-check';
import { GiftWorld } from './gift-model.fixture.ts';

/** Set by the test runner from MODEL_RUNS and MODEL_SEED. */
const { modelRuns, modelSeed } = globalThis as { modelRuns?: number; modelSeed?: number };
const RUNS = modelRuns ?? 6;

const anyOp = fc.record({
  kind: fc.constantFrom(
    ...([
      'pay in',
      'pay in',
      'send',
      'send',
      'send',
      'send',
      'refund',
      'dispute',
      'dispute',
      'win',
      'lose',
      'lose',
    ] as const),
  ),
  pick: fc.nat(100),
  amounts: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 6 }),
  /** How many tell the same at once. */
  times: fc.integer({ min: 1, max: 3 }),
});
type Op = typeof anyOp extends fc.Arbitrary<infer T> ? T : never;

async function step(world: GiftWorld, { kind, pick, amounts, times }: Op): Promise<void> {
  const viewer = world.viewers[pick % 3]!;
  switch (kind) {
    case 'pay in':
      return world.payIn(viewer, amounts[0]!, times);
    case 'send':
      return world.send(viewer, world.creators[pick % 2]!, amounts, times);
    case 'refund':
      return world.refund(viewer, times);
    case 'dispute':
      return world.dispute(viewer, pick, times);
    case 'win':
      return world.win(viewer, times);
    case 'lose':
      return world.lose(viewer, 1 + (pick % 4), times);
    default:
      return kind satisfies never;
  }
}

const sumOfLeft = (world: GiftWorld): number => world.viewers.reduce((sum, viewer) => sum + viewer.left, 0);
const differ = (what: string, held: number, wanted: number): string[] =>
  held === wanted ? [] : [`${what}: ${held} instead of ${wanted}`];

const INVARIANTS: Readonly<Record<string, (world: GiftWorld) => Promise<string[]>>> = {
  'invariant 13: what was paid in is in balances, sent, refunded or taken back': async (world) =>
    differ(
      'paid in',
      world.paidIn,
      (await world.sumOf('gift:balance:%')) + world.sent + world.refunded + world.takenFromBalances,
    ),
  'invariant 14: the balances are what the viewers paid in and did not send': async (world) => [
    ...differ('balances', await world.sumOf('gift:balance:%'), sumOfLeft(world)),
    ...(
      await Promise.all(
        world.viewers.map(async (viewer) => differ(viewer.id, await world.balanceOf(viewer), viewer.left)),
      )
    ).flat(),
  ],
  'invariant 15: margin and the creators’ shares are the gifts that were sent and not taken back': async (world) =>
    differ(
      'gifts',
      (await world.sumOf('gift:margin/%')) + (await world.sumOf('payable:%:pending/%')),
      world.sent - world.takenFromGifts,
    ),
  'a balance never pays for more than it has, nor refuses what it has': async (world) => world.problems,
  'telling every fact again leaves the same ledger': (world) => world.replay(),
};

const broken = new Map<string, string>();

beforeAll(async () => {
  const details = await fc.check(
    fc.asyncProperty(
      fc.constantFrom('EUR', 'JPY', 'KWD'),
      fc.array(anyOp, { minLength: 20, maxLength: 50, size: 'max' }),
      async (currency, ops) => {
        const world = await GiftWorld.open(currency);
        try {
          broken.clear();
          for (const op of ops) await step(world, op);
          for (const [rule, check] of Object.entries(INVARIANTS)) {
            const flaws = await check(world);
            if (flaws.length > 0) broken.set(rule, flaws.slice(0, 3).join('\n'));
          }
          if (broken.size > 0) throw new Error([...broken.keys()].join('\n'));
        } finally {
          await world.close();
        }
      },
    ),
    { numRuns: RUNS, seed: modelSeed, endOnFailure: modelRuns === undefined },
  );
  process.stdout.write(`  gift model: seed ${details.seed}, ${details.numRuns} sequences of up to 50 steps\n`);
  if (details.failed) {
    const why = `MODEL_SEED=${details.seed} (path ${details.counterexamplePath}): ${fc.stringify(details.counterexample)}`;
    if (broken.size === 0)
      throw new Error(`${why}\n${String(details.errorInstance)}`, { cause: details.errorInstance });
    for (const [rule, flaws] of broken) broken.set(rule, `${flaws}\n${why}`);
  }
}, 600_000);
afterAll(stopDatabases);

describe('prepaid gifts, whatever happens', () => {
  it.each(Object.keys(INVARIANTS))('%s', (rule) => {
    expect(broken.get(rule)).toBeUndefined();
  });
});

describe('a gift balance', () => {
  let world: GiftWorld;
  beforeEach(async () => {
    world = await GiftWorld.open('EUR');
  });
  afterEach(() => world.close());

  it('case 34: in a storm on one creator, each gift goes through once, until there is nothing left and never below', async () => {
    const [viewer] = world.viewers;
    const [creator] = world.creators;
    await world.payIn(viewer!, 1_000, 1);
    // Sixty taps of 0.30, each told three times, at once: the balance pays for thirty-three.
    await world.send(viewer!, creator!, Array<number>(60).fill(30), 3);
    expect(world.problems).toEqual([]);
    expect(world.sent).toBe(990);
    expect(await world.balanceOf(viewer!)).toBe(10);
    const creatorHas = (await world.ledger.balance(world.database, payablePending(creator!, 'EUR'))).amount;
    const margin = (await world.ledger.balance(world.database, giftMargin('EUR'))).amount;
    expect([creatorHas, margin]).toEqual([33 * 17, 33 * 13]);
  });

  it('case 35: a payment charged back freezes the balance, takes gifts back inside their hold, and loses the rest', async () => {
    const [viewer] = world.viewers;
    const [early, late] = world.creators;
    await world.payIn(viewer!, 1_000, 1);
    await world.send(viewer!, early!, [400], 1);
    await world.send(viewer!, late!, [300], 1);
    await world.dispute(viewer!, 0, 2);
    await world.send(viewer!, late!, [1], 1);
    expect(world.sent).toBe(700);
    await world.lose(viewer!, 1, 2);
    const holds = async (account: Parameters<typeof world.ledger.balance>[1]): Promise<number> =>
      (await world.ledger.balance(world.database, account)).amount;
    expect(await world.balanceOf(viewer!)).toBe(0);
    // The early gift is past its hold: its creator keeps it, and the platform bears it.
    expect(await holds(payablePending(early!, 'EUR'))).toBe(220);
    expect(await holds(payablePending(late!, 'EUR'))).toBe(0);
    expect(await holds(disputeLoss('EUR'))).toBe(400);
    expect(await holds(disputeInFlight('EUR'))).toBe(0);
  });

  it('case 35: a dispute that is won thaws the balance, to the last cent', async () => {
    const [viewer] = world.viewers;
    await world.payIn(viewer!, 1_000, 1);
    await world.dispute(viewer!, 0, 1);
    await world.win(viewer!, 2);
    await world.send(viewer!, world.creators[0]!, [1_000], 1);
    expect(await world.balanceOf(viewer!)).toBe(0);
    expect(world.sent).toBe(1_000);
  });
});
