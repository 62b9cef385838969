import { zProductDetail, zProductPage, type ProductPage } from '@sidestall/contracts';
import type { BareRoute } from './bare-route.ts';
import type { BenchHouse } from './bench-house.ts';
import { Child } from './child.ts';
import { median, round, say, type Findings } from './figures.ts';
import type { LoadAnswer, LoadAsk, Target } from './http-load.ts';
import { cpuOfEach, medianCpu, type CpuTimes } from './processor-time.ts';

const CONNECTIONS = 32;
const ROUNDS = 5;
const ROUND_SECONDS = 2;
const WARM_UP_SECONDS = 3;
const LEAST_VERSUS_BARE = 0.5;

/** What the storefront asks for when a viewer opens the shelf. */
const SHELF = '/v1/products?stream=table-talk&limit=12&drops=apart';
/** What it asks for when a product is touched. */
const sheetOf = (id: string): string => `/v1/products/${id}?drops=apart`;
/** Headers that belong to one connection or one moment, not to the answer. */
const OF_THE_MOMENT = new Set(['connection', 'keep-alive', 'date', 'content-length', 'transfer-encoding']);

/** How fast viewers can browse: the shelf of a show and the product sheet, each beside a route that sends the same bytes. */
export async function benchCatalog(house: BenchHouse, findings: Findings): Promise<void> {
  const shelf = await fetched(house, SHELF);
  const page = zProductPage.safeParse(JSON.parse(shelf.body));
  if (!page.success || page.data.products.length === 0)
    return findings.broken('the shelf of the show is not a page of products');
  const details = await Promise.all(page.data.products.map(({ id }) => fetched(house, sheetOf(id))));
  const wrong = details.filter((detail, index) => !isSheetOf(detail, page.data.products[index]!));
  if (wrong.length > 0) return findings.broken(`${wrong.length} product sheets do not show their product`);

  const loader = await Child.start<LoadAsk, LoadAnswer>(new URL('./http-load.ts', import.meta.url));
  const bare = await Child.start<readonly BareRoute[], string>(new URL('./bare-route.ts', import.meta.url));
  try {
    const bareOrigin = await bare.ask([shelf, ...details]);
    for (const [name, targets] of [
      ['list', [shelf]],
      ['detail', details],
    ] as const) {
      await compare(name, { house, findings, loader, targets, bareOrigin, bareCpu: () => bare.cpu() });
    }
  } finally {
    await Promise.all([loader.stop(), bare.stop()]);
  }
}

async function fetched(house: BenchHouse, path: string): Promise<BareRoute> {
  const response = await fetch(`${house.urls.api}${path}`);
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !OF_THE_MOMENT.has(name)));
  return { path, headers, body: response.status === 200 ? await response.text() : 'null' };
}

function isSheetOf(detail: BareRoute, card: ProductPage['products'][number]): boolean {
  const sheet = zProductDetail.safeParse(JSON.parse(detail.body));
  return sheet.success && sheet.data.id === card.id && sheet.data.title === card.title;
}

interface Comparison {
  readonly house: BenchHouse;
  readonly findings: Findings;
  readonly loader: Child<LoadAsk, LoadAnswer>;
  readonly targets: readonly Target[];
  readonly bareOrigin: string;
  readonly bareCpu: () => number | null;
}

/** Rounds take turns, so that a noisy neighbor meets both sides; each ratio is of two rounds side by side. */
async function compare(
  name: string,
  { house, findings, loader, targets, bareOrigin, bareCpu }: Comparison,
): Promise<void> {
  say(`catalog: ${name} at ${CONNECTIONS} connections`);
  const load = (origin: string, seconds: number): Promise<LoadAnswer> =>
    loader.ask({ origin, targets, connections: CONNECTIONS, seconds });
  await load(house.urls.api, WARM_UP_SECONDS);
  await load(bareOrigin, 1);
  await house.profiles?.begin();
  const rounds: { ours: LoadAnswer; bare: LoadAnswer; cpu: CpuTimes; bareCpuMs: number | null }[] = [];
  for (let turn = 0; turn < ROUNDS; turn++) {
    const bareBefore = bareCpu();
    const bare = await load(bareOrigin, ROUND_SECONDS);
    const bareAfter = bareCpu();
    const bareCpuMs = bareBefore === null || bareAfter === null ? null : (bareAfter - bareBefore) / bare.requests;
    const before = house.cpu();
    const ours = await load(house.urls.api, ROUND_SECONDS);
    rounds.push({ ours, bare, bareCpuMs, cpu: cpuOfEach(before, house.cpu(), ours.requests) });
  }
  await house.profiles?.end();
  const wrong = rounds.flatMap(({ ours }) => (ours.wrong > 0 ? [ours] : []));
  if (wrong.length > 0) {
    const count = wrong.reduce((sum, ours) => sum + ours.wrong, 0);
    findings.broken(`${count} answers of the ${name} were wrong, for instance: ${wrong[0]!.example}`);
  }
  if (rounds.some(({ bare }) => bare.wrong > 0)) findings.broken(`the bare route did not send the same bytes`);
  const ofOurs = (pick: (answer: LoadAnswer) => number): number => round(median(rounds.map(({ ours }) => pick(ours))));
  findings.figure(
    `catalog.${name}_per_s`,
    ofOurs(({ perSecond }) => perSecond),
    'requests/s',
    {
      connections: CONNECTIONS,
      rounds: ROUNDS,
      bytes: round(targets.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0) / targets.length),
      p50Ms: ofOurs(({ spread }) => spread.p50),
      p99Ms: ofOurs(({ spread }) => spread.p99),
      cpuMs: medianCpu(rounds.map(({ cpu }) => cpu)),
    },
  );
  const versusBare = median(rounds.map(({ ours, bare }) => ours.perSecond / bare.perSecond));
  const cpuVersusBare = median(
    rounds.map(({ cpu, bareCpuMs }) => (cpu.api !== null && bareCpuMs ? cpu.api / bareCpuMs : Infinity)),
  );
  // On a busy machine a rate says little by itself: a page that costs as little as a bare one was only kept waiting.
  if (versusBare < LEAST_VERSUS_BARE && cpuVersusBare > 1 / LEAST_VERSUS_BARE) {
    findings.broken(`the ${name} is answered at ${round(versusBare)} of the rate of a bare route`);
  }
  findings.figure(`catalog.${name}_vs_bare`, versusBare, 'ratio', {
    barePerSecond: round(median(rounds.map(({ bare }) => bare.perSecond))),
    bareCpuMs: round(median(rounds.map(({ bareCpuMs }) => bareCpuMs ?? 0))),
    perRound: rounds.map(({ ours, bare }) => round(ours.perSecond / bare.perSecond)),
  });
}
