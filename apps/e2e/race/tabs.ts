import { say } from '../bench/figures.ts';
import { audit } from './audit.ts';
import { withCrowd } from './crowds.ts';
import { layOut } from './goods.ts';
import type { RaceOptions } from './options.ts';
import { untilQuiet } from './quiet.ts';
import type { RaceHouse } from './race-house.ts';
import type { Finding } from './report.ts';
import { asUsual } from './rush.ts';

const TABS = 10;
/** In each tab the button is pressed twice at once, each time with another key and another card token. */
const PRESSES = 2;

/** Every buyer has ten tabs open, each with a quote of its own, and presses everywhere: no quote becomes two orders. */
export async function tabs(house: RaceHouse, options: RaceOptions): Promise<Finding> {
  const prize = await layOut(house, options.units, { listing: options.listing });
  say(`${options.buyers} buyers with ${TABS} tabs each, ${prize.units} × ${prize.title}`);
  const answer = await withCrowd((crowd) =>
    crowd.ask({ ...asUsual(house, options, prize.listing), tabs: TABS, presses: PRESSES }),
  );
  const isQuiet = await untilQuiet(house, prize.since);
  const most = Math.min(options.units, options.buyers * TABS);
  return {
    audit: await audit(house, [prize], answer.stories),
    ...answer,
    expected: { paid: most, sold: most },
    detail: { tabs: TABS, presses: PRESSES },
    broken: isQuiet ? [] : ['the house did not become quiet'],
  };
}
