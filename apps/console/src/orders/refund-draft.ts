import type { BrandOrderView, Refund, RefundRequest } from '@sidestall/contracts';
import { allocateMoney, parseMoney, subtractMoney, sumMoney, zeroMoney, type Money } from '@sidestall/kernel';
import { planRefund, type RefundableItem, type RefundAsk } from '@sidestall/payments';

/** A refund as it is being put together. */
export interface RefundDraft {
  readonly way: 'lines' | 'amount';
  readonly units: Readonly<Record<string, number>>;
  readonly isShipping: boolean;
  /** As typed, e.g. `12.50` or `12,50`. */
  readonly amountText: string;
  readonly reason: Refund['reason'];
  readonly note: string;
}

export const EMPTY_DRAFT: RefundDraft = {
  way: 'lines',
  units: {},
  isShipping: false,
  amountText: '',
  reason: 'goodwill',
  note: '',
};

type Line = BrandOrderView['lines'][number];

/** Units of a line that were paid for and not given back yet. */
export const unitsLeft = (line: Line): number =>
  line.refundable.amount > 0 ? Math.max(0, line.quantity - line.canceledQuantity - line.refundedQuantity) : 0;

/** Everything that can still be given back, chosen. */
export function everything(order: BrandOrderView, draft: RefundDraft): RefundDraft {
  return {
    ...draft,
    way: 'lines',
    units: Object.fromEntries(order.lines.map((line) => [line.id, unitsLeft(line)])),
    isShipping: order.shipping.refundable.amount > 0,
  };
}

export type DraftSum =
  | { readonly ok: true; readonly total: Money; readonly request: RefundRequest }
  /** `text` is null while there is just nothing chosen yet. */
  | { readonly ok: false; readonly text: string | null };

/** What the draft gives back, worked out by the same rule as the API's, and what to send. */
export function sumOf(order: BrandOrderView, draft: RefundDraft): DraftSum {
  const { currency } = order.refundable;
  const words = { reason: draft.reason, ...(draft.note.trim() && { note: draft.note.trim() }) };
  if (draft.way === 'amount') return amountOf(order, draft, words);
  const lines = order.lines
    .map((line) => ({ lineId: line.id, quantity: draft.units[line.id] ?? 0 }))
    .filter((line) => line.quantity > 0);
  if (lines.length === 0 && !draft.isShipping) return { ok: false, text: null };
  const ask: RefundAsk = { lines, shipping: draft.isShipping };
  const plan = planRefund(itemsOf(order), ask, currency);
  if (!plan.ok) return { ok: false, text: 'That is more than is left to give back.' };
  return {
    ok: true,
    total: sumMoney(
      plan.value.map((part) => part.amount),
      currency,
    ),
    request: { ...(lines.length > 0 && { lines }), shipping: draft.isShipping, ...words },
  };
}

function amountOf(order: BrandOrderView, draft: RefundDraft, words: Pick<RefundRequest, 'reason' | 'note'>): DraftSum {
  if (!draft.amountText.trim()) return { ok: false, text: null };
  const read = parseMoney(draft.amountText.trim().replace(',', '.'), order.refundable.currency);
  if (!read.ok || read.value.amount < 0) return { ok: false, text: 'Type an amount such as 12.50.' };
  if (read.value.amount === 0) return { ok: false, text: 'Type an amount above zero.' };
  if (read.value.amount > order.refundable.amount) {
    return { ok: false, text: 'That is more than is left to give back.' };
  }
  return { ok: true, total: read.value, request: { amount: read.value, shipping: false, ...words } };
}

function itemsOf(order: BrandOrderView): RefundableItem[] {
  const lines = order.lines.map((line) => ({
    itemId: line.id,
    lineId: line.id,
    title: line.title,
    quantity: line.quantity - line.canceledQuantity,
    refundedQuantity: line.refundedQuantity,
    paid: line.paid,
    left: line.refundable,
  }));
  const { paid, refundable } = order.shipping;
  const shipping = { itemId: 'shipping', lineId: null, title: 'Shipping', quantity: 1, refundedQuantity: 0 };
  return [...lines, { ...shipping, paid, left: refundable }];
}

/** About how much of a refund comes out of the brand's own share, and where that share is now. */
export interface OwnShare {
  readonly amount: Money;
  readonly state: BrandOrderView['payables'][number]['state'];
}

/**
 * The brand's part in proportion to the goods given back. The ledger splits item by item, so that the last cent may lie
 * elsewhere; a sentence with it says "about".
 */
export function ownShareOf(order: BrandOrderView, brandName: string, sum: DraftSum): OwnShare | null {
  if (!sum.ok) return null;
  const payable = order.payables.find((entry) => entry.kind === 'brand' && entry.partyName === brandName);
  if (!payable) return null;
  const left = subtractMoney(payable.amount, payable.taken);
  const shipping = order.shipping.refundable;
  const goodsLeft = subtractMoney(order.refundable, shipping);
  const isByAmount = sum.request.amount !== undefined;
  const base = isByAmount ? order.refundable : goodsLeft;
  const goods = !isByAmount && sum.request.shipping ? subtractMoney(sum.total, shipping) : sum.total;
  const rest = subtractMoney(base, goods);
  if (left.amount <= 0 || goods.amount <= 0 || rest.amount < 0) {
    return { amount: zeroMoney(left.currency), state: payable.state };
  }
  return { amount: allocateMoney(left, [goods.amount, rest.amount])[0]!, state: payable.state };
}
