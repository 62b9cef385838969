import { LiveMark } from '@sidestall/ui';
import { countUnits } from '../cart/cart.ts';
import { BAG, TRUCK, Icon } from './icon.tsx';
import { useStall } from './use-stall.ts';

/** Opens the cart from wherever it stands; how many pieces are in it is said beside its name. */
export function CartButton() {
  const { stall, state } = useStall();
  const { words, cart } = state;
  const count = countUnits(cart);
  return (
    <button
      type="button"
      className="round"
      part="cart-button"
      aria-label={words.t('stall.cart')}
      aria-description={words.n('stall.units', count)}
      onClick={() => stall.show({ kind: 'cart' })}
    >
      <Icon path={BAG} />
      {count > 0 && (
        <b className="badge" aria-hidden="true">
          {count}
        </b>
      )}
    </button>
  );
}

/** Among words of the other direction a name keeps its own, and moves none of what stands beside it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

/** Says whose show this is, whether it is live, and when what is shown may be old. */
export function StallHeader() {
  const { stall, state } = useStall();
  const { words, view, snapshot, live, placed, viewers } = state;
  if (!view) return null;
  const status = snapshot?.status ?? view.status;
  return (
    <header className="head" part="header">
      <div className="head-row">
        <div className="head-text">
          <LiveMark status={status} label={words.t(`stall.${status}`)} />
          <h2>{view.title}</h2>
          <p className="soft">
            {words.t('stall.host', { host: isolated(view.hostName) })}
            {status === 'live' && !!viewers && ` · ${words.n('stall.watching', viewers)}`}
          </p>
        </div>
        <CartButton />
      </div>
      <p className="notice" role="status" hidden={live !== 'offline'}>
        {live === 'offline' && words.t('stall.offline')}
      </p>
      {placed && (
        <button type="button" className="order-chip" onClick={() => stall.show({ kind: 'order' })}>
          <Icon path={TRUCK} />
          {words.t('stall.yourOrder', { number: placed.order.number })}
        </button>
      )}
    </header>
  );
}
