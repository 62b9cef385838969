import type { Totals } from '@sidestall/contracts';
import { Price } from '@sidestall/ui';
import type { Words } from '../words/words.ts';

/** What is to be paid and what it is made of; the total is the last word. */
export function TotalsTable(props: {
  readonly totals: Totals;
  readonly words: Words;
  readonly region?: string | undefined;
}) {
  const { totals, words, region } = props;
  const { locale } = words;
  return (
    <dl className="totals">
      <div>
        <dt>{words.t('checkout.subtotal')}</dt>
        <dd>
          <Price value={totals.subtotal} locale={locale} />
        </dd>
      </div>
      {totals.discount.amount > 0 && (
        <div className="totals-discount">
          <dt>{words.t('checkout.discount')}</dt>
          <dd>
            <Price value={{ ...totals.discount, amount: -totals.discount.amount }} locale={locale} />
          </dd>
        </div>
      )}
      <div>
        <dt>{words.t('checkout.shipping')}</dt>
        <dd>
          {totals.shipping.amount === 0 ? words.t('checkout.free') : <Price value={totals.shipping} locale={locale} />}
        </dd>
      </div>
      {!totals.isTaxIncluded && totals.tax.amount > 0 && (
        <div>
          <dt>{region ? words.t('checkout.taxOf', { region }) : words.t('checkout.tax')}</dt>
          <dd>
            <Price value={totals.tax} locale={locale} />
          </dd>
        </div>
      )}
      <div className="totals-sum">
        <dt>
          {words.t('checkout.total')}
          {totals.isTaxIncluded && totals.tax.amount > 0 && (
            <span className="soft">{words.t('checkout.taxIncluded', { tax: words.money(totals.tax) })}</span>
          )}
        </dt>
        <dd>
          <Price value={totals.total} locale={locale} />
        </dd>
      </div>
    </dl>
  );
}
