import { invalidRequest, noSuch } from './api-error.ts';

export interface PageParams {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
}

type Range = number | { gt?: number; gte?: number; lt?: number; lte?: number };

export interface ListPage<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

/** Rows that can be walked from any of them on, so that a page costs what it holds and not what there is. */
export interface Walk<T> {
  has(id: string): boolean;
  newest(before?: string): Iterable<T>;
  oldest(after?: string): Iterable<T>;
}

/** A page of the rows that fit, cut like `listPage`, but read only as far as the page reaches. */
export function walkPage<T extends { id: string }>(
  rows: Walk<T>,
  params: PageParams,
  url: string,
  fits: (row: T) => boolean = () => true,
): ListPage<T> {
  const limit = limitOf(params);
  const cursor = params.ending_before ?? params.starting_after;
  if (cursor && !rows.has(cursor)) {
    throw noSuch('object', cursor, params.ending_before ? 'ending_before' : 'starting_after');
  }
  const data: T[] = [];
  for (const row of params.ending_before ? rows.oldest(cursor) : rows.newest(cursor)) {
    if (!fits(row)) continue;
    if (data.length === limit) return { object: 'list', data: ordered(data, params), has_more: true, url };
    data.push(row);
  }
  return { object: 'list', data: ordered(data, params), has_more: false, url };
}

function ordered<T>(data: T[], params: PageParams): T[] {
  return params.ending_before ? data.reverse() : data;
}

/** One page of a list, newest first, cut as Stripe cuts it: 10 by default, 100 at most, by the id the cursor names. */
export function listPage<T extends { id: string }>(oldestFirst: T[], params: PageParams, url: string): ListPage<T> {
  const limit = limitOf(params);
  const rows = oldestFirst.toReversed();
  if (params.ending_before) {
    const end = indexOf(rows, params.ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', data: rows.slice(start, end), has_more: start > 0, url };
  }
  const start = params.starting_after ? indexOf(rows, params.starting_after, 'starting_after') + 1 : 0;
  return { object: 'list', data: rows.slice(start, start + limit), has_more: rows.length > start + limit, url };
}

function limitOf(params: PageParams): number {
  const limit = params.limit ?? 10;
  if (limit < 1 || limit > 100) {
    throw invalidRequest(
      `Invalid integer: must be ${limit < 1 ? 'greater than or equal to 1' : 'less than or equal to 100'}`,
      {
        code: 'parameter_invalid_integer',
        param: 'limit',
      },
    );
  }
  if (params.starting_after && params.ending_before) {
    throw invalidRequest('Received both starting_after and ending_before parameters. Please pass in only one.', {
      code: 'parameters_exclusive',
    });
  }
  return limit;
}

function indexOf(rows: { id: string }[], id: string, param: string): number {
  const index = rows.findIndex((row) => row.id === id);
  if (index < 0) throw noSuch('object', id, param);
  return index;
}

export function isWithin(instant: number, range: Range | undefined): boolean {
  if (range === undefined) return true;
  if (typeof range === 'number') return instant === range;
  return (
    instant > (range.gt ?? -Infinity) &&
    instant >= (range.gte ?? -Infinity) &&
    instant < (range.lt ?? Infinity) &&
    instant <= (range.lte ?? Infinity)
  );
}
