// `npm run bench`: figures of the house, one JSON line each, and a last line that says whether every promise held.
import { BenchHouse } from './bench-house.ts';
import { benchCatalog } from './catalog.ts';
import { benchCheckout } from './checkout.ts';
import { Findings } from './figures.ts';

const AREAS = { catalog: benchCatalog, checkout: benchCheckout } as const;
type Area = keyof typeof AREAS;

async function bench(areas: readonly Area[], isProfiled: boolean): Promise<boolean> {
  const interrupted = new AbortController();
  const findings = new Findings();
  let house: BenchHouse | null = null;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      interrupted.abort();
      void house?.close().finally(() => process.exit(130));
    });
  }
  const started = performance.now();
  house = await BenchHouse.open(interrupted.signal, isProfiled);
  try {
    for (const area of areas) await AREAS[area](house, findings);
  } finally {
    await house.close();
  }
  return findings.close((performance.now() - started) / 1_000);
}

const given = process.argv.slice(2);
const names = given.filter((argument) => argument !== '--profile');
const unknown = names.find((name) => !(name in AREAS));
if (unknown !== undefined) {
  console.error(`npm run bench does not know ${unknown}; it knows ${Object.keys(AREAS).join(', ')} and --profile`);
  process.exit(2);
}
const areas = names.length > 0 ? (names as Area[]) : (Object.keys(AREAS) as Area[]);
try {
  process.exit((await bench(areas, given.includes('--profile'))) ? 0 : 1);
} catch (error) {
  console.error(error);
  console.log(JSON.stringify({ ok: false, broken: [error instanceof Error ? error.message : String(error)] }));
  process.exit(1);
}
