import type { Quote } from '@sidestall/contracts';
import { useState } from 'react';
import { useCoupons } from '../cart/use-coupons.ts';
import { usePart } from '../stall/use-part.ts';
import { useStall } from '../stall/use-stall.ts';

/** The way to a coupon; what it says and does comes when there is one, or somebody wants to add one. */
export function CouponField({ quote, isLocked }: { readonly quote: Quote | null; readonly isLocked: boolean }) {
  const { stall, state } = useStall();
  const { words } = state;
  const { codes } = useCoupons(stall);
  const [isOpen, setOpen] = useState(false);
  const { Part: Desk, hasFailed } = usePart(isOpen || codes.length > 0, async () => {
    const [{ CouponDesk }] = await Promise.all([import('./coupon-desk.tsx'), words.learn('trouble')]);
    return CouponDesk;
  });
  return (
    <div className="coupons">
      {Desk && <Desk quote={quote} isLocked={isLocked} isOpen={isOpen} onClose={() => setOpen(false)} />}
      {hasFailed && <p role="alert">{words.t('problem.offline')}</p>}
      {!(isOpen && Desk) && (
        <button type="button" className="link" disabled={isLocked} onClick={() => setOpen(true)}>
          {words.t('coupon.have')}
        </button>
      )}
    </div>
  );
}
