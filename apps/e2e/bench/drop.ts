import { VISA, withCrowd, type Crowd } from '../race/crowds.ts';
import { DropDesk } from '../race/drop-desk.ts';
import { stockBooks } from '../race/stock-books.ts';
import { layOut } from '../race/goods.ts';
import type { CrowdAnswer } from '../race/crowd.ts';
import type { BenchHouse } from './bench-house.ts';
import { median, percentile, round, say, type Findings } from './figures.ts';

const BUYERS = 1_000;
const UNITS = 100;
const ROUNDS = 3;
const PATIENCE_SECONDS = 120;

/** How long it takes until a crowd over HTTP has bought the last unit, paid for it, and everybody else knows. */
export async function benchDrop(house: BenchHouse, findings: Findings): Promise<void> {
  const desk = await DropDesk.open(house.urls.api);
  await withCrowd(async (crowd) => {
    for (const [name, maker] of [
      ['drop.sold_out_s', desk],
      ['drop.without_drop_s', null],
    ] as const) {
      await race(house, findings, crowd, maker, BUYERS / 10, UNITS / 10);
      const rounds: CrowdAnswer[] = [];
      for (let turn = 0; turn < ROUNDS; turn++) rounds.push(await race(house, findings, crowd, maker, BUYERS, UNITS));
      tell(findings, name, rounds);
    }
  });
}

function tell(findings: Findings, name: string, rounds: readonly CrowdAnswer[]): void {
  const times = rounds.map(({ stories }) => stories.map(({ milliseconds }) => milliseconds));
  findings.figure(name, median(rounds.map(({ seconds }) => seconds)), 's', {
    buyers: BUYERS,
    units: UNITS,
    p50Ms: round(median(times.map((one) => percentile(one, 0.5)))),
    p99Ms: round(median(times.map((one) => percentile(one, 0.99)))),
    perRound: rounds.map(({ seconds }) => round(seconds)),
  });
}

/** One race, and what must be true after each. */
async function race(
  house: BenchHouse,
  findings: Findings,
  crowd: Crowd,
  /** Who makes a drop of the units; null: they are sold without any. */
  desk: DropDesk | null,
  buyers: number,
  units: number,
): Promise<CrowdAnswer> {
  const prize = await layOut(house, units, desk ? { brand: desk.brandId } : {});
  await desk?.plan(prize, { title: 'All of it', share: 0.8, allotment: units });
  say(`drop: ${buyers} buyers, ${units} × ${prize.title}`);
  const answer = await crowd.ask({
    market: { apiUrls: [house.urls.api], stripeUrl: house.urls.stripeSandbox, stripeSecretKey: house.stripeSecretKey },
    listing: prize.listing,
    cards: [VISA],
    buyers,
    atOnce: buyers,
    tabs: 1,
    presses: 1,
    patienceSeconds: PATIENCE_SECONDS,
    name: 'buyer',
  });
  const told = (outcome: string): number => answer.stories.filter((story) => story.outcome === outcome).length;
  if (told('paid') !== units) findings.broken(`drop: ${told('paid')} of ${units} units were sold`);
  if (told('sold-out') !== buyers - units) findings.broken(`drop: ${told('sold-out')} heard that it is sold out`);
  for (const { asides, complaint } of answer.stories) {
    if (complaint) findings.broken(`drop: ${complaint}`);
    for (const [what, times] of Object.entries(asides)) findings.broken(`drop: ${times} × ${what}`);
  }
  const { sold, oversold, negative, adrift } = await stockBooks(house, [prize]);
  if (sold !== units || oversold + negative + adrift > 0) {
    findings.broken(`drop: ${sold} units sold, ${oversold} oversold, ${negative} rows below nothing, ${adrift} adrift`);
  }
  return answer;
}
