// `npm run bench`: figures of the house, one JSON line each, and a last line that says whether every promise held.
import { once } from 'node:events';
import { BenchHouse } from './bench-house.ts';
import { benchCatalog } from './catalog.ts';
import { benchCheckout } from './checkout.ts';
import { benchDrop } from './drop.ts';
import { Findings } from './figures.ts';
import { benchHolds } from './holds.ts';
import { benchLedger } from './ledger.ts';
import { benchLive } from './live.ts';
import { benchRouting } from './routing.ts';
import { benchWebhooks } from './webhooks.ts';
import { benchWidget } from './widget.ts';

const AREAS = {
  catalog: benchCatalog,
  checkout: benchCheckout,
  holds: benchHolds,
  drop: benchDrop,
  ledger: benchLedger,
  webhooks: benchWebhooks,
  live: benchLive,
} as const;
/** Pure thought: these need no house. */
const THOUGHTS = { routing: benchRouting } as const;
/** A browser and pages of its own, without a house. */
const PAGES = { widget: benchWidget } as const;
type HouseArea = keyof typeof AREAS;
type Area = HouseArea | keyof typeof THOUGHTS | keyof typeof PAGES;

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

/** Runs the areas one after the other; an interruption ends the house first and the rest by its end. */
async function bench(areas: readonly Area[], isProfiled: boolean): Promise<boolean> {
  const findings = new Findings();
  const started = performance.now();
  for (const area of areas) if (area in THOUGHTS) THOUGHTS[area as keyof typeof THOUGHTS](findings);
  for (const area of areas) if (area in PAGES) await PAGES[area as keyof typeof PAGES](findings);
  const inHouse = areas.filter((area): area is HouseArea => area in AREAS);
  if (inHouse.length > 0) await benchInHouse(inHouse, isProfiled, findings);
  if (interrupted.signal.aborted) return false;
  return findings.close((performance.now() - started) / 1_000);
}

async function benchInHouse(areas: readonly HouseArea[], isProfiled: boolean, findings: Findings): Promise<void> {
  const house = await BenchHouse.open(interrupted.signal, isProfiled);
  const run = async (): Promise<void> => {
    for (const area of areas) await AREAS[area](house, findings);
  };
  try {
    await Promise.race([run(), once(interrupted.signal, 'abort')]);
  } finally {
    await house.close();
  }
}

const given = process.argv.slice(2);
const names = given.filter((argument) => argument !== '--profile');
const known = [...Object.keys(THOUGHTS), ...Object.keys(PAGES), ...Object.keys(AREAS)];
const unknown = names.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`npm run bench does not know ${unknown}; it knows ${known.join(', ')} and --profile`);
  process.exit(2);
}
const areas = names.length > 0 ? (names as Area[]) : (known as Area[]);
try {
  const ok = await bench(areas, given.includes('--profile'));
  process.exit(interrupted.signal.aborted ? 130 : ok ? 0 : 1);
} catch (error) {
  if (interrupted.signal.aborted) process.exit(130);
  console.error(error);
  console.log(JSON.stringify({ ok: false, broken: [error instanceof Error ? error.message : String(error)] }));
  process.exit(1);
}
