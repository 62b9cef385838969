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

/** One page of a list, newest first, cut as Stripe cuts it: 10 by default, 100 at most, by the id the cursor names. */
export function listPage<T extends { id: string }>(oldestFirst: T[], params: PageParams, url: string): ListPage<T> {
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
  const rows = oldestFirst.toReversed();
  if (params.ending_before) {
    const end = indexOf(rows, params.ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', data: rows.slice(start, end), has_more: start > 0, url };
  }
  const start = params.starting_after ? indexOf(rows, params.starting_after, 'starting_after') + 1 : 0;
  return { object: 'list', data: rows.slice(start, start + limit), has_more: rows.length > start + limit, url };
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
