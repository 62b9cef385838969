import type { StreamView } from '@sidestall/contracts';

export const STATUS_WORDS: Readonly<Record<StreamView['status'], string>> = {
  scheduled: 'Not started',
  live: 'Live',
  ended: 'Ended',
};

const started = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });

/** When the show began, to put behind the host's name. */
export function startedWords({ startedAt }: Pick<StreamView, 'startedAt'>): string {
  return startedAt ? ` · since ${started.format(new Date(startedAt))}` : '';
}
