import type { Dispute } from '@sidestall/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { BrandSelect } from '../frame/brand-select.tsx';
import { NextPageButton } from '../frame/next-page-button.tsx';
import { Page, Section } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { useBrand } from '../session/use-brand.ts';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { DisputeCard } from './dispute-card.tsx';
import { needsAnswer } from './dispute-words.ts';
import { FraudWarnings } from './fraud-warnings.tsx';

/** What banks ask about payments of the brand's orders: first what needs an answer. */
export function DisputesPage() {
  const { brand } = useBrand();
  return (
    <Page
      title="Disputes"
      lead="When a cardholder questions a payment, their bank asks here. An inquiry is a question and moves no money; a chargeback takes the money until the bank has decided. An answer in time, with proof, is what wins."
    >
      {brand ? (
        <>
          <BrandSelect />
          <FraudWarnings key={`warnings ${brand.id}`} brandId={brand.id} />
          <Disputes key={brand.id} brandId={brand.id} />
        </>
      ) : (
        <Empty title="You act for no brand yet">Ask the owner of your brand to add you.</Empty>
      )}
    </Page>
  );
}

function Disputes({ brandId }: { readonly brandId: string }) {
  const { calls } = useSite();
  const disputes = useInfiniteQuery({
    queryKey: ['disputes', brandId],
    queryFn: ({ pageParam }) => valueOf(calls.disputes(brandId, { cursor: pageParam })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 30_000,
  });
  if (disputes.error && !disputes.data) {
    return <Failed error={disputes.error} onRetry={() => void disputes.refetch()} />;
  }
  if (!disputes.data) return <Loading label="Loading the disputes" />;
  const all = disputes.data.pages.flatMap((page) => page.disputes);
  if (all.length === 0) {
    return (
      <Empty title="No disputes">
        Nothing to do. Should a bank ask about a payment, you read it here, with the day by which to answer.
      </Empty>
    );
  }
  const byDueDate = (a: Dispute, b: Dispute) => (a.evidenceDueBy ?? '').localeCompare(b.evidenceDueBy ?? '');
  const groups: readonly [string, readonly Dispute[]][] = [
    ['To answer', all.filter(needsAnswer).sort(byDueDate)],
    ['With the bank', all.filter((dispute) => !needsAnswer(dispute) && dispute.closedAt === null)],
    ['Closed', all.filter((dispute) => !needsAnswer(dispute) && dispute.closedAt !== null)],
  ];
  return (
    <>
      {groups.map(
        ([title, disputesOf]) =>
          disputesOf.length > 0 && (
            <Section key={title} title={title}>
              <ul className="grid gap-3">
                {disputesOf.map((dispute) => (
                  <li key={dispute.id}>
                    <DisputeCard dispute={dispute} brandId={brandId} />
                  </li>
                ))}
              </ul>
            </Section>
          ),
      )}
      <NextPageButton list={disputes} label="Show older disputes" loading="Loading more disputes" />
    </>
  );
}
