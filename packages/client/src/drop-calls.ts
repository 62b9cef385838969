import type { Admission, DropList, DropListQuery } from '@sidestall/contracts';
import { fillPath, STOREFRONT_ROUTES } from '@sidestall/contracts/storefront-routes';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';

/** What a viewer asks when many want the same: which drops there are, and how far the line before paying has come. */
export interface DropCalls {
  /** Drops that are open or still to come; the answer tells the server's time to count down with. */
  drops(filter?: DropListQuery): Promise<Answer<DropList>>;
  admission(ticketId: string): Promise<Answer<Admission>>;
}

/** The calls of drops and of the line, which come after the first pin is seen. */
export function dropCalls(api: Api): DropCalls {
  return {
    drops: (filter) => api('GET', STOREFRONT_ROUTES.drops, { query: { ...filter } }),
    admission: (id) => api('GET', fillPath(STOREFRONT_ROUTES.admission, { id })),
  };
}
