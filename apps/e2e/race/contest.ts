import { Dice } from '../soak/dice.ts';
import { audit } from './audit.ts';
import type { CrowdAsk } from './crowd.ts';
import { PATIENCE_SECONDS, VISA, withCrowd } from './crowds.ts';
import type { Prize } from './goods.ts';
import type { RaceOptions } from './options.ts';
import { untilQuiet } from './quiet.ts';
import type { RaceHouse } from './race-house.ts';
import type { Finding } from './report.ts';
import { Weather } from './weather.ts';

/** What everybody of a crowd does when nothing else is said. */
export const asUsual = (house: RaceHouse, options: RaceOptions, listing: string): CrowdAsk => ({
  market: house.market,
  listing,
  cards: [VISA],
  buyers: options.buyers,
  atOnce: options.atOnce,
  tabs: 1,
  presses: 1,
  patienceSeconds: PATIENCE_SECONDS,
  name: 'buyer',
});

/** One crowd buys, in bad weather if that is wanted; then all becomes quiet, and the books are read. */
export async function contest(
  house: RaceHouse,
  options: RaceOptions,
  prize: Prize,
  unusual: Partial<CrowdAsk> = {},
): Promise<Omit<Finding, 'expected'> & { readonly broken: readonly string[] }> {
  const weather = options.kills ? new Weather(house, new Dice(options.seed)) : null;
  const storm = weather?.rage(() => shareSold(house, prize));
  const ask = { ...asUsual(house, options, prize.listing), ...unusual };
  const answer = await withCrowd((crowd) => crowd.ask(ask));
  weather?.end();
  await storm;
  const isQuiet = await untilQuiet(house, prize.since);
  return {
    audit: await audit(house, [prize], answer.stories),
    ...answer,
    detail: weather ? { killed: weather.tally } : {},
    broken: [...(weather?.missed() ?? []), ...(isQuiet ? [] : ['the house did not become quiet'])],
  };
}

async function shareSold(house: RaceHouse, { variant, since, units }: Prize): Promise<number> {
  const paid = await house.count(
    `SELECT count(*) AS n FROM inventory.hold h JOIN ordering."order" o ON o.id = h.order_id
      WHERE h.variant_id = $1 AND o.placed_at >= $2 AND o.state <> 'pending_payment'`,
    [variant, since],
  );
  return paid / units;
}
