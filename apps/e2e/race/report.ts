import { percentile, round } from '../bench/figures.ts';
import { flaws, type Audit } from './audit.ts';
import type { Story } from './buyer.ts';
import type { RaceOptions } from './options.ts';

/** What a scenario found. */
export interface Finding {
  readonly audit: Audit;
  readonly stories: readonly Story[];
  /** From the first request to the last answer. */
  readonly seconds: number;
  /** What the audit must have found, beside what must count nobody. */
  readonly expected: Partial<Audit>;
  /** What else is worth knowing. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** What went wrong that the audit cannot see. */
  readonly broken?: readonly string[];
}

/** Prints the one line of the race; true when every promise held. */
export function report(options: RaceOptions, finding: Finding): boolean {
  const { audit, stories, seconds, expected, detail, broken = [] } = finding;
  const all = [...flaws(audit, expected), ...complaints(stories), ...broken];
  const ok = all.length === 0;
  const times = stories.map(({ milliseconds }) => milliseconds);
  const { apis, buyers, kills, scenario, seed, units } = options;
  console.log(
    JSON.stringify({
      name: 'race',
      ok,
      scenario,
      buyers,
      units,
      ...audit,
      seconds: round(seconds),
      p50Ms: round(percentile(times, 0.5)),
      p99Ms: round(percentile(times, 0.99)),
      askedAgain: sum(stories.map(({ asides }) => asides)),
      ...(options.install ? { install: true } : { apis, kills, seed }),
      ...detail,
      ...(!ok && { broken: all }),
    }),
  );
  return ok;
}

function complaints(stories: readonly Story[]): string[] {
  const found = new Map<string, number>();
  for (const { complaint } of stories) if (complaint) found.set(complaint, (found.get(complaint) ?? 0) + 1);
  return [...found].map(([complaint, times]) => `${times} × ${complaint}`);
}

function sum(tallies: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const tally of tallies) for (const [what, times] of Object.entries(tally)) all[what] = (all[what] ?? 0) + times;
  return all;
}
