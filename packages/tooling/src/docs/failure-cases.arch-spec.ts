import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { testFiles } from './test-files.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const listed = [...readFileSync(path.join(root, 'docs/failure-cases.md'), 'utf8').matchAll(/^\| (\d\d) /gm)].map(
  ([, number]) => number!,
);
const proved = new Set(
  testFiles(root).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/[`'"]case (\d\d): /g)].map(([, number]) => number!),
  ),
);

describe('the cases of what can go wrong with money', () => {
  it('are numbered one after the other', () => {
    expect(listed).toEqual(Array.from({ length: 37 }, (_, index) => String(index + 1).padStart(2, '0')));
  });

  it.each(listed)('include a test for case %s', (number) => {
    expect([...proved]).toContain(number);
  });

  it('are tested under no number that is not listed', () => {
    expect([...proved].filter((number) => !listed.includes(number))).toEqual([]);
  });
});
