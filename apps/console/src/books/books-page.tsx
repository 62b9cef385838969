import type { Party, Reconciliation } from '@sidestall/contracts';
import { Price, Spinner } from '@sidestall/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import { Chip } from '../frame/chip.tsx';
import { Page, Section } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { KIND_WORDS, STANDING_WORDS } from '../payouts/party-words.ts';
import { useMe } from '../session/use-session.ts';
import { momentText } from '../site/moments.ts';
import { useNotices } from '../site/notices.tsx';
import { errorText, valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { RECONCILIATION_WORDS } from './book-words.ts';
import { HeldPayments } from './held-payments.tsx';

/** The operator's books: whether the ledger agrees with Stripe, and what everybody is owed. */
export function BooksPage() {
  const { calls } = useSite();
  const isOperator = useMe().data?.isOperator ?? false;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const notices = useNotices();
  const reconciliations = useQuery({
    queryKey: ['reconciliations'],
    queryFn: async () => (await valueOf(calls.reconciliations())).reconciliations,
    enabled: isOperator,
    refetchInterval: 10_000,
  });
  const run = useMutation({
    mutationFn: () => valueOf(calls.reconcile()),
    onSuccess: async (made) => {
      queries.setQueryData(['reconciliation', made.id], made);
      await navigate({ to: '/books/$id', params: { id: made.id } });
    },
    onError: (error) => notices.show({ text: errorText(error), tone: 'bad' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['reconciliations'] }),
  });
  if (!isOperator) {
    return (
      <Page title="Books">
        <Empty title="These books are the operator’s">Your own figures are under Payouts.</Empty>
      </Page>
    );
  }
  return (
    <Page
      title="Books"
      lead="Every movement at Stripe is compared with the ledger, daily and whenever you ask. What nobody can explain is shown here until somebody can."
      aside={
        <Button className="button button-main max-sm:w-full" isPending={run.isPending} onPress={() => run.mutate()}>
          {run.isPending ? <Spinner label="Comparing" /> : 'Compare now'}
        </Button>
      }
    >
      <Section title="Reconciliations">
        {reconciliations.data ? (
          <ReconciliationList list={reconciliations.data} />
        ) : reconciliations.error ? (
          <Failed error={reconciliations.error} onRetry={() => void reconciliations.refetch()} />
        ) : (
          <Loading label="Opening the books" />
        )}
      </Section>
      <HeldPayments />
      <Parties />
    </Page>
  );
}

function ReconciliationList({ list }: { readonly list: readonly Reconciliation[] }) {
  if (list.length === 0) {
    return (
      <Empty title="Never compared yet">The first comparison runs by itself within a day, or now if you ask.</Empty>
    );
  }
  return (
    <ul className="card divide-y divide-line overflow-hidden">
      {list.map((entry) => {
        const state = RECONCILIATION_WORDS[entry.state];
        return (
          <li key={entry.id}>
            <Link
              to="/books/$id"
              params={{ id: entry.id }}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 -outline-offset-2 hover:bg-raised sm:px-5"
            >
              <span className="grid">
                <time className="font-medium" dateTime={entry.startedAt}>
                  {momentText(entry.startedAt)}
                </time>
                <span className="text-s text-soft">
                  {entry.movements === 1 ? '1 movement' : `${entry.movements} movements`}, asked by {entry.askedBy}
                </span>
              </span>
              <Chip tone={state.tone}>{state.text}</Chip>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function Parties() {
  const { calls } = useSite();
  const parties = useQuery({
    queryKey: ['parties'],
    queryFn: async () => (await valueOf(calls.parties())).parties,
    refetchInterval: 30_000,
  });
  if (parties.error && !parties.data) {
    return <Failed error={parties.error} onRetry={() => void parties.refetch()} />;
  }
  if (!parties.data || parties.data.length === 0) return null;
  return (
    <Section title="Who is owed what">
      <div className="card overflow-x-auto">
        <table className="w-full min-w-[720px] text-start">
          <caption className="st-hidden">Balances of every party</caption>
          <thead className="border-b border-line text-s text-soft">
            <tr className="*:px-4 *:py-2.5 *:font-medium">
              <th scope="col" className="text-start">
                Party
              </th>
              <th scope="col" className="text-start">
                Standing
              </th>
              {['Pending', 'Available', 'Paid', 'Owed back'].map((label) => (
                <th key={label} scope="col" className="text-end">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {parties.data.flatMap((party) =>
              (party.balances.length > 0 ? party.balances : [null]).map((balance) => (
                <PartyRow key={`${party.id} ${balance?.currency}`} party={party} balance={balance} />
              )),
            )}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

interface PartyRowProps {
  readonly party: Party;
  readonly balance: Party['balances'][number] | null;
}

function PartyRow({ party, balance }: PartyRowProps) {
  const standing = STANDING_WORDS[party.transfers];
  return (
    <tr className="*:px-4 *:py-2.5">
      <th scope="row" className="text-start font-medium">
        <Link to="/payouts/$id" params={{ id: party.id }} className="underline underline-offset-4">
          {party.name}
        </Link>{' '}
        <span className="text-s font-normal text-soft">{KIND_WORDS[party.kind]}</span>
      </th>
      <td>
        <Chip tone={standing.tone}>{standing.text}</Chip>
      </td>
      {balance ? (
        [balance.pending, balance.available, balance.transferred, balance.receivable].map((value, index) => (
          <td key={index} className="text-end">
            <Price value={value} locale="en" />
          </td>
        ))
      ) : (
        <td colSpan={4} className="text-end text-soft">
          No sales yet
        </td>
      )}
    </tr>
  );
}
