import { say } from '../bench/figures.ts';
import { contest } from './contest.ts';
import { DropDesk } from './drop-desk.ts';
import { layOut, type Prize } from './goods.ts';
import { UsageError, type RaceOptions } from './options.ts';
import type { RaceHouse } from './race-house.ts';
import type { Finding } from './report.ts';

const FIRST = { title: 'Half the price', share: 0.5, part: 0.6 };
const SECOND = { title: 'Seventy per cent of it', share: 0.7, part: 0.3 };

/**
 * Two drops sell one thing at once, each from units of its own, and what neither has costs as always: every unit goes once
 * and at the price of where it came from.
 */
export async function twoDrops(house: RaceHouse, options: RaceOptions): Promise<Finding> {
  if (!house.own) throw new UsageError('two-drops needs a house of its own');
  const desk = await DropDesk.open(house.market.apiUrls[0]!);
  const prize = await layOut(house, options.units, { brand: desk.brandId });
  const plan = async ({ title, share, part }: typeof FIRST): Promise<{ id: string; allotment: number }> => {
    const allotment = Math.floor(options.units * part);
    return { id: await desk.plan(prize, { title, share, allotment }), allotment };
  };
  const first = await plan(FIRST);
  const second = await plan(SECOND);
  const plain = options.units - first.allotment - second.allotment;
  say(
    `${options.buyers} buyers, ${prize.title}: ${first.allotment} and ${second.allotment} in drops, ${plain} outside`,
  );
  const found = await contest(house, options, prize);
  const sold = await soldBy(house, prize);
  const expected = { [first.id]: first.allotment, [second.id]: second.allotment, none: plain };
  const most = Math.min(options.units, options.buyers);
  return {
    ...found,
    expected: { paid: most, sold: most },
    detail: { ...found.detail, soldByDrop: sold },
    broken: [
      ...found.broken,
      ...Object.entries(options.buyers >= options.units ? expected : {}).flatMap(([drop, units]) =>
        sold[drop] === units ? [] : [`${sold[drop] ?? 0} units sold of the ${units} of ${drop}`],
      ),
    ],
  };
}

/** Units sold by drop, and outside of any; at another price than that of the place they came from they count nowhere. */
async function soldBy(house: RaceHouse, { variant, since }: Prize): Promise<Record<string, number>> {
  const rows = await house.rows<{ drop: string; units: string }>(
    `SELECT coalesce(l.drop_id, 'none') AS drop, sum(l.quantity - l.canceled) AS units
       FROM ordering.order_line l JOIN ordering."order" o ON o.id = l.order_id
       JOIN catalog.listing i ON i.id = l.listing_id
       LEFT JOIN catalog.drop_listing d ON d.drop_id = l.drop_id AND d.listing_id = l.listing_id
      WHERE l.variant_id = $1 AND o.placed_at >= $2 AND o.state IN ('authorized', 'captured', 'completed')
        AND l.unit_price_minor = coalesce(d.price_minor, i.price_minor)
      GROUP BY 1`,
    [variant, since],
  );
  return Object.fromEntries(rows.map(({ drop, units }) => [drop, Number(units)]));
}
