import { say } from '../bench/figures.ts';
import { contest } from './contest.ts';
import { VISA } from './crowds.ts';
import { DropDesk } from './drop-desk.ts';
import { layOut } from './goods.ts';
import { UsageError, type RaceOptions } from './options.ts';
import type { RaceHouse } from './race-house.ts';
import type { Finding } from './report.ts';

const CAP = 2;
const TABS = 10;
/** Three addresses, but two wallets: the first and the last person pay with the same card. */
const CARDS = [VISA, 'pm_card_mastercard', VISA];
const WALLETS = new Set(CARDS).size;

/** In a drop with a limit, the same buyer comes from ten tabs and under a second address: nobody gets more than the limit. */
export async function cap(house: RaceHouse, options: RaceOptions): Promise<Finding> {
  if (!house.own || options.units < CARDS.length * TABS) {
    throw new UsageError(`cap needs a house of its own and at least ${CARDS.length * TABS} units`);
  }
  const desk = await DropDesk.open(house.market.apiUrls[0]!);
  const prize = await layOut(house, options.units, { brand: desk.brandId });
  await desk.plan(prize, { title: 'Two for everybody', share: 0.5, allotment: options.units, cap: CAP });
  say(`${CARDS.length} buyers with ${TABS} tabs each and ${WALLETS} cards, at most ${CAP} × ${prize.title}`);
  const found = await contest(house, options, prize, { cards: CARDS, buyers: CARDS.length, tabs: TABS, presses: 2 });
  const capped = found.stories.filter(({ outcome }) => outcome === 'capped').length;
  const most = CAP * WALLETS;
  return {
    ...found,
    expected: { paid: most, sold: most },
    detail: { ...found.detail, cap: CAP, tabs: TABS, cards: WALLETS, capped },
    broken: [
      ...found.broken,
      ...(capped === CARDS.length * TABS - most ? [] : [`${capped} tabs were told of the limit`]),
    ],
  };
}
