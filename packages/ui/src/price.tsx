import { formatMoney, type Money } from '@sidestall/kernel';

export interface PriceProps {
  readonly value: Money;
  readonly locale: string;
  /** The former price; it is shown struck through, and only when it is higher. */
  readonly was?: Money | null;
  /** How a screen reader tells the former price, e.g. "was {price}". */
  readonly wasLabel?: (price: string) => string;
}

/** A price whose digits stand under each other in a list, with the former price where there is one. */
export function Price({ value, locale, was, wasLabel }: PriceProps) {
  const isReduced = !!was && was.currency === value.currency && was.amount > value.amount;
  const former = isReduced ? formatMoney(was, locale) : '';
  return (
    <span className="st-price">
      {formatMoney(value, locale)}
      {isReduced && (
        <>
          <span className="st-hidden">{wasLabel ? `, ${wasLabel(former)}` : ''}</span>
          <s aria-hidden={wasLabel ? true : undefined}>{former}</s>
        </>
      )}
    </span>
  );
}
