import { randomUUID } from 'node:crypto';
import type { StockAnswer } from '@sidestall/contracts';
import { say } from '../bench/figures.ts';
import { audit } from './audit.ts';
import type { Story } from './buyer.ts';
import { BANK_ASKS, withCrowd } from './crowds.ts';
import { asUsual } from './contest.ts';
import { layOut, type Prize } from './goods.ts';
import { UsageError, type RaceOptions } from './options.ts';
import { untilQuiet } from './quiet.ts';
import type { RaceHouse } from './race-house.ts';
import type { Finding } from './report.ts';

const HOLDING = 40;

/**
 * While 40 orders hold units, the retailer counts none. The holds live on and nobody else can buy; a count that is older
 * changes nothing. Then the retailer finds its goods: the 40 pay, and the others race for the rest.
 */
export async function feedZero(house: RaceHouse, options: RaceOptions): Promise<Finding> {
  if (!house.own || options.units <= HOLDING) {
    throw new UsageError(`feed-zero needs a house of its own and more than ${HOLDING} units`);
  }
  const prize = await layOut(house, options.units);
  const shelf = await shelfOf(house, prize);
  const broken: string[] = [];
  const check = (what: string, found: unknown, wanted: unknown): void => {
    if (found !== wanted) broken.push(`${what}: ${String(found)} instead of ${String(wanted)}`);
  };
  return withCrowd(async (crowd) => {
    const usual = asUsual(house, options, prize.listing);
    say(`${HOLDING} of ${prize.units} × ${prize.title} are held`);
    const holding = await crowd.ask({ ...usual, cards: [BANK_ASKS], buyers: HOLDING, atOnce: HOLDING, name: 'holder' });
    const counted = await now(house);
    say('the retailer counts none');
    check('the count of none', await shelf.tell(0, counted), 'applied');
    check('held after the count of none', await held(house, prize), HOLDING);
    const meanwhile = await crowd.ask({ ...usual, buyers: HOLDING, atOnce: HOLDING, name: 'meanwhile' });
    check('told sold out meanwhile', soldOut(meanwhile.stories), HOLDING);
    check('the older count', await shelf.tell(prize.units, prize.since), 'ignored');
    const still = await crowd.ask({ ...usual, buyers: 1, atOnce: 1, name: 'still' });
    check('told sold out after the older count', soldOut(still.stories), 1);
    check('held after all that', await held(house, prize), HOLDING);
    say('the retailer finds its goods');
    check('the new count', await shelf.tell(prize.units, await now(house)), 'applied');
    await answerBanks(house, prize);
    const rest = await crowd.ask({ ...usual, name: 'rest' });
    const isQuiet = await untilQuiet(house, prize.since);
    if (!isQuiet) broken.push('the house did not become quiet');
    const stories = [...holding.stories, ...meanwhile.stories, ...still.stories, ...rest.stories];
    const sold = Math.min(options.units, HOLDING + options.buyers);
    return {
      audit: await audit(house, [prize], stories),
      stories,
      seconds: rest.seconds,
      expected: { paid: sold, sold },
      detail: { holding: HOLDING },
      broken,
    };
  });
}

interface Shelf {
  /** Sends a count as the retailer does, and answers what became of it. */
  tell(onHand: number, asOf: Date): Promise<string>;
}

async function shelfOf(house: RaceHouse, { variant, retailer }: Prize): Promise<Shelf> {
  const [found] = await house.rows<{ sku: string; slug: 'northwind' | 'harbor' }>(
    `SELECT v.sku, r.slug FROM catalog.variant v, fulfillment.retailer r WHERE v.id = $1 AND r.id = $2`,
    [variant, retailer],
  );
  const { sku, slug } = found!;
  const key = house.own!.secrets[`${slug}ApiKey`];
  return {
    async tell(onHand, asOf) {
      const response = await fetch(`${house.market.apiUrls[0]}/v1/partner/stock`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
        },
        body: JSON.stringify({ counts: [{ sku, onHand, asOf: asOf.toISOString() }] }),
      });
      if (!response.ok) return `status ${response.status}: ${await response.text()}`;
      return ((await response.json()) as StockAnswer).counts[0]!.outcome;
    },
  };
}

async function now(house: RaceHouse): Promise<Date> {
  return (await house.rows<{ now: Date }>('SELECT clock_timestamp() AS now'))[0]!.now;
}

const soldOut = (stories: readonly Story[]): number => stories.filter(({ outcome }) => outcome === 'sold-out').length;

const held = (house: RaceHouse, { variant }: Prize): Promise<number> =>
  house.count(`SELECT coalesce(sum(quantity), 0) AS n FROM inventory.hold WHERE variant_id = $1 AND state = 'held'`, [
    variant,
  ]);

/** Everybody who stands at the bank's page says yes there; the shop hears of it from Stripe. */
async function answerBanks(house: RaceHouse, prize: Prize): Promise<void> {
  const created = { gte: Math.floor(prize.since.getTime() / 1_000) };
  for await (const intent of house.stripe.paymentIntents.list({ limit: 100, created })) {
    if (intent.status !== 'requires_action') continue;
    const { source } = intent.next_action!.use_stripe_sdk as { source: string };
    await house.sandbox(`/challenges/${source}`, { outcome: 'complete' });
  }
  await house.until(async () => (await held(house, prize)) === 0, 120);
}
