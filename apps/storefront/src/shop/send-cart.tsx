import { useState } from 'react';
import { keeperOf } from '../cart/cart-keeper.ts';
import { useStall } from '../stall/use-stall.ts';

/** Hands out the address that opens this cart on another device. */
export function SendCart() {
  const { stall, state } = useStall();
  const { words } = state;
  const [said, setSaid] = useState<'copied' | 'offline' | { readonly link: string } | null>(null);
  const send = async () => {
    const link = await keeperOf(stall).link();
    if (!link) return setSaid('offline');
    try {
      await navigator.clipboard.writeText(link);
      setSaid('copied');
    } catch {
      setSaid({ link });
    }
  };
  return (
    <div className="send-cart">
      <button type="button" className="link" onClick={() => void send()}>
        {words.t('cart.send')}
      </button>
      <p className="soft" role="status">
        {said === 'copied' && words.t('cart.sent')}
        {said === 'offline' && words.t('problem.offline')}
        {said !== null && typeof said === 'object' && (
          <>
            {words.t('cart.sendFailed')} <span className="send-link">{said.link}</span>
          </>
        )}
      </p>
    </div>
  );
}
