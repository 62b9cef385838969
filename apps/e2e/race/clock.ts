import type { RaceOptions } from './options.ts';
import type { RaceHouse } from './race-house.ts';
import type { Finding } from './report.ts';
import { rush } from './rush.ts';

const MINUTE_MS = 60_000;
const PRELOAD = new URL('./shifted-clock.mjs', import.meta.url).href;

const wrong = (milliseconds: number): Record<string, string> => ({
  NODE_OPTIONS: `--import ${PRELOAD}`,
  CLOCK_OFFSET_MS: String(milliseconds),
});

/** One API process is right, one a minute ahead and one a minute behind. */
export const WRONG_CLOCKS = { 'api-2': wrong(MINUTE_MS), 'api-3': wrong(-MINUTE_MS) };

/** The same race, whatever a process believes the time to be: deadlines are the database's business. */
export async function clock(house: RaceHouse, options: RaceOptions): Promise<Finding> {
  // They have only just said that they are open.
  const minutesOff = Object.fromEntries(house.apis.map((name) => [name, minutesOffOf(house, name)]));
  const finding = await rush(house, options);
  const isOff = Object.entries(WRONG_CLOCKS).every(
    ([name, { CLOCK_OFFSET_MS }]) => minutesOff[name] === Number(CLOCK_OFFSET_MS) / MINUTE_MS,
  );
  return {
    ...finding,
    detail: { ...finding.detail, minutesOff },
    broken: [...(finding.broken ?? []), ...(isOff ? [] : ['no clock was wrong, so nothing was proved'])],
  };
}

/** By how many minutes the clock of a process is wrong, as its latest log entry says. */
function minutesOffOf(house: RaceHouse, name: string): number | null {
  const log = house.own!.logs.get(name)!;
  const times = log.tail(200).flatMap((line) => {
    const { time } = line.startsWith('{') ? (JSON.parse(line) as { time?: string }) : {};
    return time ? [Date.parse(time)] : [];
  });
  const latest = times.at(-1);
  return latest === undefined ? null : Math.round((latest - Date.now()) / MINUTE_MS);
}
