import type { CertificateCheck } from '@sidestall/contracts';
import type { Check, Status } from './checks.ts';

/** What came of one check's letters. */
export interface Seen {
  readonly statuses: readonly Status[];
  /** Why an answer did not come, in a word of the attempt log. */
  readonly errorClass: string | null;
  readonly milliseconds: number;
}

/** Slower than this, deliveries queue up behind one another. */
export const SLOW_MILLISECONDS = 5_000;

const answersOf = ({ statuses, errorClass }: Seen): string =>
  statuses.map((status) => (status === null ? `no answer (${errorClass ?? 'broken'})` : String(status))).join(', ');

/** The line of the report on one check. */
export function lineOf(check: Check, seen: Seen): CertificateCheck {
  const { name, title } = check;
  const isRight = check.isRight(seen.statuses);
  const redirect = seen.statuses.some((status) => status !== null && status >= 300 && status < 400);
  const advice = redirect ? 'Redirects are not followed: register the address it leads to.' : check.advice;
  return {
    name,
    title,
    outcome: isRight ? 'passed' : 'failed',
    said: isRight ? `Answered ${answersOf(seen)}.` : `Answered ${answersOf(seen)}. ${advice}`,
    statuses: [...seen.statuses],
    milliseconds: seen.milliseconds,
  };
}

/** What was left out because the receiver does not take a right message. */
export const skippedLine = ({ name, title }: Check): CertificateCheck => ({
  name,
  title,
  outcome: 'failed',
  said: 'Not examined: the receiver does not accept a message that is signed.',
  statuses: [],
  milliseconds: null,
});

/** The line on speed: the slowest answer to something that must be accepted. */
export function speedLine(slowest: number): CertificateCheck {
  const isRight = slowest <= SLOW_MILLISECONDS;
  const advice = 'Write the message down, answer, and do the work afterwards.';
  return {
    name: 'in_time',
    title: 'Answers within five seconds',
    outcome: isRight ? 'passed' : 'failed',
    said: `The slowest answer took ${slowest} ms.${isRight ? '' : ` ${advice}`}`,
    statuses: [],
    milliseconds: slowest,
  };
}

/**
 * The line on effects: how often the receiver says that it acted. One that never says so is told how to; it cannot be seen
 * from outside, so it fails nobody.
 */
export function effectsLine(probes: readonly { check: string; acts: number; wanted: number }[]): CertificateCheck {
  const shared = { name: 'acts_once', title: 'Acts once on what it accepts, and never on what it refuses' };
  const none = { ...shared, statuses: [], milliseconds: null };
  if (probes.every(({ acts }) => acts === 0)) {
    const said =
      'Your receiver does not say what it acts on. To have this examined, report data.probe of endpoint.test from where the work is done.';
    return { ...none, outcome: 'not_shown', said };
  }
  const wrong = probes.filter(({ acts, wanted }) => acts !== wanted);
  const said =
    wrong.length === 0
      ? 'It acted as often as it should on every one.'
      : `${wrong.map(({ check, acts, wanted }) => `${check}: acted ${acts} times instead of ${wanted}`).join('; ')}.`;
  return { ...none, outcome: wrong.length === 0 ? 'passed' : 'failed', said };
}

/** Passed when nothing failed. */
export const verdictOf = (checks: readonly CertificateCheck[]): 'passed' | 'failed' =>
  checks.some((check) => check.outcome === 'failed') ? 'failed' : 'passed';
