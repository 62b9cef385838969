import type { ImportReport } from '@sidestall/contracts';

const SHOWN = 50;

/** A report as somebody at a terminal reads it: what happened, then each refusal as `line, column: reason`. */
export function importReportText(report: ImportReport): string {
  const { created, updated, unchanged, rejected } = report.products;
  const seconds = (Date.parse(report.finishedAt) - Date.parse(report.startedAt)) / 1_000;
  const shown = report.issues.slice(0, SHOWN);
  const untold = report.issues.length - shown.length + report.issuesOmitted;
  const lines = shown.map(({ line, column, handle, reason }) => {
    const where = [`line ${line}`, column].filter(Boolean).join(', ');
    return `  ${where}: ${reason}${handle ? ` (${handle})` : ''}`;
  });
  return [
    `${report.fileName ?? 'The file'}: ${report.rows} rows in ${seconds.toFixed(1)} s`,
    `  products  ${created} new, ${updated} changed, ${unchanged} unchanged, ${rejected} rejected`,
    `  holding   ${report.variants} variants, ${report.options} options, ${report.images} images`,
    ...(lines.length > 0 ? ['', 'Rejected, with nothing of these products applied:', ...lines] : []),
    ...(untold > 0 ? [`  and ${untold} more`] : []),
  ].join('\n');
}
