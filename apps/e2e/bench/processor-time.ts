import { readdirSync, readFileSync } from 'node:fs';
import { median, round } from './figures.ts';

const PROCESSES = ['api', 'worker', 'postgres', 'stripe-sandbox', 'retailer-northwind', 'retailer-harbor'] as const;
export type ProcessName = (typeof PROCESSES)[number];

/** Milliseconds of processor time by process; null where the system does not tell. */
export type CpuTimes = Readonly<Record<ProcessName, number | null>>;

const forEach = (time: (name: ProcessName) => number | null): CpuTimes =>
  Object.fromEntries(PROCESSES.map((name) => [name, time(name)])) as CpuTimes;

export const cpuTimes = (pidOf: (name: ProcessName) => number | undefined): CpuTimes =>
  forEach((name) => {
    const pid = pidOf(name);
    return pid === undefined ? null : cpuMillisecondsOf(pid);
  });

/** What each of so many things cost between two readings. */
export const cpuOfEach = (before: CpuTimes, after: CpuTimes, things: number): CpuTimes =>
  forEach((name) => {
    const [from, to] = [before[name], after[name]];
    return from === null || to === null || things === 0 ? null : (to - from) / things;
  });

/** The middle of several rounds, of the processes that did something. */
export function medianCpu(rounds: readonly CpuTimes[]): Partial<CpuTimes> {
  const middle = forEach((name) => {
    const known = rounds.flatMap((times) => times[name] ?? []);
    return known.length > 0 ? round(median(known)) : null;
  });
  return Object.fromEntries(Object.entries(middle).filter(([, time]) => time));
}

/** Linux tells times in ticks of a hundredth of a second, whatever the processor. */
const TICK_MILLISECONDS = 10;

interface Times {
  readonly parent: number;
  readonly own: number;
  /** Of children that have ended and were waited for. */
  readonly ended: number;
}

function timesOf(pid: number | string): Times {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The name in brackets may hold anything; what follows it is numbers.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const at = (index: number): number => Number(fields[index]);
  return { parent: at(1), own: at(11) + at(12), ended: at(13) + at(14) };
}

/** Processor time a process and its children have used since they began; null where there is no `/proc`. */
export function cpuMillisecondsOf(pid: number): number | null {
  try {
    const { own, ended } = timesOf(pid);
    let ticks = own + ended;
    for (const other of readdirSync('/proc')) if (/^\d+$/.test(other)) ticks += ticksAsChild(other, pid);
    return ticks * TICK_MILLISECONDS;
  } catch {
    return null;
  }
}

function ticksAsChild(pid: string, parent: number): number {
  try {
    const times = timesOf(pid);
    return times.parent === parent ? times.own : 0;
  } catch {
    return 0; // It ended while we looked.
  }
}

/** Memory a process holds now, in MB; null where there is no `/proc`. */
export function residentMegabytesOf(pid: number | undefined): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1_024;
  } catch {
    return null;
  }
}
