import type { ImportReport } from '@sidestall/contracts';
import { importReportText } from './import-report-text.ts';

const report: ImportReport = {
  id: 'imp_01h455vb4pex5vsknk084sn02q',
  brandId: null,
  fileName: 'autumn.csv',
  startedAt: '2026-01-01T10:00:00.000Z',
  finishedAt: '2026-01-01T10:00:01.500Z',
  rows: 12,
  products: { created: 3, updated: 1, unchanged: 2, rejected: 1 },
  variants: 9,
  options: 4,
  images: 7,
  issues: [{ line: 8, column: 'Variant Price', handle: 'mug', reason: '“twelve” is not an amount' }],
  issuesOmitted: 0,
};

describe('a report at a terminal', () => {
  it('says what happened, and of each refusal where and why', () => {
    expect(importReportText(report).split('\n')).toEqual([
      'autumn.csv: 12 rows in 1.5 s',
      '  products  3 new, 1 changed, 2 unchanged, 1 rejected',
      '  holding   9 variants, 4 options, 7 images',
      '',
      'Rejected, with nothing of these products applied:',
      '  line 8, Variant Price: “twelve” is not an amount (mug)',
    ]);
  });

  it('counts what it does not show', () => {
    const many = { ...report, issues: Array.from({ length: 60 }, () => report.issues[0]!), issuesOmitted: 5 };
    expect(importReportText(many)).toContain('and 15 more');
  });

  it('is short when all is well', () => {
    const well = { ...report, issues: [], products: { ...report.products, rejected: 0 } };
    expect(importReportText(well).split('\n')).toHaveLength(3);
  });
});
