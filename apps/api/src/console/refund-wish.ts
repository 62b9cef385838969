import type { RefundRequest } from '@sidestall/contracts';
import type { RefundWish } from '@sidestall/engine';
import type { BrandId, OrderId, OrderLineId } from '@sidestall/kernel';
import type { MemberIdentity } from '../http/access.ts';

/** A member's request as the engine takes it. The key names the decision: sent again, it is the same refund. */
export function refundWish(
  request: RefundRequest,
  by: {
    readonly orderId: OrderId;
    readonly brandId: BrandId;
    readonly requestKey: string;
    readonly member: MemberIdentity;
  },
): RefundWish {
  const lines = request.lines?.map(({ lineId, quantity }) => ({ lineId: lineId as OrderLineId, quantity }));
  return {
    orderId: by.orderId,
    brandId: by.brandId,
    requestKey: `${by.member.memberId}-${by.requestKey}`,
    ask: { lines, shipping: request.shipping, amount: request.amount },
    reason: request.reason,
    note: request.note,
    askedBy: by.member.memberId,
  };
}
