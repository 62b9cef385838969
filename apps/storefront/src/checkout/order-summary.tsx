import type { Quote } from '@sidestall/contracts';
import { addMoney } from '@sidestall/kernel';
import { Picture, Price } from '@sidestall/ui';
import { lineTotal } from '../cart/cart-desk.ts';
import type { Cart } from '../cart/cart.ts';
import { useStall } from '../stall/use-stall.ts';

/** What is being bought, each line with who sells it; prices are the quote's as soon as there is one. */
export function OrderSummary({ cart, quote }: { readonly cart: Cart; readonly quote: Quote | null }) {
  const { words } = useStall().state;
  return (
    <ul className="summary">
      {cart.map((line) => {
        const priced = quote?.lines.find((each) => each.listingId === line.listingId);
        return (
          <li key={line.listingId}>
            <Picture url={line.imageUrl} alt="" name={line.title} />
            <span className="summary-text">
              <span className="mini-title">
                {line.quantity > 1 && `${line.quantity} × `}
                {line.title}
              </span>
              <span className="soft">
                {line.variantTitle && `${line.variantTitle} · `}
                {line.brandName}
              </span>
            </span>
            {/* Before coupons: the rows add up to the subtotal, and what comes off stands below it. */}
            <Price value={priced ? addMoney(priced.total, priced.discount) : lineTotal(line)} locale={words.locale} />
          </li>
        );
      })}
    </ul>
  );
}
