import { storefrontCalls } from '@sidestall/client';
import { apiOf } from '../cart/api-of.ts';
import { useOrder } from '../order/use-order.ts';
import { OrderBody } from '../order/order-body.tsx';
import { SheetFrame } from '../shop/sheet-frame.tsx';
import { Icon } from '../stall/icon.tsx';
import { CHECK } from '../shop/icon-paths.ts';
import { useStall } from '../stall/use-stall.ts';

/** The order stands: its number, where to follow it later, and how it moves now. */
export function OrderSheet() {
  const { stall, state } = useStall();
  const { words, placed } = state;
  const followed = useOrder(
    storefrontCalls(apiOf(stall)),
    placed?.order.id ?? '',
    placed?.orderToken ?? '',
    placed?.order,
  );
  if (!placed || !followed.order) return null;
  const { order } = followed;
  const footer = (
    <div className="pin-actions">
      <a className="plain" href={placed.orderUrl} target="_blank" rel="noopener">
        {words.t('done.follow')}
      </a>
      <button type="button" className="main" onClick={() => stall.closeSheets()}>
        {words.t('done.back')}
      </button>
    </div>
  );
  return (
    <SheetFrame title={words.t('done.title')} footer={footer}>
      <div className="done">
        <span className="done-mark">
          <Icon path={CHECK} />
        </span>
        <p className="done-number">{words.t('done.number', { number: order.number })}</p>
        <p className="soft">{words.t('done.mail', { email: order.email })}</p>
      </div>
      <OrderBody order={order} words={words} isStale={followed.isStale} />
    </SheetFrame>
  );
}
