import type { LooseEnds } from '@sidestall/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { NextPageButton } from '../frame/next-page-button.tsx';
import { Page, Section } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { useMe } from '../session/use-session.ts';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { GivenUpJob } from './given-up-job.tsx';
import { StrayParcel } from './stray-parcel.tsx';
import { LOOSE_ENDS } from './use-loose-ends.ts';

/** What the house could not finish by itself; for who runs it. */
export function LooseEndsPage() {
  const isOperator = useMe().data?.isOperator ?? false;
  if (!isOperator) {
    return (
      <Page title="Loose ends">
        <Empty title="These are the operator’s">What concerns your own orders is under Orders.</Empty>
      </Page>
    );
  }
  return (
    <Page
      title="Loose ends"
      lead="What the house could not finish by itself waits here until somebody has looked. Nothing here is lost."
    >
      <Found />
    </Page>
  );
}

function Found() {
  const { calls } = useSite();
  const found = useInfiniteQuery({
    queryKey: [...LOOSE_ENDS, 'list'],
    queryFn: ({ pageParam }) => valueOf(calls.looseEnds({ cursor: pageParam ?? undefined })),
    initialPageParam: null as string | null,
    getNextPageParam: (page: LooseEnds) => page.moreJobs,
    placeholderData: keepPreviousData,
    refetchInterval: 20_000,
  });
  if (found.error && !found.data) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading label="Looking for loose ends" />;
  const jobs = found.data.pages.flatMap((page) => page.jobs);
  const parcels = found.data.pages[0]!.parcels;
  if (jobs.length === 0 && parcels.length === 0) {
    return (
      <Empty title="Nothing waits for you">
        Work that failed for good, and parcels that left although they were taken back, would be listed here.
      </Empty>
    );
  }
  return (
    <>
      {parcels.length > 0 && (
        <Section
          title="Parcels nobody waits for"
          lead="Their retailers sent them after the goods had been taken back, so the buyer may get them twice or for nothing. Agree with the retailer what becomes of each."
        >
          <ul className="card divide-y divide-line overflow-hidden">
            {parcels.map((parcel) => (
              <StrayParcel key={parcel.id} parcel={parcel} />
            ))}
          </ul>
        </Section>
      )}
      {jobs.length > 0 && (
        <Section
          title="Work that was given up"
          lead="It failed as often as it may. Mend the cause, then have it tried again; it does nothing twice."
        >
          <ul className="card divide-y divide-line overflow-hidden">
            {jobs.map((job) => (
              <GivenUpJob key={job.id} job={job} />
            ))}
          </ul>
          <NextPageButton list={found} label="Show older ones" loading="Loading more" />
        </Section>
      )}
    </>
  );
}
