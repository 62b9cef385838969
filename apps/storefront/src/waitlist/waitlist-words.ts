import type { WaitlistEntry } from '@sidestall/contracts';
import type { Words } from '../words/words.ts';

/** Where somebody stands who waits, in a headline and a sentence. An offer whose time is over has passed already. */
export function standingOf(
  entry: WaitlistEntry,
  words: Words,
  now: number,
): { readonly state: WaitlistEntry['state']; readonly title: string; readonly help: string } {
  const isOver = entry.state === 'offered' && entry.offerEndsAt !== null && Date.parse(entry.offerEndsAt) <= now;
  const state = isOver ? 'passed' : entry.state;
  switch (state) {
    case 'waiting':
      return {
        state,
        title: entry.place === 1 ? words.t('waitlist.next') : words.t('waitlist.place', { place: entry.place ?? '…' }),
        help: words.t('waitlist.waitingHelp', { email: entry.email }),
      };
    case 'offered':
      return { state, title: words.t('waitlist.offered'), help: words.t('waitlist.offeredHelp') };
    case 'bought':
    case 'passed':
    case 'left':
      return { state, title: words.t(`waitlist.${state}`), help: words.t(`waitlist.${state}Help`) };
  }
}
