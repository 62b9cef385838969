import type { FraudWarning } from '@sidestall/contracts';
import { isOutcomeUnknown, newIdempotencyKey } from '@sidestall/client';
import { Price } from '@sidestall/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { ConfirmDialog } from '../desk/confirm-dialog.tsx';
import { Chip } from '../frame/chip.tsx';
import { Section } from '../frame/page.tsx';
import { Failed } from '../frame/page-states.tsx';
import { momentText } from '../site/moments.ts';
import { useNotices } from '../site/notices.tsx';
import { priceText } from '../site/prices.ts';
import { problemText, valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { fraudReason } from './dispute-words.ts';

/** Payments a bank suspects before anybody disputes them; nothing where there are none. */
export function FraudWarnings({ brandId }: { readonly brandId: string }) {
  const { calls } = useSite();
  const warnings = useQuery({
    queryKey: ['fraud-warnings', brandId],
    queryFn: async () => (await valueOf(calls.fraudWarnings(brandId))).warnings,
    refetchInterval: 30_000,
  });
  if (warnings.error && !warnings.data) {
    return <Failed error={warnings.error} onRetry={() => void warnings.refetch()} />;
  }
  if (!warnings.data || warnings.data.length === 0) return null;
  return (
    <Section
      title="Fraud warnings"
      lead="A bank suspects that somebody else used the card. Refunding now costs the sale; keeping it risks a chargeback, which costs the sale and a fee."
    >
      <ul className="card divide-y divide-line">
        {warnings.data.map((warning) => (
          <Warning key={warning.id} warning={warning} brandId={brandId} />
        ))}
      </ul>
    </Section>
  );
}

function Warning({ warning, brandId }: { readonly warning: FraudWarning; readonly brandId: string }) {
  const { calls } = useSite();
  const queries = useQueryClient();
  const notices = useNotices();
  const [isAsking, setIsAsking] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const keys = useRef({ refunded: newIdempotencyKey(), kept: newIdempotencyKey() });
  const decide = async (decision: 'refunded' | 'kept') => {
    if (isSending) return;
    setIsSending(true);
    const answer = await calls.decideWarning(brandId, warning.id, decision, keys.current[decision]);
    setIsSending(false);
    if (answer.ok) {
      notices.show({
        text:
          decision === 'refunded'
            ? `${priceText(warning.amount)} is on its way back to the card.`
            : `Order ${warning.orderNumber} is kept.`,
      });
    } else {
      if (!isOutcomeUnknown(answer.problem)) keys.current[decision] = newIdempotencyKey();
      notices.show({ text: problemText(answer.problem), tone: 'bad' });
    }
    await Promise.all(
      ['fraud-warnings', 'order', 'orders'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
    );
  };
  const canDecide = warning.decision === null && warning.isActionable;
  return (
    <li className="grid gap-2 px-4 py-3 sm:px-5">
      <span className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <Link
          to="/orders/$id"
          params={{ id: warning.orderId }}
          className="font-semibold tabular-nums underline underline-offset-4"
        >
          Order {warning.orderNumber}
        </Link>
        <Price value={warning.amount} locale="en" />
      </span>
      <span>{fraudReason(warning)}.</span>
      <time className="text-s text-soft" dateTime={warning.createdAt}>
        {momentText(warning.createdAt)}
      </time>
      {canDecide ? (
        <span className="flex flex-wrap gap-2">
          <Button className="button button-soft max-sm:flex-1" isDisabled={isSending} onPress={() => setIsAsking(true)}>
            Refund now
          </Button>
          <Button
            className="button button-quiet max-sm:flex-1"
            isDisabled={isSending}
            onPress={() => void decide('kept')}
          >
            Keep
          </Button>
        </span>
      ) : (
        <span>
          <Chip>
            {warning.decision === 'refunded' ? 'Refunded' : warning.decision === 'kept' ? 'Kept' : 'Nothing to decide'}
          </Chip>
        </span>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={`Give back ${priceText(warning.amount)}?`}
        action="Refund now"
        tone="main"
        onConfirm={() => void decide('refunded')}
        onClose={() => setIsAsking(false)}
      >
        Everything that is left of order {warning.orderNumber} goes back to the card, and every party’s share of it is
        taken back. Try to stop the parcel if it has not left.
      </ConfirmDialog>
    </li>
  );
}
