// Callers who all want units of one variant, through the inventory as an order does it; and beside them the least a claim
// could be, an update of one row, over as many connections to the same server.
import 'reflect-metadata';
import { connect, Database, HoldStore, InventoryService, StockStore } from '@sidestall/engine';
import { newId, type VariantId } from '@sidestall/kernel';
import pg from 'pg';
import { answerAsks } from './child.ts';
import { spreadOf, type Spread } from './figures.ts';

export interface HoldsAsk {
  readonly kind: 'open' | 'ours' | 'bare';
  readonly databaseUrl: string;
  readonly variant: VariantId;
  readonly connections: number;
  readonly callers: number;
  /** Callers ask until then, or until the first refusal each. */
  readonly seconds: number;
}

export interface HoldsAnswer {
  readonly granted: number;
  readonly refused: number;
  readonly seconds: number;
  readonly spread: Spread;
}

/** Nobody pays here; what is held is taken back by whoever began the run. */
const HOLD_SECONDS = 3_600;

const CLAIM = {
  name: 'claim',
  text: 'UPDATE bench.shelf SET available = available - 1 WHERE variant_id = $1 AND available >= 1',
};

let inventory: InventoryService | null = null;
let pool: pg.Pool | null = null;

async function open({ databaseUrl, connections }: HoldsAsk): Promise<void> {
  const database = new Database(await connect(databaseUrl, connections));
  inventory = new InventoryService(database, new StockStore(), new HoldStore());
  pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  // Lent or idle, a connection that the end of the house breaks is no news: whoever uses it hears of it.
  pool.on('error', () => undefined).on('connect', (client) => void client.on('error', () => undefined));
}

const CLAIMS: Readonly<Record<'ours' | 'bare', (variant: VariantId) => Promise<boolean>>> = {
  ours: async (variantId) => {
    const ask = { orderId: newId('ord'), units: [{ variantId, quantity: 1 }], seconds: HOLD_SECONDS };
    return (await inventory!.holdSoon(ask)).ok;
  },
  bare: async (variant) => (await pool!.query({ ...CLAIM, values: [variant] })).rowCount === 1,
};

answerAsks(async (ask: HoldsAsk): Promise<HoldsAnswer> => {
  if (ask.kind === 'open') {
    await open(ask);
    return { granted: 0, refused: 0, seconds: 0, spread: spreadOf([]) };
  }
  const claim = CLAIMS[ask.kind];
  const durations: number[] = [];
  let refused = 0;
  const began = performance.now();
  const deadline = began + ask.seconds * 1_000;
  await Promise.all(
    Array.from({ length: ask.callers }, async () => {
      while (performance.now() < deadline) {
        const asked = performance.now();
        const isMine = await claim(ask.variant);
        if (!isMine) {
          refused += 1;
          return;
        }
        durations.push(performance.now() - asked);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  return { granted: durations.length, refused, seconds, spread: spreadOf(durations) };
});
