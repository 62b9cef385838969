import { say } from '../bench/figures.ts';
import { contest } from './contest.ts';
import { layOut } from './goods.ts';
import type { RaceOptions } from './options.ts';
import type { RaceHouse } from './race-house.ts';
import type { Finding } from './report.ts';

/** Everybody wants the same thing at the same moment. */
export async function rush(house: RaceHouse, options: RaceOptions): Promise<Finding> {
  const prize = await layOut(house, options.units, { listing: options.listing });
  say(`${options.buyers} buyers, ${prize.units} × ${prize.title}`);
  const most = Math.min(options.units, options.buyers);
  return { ...(await contest(house, options, prize)), expected: { paid: most, sold: most } };
}
