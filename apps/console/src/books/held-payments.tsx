import type { HeldPayment } from '@sidestall/contracts';
import { Price } from '@sidestall/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { ConfirmDialog } from '../desk/confirm-dialog.tsx';
import { Section } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { momentText } from '../site/moments.ts';
import { useNotices } from '../site/notices.tsx';
import { errorText, valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { HELD_WORDS } from './book-words.ts';

interface Question {
  readonly payment: HeldPayment;
  readonly isRefusal: boolean;
}

/** Payments that Stripe finds odd: nobody packs them until the operator, or Stripe itself, has decided. */
export function HeldPayments() {
  const { calls } = useSite();
  const queries = useQueryClient();
  const notices = useNotices();
  const [question, setQuestion] = useState<Question | null>(null);
  const held = useQuery({
    queryKey: ['held-payments'],
    queryFn: async () => (await valueOf(calls.heldPayments({ limit: 100 }))).payments,
    refetchInterval: 20_000,
  });
  const decide = useMutation({
    mutationFn: ({ payment, isRefusal }: Question) =>
      valueOf(isRefusal ? calls.refusePayment(payment.orderId) : calls.clearPayment(payment.orderId)),
    onSuccess: (_made, { payment, isRefusal }) =>
      notices.show({
        text: isRefusal
          ? `${payment.number} is canceled; the buyer hears that nothing was charged.`
          : `${payment.number} goes on: retailers are asked now.`,
      }),
    onError: (error) => notices.show({ text: errorText(error), tone: 'bad' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['held-payments'] }),
  });
  return (
    <Section title="Payments to look at">
      {held.data ? (
        <HeldList list={held.data} isBusy={decide.isPending} onAsk={setQuestion} />
      ) : held.error ? (
        <Failed error={held.error} onRetry={() => void held.refetch()} />
      ) : (
        <Loading label="Looking for held payments" />
      )}
      {question && (
        <ConfirmDialog
          isOpen
          title={question.isRefusal ? `Refuse ${question.payment.number}?` : `Let ${question.payment.number} go on?`}
          action={question.isRefusal ? 'Refuse it' : 'Let it go on'}
          tone={question.isRefusal ? 'danger' : 'main'}
          onConfirm={() => decide.mutate(question)}
          onClose={() => setQuestion(null)}
        >
          {question.isRefusal
            ? 'The money set aside is let go, the order is canceled, and the buyer is told that nothing was charged.'
            : 'Retailers are asked to pack it now, and it is charged when they accept.'}
        </ConfirmDialog>
      )}
    </Section>
  );
}

function HeldList({
  list,
  isBusy,
  onAsk,
}: {
  readonly list: readonly HeldPayment[];
  readonly isBusy: boolean;
  onAsk(question: Question): void;
}) {
  if (list.length === 0) {
    return <Empty title="None is held">A payment that Stripe finds risky waits here before anybody packs it.</Empty>;
  }
  return (
    <ul className="card divide-y divide-line overflow-hidden">
      {list.map((payment) => (
        <li
          key={payment.orderId}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-3 sm:px-5"
        >
          <span className="grid min-w-0">
            <span className="font-medium">
              {payment.number} · <Price value={payment.amount} locale="en" />
            </span>
            <span className="text-s text-soft">
              {payment.buyerName}, {payment.country} · {HELD_WORDS[payment.heldFor] ?? 'Stripe finds it odd'}
            </span>
            <span className="text-s text-soft">
              Placed {momentText(payment.placedAt)}; let go by itself {momentText(payment.decideBy)}
            </span>
          </span>
          <span className="flex gap-2 max-sm:w-full">
            <Button
              className="button button-quiet max-sm:flex-1"
              isDisabled={isBusy}
              aria-label={`Refuse ${payment.number}`}
              onPress={() => onAsk({ payment, isRefusal: true })}
            >
              Refuse
            </Button>
            <Button
              className="button button-main max-sm:flex-1"
              isDisabled={isBusy}
              aria-label={`Let ${payment.number} go on`}
              onPress={() => onAsk({ payment, isRefusal: false })}
            >
              Let it go on
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}
