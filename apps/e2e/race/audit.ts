import type { Story } from './buyer.ts';
import type { Prize } from './goods.ts';
import type { RaceHouse } from './race-house.ts';
import { stockBooks, type StockBooks } from './stock-books.ts';

/** What the books of the shop, of its stock and of Stripe say when all is quiet, and what the buyers were told. */
export interface Audit extends StockBooks {
  /** Orders whose money is set aside or taken. */
  readonly paid: number;
  /** Buyers who were told that it is sold out. */
  readonly refused: number;
  /** Payments at Stripe that hold or took money of which no paid order knows. */
  readonly strayMoney: number;
  /** Paid orders for which Stripe holds nothing. */
  readonly unpaid: number;
  /** Quotes of which a buyer was told two orders. */
  readonly twice: number;
  /** Buyers who were told something that is not so. */
  readonly untrue: number;
  /** Buyers who never got an answer. */
  readonly unanswered: number;
}

/** What must count nobody in every race. */
const NOBODY = [
  'waiting',
  'oversold',
  'negative',
  'stuckHolds',
  'adrift',
  'strayMoney',
  'unpaid',
  'twice',
  'untrue',
  'unanswered',
  'failedJobs',
] as const satisfies readonly (keyof Audit)[];

interface OrderSeen {
  readonly id: string;
  readonly quoteId: string;
  readonly state: string;
  readonly intent: string | null;
}

const PAID: ReadonlySet<string> = new Set(['authorized', 'captured', 'completed']);

export async function audit(house: RaceHouse, prizes: readonly Prize[], stories: readonly Story[]): Promise<Audit> {
  const variants = prizes.map(({ variant }) => variant);
  const since = prizes[0]!.since;
  const books = await stockBooks(house, prizes);
  const orders = await house.rows<OrderSeen>(
    `SELECT o.id, o.quote_id AS "quoteId", o.state, p.stripe_payment_intent AS intent
       FROM ordering."order" o JOIN payments.payment p ON p.order_id = o.id
      WHERE o.placed_at >= $2 AND EXISTS (SELECT 1 FROM ordering.order_line l WHERE l.order_id = o.id AND l.variant_id = ANY($1))`,
    [variants, since],
  );
  const paid = orders.filter(({ state }) => PAID.has(state));
  const held = await moneyHeld(house, since);
  const known = new Set(await intentsOfPaidOrders(house, since));
  return {
    ...books,
    paid: paid.length,
    refused: count(stories, 'sold-out'),
    unanswered: count(stories, 'unanswered'),
    strayMoney: [...held].filter((intent) => !known.has(intent)).length,
    unpaid: paid.filter(({ intent }) => !intent || !held.has(intent)).length,
    twice: stories.filter(({ orders: told, quotes }) => told.length > quotes.length).length,
    untrue: untruths(stories, paid),
  };
}

/** What the audit finds wrong, in words. */
export function flaws(found: Audit, expected: Partial<Audit>): string[] {
  const nobody = Object.fromEntries(NOBODY.map((name) => [name, 0])) as Partial<Audit>;
  return Object.entries({ ...nobody, ...expected }).flatMap(([name, value]) => {
    const seen = found[name as keyof Audit];
    return seen === value ? [] : [`${name} is ${seen} instead of ${value}`];
  });
}

const count = (stories: readonly Story[], outcome: Story['outcome']): number =>
  stories.filter((story) => story.outcome === outcome).length;

/** Whoever was told that it is paid has a paid order, and whoever was told anything else has none. */
function untruths(stories: readonly Story[], paid: readonly OrderSeen[]): number {
  const paidOrders = new Set(paid.map(({ id }) => id));
  const paidQuotes = new Set(paid.map(({ quoteId }) => quoteId));
  return stories.filter(({ outcome, orders, quotes, complaint }) => {
    if (complaint !== null && outcome !== 'unanswered') return true;
    if (outcome === 'paid') return !orders.some((id) => paidOrders.has(id));
    return outcome !== 'unanswered' && outcome !== 'at-the-bank' && quotes.some((id) => paidQuotes.has(id));
  }).length;
}

/** Stripe's own list of what holds or took money since the race began. */
async function moneyHeld(house: RaceHouse, since: Date): Promise<Set<string>> {
  const held = new Set<string>();
  const created = { gte: Math.floor(since.getTime() / 1_000) };
  for await (const intent of house.stripe.paymentIntents.list({ limit: 100, created })) {
    if (intent.status === 'requires_capture' || intent.status === 'succeeded') held.add(intent.id);
  }
  return held;
}

async function intentsOfPaidOrders(house: RaceHouse, since: Date): Promise<string[]> {
  const rows = await house.rows<{ intent: string }>(
    `SELECT p.stripe_payment_intent AS intent FROM payments.payment p JOIN ordering."order" o ON o.id = p.order_id
      WHERE o.placed_at >= $1::timestamptz - interval '1 hour' AND o.state IN ('authorized', 'captured', 'completed')
        AND p.stripe_payment_intent IS NOT NULL`,
    [since],
  );
  return rows.map(({ intent }) => intent);
}
