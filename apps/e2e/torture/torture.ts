// `npm run torture -- --orders 1000 [--seed 7] [--redis]`: everything that can break between a paid order and a parcel does,
// at random, and nothing may be lost.
import 'reflect-metadata';
import { Buyer } from '../faults/buyer.ts';
import { FaultHouse } from '../faults/fault-house.ts';
import { isQuiet, judge } from '../faults/oracle.ts';
import { Caller } from './caller.ts';
import { HouseHand } from './house-hand.ts';
import { PartnerDesk } from './partner-desk.ts';
import { ReturnsDesk } from './returns-desk.ts';
import { planTroubles } from './schedule.ts';
import { Storm } from './storm.ts';

const BUYERS = 8;
const MORE_PARTNERS = ['alder', 'birch', 'cedar'] as const;
/** How long the house may take to become quiet after the storm. */
const QUIET_SECONDS = 900;

const say = (message: string): void => console.error(`… ${message}`);

function asked(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`npm run torture -- --${name} takes a whole number above 0`);
  process.exit(2);
}

async function count(house: FaultHouse, sql: string): Promise<Record<string, number>> {
  const rows = await house.rows<{ word: string; n: string }>(sql);
  return Object.fromEntries(rows.map(({ word, n }) => [word, Number(n)]));
}

async function tally(house: FaultHouse): Promise<Record<string, unknown>> {
  const heard = house.partners.map(({ name, heard: messages }) => {
    const times = [...messages.values()].reduce((sum, message) => sum + message.times, 0);
    return [name, { messages: messages.size, posts: times }];
  });
  return {
    orders: await count(house, `SELECT state AS word, count(*) AS n FROM ordering."order" GROUP BY 1 ORDER BY 1`),
    fulfillmentOrders: await count(
      house,
      `SELECT state AS word, count(*) AS n FROM fulfillment.fulfillment_order GROUP BY 1 ORDER BY 1`,
    ),
    deliveries: await count(
      house,
      `SELECT state AS word, count(*) AS n FROM fulfillment.delivery GROUP BY 1 ORDER BY 1`,
    ),
    refunds: await count(house, `SELECT state AS word, count(*) AS n FROM payments.refund GROUP BY 1 ORDER BY 1`),
    returns: await count(house, `SELECT state AS word, count(*) AS n FROM ordering.return GROUP BY 1 ORDER BY 1`),
    partners: Object.fromEntries(heard) as unknown,
  };
}

async function run(orders: number, seed: number, backend: 'PostgreSQL' | 'Redis'): Promise<boolean> {
  const started = performance.now();
  say(`starting the house, with its queue on ${backend}`);
  const house = await FaultHouse.open(backend, { workers: 2, morePartners: MORE_PARTNERS });
  const desk = await PartnerDesk.open(house);
  try {
    const buyer = new Buyer(house, await Buyer.listings(house));
    await desk.takeOn();
    const troubles = planTroubles(seed, orders, house.partners.length);
    const caller = new Caller(house);
    const returns = new ReturnsDesk(house, caller, buyer);
    const storm = new Storm(house, desk, new HouseHand(house, caller, buyer, returns));
    let [begun, met, bought] = [0, 0, 0];
    const gaveUp: Record<string, number> = {};
    const shop = async (): Promise<void> => {
      while (begun < orders) {
        begun += 1;
        if (begun % 100 === 0) say(`${begun} of ${orders} purchases, ${met} of ${troubles.length} troubles`);
        const index = begun;
        while (troubles[met] && troubles[met]!.at <= index) await storm.meet(troubles[met++]!.what);
        await buyer.buy(index).then(
          () => (bought += 1),
          (error: unknown) => {
            const why = /"code":"([A-Z._]+)"/.exec(String(error))?.[1] ?? String(error);
            gaveUp[why] = (gaveUp[why] ?? 0) + 1;
          },
        );
      }
    };
    await Promise.all(Array.from({ length: BUYERS }, shop));
    say('the last buyer has left; all troubles end');
    await storm.end();
    await returns.end();
    const isOver = await house
      .until(() => isQuiet(house), 'the house to become quiet', QUIET_SECONDS)
      .then(() => true)
      .catch(() => false);
    const broken = [...(await judge(house)), ...(await returns.judge())];
    if (!isOver) broken.push('the house did not become quiet');
    const detail = { seed, backend, bought, gaveUp, troubles: storm.tally, answers: buyer.statuses };
    console.log(
      JSON.stringify({
        name: 'torture',
        value: orders,
        unit: 'purchases',
        detail: { ...detail, ...(await tally(house)) },
      }),
    );
    const ok = broken.length === 0;
    const seconds = Math.round((performance.now() - started) / 1_000);
    console.log(JSON.stringify({ ok, seed, seconds, ...(!ok && { broken: broken.slice(0, 40) }) }));
    return ok;
  } finally {
    await desk.close();
    await house.close();
  }
}

try {
  const backend = process.argv.includes('--redis') ? 'Redis' : 'PostgreSQL';
  process.exit((await run(asked('orders', 1_000), asked('seed', 7), backend)) ? 0 : 1);
} catch (error) {
  console.error(error);
  console.log(JSON.stringify({ ok: false, broken: [error instanceof Error ? error.message : String(error)] }));
  process.exit(1);
}
