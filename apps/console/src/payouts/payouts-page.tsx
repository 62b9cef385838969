import { useQuery } from '@tanstack/react-query';
import { Page } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { PartyCard } from './party-card.tsx';

/** Whom the member is paid as, and where the money is. */
export function PayoutsPage() {
  const { calls } = useSite();
  const parties = useQuery({
    queryKey: ['parties'],
    queryFn: async () => (await valueOf(calls.parties())).parties,
    refetchInterval: 30_000,
    // Whoever comes back from Stripe wants to see how it went.
    refetchOnWindowFocus: 'always',
  });
  return (
    <Page
      title="Payouts"
      lead="What you earned, what is still held, and when it is paid. Money is released once goods are shipped and the time for returns is over."
    >
      {parties.data ? (
        parties.data.length === 0 ? (
          <Empty title="Nothing is owed yet">
            Your account appears here with the first sale, and with it where the money goes.
          </Empty>
        ) : (
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-4">
            {parties.data.map((party) => (
              <li key={party.id}>
                <PartyCard party={party} />
              </li>
            ))}
          </ul>
        )
      ) : parties.error ? (
        <Failed error={parties.error} onRetry={() => void parties.refetch()} />
      ) : (
        <Loading label="Loading your payouts" />
      )}
    </Page>
  );
}
