import type { ApiProblem } from '@sidestall/client';
import { FULFILLMENT_ORDER_STATES } from '@sidestall/contracts';
import { problemText } from '../site/problem-error.ts';
import { stateWords } from './fulfillment-words.ts';

/** What to say when things have moved on since the page was loaded: why, and where they stand now. */
export function movedOnWords(problem: ApiProblem): string {
  const state = FULFILLMENT_ORDER_STATES.find((one) => one === problem['currentState']);
  // Where the sentence says it already, it is not said twice.
  const isSaid = state !== undefined && problem.detail?.includes(state.replaceAll('_', ' ')) === true;
  const now = state && !isSaid ? ` Where it stands now: ${stateWords(state).text.toLowerCase()}.` : '';
  return `${problemText(problem).replace(/[.]?$/, '.')}${now} The page is up to date again.`;
}
