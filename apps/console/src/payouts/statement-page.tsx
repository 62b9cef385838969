import type { Statement } from '@sidestall/contracts';
import { pathOf } from '@sidestall/contracts/routes';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Chip } from '../frame/chip.tsx';
import { NextPageButton } from '../frame/next-page-button.tsx';
import { Page, Section } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { dateText } from '../site/moments.ts';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { STANDING_WORDS } from './party-words.ts';
import { PayoutList } from './payout-list.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { StatementLines } from './statement-lines.tsx';
import { StatementSum } from './statement-sum.tsx';

const BACK = (
  <Link to="/payouts" className="underline underline-offset-4">
    All payouts
  </Link>
);

/** What a party earned, gave back and was paid in a period, line by line to the cent. */
export function StatementPage() {
  const { id } = useParams({ from: '/payouts/$id' });
  const period = useSearch({ from: '/payouts/$id' });
  const navigate = useNavigate({ from: '/payouts/$id' });
  const { calls } = useSite();
  const statement = useInfiniteQuery({
    queryKey: ['statement', id, period],
    queryFn: ({ pageParam }) => valueOf(calls.statement(id, { ...period, cursor: pageParam })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const first = statement.data?.pages[0];
  if (!first) {
    return (
      <Page title="Statement" back={BACK}>
        {statement.error ? (
          <Failed error={statement.error} onRetry={() => void statement.refetch()}>
            {BACK}
          </Failed>
        ) : (
          <Loading label="Adding up the statement" />
        )}
      </Page>
    );
  }
  const lines = statement.data!.pages.flatMap((page) => page.lines);
  const standing = STANDING_WORDS[first.party.transfers];
  return (
    <Page
      title={first.party.name}
      back={BACK}
      lead={`Statement from ${dateText(first.from)} to ${dateText(first.to)}, days by UTC, in ${first.currency}.`}
      aside={<Chip tone={standing.tone}>{standing.text}</Chip>}
    >
      <div className="flex flex-wrap items-end justify-between gap-4">
        <PeriodPicker
          statement={first}
          onChange={(search) => void navigate({ search: { ...period, ...search }, replace: true })}
        />
        <FileLink statement={first} />
      </div>
      <StatementSum statement={first} />
      <Section title="Lines">
        {lines.length === 0 ? (
          <Empty title="Nothing happened in this period">Choose another one, or wait for the next sale.</Empty>
        ) : (
          <StatementLines lines={lines} />
        )}
        <NextPageButton list={statement} label="Show more lines" loading="Loading more lines" />
      </Section>
      <PayoutList payouts={first.payouts} />
    </Page>
  );
}

function FileLink({ statement }: { readonly statement: Statement }) {
  const { apiUrl } = useSite();
  const { currency, from, to } = statement;
  const query = new URLSearchParams({ currency, from, to });
  return (
    <a
      className="button button-quiet max-sm:w-full"
      href={`${apiUrl}${pathOf('consoleStatementFile', { id: statement.party.id })}?${query}`}
      download
    >
      Download as CSV
    </a>
  );
}
