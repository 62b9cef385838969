import {
  allocateMoney,
  err,
  money,
  ok,
  subtractMoney,
  sumMoney,
  type Money,
  type OrderLineId,
  type Result,
} from '@sidestall/kernel';

/** One thing that was paid for: goods of a line from one retailer, or one retailer's shipping. */
export interface RefundableItem {
  readonly itemId: string;
  /** Null for shipping. */
  readonly lineId: OrderLineId | null;
  readonly title: string;
  /** Units paid for; 1 for shipping. */
  readonly quantity: number;
  /** Units given back before. */
  readonly refundedQuantity: number;
  readonly paid: Money;
  /** What of it was not given back yet. */
  readonly left: Money;
}

/** Units of a line; of one retailer's where an item is named, and of whichever has some otherwise. */
export interface UnitsToRefund {
  readonly lineId: OrderLineId;
  readonly quantity: number;
  readonly itemId?: string;
}

/** What to give back: units of lines, shipping, an amount of everything in proportion; `all` is all that is left. */
export type RefundAsk =
  | 'all'
  | {
      readonly lines?: readonly UnitsToRefund[];
      readonly shipping?: boolean;
      readonly amount?: Money;
    };

/** One item's part of a refund. An amount of the whole counts no units. */
export interface RefundPart {
  readonly itemId: string;
  readonly lineId: OrderLineId | null;
  readonly title: string;
  readonly quantity: number;
  readonly amount: Money;
}

export type RefundRefusal = 'unknown-line' | 'too-much' | 'nothing';

/** Turns what was asked for into amounts of single items; never more of one than is left of it. */
export function planRefund(
  items: readonly RefundableItem[],
  ask: RefundAsk,
  currency: string,
): Result<readonly RefundPart[], RefundRefusal> {
  const parts = partsOf(items, ask, currency);
  if (!parts.ok) return parts;
  const some = parts.value.filter((part) => part.amount.amount > 0);
  return some.length > 0 ? ok(some) : err('nothing');
}

function partsOf(
  items: readonly RefundableItem[],
  ask: RefundAsk,
  currency: string,
): Result<RefundPart[], RefundRefusal> {
  if (ask === 'all') return ok(items.map(whole));
  if (ask.amount) return inProportion(items, ask.amount, currency);
  if (!ask.lines?.length && !ask.shipping) return ok(items.map(whole));
  const parts: RefundPart[] = [];
  for (const wanted of unitsByLine(ask.lines ?? [])) {
    const found = unitsOf(
      items.filter((item) => item.lineId === wanted.lineId && (!wanted.itemId || item.itemId === wanted.itemId)),
      wanted.quantity,
    );
    if (!found.ok) return found;
    parts.push(...found.value);
  }
  if (ask.shipping) parts.push(...items.filter((item) => item.lineId === null).map(whole));
  return ok(parts);
}

const part = (item: RefundableItem, quantity: number, amount: Money): RefundPart => ({
  itemId: item.itemId,
  lineId: item.lineId,
  title: item.title,
  quantity,
  amount,
});

const whole = (item: RefundableItem): RefundPart => part(item, item.quantity - item.refundedQuantity, item.left);

function unitsByLine(lines: readonly UnitsToRefund[]): UnitsToRefund[] {
  const sums = new Map<string, UnitsToRefund>();
  for (const line of lines) {
    const key = line.itemId ?? line.lineId;
    sums.set(key, { ...line, quantity: line.quantity + (sums.get(key)?.quantity ?? 0) });
  }
  return [...sums.values()];
}

/** Units of a line, taken from its retailers one after the other. */
function unitsOf(items: readonly RefundableItem[], quantity: number): Result<RefundPart[], RefundRefusal> {
  if (items.length === 0) return err('unknown-line');
  const parts: RefundPart[] = [];
  let wanted = quantity;
  for (const item of items) {
    const units = Math.min(wanted, item.quantity - item.refundedQuantity);
    if (units <= 0) continue;
    parts.push(part(item, units, priceOfUnits(item, units)));
    wanted -= units;
  }
  return wanted > 0 ? err('too-much') : ok(parts);
}

/** What the next units of an item were paid with: the last one takes every cent that is left. */
export function priceOfUnits(item: RefundableItem, units: number): Money {
  if (item.refundedQuantity + units >= item.quantity) return item.left;
  const upTo = (count: number) => allocateMoney(item.paid, [count, item.quantity - count])[0]!;
  const price = subtractMoney(upTo(item.refundedQuantity + units), upTo(item.refundedQuantity));
  return price.amount < item.left.amount ? price : item.left;
}

function inProportion(
  items: readonly RefundableItem[],
  amount: Money,
  currency: string,
): Result<RefundPart[], RefundRefusal> {
  const left = sumMoney(
    items.map((item) => item.left),
    currency,
  );
  if (amount.currency !== currency || amount.amount > left.amount) return err('too-much');
  if (amount.amount <= 0) return err('nothing');
  const amounts = allocateMoney(
    amount,
    items.map((item) => item.left.amount),
  );
  return ok(items.map((item, index) => part(item, 0, amounts[index] ?? money(0, currency))));
}
