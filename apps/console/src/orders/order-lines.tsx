import type { BrandOrderView } from '@sidestall/contracts';
import { Price } from '@sidestall/ui';
import { Section } from '../frame/page.tsx';

type Line = BrandOrderView['lines'][number];

function fate(line: Line): string {
  const parts = [
    line.shippedQuantity > 0 && `${line.shippedQuantity} shipped`,
    line.canceledQuantity > 0 && `${line.canceledQuantity} canceled, never charged`,
    line.refundedQuantity > 0 && `${line.refundedQuantity} refunded`,
  ].filter(Boolean);
  return parts.join(' · ') || 'Not shipped yet';
}

/** What was ordered, and what became of each piece. */
export function OrderLines({ order }: { readonly order: BrandOrderView }) {
  return (
    <Section title="Pieces">
      <ul className="card divide-y divide-line">
        {order.lines.map((line) => (
          <li key={line.id} className="flex items-start justify-between gap-4 px-4 py-3 sm:px-5">
            <div className="grid min-w-0 gap-0.5">
              <span className="font-medium">
                <span className="tabular-nums">{line.quantity}</span> × {line.title}
              </span>
              <span className="text-s text-soft">
                {line.variantTitle && `${line.variantTitle} · `}
                <span className="break-all">{line.sku}</span>
              </span>
              <span className="text-s text-soft">{fate(line)}</span>
            </div>
            <div className="grid justify-items-end gap-0.5">
              <Price value={line.paid} locale="en" />
              {line.quantity > 1 && (
                <span className="text-s text-soft">
                  <Price value={line.unitPrice} locale="en" /> each
                </span>
              )}
            </div>
          </li>
        ))}
        {order.shipping.paid.amount > 0 && (
          <li className="flex justify-between gap-4 px-4 py-3 sm:px-5">
            <span>Shipping</span>
            <Price value={order.shipping.paid} locale="en" />
          </li>
        )}
      </ul>
    </Section>
  );
}
