// `npm run race -- --buyers 1000 --units 100 [--kills] [--apis 4]`: a crowd buys the last units, and the books are audited.
import { once } from 'node:events';
import { say } from '../bench/figures.ts';
import { abandoned } from './abandoned.ts';
import { cap } from './cap.ts';
import { clock, WRONG_CLOCKS } from './clock.ts';
import { feedZero } from './feed-zero.ts';
import { readOptions, UsageError, type RaceOptions, type Scenario } from './options.ts';
import { RaceHouse } from './race-house.ts';
import { report, type Finding } from './report.ts';
import { rush } from './rush.ts';
import { tabs } from './tabs.ts';
import { twoDrops } from './two-drops.ts';

type Run = (house: RaceHouse, options: RaceOptions) => Promise<Finding>;

const RUNS: Readonly<Record<Scenario, Run>> = {
  race: rush,
  tabs,
  abandoned,
  'feed-zero': feedZero,
  'two-drops': twoDrops,
  cap,
  clock,
};

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());

async function race(options: RaceOptions): Promise<boolean> {
  const { apis, install, scenario } = options;
  say(
    install
      ? `going to ${install.apiUrls.join(', ')}`
      : `starting the house with ${apis} API process${apis > 1 ? 'es' : ''}`,
  );
  const house = install
    ? RaceHouse.visit(install)
    : await RaceHouse.open({ apis, signal: interrupted.signal, env: scenario === 'clock' ? WRONG_CLOCKS : {} });
  try {
    const finding = RUNS[scenario](house, options);
    await Promise.race([finding, once(interrupted.signal, 'abort')]);
    return !interrupted.signal.aborted && report(options, await finding);
  } finally {
    await house.close();
  }
}

try {
  const ok = await race(readOptions(process.argv.slice(2)));
  process.exit(interrupted.signal.aborted ? 130 : ok ? 0 : 1);
} catch (error) {
  if (interrupted.signal.aborted) process.exit(130);
  if (error instanceof UsageError) {
    console.error(error.message);
    process.exit(2);
  }
  console.error(error);
  console.log(
    JSON.stringify({ name: 'race', ok: false, broken: [error instanceof Error ? error.message : String(error)] }),
  );
  process.exit(1);
}
