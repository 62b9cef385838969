import { addMoney, sumMoney, timesQuantity, type Money } from '@sidestall/kernel';
import type { LineUnits } from './line-units.ts';

/**
 * What to take of the money set aside: the units retailers took on, and shipping if anything ships at all. Nothing when
 * nothing ships: then the money is let go instead.
 */
export function captureAmount(lines: readonly (LineUnits & { readonly unitPrice: Money })[], shipping: Money): Money {
  const goods = sumMoney(
    lines.map((line) => timesQuantity(line.unitPrice, line.accepted + line.shipped)),
    shipping.currency,
  );
  const isAnythingShipped = lines.some((line) => line.accepted + line.shipped > 0);
  return isAnythingShipped ? addMoney(goods, shipping) : goods;
}
