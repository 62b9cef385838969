import { changedLines, withPricesSeen } from '../cart/cart-wish.ts';
import { useStall } from '../stall/use-stall.ts';

/** Tells, before anything is paid, what costs something else than when it was put in. */
export function ChangeNote() {
  const { stall, state } = useStall();
  const { words, cart } = state;
  const changed = changedLines(cart);
  if (changed.length === 0) return null;
  return (
    <div className="note" role="status">
      <p className="note-title">{words.t('cart.changed')}</p>
      <ul className="note-points">
        {changed.map(({ listingId, title, seenPrice, unitPrice }) => (
          <li key={listingId}>
            {words.t('cart.changedLine', { title, before: words.money(seenPrice), after: words.money(unitPrice) })}
          </li>
        ))}
      </ul>
      <button type="button" className="link" onClick={() => stall.changeCart(withPricesSeen)}>
        {words.t('cart.noted')}
      </button>
    </div>
  );
}
