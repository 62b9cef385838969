import { say } from '../bench/figures.ts';
import { contest } from './contest.ts';
import { layOut } from './goods.ts';
import type { RaceOptions } from './options.ts';
import type { RaceHouse } from './race-house.ts';
import type { Finding } from './report.ts';

const TABS = 10;
/** In each tab the button is pressed twice at once, each time with another key and another card token. */
const PRESSES = 2;

/** Every buyer has ten tabs open, each with a quote of its own, and presses everywhere: no quote becomes two orders. */
export async function tabs(house: RaceHouse, options: RaceOptions): Promise<Finding> {
  const prize = await layOut(house, options.units, { listing: options.listing });
  say(`${options.buyers} buyers with ${TABS} tabs each, ${prize.units} × ${prize.title}`);
  const most = Math.min(options.units, options.buyers * TABS);
  const found = await contest(house, options, prize, { tabs: TABS, presses: PRESSES });
  return {
    ...found,
    expected: { paid: most, sold: most },
    detail: { ...found.detail, tabs: TABS, presses: PRESSES },
  };
}
