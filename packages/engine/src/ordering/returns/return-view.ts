import type { Return } from '@sidestall/contracts';
import type { JudgedUnits } from '@sidestall/ordering';
import type { OrderLineRow } from '../order.store.ts';
import type { ReturnRow } from './return.store.ts';

/** What a buyer sees of it: what is written about goods in dispute is for the brand. */
export const buyersReturnView = (row: ReturnRow, lines: Parameters<typeof returnView>[1]): Return =>
  returnView(row.state === 'inspected' ? { ...row, answerNote: null } : row, lines);

/** A return on the wire; what arrived counts once it has. */
export function returnView(row: ReturnRow, lines: readonly Pick<OrderLineRow, 'id' | 'title'>[]): Return {
  return {
    id: row.id,
    state: row.state,
    reason: row.reason as Return['reason'],
    note: row.note,
    answerNote: row.answerNote,
    lines: (row.received ?? row.lines).map(({ lineId, quantity, outcome }: JudgedUnits) => ({
      lineId,
      title: lines.find((line) => line.id === lineId)?.title ?? '',
      quantity,
      outcome: outcome ?? null,
    })),
    refundId: row.refundId,
    instructions: row.instructions,
    carrier: row.carrier,
    trackingNumber: row.trackingNumber,
    dueAt: row.dueAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };
}
