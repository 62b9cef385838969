import { say } from '../bench/figures.ts';
import { audit } from './audit.ts';
import type { Story } from './buyer.ts';
import { BANK_ASKS, PATIENCE_SECONDS, withCrowd, type Crowd } from './crowds.ts';
import { asUsual } from './contest.ts';
import { layOut, type Prize } from './goods.ts';
import type { RaceOptions } from './options.ts';
import { untilQuiet } from './quiet.ts';
import type { RaceHouse } from './race-house.ts';
import type { Finding } from './report.ts';

/** How many come afterwards for what was given up. */
const NEXT = 100;
const FREE_WITHIN_SECONDS = 1_200;

/**
 * Everybody begins an order, is asked by the bank and walks away. Nobody waits half an hour here: the timers are made due
 * by SQL, and from then on it is the house that has to give every unit back, and to sell them again.
 */
export async function abandoned(house: RaceHouse, options: RaceOptions): Promise<Finding> {
  const prize = await layOut(house, options.units, { listing: options.listing });
  say(`${options.buyers} buyers who leave at the bank's page, ${prize.units} × ${prize.title}`);
  return withCrowd(async (crowd) => {
    const left = await crowd.ask({
      ...asUsual(house, options, prize.listing),
      cards: [BANK_ASKS],
      patienceSeconds: PATIENCE_SECONDS * 5,
    });
    const begun = left.stories.filter(({ outcome }) => outcome === 'at-the-bank').length;
    const held = await claimed(house, prize);
    say(`${begun} orders hold ${held} units; making their timers due by SQL`);
    const freedAfter = await expireNow(house, prize);
    const next = await comeAfterwards(crowd, house, options, prize);
    const isQuiet = await untilQuiet(house, prize.since);
    const stories: Story[] = [...left.stories, ...next];
    const again = Math.min(NEXT, options.units);
    const expected = Math.min(options.buyers, options.units);
    const open = await openAtStripe(house, prize);
    return {
      audit: await audit(house, [prize], stories),
      stories,
      seconds: left.seconds,
      expected: { paid: again, sold: again },
      detail: { begun, held, freedAfterSeconds: freedAfter, soldAfterwards: again, timersMadeDueBySql: true },
      broken: [
        ...(begun === expected && held === expected ? [] : [`${begun} orders began and hold ${held} of ${expected}`]),
        ...(freedAfter === null ? [`units were not back within ${FREE_WITHIN_SECONDS} s`] : []),
        ...(open > 0 ? [`${open} payments can still be finished at Stripe`] : []),
        ...(isQuiet ? [] : ['the house did not become quiet']),
      ],
    };
  });
}

async function comeAfterwards(
  crowd: Crowd,
  house: RaceHouse,
  options: RaceOptions,
  { listing }: Prize,
): Promise<readonly Story[]> {
  const ask = { ...asUsual(house, options, listing), buyers: NEXT, atOnce: NEXT, name: 'next' };
  return (await crowd.ask(ask)).stories;
}

const claimed = (house: RaceHouse, { variant }: Prize): Promise<number> =>
  house.count('SELECT claimed AS n FROM inventory.variant_stock WHERE variant_id = $1', [variant]);

/** Makes holds and timers of all that was begun due now; answers after how many seconds every unit was back, if ever. */
async function expireNow(house: RaceHouse, prize: Prize): Promise<number | null> {
  const before = await house.count(
    `SELECT count(*) AS n FROM inventory.hold WHERE variant_id = $1 AND state = 'reserved'`,
    [prize.variant],
  );
  await house.rows(
    `WITH begun AS (SELECT h.id, h.order_id FROM inventory.hold h WHERE h.variant_id = $1 AND h.state = 'held'),
          over AS (UPDATE inventory.hold SET expires_at = now() WHERE id IN (SELECT id FROM begun))
     UPDATE platform.outbox SET next_at = now()
      WHERE name = 'ordering.expire-order' AND state = 'pending' AND payload ->> 'orderId' IN (SELECT order_id FROM begun)`,
    [prize.variant],
  );
  const began = performance.now();
  let told = 0;
  const isBack = await house.until(async () => {
    const left = (await claimed(house, prize)) - before;
    const seconds = Math.floor((performance.now() - began) / 10_000);
    if (seconds > told) say(`${left} units are still held`);
    told = seconds;
    return left <= 0;
  }, FREE_WITHIN_SECONDS);
  return isBack ? Math.round((performance.now() - began) / 100) / 10 : null;
}

async function openAtStripe(house: RaceHouse, { since }: Prize): Promise<number> {
  let open = 0;
  const created = { gte: Math.floor(since.getTime() / 1_000) };
  for await (const intent of house.stripe.paymentIntents.list({ limit: 100, created })) {
    if (/^requires_(action|confirmation|payment_method)$/.test(intent.status)) open += 1;
  }
  return open;
}
