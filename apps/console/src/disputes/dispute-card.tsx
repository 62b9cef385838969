import type { Dispute } from '@sidestall/contracts';
import { Price } from '@sidestall/ui';
import { Link } from '@tanstack/react-router';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Chip } from '../frame/chip.tsx';
import { momentText, relativeText } from '../site/moments.ts';
import { useNow } from '../site/use-now.ts';
import { DISPUTE_STATUS_WORDS, disputeReason, meaningOf, needsAnswer } from './dispute-words.ts';
import { EvidenceForm } from './evidence-form.tsx';
import { EvidenceTable } from './evidence-table.tsx';

/** One dispute: what the bank says, what it means, by when to answer, and what would be sent. */
export function DisputeCard({ dispute, brandId }: { readonly dispute: Dispute; readonly brandId: string }) {
  const state = DISPUTE_STATUS_WORDS[dispute.status];
  const isOpen = needsAnswer(dispute);
  return (
    <article
      className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4 sm:p-5"
      aria-label={`Dispute of order ${dispute.orderNumber}`}
    >
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            to="/orders/$id"
            params={{ id: dispute.orderId }}
            className="font-semibold tabular-nums underline underline-offset-4"
          >
            Order {dispute.orderNumber}
          </Link>
          <Chip>{dispute.isInquiry ? 'Inquiry' : 'Chargeback'}</Chip>
          <Chip tone={state.tone}>{state.text}</Chip>
        </span>
        <span className="text-l font-semibold">
          <Price value={dispute.amount} locale="en" />
        </span>
      </header>
      <div className="grid max-w-prose gap-1">
        <p className="font-medium">{disputeReason(dispute.reason)}.</p>
        <p className="text-soft">{meaningOf(dispute)}</p>
      </div>
      <Dates dispute={dispute} />
      <Disclosure className="border-t border-line pt-2" defaultExpanded={isOpen}>
        {({ isExpanded }) => (
          <>
            <Heading level={3}>
              <Button slot="trigger" className="inline-flex min-h-10 items-center gap-2 rounded-control font-medium">
                <span aria-hidden="true" className={`transition-transform ${isExpanded ? 'rotate-90' : ''}`}>
                  ▸
                </span>
                {dispute.evidenceSentAt ? 'What was sent' : isOpen ? 'What would be sent' : 'What our records say'}
              </Button>
            </Heading>
            <DisclosurePanel>
              <div className="grid grid-cols-[minmax(0,1fr)] gap-5 pt-2">
                <EvidenceTable evidence={dispute.evidence} />
                {isOpen && <EvidenceForm dispute={dispute} brandId={brandId} />}
              </div>
            </DisclosurePanel>
          </>
        )}
      </Disclosure>
    </article>
  );
}

function Dates({ dispute }: { readonly dispute: Dispute }) {
  const now = useNow();
  const isOpen = needsAnswer(dispute);
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 text-s">
      {isOpen && dispute.evidenceDueBy && (
        <div>
          <dt className="text-soft">Answer by</dt>
          <dd className="font-semibold">
            {momentText(dispute.evidenceDueBy)} ({relativeText(dispute.evidenceDueBy, now)})
          </dd>
        </div>
      )}
      <div>
        <dt className="text-soft">Opened</dt>
        <dd>{momentText(dispute.openedAt)}</dd>
      </div>
      {dispute.evidenceSentAt && (
        <div>
          <dt className="text-soft">Evidence sent</dt>
          <dd>{momentText(dispute.evidenceSentAt)}</dd>
        </div>
      )}
      {dispute.closedAt && (
        <div>
          <dt className="text-soft">Closed</dt>
          <dd>{momentText(dispute.closedAt)}</dd>
        </div>
      )}
    </dl>
  );
}
