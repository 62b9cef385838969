import { isWithin, listPage } from './list-page.ts';

const rows = Array.from({ length: 25 }, (_, index) => ({ id: `row_${index}` }));
const ids = (page: { data: { id: string }[] }): string[] => page.data.map(({ id }) => id);

describe('a list page', () => {
  it('holds the ten newest and says whether there are more', () => {
    const page = listPage(rows, {}, '/v1/rows');
    expect(ids(page)[0]).toBe('row_24');
    expect(page.data).toHaveLength(10);
    expect(page.has_more).toBe(true);
    expect(listPage(rows.slice(0, 3), {}, '/v1/rows').has_more).toBe(false);
  });

  it('walks every row once by starting_after', () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = listPage(rows, { limit: 7, starting_after: cursor }, '/v1/rows');
      seen.push(...ids(page));
      cursor = page.has_more ? page.data.at(-1)?.id : undefined;
    } while (cursor);
    expect(seen).toEqual(rows.map(({ id }) => id).toReversed());
  });

  it('goes back by ending_before to the rows next to the cursor', () => {
    const page = listPage(rows, { limit: 3, ending_before: 'row_10' }, '/v1/rows');
    expect(ids(page)).toEqual(['row_13', 'row_12', 'row_11']);
    expect(page.has_more).toBe(true);
  });

  it('refuses a limit outside 1 to 100 and two cursors at once', () => {
    expect(() => listPage(rows, { limit: 0 }, '/')).toThrow('greater than or equal to 1');
    expect(() => listPage(rows, { limit: 101 }, '/')).toThrow('less than or equal to 100');
    expect(() => listPage(rows, { starting_after: 'row_1', ending_before: 'row_2' }, '/')).toThrow('pass in only one');
  });

  it('filters instants by a number or by a range', () => {
    expect([9, 10, 11].filter((at) => isWithin(at, { gte: 10, lt: 11 }))).toEqual([10]);
    expect([9, 10, 11].filter((at) => isWithin(at, { gt: 9, lte: 11 }))).toEqual([10, 11]);
    expect([9, 10].filter((at) => isWithin(at, 9))).toEqual([9]);
  });
});
