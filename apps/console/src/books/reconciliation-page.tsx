import type { Reconciliation } from '@sidestall/contracts';
import { Price } from '@sidestall/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Chip } from '../frame/chip.tsx';
import { Note } from '../frame/note.tsx';
import { Page, Section } from '../frame/page.tsx';
import { Failed, Loading } from '../frame/page-states.tsx';
import { codeWords } from '../site/code-words.ts';
import { momentText } from '../site/moments.ts';
import { priceText } from '../site/prices.ts';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { RECONCILIATION_WORDS } from './book-words.ts';

type InCurrency = Reconciliation['currencies'][number];
type Finding = Reconciliation['findings'][number];

const RUNNING_EVERY_MS = 1_000;
const BACK = (
  <Link to="/books" className="underline underline-offset-4">
    Books
  </Link>
);

/** One comparison of the ledger with Stripe, currency by currency. */
export function ReconciliationPage() {
  const { id } = useParams({ from: '/books/$id' });
  const { calls } = useSite();
  const report = useQuery({
    queryKey: ['reconciliation', id],
    queryFn: () => valueOf(calls.reconciliation(id)),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? RUNNING_EVERY_MS : false),
  });
  if (report.data) return <Report report={report.data} />;
  return (
    <Page title="Reconciliation" back={BACK}>
      {report.error ? (
        <Failed error={report.error} onRetry={() => void report.refetch()}>
          {BACK}
        </Failed>
      ) : (
        <Loading label="Opening the report" />
      )}
    </Page>
  );
}

function Report({ report }: { readonly report: Reconciliation }) {
  const state = RECONCILIATION_WORDS[report.state];
  return (
    <Page
      title="Reconciliation"
      back={BACK}
      lead={`${momentText(report.startedAt)}, asked by ${report.askedBy}. ${report.movements} movements at Stripe were compared.`}
      aside={<Chip tone={state.tone}>{state.text}</Chip>}
    >
      <div role="status">
        <Outcome report={report} />
      </div>
      {report.currencies.map((entry) => (
        <CurrencyReport key={entry.currency} entry={entry} />
      ))}
      {report.findings.length > 0 && <Findings findings={report.findings} />}
    </Page>
  );
}

function Outcome({ report }: { readonly report: Reconciliation }) {
  switch (report.state) {
    case 'running':
      return <Note title="Comparing now">This page moves by itself.</Note>;
    case 'clean':
      return (
        <Note title="Zero unexplained" tone="good">
          Stripe and the ledger agree to the cent.
        </Note>
      );
    case 'differs':
      return (
        <Note title="Stripe and the ledger do not agree" tone="bad">
          The findings below say where. No money is lost by this; it is only not explained yet.
        </Note>
      );
    case 'failed':
      return (
        <Note title="The comparison could not finish" tone="warn">
          Stripe did not answer in full. Compare again; nothing was changed.
        </Note>
      );
  }
}

function CurrencyReport({ entry }: { readonly entry: InCurrency }) {
  const rows = [
    { label: 'At Stripe, by its movements', value: entry.stripe },
    { label: 'At Stripe, by its balance', value: entry.stripeBalance },
    { label: 'In the ledger', value: entry.ledger },
    { label: 'Booked here, not yet seen at Stripe', value: entry.inTransit },
    { label: 'Set aside until explained (suspense)', value: entry.suspense },
  ];
  const isZero = entry.unexplained.amount === 0;
  return (
    <Section title={entry.currency}>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <dl className="card grid gap-1.5 p-4 sm:p-5">
          {rows.map((row) => (
            <div key={row.label} className="flex justify-between gap-4">
              <dt>{row.label}</dt>
              <dd>
                <Price value={row.value} locale="en" />
              </dd>
            </div>
          ))}
          <div className="mt-1.5 flex items-baseline justify-between gap-4 border-t border-line pt-3 font-semibold">
            <dt>Unexplained</dt>
            <dd className={`text-l ${isZero ? 'text-good' : 'text-bad'}`}>
              <Price value={entry.unexplained} locale="en" />
            </dd>
          </div>
        </dl>
        {entry.categories.length > 0 && (
          <div className="card overflow-x-auto">
            <table className="w-full">
              <caption className="px-4 py-3 text-start font-semibold sm:px-5">Stripe’s movements by kind</caption>
              <thead className="border-y border-line text-s text-soft">
                <tr className="*:px-4 *:py-2 *:font-medium sm:*:px-5">
                  <th scope="col" className="text-start">
                    Kind
                  </th>
                  <th scope="col" className="text-end">
                    Count
                  </th>
                  <th scope="col" className="text-end">
                    Net
                  </th>
                </tr>
              </thead>
              <tbody className="divide-y divide-line tabular-nums">
                {entry.categories.map((row) => (
                  <tr key={row.category} className="*:px-4 *:py-2 sm:*:px-5">
                    <th scope="row" className="text-start font-normal">
                      {codeWords(row.category)}
                    </th>
                    <td className="text-end">{row.count}</td>
                    <td className="text-end">{priceText(row.net)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Section>
  );
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <Section title="Findings">
      <ul className="card divide-y divide-line">
        {findings.map((finding) => (
          <li key={`${finding.kind} ${finding.subject}`} className="grid gap-0.5 px-4 py-3 sm:px-5">
            <span className="flex justify-between gap-4">
              <span className="font-medium">{codeWords(finding.kind)}</span>
              <Price value={finding.amount} locale="en" />
            </span>
            <span>{finding.text}</span>
            <code className="break-all text-s text-soft">{finding.subject}</code>
          </li>
        ))}
      </ul>
    </Section>
  );
}
