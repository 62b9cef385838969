import type { LooseEndQuery, LooseEnds } from '@sidestall/contracts';
import { pathOf } from '@sidestall/contracts/routes';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';

/** How who runs the house sees to what it could not finish by itself. */
export interface LooseEndCalls {
  looseEnds(query?: Partial<LooseEndQuery>): Promise<Answer<LooseEnds>>;
  tryJobAgain(id: string): Promise<Answer<unknown>>;
  dropJob(id: string): Promise<Answer<unknown>>;
  settleParcel(id: string, note: string): Promise<Answer<unknown>>;
}

export function looseEndCalls(api: Api): LooseEndCalls {
  return {
    looseEnds: (query) => api('GET', pathOf('consoleLooseEnds'), { query: { ...query } }),
    tryJobAgain: (id) => api('POST', pathOf('consoleTryJobAgain', { id }), { body: {} }),
    dropJob: (id) => api('POST', pathOf('consoleDropJob', { id }), { body: {} }),
    settleParcel: (id, note) => api('POST', pathOf('consoleSettleParcel', { id }), { body: { note } }),
  };
}
