import { Spinner } from '@sidestall/ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { SheetFrame } from '../shop/sheet-frame.tsx';
import { TRUCK, Icon } from '../stall/icon.tsx';
import { LOCK } from '../shop/icon-paths.ts';
import type { Stall } from '../stall/stall.ts';
import type { Sheet } from '../stall/stall-state.ts';
import { usePart } from '../stall/use-part.ts';
import { useStall } from '../stall/use-stall.ts';
import { changedLines } from '../cart/cart-wish.ts';
import { useCoupons } from '../cart/use-coupons.ts';
import { CouponField } from './coupon-field.tsx';
import {
  draftErrors,
  EMPTY_DRAFT,
  likelyCountry,
  REQUIRED,
  type DeliveryDraft,
  type DraftErrors,
} from './delivery-draft.ts';
import { DeliveryForm } from './delivery-form.tsx';
import { OrderSummary } from './order-summary.tsx';
import type { PaymentDesk } from './payment-fields.tsx';
import { TotalsTable } from './totals-table.tsx';
import { usePlacing } from './use-placing.ts';
import { useQuote } from './use-quote.ts';
import { daysText } from '../words/place-and-time.ts';

/** What was typed stays in the page's memory, and nowhere else, while the sheet is closed and opened again. */
const drafts = new WeakMap<Stall, DeliveryDraft>();

/** Everything between the cart and the order on one calm page: who, where to, the full total, then the card. */
export function CheckoutSheet() {
  const { stall, state } = useStall();
  const { words, view } = state;
  const sheet = state.sheets.at(-1) as Extract<Sheet, { kind: 'checkout' }> | undefined;
  // Of what is held for the viewer alone that is bought, and the cart waits.
  const [offer] = useState(sheet?.offer);
  const heldLines = useMemo(() => offer && [offer.line], [offer]);
  const cart = heldLines ?? state.cart;
  const { codes } = useCoupons(stall);
  const countries = view?.checkout.countries ?? [];
  const [draft, setDraft] = useState<DeliveryDraft>(
    () => drafts.get(stall) ?? { ...EMPTY_DRAFT, country: likelyCountry(countries, navigator.languages) },
  );
  const [errors, setErrors] = useState<DraftErrors>({});
  const [isPaymentReady, setPaymentReady] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const desk = useRef<PaymentDesk>(null);
  const quotes = useQuote(cart, draft, codes, offer);
  const { part, placing, retry, ...now } = usePlacing(desk, quotes, cart);
  const {
    Part: PaymentFields,
    hasFailed: lacksFields,
    retry: fetchFields,
  } = usePart(true, async () => (await import('./payment-fields.tsx')).PaymentFields);
  const hasChanges = changedLines(cart).length > 0;
  const { Part: ChangeNote } = usePart(hasChanges, async () => {
    const [{ ChangeNote: Note }] = await Promise.all([import('./change-note.tsx'), words.learn('trouble')]);
    return Note;
  });
  const { Part: HeldNote } = usePart(offer !== undefined, async () => (await import('./held-note.tsx')).HeldNote);
  const { quote, problem } = quotes;
  const isWorking = now.step !== 'idle';
  const isOpenEnded = now.resume !== null;
  const inLine = now.step === 'line' ? now.inLine : null;
  const isEmpty = cart.length === 0 && !isWorking;

  useEffect(() => {
    drafts.set(stall, draft);
  }, [stall, draft]);

  const pay = () => {
    const found = draftErrors(draft);
    setErrors(found);
    const first = REQUIRED.find((field) => found[field]);
    if (first) form.current?.querySelector<HTMLElement>(`[data-field="${first}"] :is(input, select)`)?.focus();
    else if (quote) placing?.pay(draft, quote);
  };

  const trouble = now.trouble ?? (problem && part?.quoteTrouble(words, problem, draft.country, cart));

  const total = quote && words.money(quote.totals.total);
  const footer = !isEmpty && !inLine && (
    <>
      {total && <p className="soft reserve">{words.t('checkout.reserve', { total })}</p>}
      <button
        type="button"
        className="main wide"
        part="pay"
        disabled={!quote || quotes.isLoading || !isPaymentReady || !placing || isWorking || isOpenEnded}
        aria-busy={isWorking}
        onClick={pay}
      >
        {isWorking || quotes.isLoading ? <Spinner /> : <Icon path={LOCK} />}
        {now.step !== 'idle'
          ? words.t(`checkout.${now.step}`)
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
      {inLine && part && <part.LinePanel place={inLine} onLeave={() => placing?.leaveLine()} />}
      {isEmpty ? (
        <div className="trouble cart-empty">
          <p>{words.t('cart.empty')}</p>
          <button type="button" className="plain" onClick={() => stall.closeSheets()}>
            {words.t('cart.browse')}
          </button>
        </div>
      ) : (
        // Whoever waits in line keeps the fields: the bank may still ask something.
        <form ref={form} noValidate hidden={inLine !== null} onSubmit={(event) => event.preventDefault()}>
          <OrderSummary cart={cart} quote={quote} />
          {offer ? HeldNote && <HeldNote entryId={offer.entryId} /> : ChangeNote && <ChangeNote />}
          <CouponField quote={quote} isLocked={isWorking || isOpenEnded} />
          <DeliveryForm
            draft={draft}
            errors={errors}
            countries={countries}
            isLocked={isWorking || isOpenEnded}
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
              {PaymentFields && (
                <PaymentFields checkout={view.checkout} quote={quote} desk={desk} onReady={setPaymentReady} />
              )}
              <p className="soft">{words.t('checkout.secure')}</p>
            </section>
          )}
          {trouble && part && (
            <part.TroubleNote
              trouble={trouble}
              onTryAgain={() => placing?.tryAgain()}
              onMended={() => placing?.clear()}
            />
          )}
          {(retry || lacksFields) && (
            <div className="note" data-tone="bad" role="alert">
              <p>{words.t('problem.offline')}</p>
              <button
                type="button"
                className="link"
                onClick={() => {
                  retry?.();
                  if (lacksFields) fetchFields();
                }}
              >
                {words.t('problem.again')}
              </button>
            </div>
          )}
        </form>
      )}
    </SheetFrame>
  );
}
