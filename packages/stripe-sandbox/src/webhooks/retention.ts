import type { Store } from '../store/store.ts';

const KEPT_FOR = 30 * 24 * 60 * 60;

/** Forgets events that are older than Stripe would list, with their deliveries. Those that nobody has taken yet are kept. */
export function forgetOldEvents(store: Store, now: number): void {
  const { platform } = store;
  const forget = (event: string): void => {
    for (const delivery of platform.where('delivery', 'event', event)) platform.remove('delivery', delivery.id);
  };
  const isPending = (event: string): boolean =>
    platform.where('delivery', 'open', event).some(({ state }) => state === 'pending');
  for (const scope of store.scopes()) {
    for (const event of scope.all('event')) {
      if (event.created > now - KEPT_FOR) break;
      if (isPending(event.id)) continue;
      forget(event.id);
      scope.remove('event', event.id);
    }
  }
  for (const event of platform.all('thin_event')) {
    if (Date.parse(event.created) / 1000 > now - KEPT_FOR) break;
    if (isPending(event.id)) continue;
    forget(event.id);
    platform.remove('thin_event', event.id);
  }
}
