import type { ImportReport } from '@sidestall/contracts';

function headline({ products, issues }: ImportReport): string {
  if (products.created + products.updated + products.unchanged === 0) return 'Nothing was imported';
  return products.rejected === 0 && issues.length === 0
    ? 'Everything was imported'
    : 'Imported, with something to mend';
}

const count = new Intl.NumberFormat('en');

/** What became of a product file: what was taken, and each row that was not, with its reason. */
export function ImportReportView({ report }: { readonly report: ImportReport }) {
  const { products, issues, issuesOmitted } = report;
  const figures: readonly [string, number][] = [
    ['New products', products.created],
    ['Changed', products.updated],
    ['Same as before', products.unchanged],
    ['Refused', products.rejected],
    ['Variants', report.variants],
    ['Pictures', report.images],
  ];
  return (
    <section aria-labelledby="report" className="appears grid gap-5">
      <div className="grid gap-1">
        <h2 id="report" className="text-l font-semibold leading-tight">
          {headline(report)}
        </h2>
        <p className="text-soft">
          {report.fileName ?? 'The file'}, {count.format(report.rows)} rows. Send it again any time: what did not change
          stays as it is.
        </p>
      </div>
      <dl className="card grid grid-cols-2 divide-line sm:grid-cols-3 lg:grid-cols-6 lg:divide-x">
        {figures.map(([label, figure]) => (
          <div key={label} className="grid gap-0.5 p-4">
            <dt className="text-s text-soft">{label}</dt>
            <dd
              className={`text-xl font-semibold leading-tight tabular-nums ${label === 'Refused' && figure > 0 ? 'text-bad' : ''}`}
            >
              {count.format(figure)}
            </dd>
          </div>
        ))}
      </dl>
      {issues.length > 0 && (
        <div className="card overflow-x-auto">
          <table className="w-full text-start">
            <caption className="px-4 py-3 text-start font-semibold">
              Rows to mend
              {issuesOmitted > 0 && (
                <span className="font-normal text-soft"> (and {count.format(issuesOmitted)} more like these)</span>
              )}
            </caption>
            <thead className="border-y border-line text-s text-soft">
              <tr className="*:px-4 *:py-2 *:text-start *:font-medium">
                <th scope="col">Line</th>
                <th scope="col">Column</th>
                <th scope="col">Product</th>
                <th scope="col">What is wrong</th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {issues.map((issue, index) => (
                <tr key={index} className="align-top *:px-4 *:py-2.5">
                  <td className="tabular-nums">{issue.line}</td>
                  <td className="whitespace-nowrap">{issue.column ?? '–'}</td>
                  <td className="break-all">{issue.handle ?? '–'}</td>
                  <td className="min-w-60">{issue.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
