import { dropCalls } from '@sidestall/client';
import type { PlacedOrder, Quote } from '@sidestall/contracts';
import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Cart } from '../cart/cart.ts';
import { keeperOf } from '../cart/cart-keeper.ts';
import { useStall } from '../stall/use-stall.ts';
import { addressOf, type DeliveryDraft } from './delivery-draft.ts';
import {
  cappedTrouble,
  changedTrouble,
  declinedTrouble,
  expiredTrouble,
  goneTrouble,
  offerOverTrouble,
  problemTrouble,
  unknownTrouble,
  type PayTrouble,
} from './pay-trouble.ts';
import type { PaymentDesk } from './payment-fields.tsx';
import { joinOtherTabs, type OtherTabs } from './other-tabs.ts';
import { newAttempt, placeOrder, type Outcome, type PlaceInLine, type Resume } from './place-order.ts';
import type { QuoteWatch } from './use-quote.ts';

export type PlacingStep = 'idle' | 'checking' | 'ordering' | 'bank' | 'line';

export interface Placing {
  readonly step: PlacingStep;
  readonly trouble: PayTrouble | null;
  /** Nobody knows yet whether the order stands: nothing may change until the same is tried again. */
  readonly isOpenEnded: boolean;
  /** Where the viewer stands while the step is `line`. */
  readonly inLine: PlaceInLine | null;
  readonly leaveLine: () => void;
  readonly pay: (draft: DeliveryDraft, quote: Quote) => void;
  readonly tryAgain: () => void;
  readonly clear: () => void;
}

/** Where a bank may send the viewer back to: this page, without what it keeps for itself behind the hash. */
function returnUrl(): string {
  const { origin, pathname, search } = location;
  const full = origin + pathname + search;
  return full.length <= 2_000 ? full : origin + pathname;
}

/** Pressing the paying button, once at a time, until the order stands or the viewer knows why it does not. */
export function usePlacing(desk: RefObject<PaymentDesk | null>, quotes: QuoteWatch, cart: Cart): Placing {
  const { stall, state } = useStall();
  const { words } = state;
  const [step, setStep] = useState<PlacingStep>('idle');
  const [trouble, setTrouble] = useState<PayTrouble | null>(null);
  const [resume, setResume] = useState<Resume | null>(null);
  const [inLine, setInLine] = useState<PlaceInLine | null>(null);
  const hasLeftLine = useRef(false);
  const wake = useRef<(() => void) | null>(null);
  const isBusy = useRef(false);
  const tabs = useRef<OtherTabs | null>(null);
  useEffect(() => {
    tabs.current = joinOtherTabs((placed) => stall.showOrder(placed));
    return () => tabs.current?.close();
  }, [stall]);

  /** One tab pays at a time, and each learns of the order another one placed. */
  const alone = (work: () => Promise<PlacedOrder | null>) =>
    tabs.current!.payAlone(work, () =>
      setTrouble({ tone: 'warn', title: words.t('problem.otherTab'), text: words.t('problem.otherTabHelp') }),
    );

  /** A second press finds the first still at work and does nothing. */
  const once = (work: () => Promise<void>) => {
    if (isBusy.current) return;
    isBusy.current = true;
    hasLeftLine.current = false;
    setTrouble(null);
    void work().finally(() => {
      isBusy.current = false;
      setStep('idle');
    });
  };

  const settle = async (outcome: Outcome, quote: Quote) => {
    setResume(outcome.kind === 'unknown' ? outcome.resume : null);
    switch (outcome.kind) {
      case 'placed':
        keeperOf(stall).used(quote.coupons.map(({ code }) => code));
        stall.ordered(outcome.placed, quote.lines);
        return;
      case 'declined':
        return setTrouble(declinedTrouble(words, outcome.message, outcome.declineCode));
      case 'card-again':
        return setTrouble({ tone: 'warn', title: words.t('problem.card'), text: words.t('problem.stockHelp') });
      case 'quote-changed':
      case 'quote-expired':
      case 'coupon-refused': {
        const fresh = await quotes.again();
        if (!fresh) return;
        if (outcome.kind === 'quote-expired') return setTrouble(expiredTrouble(words, quote, fresh));
        const why = outcome.kind === 'coupon-refused' ? 'problem.coupon' : 'problem.changed';
        return setTrouble(changedTrouble(words, quote, fresh, why));
      }
      case 'stock-gone':
        return setTrouble(goneTrouble(words, cart, outcome.lines));
      case 'cap-reached':
        return setTrouble(cappedTrouble(words, cart, outcome.lines));
      case 'offer-over':
        return setTrouble(offerOverTrouble(words));
      case 'left-line':
        return;
      case 'unknown':
        return setTrouble(unknownTrouble(words));
      case 'refused':
        return setTrouble(problemTrouble(words, outcome.problem, quote.country));
    }
  };

  const run = async (from: Resume, quote: Quote, bank: PaymentDesk): Promise<PlacedOrder | null> => {
    const outcome = await placeOrder(from, {
      calls: { ...stall.calls, ...dropCalls(stall.api) },
      bank,
      onStep: setStep,
      onLine: setInLine,
      hasLeftLine: () => hasLeftLine.current,
      pause: (milliseconds) =>
        new Promise((resolve) => {
          wake.current = resolve;
          setTimeout(resolve, milliseconds);
        }),
    });
    await settle(outcome, quote);
    return outcome.kind === 'placed' ? outcome.placed : null;
  };

  const pay = (draft: DeliveryDraft, quote: Quote) =>
    once(async () => {
      setStep('checking');
      await alone(() => payWith(draft, quote));
    });

  const payWith = async (draft: DeliveryDraft, quote: Quote): Promise<PlacedOrder | null> => {
    const bank = desk.current;
    if (!bank) return null;
    setTrouble(null);
    const address = addressOf(draft);
    const email = draft.email.trim();
    const url = returnUrl();
    const card = await bank.tokenFor({ email, address, returnUrl: url });
    if ('message' in card) {
      // The fields mark what is wrong themselves; a sentence is shown only for what they cannot.
      if (card.message) setTrouble({ tone: 'bad', title: card.message });
      return null;
    }
    const attempt = newAttempt({
      quoteId: quote.id,
      quoteHash: quote.hash,
      email,
      shippingAddress: address,
      confirmationTokenId: card.token,
      returnUrl: url,
      marketingConsent: false,
      paidWith: card.paidWith,
    });
    return run({ step: 'place', attempt }, quote, bank);
  };

  const tryAgain = () =>
    once(async () => {
      const bank = desk.current;
      const { quote } = quotes;
      if (resume && bank && quote) await alone(() => run(resume, quote, bank));
      else await quotes.again();
    });

  const leaveLine = () => {
    hasLeftLine.current = true;
    wake.current?.();
  };
  // Whoever closes the sheet waits no longer.
  useEffect(
    () => () => {
      hasLeftLine.current = true;
      wake.current?.();
    },
    [],
  );

  return {
    step,
    trouble,
    isOpenEnded: resume !== null,
    inLine: step === 'line' ? inLine : null,
    leaveLine,
    pay,
    tryAgain,
    clear: () => setTrouble(null),
  };
}
