import { addMoney, allocateMoney, sumMoney, zeroMoney, type Money } from '@sidestall/kernel';

/** How many units of a line one retailer ships: accepted, and not given up since. */
export interface SourcedUnits {
  readonly lineId: string;
  readonly retailerId: string;
  readonly units: number;
}

/** A line as it was sold; price and tax are those of all its units. */
export interface SoldLine {
  readonly lineId: string;
  readonly quantity: number;
  /** What all its units cost, coupons taken off. */
  readonly price: Money;
  readonly tax: Money;
}

/** The shipping as it was sold. */
export interface SoldShipping {
  readonly price: Money;
  readonly tax: Money;
}

/** One thing to be paid for: units of a line from one retailer, or that retailer's part of the shipping. */
export interface CaptureItem {
  /** `<line>/<retailer>` or `shipping/<retailer>`. */
  readonly itemId: string;
  readonly lineId: string | null;
  readonly retailerId: string;
  readonly quantity: number;
  /** What the buyer pays for it, the tax in it or on it included. */
  readonly gross: Money;
  readonly tax: Money;
}

/**
 * What to take of the money set aside, item by item: the units retailers took on, and the whole shipping if anything
 * ships at all, divided by the worth of what each retailer sends. A line's tax follows its units. Deterministic, and the
 * items of a line that is wholly taken on add up to exactly what was quoted; nothing when nothing ships. Units that a
 * coupon made free are items, too: they can be given up and sent back like others.
 */
export function captureItems(
  lines: readonly SoldLine[],
  shipping: SoldShipping,
  isTaxIncluded: boolean,
  sources: readonly SourcedUnits[],
): CaptureItem[] {
  const goods = lines.flatMap((line) => itemsOfLine(line, isTaxIncluded, sources));
  return [...goods, ...itemsOfShipping(shipping, isTaxIncluded, goods).filter((item) => item.gross.amount > 0)];
}

/** The sum of items: what is captured, to the cent. */
export const captureTotal = (items: readonly Pick<CaptureItem, 'gross'>[], currency: string): Money =>
  sumMoney(
    items.map((item) => item.gross),
    currency,
  );

const byRetailer = (a: { retailerId: string }, b: { retailerId: string }): number =>
  a.retailerId < b.retailerId ? -1 : 1;

function itemsOfLine(line: SoldLine, isTaxIncluded: boolean, sources: readonly SourcedUnits[]): CaptureItem[] {
  const own = sources.filter((source) => source.lineId === line.lineId && source.units > 0).sort(byRetailer);
  const sold = own.reduce((sum, source) => sum + source.units, 0);
  if (sold === 0) return [];
  if (sold > line.quantity) throw new Error(`${line.lineId}: ${sold} units accepted of ${line.quantity}`);
  const units = [...own.map((source) => source.units), line.quantity - sold];
  const prices = allocateMoney(line.price, units);
  const taxes = allocateMoney(line.tax, units);
  return own.map(({ retailerId, units: quantity }, index) => {
    const price = prices[index]!;
    const tax = taxes[index]!;
    const gross = isTaxIncluded ? price : addMoney(price, tax);
    return { itemId: `${line.lineId}/${retailerId}`, lineId: line.lineId, retailerId, quantity, gross, tax };
  });
}

function itemsOfShipping(shipping: SoldShipping, isTaxIncluded: boolean, goods: readonly CaptureItem[]): CaptureItem[] {
  const { currency } = shipping.price;
  const retailers = [...new Set(goods.map((item) => item.retailerId))].sort();
  const whole = isTaxIncluded ? shipping.price : addMoney(shipping.price, shipping.tax);
  if (retailers.length === 0 || whole.amount === 0) return [];
  const worth = retailers.map(
    (retailerId) =>
      captureTotal(
        goods.filter((item) => item.retailerId === retailerId),
        currency,
      ).amount,
  );
  const isWorthNothing = worth.every((amount) => amount === 0);
  const parts = allocateMoney(whole, isWorthNothing ? worth.map(() => 1) : worth);
  const taxes =
    shipping.tax.amount === 0
      ? parts.map(() => zeroMoney(currency))
      : allocateMoney(
          shipping.tax,
          parts.map(({ amount }) => amount),
        );
  return retailers.map((retailerId, index) => ({
    itemId: `shipping/${retailerId}`,
    lineId: null,
    retailerId,
    quantity: 1,
    gross: parts[index]!,
    tax: taxes[index]!,
  }));
}
