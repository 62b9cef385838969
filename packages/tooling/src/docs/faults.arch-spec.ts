import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { testFiles } from './test-files.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const listed = [...readFileSync(path.join(root, 'docs/faults.md'), 'utf8').matchAll(/^\| ([WRPHCSG]\d+) /gm)].map(
  ([, row]) => row!,
);
const proved = new Set(
  testFiles(root).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/[`'"]((?:[WRPHCSG]\d+)(?:, [WRPHCSG]\d+)*): /g)].flatMap(([, rows]) =>
      rows!.split(', '),
    ),
  ),
);

describe('the faults between a paid order and a parcel', () => {
  it.each(listed)('include a test for row %s', (row) => {
    expect([...proved]).toContain(row);
  });

  it('are tested under no row that is not listed', () => {
    expect([...proved].filter((row) => !listed.includes(row))).toEqual([]);
  });
});
