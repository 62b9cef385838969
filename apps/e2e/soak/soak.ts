// `npm run soak -- --orders 2000 [--seed 7]`: a year of trouble in a few minutes, and the books checked to the cent.
import { audit } from './audit.ts';
import { Dice } from './dice.ts';
import { Shopper, type Outcome } from './shopper.ts';
import { SoakHouse } from './soak-house.ts';
import { Troublemaker } from './troublemaker.ts';

const SHOPPERS = 8;
/** Purchases between two troubles, on average. */
const CALM = 4;
/** How long the house may take to become quiet after the last purchase. */
const QUIET_SECONDS = 900;

const say = (message: string): void => console.error(`… ${message}`);

function asked(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`npm run soak -- --${name} takes a whole number above 0`);
  process.exit(2);
}

/** Everything that is for sale, on shelves that no run empties. */
async function stock(house: SoakHouse): Promise<string[]> {
  const found = await house.rows<{ listing: string; variant: string }>(
    `SELECT DISTINCT ON (v.id) l.id AS listing, v.id AS variant FROM catalog.listing l
       JOIN catalog.variant v ON v.id = l.variant_id AND v.archived_at IS NULL
       JOIN catalog.product p ON p.id = v.product_id AND p.status = 'active' AND p.is_published
       JOIN inventory.variant_stock s ON s.variant_id = v.id AND NOT s.may_oversell
      WHERE l.state = 'open' AND EXISTS (SELECT 1 FROM inventory.stock t JOIN inventory.location o USING (retailer_id)
                                          WHERE t.variant_id = v.id AND o.is_active AND 'DE' = ANY(o.ships_to))
      ORDER BY v.id`,
  );
  const variants = found.map(({ variant }) => variant);
  await house.rows(`UPDATE inventory.stock SET on_hand = 1000000 WHERE variant_id = ANY($1)`, [variants]);
  await house.rows(
    `UPDATE inventory.variant_stock v SET on_hand = (SELECT sum(on_hand) FROM inventory.stock s WHERE s.variant_id = v.variant_id)
      WHERE variant_id = ANY($1)`,
    [variants],
  );
  return found.map(({ listing }) => listing);
}

/** True when nothing is left to do: every order has an end, and no job waits for now. */
async function isQuiet(house: SoakHouse): Promise<boolean> {
  const open = await house.count(
    `SELECT (SELECT count(*) FROM ordering."order" WHERE state = 'authorized')
          + (SELECT count(*) FROM payments.payment WHERE state = 'authorizing')
          + (SELECT count(*) FROM payments.refund WHERE state = 'requested')
          + (SELECT count(*) FROM payments.transfer_reversal WHERE state = 'wanted')
          + (SELECT count(*) FROM ledger.payable WHERE state = 'transferring')
          + (SELECT count(*) FROM ledger.payable b JOIN ledger.sale s ON s.order_id = b.order_id AND s.frozen_for = '{}'
               JOIN ledger.party p ON p.id = b.party_id AND p.stripe_account IS NOT NULL WHERE b.state = 'available')
          + (SELECT count(*) FROM platform.outbox WHERE kind = 'job' AND state = 'pending' AND next_at <= now()) AS n`,
  );
  return open === 0;
}

async function run(orders: number, seed: number, signal: AbortSignal): Promise<boolean> {
  const started = performance.now();
  say('starting the house');
  const house = await SoakHouse.open(signal);
  try {
    const dice = new Dice(seed);
    const listings = await stock(house);
    const trouble = new Troublemaker(house, dice);
    await trouble.begin();
    const outcomes: Partial<Record<Outcome, number>> = {};
    let begun = 0;
    const shopAll = async (): Promise<void> => {
      const shopper = new Shopper(house, dice, listings);
      while (begun < orders && !signal.aborted) {
        begun += 1;
        if (begun % 100 === 0) say(`${begun} of ${orders} shoppers`);
        const outcome = await shopper.shop().catch((): Outcome => 'gave-up');
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        if (dice.isIn(1 / CALM)) await trouble.once();
      }
    };
    await Promise.all(Array.from({ length: SHOPPERS }, shopAll));
    say('the last shopper has left; all troubles end');
    await trouble.end();
    await house.until(() => isQuiet(house), QUIET_SECONDS);
    // Banks decide and pending funds settle; what was delivered before keeps arriving twice and shuffled.
    await trouble.decideAll();
    await house.sandbox('/settle', {});
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const quiet = await house.until(() => isQuiet(house), QUIET_SECONDS);
    say('reading the books');
    const { broken, tally } = await audit(house);
    const ok = broken.length === 0 && quiet && !signal.aborted;
    console.log(
      JSON.stringify({
        name: 'soak',
        value: orders,
        unit: 'shoppers',
        detail: { seed, outcomes, troubles: trouble.tally, ...tally },
      }),
    );
    console.log(
      JSON.stringify({
        ok,
        seed,
        seconds: Math.round((performance.now() - started) / 1_000),
        ...(!ok && { broken: quiet ? broken : [...broken, 'the house did not become quiet'] }),
      }),
    );
    return ok;
  } finally {
    await house.close();
  }
}

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());
try {
  process.exit((await run(asked('orders', 2_000), asked('seed', 7), interrupted.signal)) ? 0 : 1);
} catch (error) {
  console.error(error);
  console.log(JSON.stringify({ ok: false, broken: [error instanceof Error ? error.message : String(error)] }));
  process.exit(1);
}
