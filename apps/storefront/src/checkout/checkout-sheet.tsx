import { Spinner } from '@sidestall/ui';
import { useEffect, useRef, useState } from 'react';
import { SheetFrame } from '../shop/sheet-frame.tsx';
import { TRUCK, Icon } from '../stall/icon.tsx';
import { LOCK } from '../shop/icon-paths.ts';
import type { Stall } from '../stall/stall.ts';
import { useStall } from '../stall/use-stall.ts';
import {
  draftErrors,
  EMPTY_DRAFT,
  likelyCountry,
  REQUIRED,
  type DeliveryDraft,
  type DraftErrors,
} from './delivery-draft.ts';
import { DeliveryForm } from './delivery-form.tsx';
import { goneLines } from './place-order.ts';
import { OrderSummary } from './order-summary.tsx';
import { goneTrouble, problemTrouble } from './pay-trouble.ts';
import { PaymentFields, type PaymentDesk } from './payment-fields.tsx';
import { TotalsTable } from './totals-table.tsx';
import { TroubleNote } from './trouble-note.tsx';
import { usePlacing } from './use-placing.ts';
import { useQuote } from './use-quote.ts';
import { daysText } from '../words/place-and-time.ts';

/** What was typed stays in the page's memory, and nowhere else, while the sheet is closed and opened again. */
const drafts = new WeakMap<Stall, DeliveryDraft>();

/** Everything between the cart and the order on one calm page: who, where to, the full total, then the card. */
export function CheckoutSheet() {
  const { stall, state } = useStall();
  const { words, view, cart } = state;
  const countries = view?.checkout.countries ?? [];
  const [draft, setDraft] = useState<DeliveryDraft>(
    () => drafts.get(stall) ?? { ...EMPTY_DRAFT, country: likelyCountry(countries, navigator.languages) },
  );
  const [errors, setErrors] = useState<DraftErrors>({});
  const [isPaymentReady, setPaymentReady] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const desk = useRef<PaymentDesk>(null);
  const quotes = useQuote(cart, draft);
  const placing = usePlacing(desk, quotes);
  const { quote, problem } = quotes;
  const isWorking = placing.step !== 'idle';
  const isEmpty = cart.length === 0 && !isWorking;

  useEffect(() => {
    drafts.set(stall, draft);
  }, [stall, draft]);

  const pay = () => {
    const found = draftErrors(draft);
    setErrors(found);
    const first = REQUIRED.find((field) => found[field]);
    if (first) form.current?.querySelector<HTMLElement>(`[data-field="${first}"] :is(input, select)`)?.focus();
    else if (quote) placing.pay(draft, quote);
  };

  const trouble =
    placing.trouble ??
    (problem &&
      (problem.code === 'ORDERING.STOCK_GONE'
        ? goneTrouble(words, cart, goneLines(problem))
        : problemTrouble(words, problem, draft.country)));

  const total = quote && words.money(quote.totals.total);
  const footer = !isEmpty && (
    <>
      {total && <p className="soft reserve">{words.t('checkout.reserve', { total })}</p>}
      <button
        type="button"
        className="main wide"
        part="pay"
        disabled={!quote || quotes.isLoading || !isPaymentReady || isWorking || placing.isOpenEnded}
        aria-busy={isWorking}
        onClick={pay}
      >
        {isWorking || quotes.isLoading ? <Spinner /> : <Icon path={LOCK} />}
        {placing.step !== 'idle'
          ? words.t(`checkout.${placing.step}`)
          : quotes.isLoading
            ? words.t('checkout.quoting')
            : total
              ? words.t('checkout.pay', { total })
              : words.t('checkout.payUnknown')}
      </button>
    </>
  );

  return (
    <SheetFrame title={words.t('checkout.title')} footer={footer}>
      {isEmpty ? (
        <div className="trouble cart-empty">
          <p>{words.t('cart.empty')}</p>
          <button type="button" className="plain" onClick={() => stall.closeSheets()}>
            {words.t('cart.browse')}
          </button>
        </div>
      ) : (
        <form ref={form} noValidate onSubmit={(event) => event.preventDefault()}>
          <OrderSummary cart={cart} quote={quote} />
          <DeliveryForm
            draft={draft}
            errors={errors}
            countries={countries}
            isLocked={isWorking || placing.isOpenEnded}
            onChange={(field, value) => {
              setDraft((now) => ({ ...now, ...(field === 'country' && { region: '' }), [field]: value }));
              setErrors((now) => ({ ...now, [field]: undefined }));
            }}
          />
          <section className="checkout-part" aria-label={words.t('checkout.total')}>
            {quote ? (
              <>
                <TotalsTable totals={quote.totals} words={words} region={quotes.region} />
                {quotes.isLoading && (
                  <p className="soft" role="status">
                    {words.t('checkout.updating')}
                  </p>
                )}
                <p className="delivery">
                  <Icon path={TRUCK} />
                  {words.t('checkout.delivery', {
                    range: daysText(words, quote.estimatedDelivery.earliest, quote.estimatedDelivery.latest),
                  })}
                </p>
              </>
            ) : (
              !problem && (
                <p className="soft">
                  {words.t(
                    quotes.isLoading
                      ? 'checkout.quoting'
                      : draft.country
                        ? 'checkout.regionFirst'
                        : 'checkout.countryFirst',
                  )}
                </p>
              )
            )}
          </section>
          {quote && view && (
            <section className="checkout-part" aria-label={words.t('checkout.payment')}>
              <h3>{words.t('checkout.payment')}</h3>
              <PaymentFields checkout={view.checkout} quote={quote} desk={desk} onReady={setPaymentReady} />
              <p className="soft">{words.t('checkout.secure')}</p>
            </section>
          )}
          {trouble && <TroubleNote trouble={trouble} onTryAgain={placing.tryAgain} onMended={placing.clear} />}
        </form>
      )}
    </SheetFrame>
  );
}
