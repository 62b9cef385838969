import type { JoinedWaitlist, WaitlistCardSetup, WaitlistEntry, WaitlistRequest } from '@sidestall/contracts';
import { fillPath, STOREFRONT_ROUTES } from '@sidestall/contracts/storefront-routes';
import type { Answer } from './answer.ts';
import type { Api } from './api.ts';

/** What somebody does who waits for a unit; each call but the first carries the entry's own token. */
export interface WaitlistCalls {
  joinWaitlist(request: WaitlistRequest): Promise<Answer<JoinedWaitlist>>;
  waitlistEntry(id: string, entryToken: string): Promise<Answer<WaitlistEntry>>;
  leaveWaitlist(id: string, entryToken: string): Promise<Answer<unknown>>;
  /** Begins saving a card; what it answers is confirmed with Stripe in the browser. */
  saveWaitlistCard(id: string, entryToken: string): Promise<Answer<WaitlistCardSetup>>;
}

/** The calls of the waitlist, which only those need who found something sold out. */
export function waitlistCalls(api: Api): WaitlistCalls {
  return {
    joinWaitlist: (body) => api('POST', STOREFRONT_ROUTES.waitlist, { body }),
    waitlistEntry: (id, token) => api('GET', fillPath(STOREFRONT_ROUTES.waitlistEntry, { id }), { token }),
    leaveWaitlist: (id, token) => api('DELETE', fillPath(STOREFRONT_ROUTES.waitlistEntry, { id }), { token }),
    saveWaitlistCard: (id, token) =>
      api('POST', fillPath(STOREFRONT_ROUTES.waitlistCard, { id }), { body: {}, token, timeoutMs: 45_000 }),
  };
}
