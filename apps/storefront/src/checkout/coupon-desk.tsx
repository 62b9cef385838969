import type { Quote } from '@sidestall/contracts';
import { Price } from '@sidestall/ui';
import { useEffect, useId, useRef, useState } from 'react';
import { useCoupons } from '../cart/use-coupons.ts';
import { useStall } from '../stall/use-stall.ts';
import { couponCode, MOST_COUPONS, refusalWords } from './coupon-words.ts';

export interface CouponDeskProps {
  readonly quote: Quote | null;
  readonly isLocked: boolean;
  /** Whether the field for another is open, and how it is closed. */
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Coupons in use: what each takes off, why one is refused, and the field for another. */
export function CouponDesk({ quote, isLocked, isOpen, onClose }: CouponDeskProps) {
  const { stall, state } = useStall();
  const { words } = state;
  const { keeper, codes } = useCoupons(stall);
  const [text, setText] = useState('');
  const [trouble, setTrouble] = useState<'coupon.wrong' | 'coupon.most' | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    if (isOpen) input.current?.focus();
  }, [isOpen]);

  const apply = () => {
    const code = couponCode(text);
    if (!code) return setTrouble('coupon.wrong');
    if (codes.length >= MOST_COUPONS) return setTrouble('coupon.most');
    setTrouble(null);
    setText('');
    onClose();
    if (!codes.includes(code)) keeper.setCoupons([...codes, code]);
  };

  return (
    <>
      <ul role="status">
        {codes.map((code) => {
          const applied = quote?.coupons.find((each) => each.code === code);
          const refused = quote?.refusedCoupons.find((each) => each.code === code);
          return (
            <li key={code} className="coupon" data-refused={refused ? true : undefined}>
              <span className="coupon-text">
                <strong>{code}</strong>
                {refused && <span className="short">{refusalWords(words, refused)}</span>}
                {applied?.kind === 'free_shipping' && <span className="soft">{words.t('coupon.freeShipping')}</span>}
              </span>
              {applied && applied.kind !== 'free_shipping' && (
                <Price value={{ ...applied.discount, amount: -applied.discount.amount }} locale={words.locale} />
              )}
              <button
                type="button"
                className="link"
                disabled={isLocked}
                aria-label={words.t('coupon.remove', { code })}
                onClick={() => keeper.setCoupons(codes.filter((each) => each !== code))}
              >
                {words.t('cart.removeShort')}
              </button>
            </li>
          );
        })}
      </ul>
      {isOpen && (
        <div className="field">
          <label htmlFor={id}>{words.t('coupon.label')}</label>
          <div className="coupon-entry">
            <input
              ref={input}
              id={id}
              name="coupon"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={40}
              readOnly={isLocked}
              value={text}
              aria-invalid={trouble ? true : undefined}
              aria-describedby={trouble ? `${id}-note` : undefined}
              onInput={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') apply();
              }}
            />
            <button type="button" className="plain" disabled={isLocked} onClick={apply}>
              {words.t('coupon.apply')}
            </button>
          </div>
          {trouble && (
            <p id={`${id}-note`} className="field-error">
              {words.t(trouble)}
            </p>
          )}
        </div>
      )}
    </>
  );
}
