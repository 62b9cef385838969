import type { Return } from '@sidestall/contracts';
import type { OrderLineRow } from '../order.store.ts';
import type { ReturnRow } from './return.store.ts';

/** A return on the wire; what arrived counts once it has. */
export function returnView(row: ReturnRow, lines: readonly Pick<OrderLineRow, 'id' | 'title'>[]): Return {
  return {
    id: row.id,
    state: row.state,
    reason: row.reason as Return['reason'],
    note: row.note,
    answerNote: row.answerNote,
    lines: (row.received ?? row.lines).map(({ lineId, quantity }) => ({
      lineId,
      title: lines.find((line) => line.id === lineId)?.title ?? '',
      quantity,
    })),
    refundId: row.refundId,
    createdAt: row.createdAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };
}
