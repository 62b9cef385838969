import type { BenchHouse } from './bench-house.ts';

export interface Goods {
  /** Listings with more stock than any run sells. */
  readonly plenty: readonly string[];
  /** One listing with few units, for the rush. */
  readonly scarce: string;
}

const PLENTY = 32;
const A_LOT = 10_000_000;

/** Fills the shelves of the seed shop, which are small, and leaves one variant with `few` units at one retailer. */
export async function stockGoods(house: BenchHouse, few: number): Promise<Goods> {
  const found = await house.rows<{ listing: string; variant: string }>(
    `SELECT DISTINCT ON (v.id) l.id AS listing, v.id AS variant
       FROM catalog.listing l
       JOIN catalog.variant v ON v.id = l.variant_id AND v.archived_at IS NULL
       JOIN catalog.product p ON p.id = v.product_id AND p.status = 'active' AND p.is_published
       JOIN inventory.variant_stock s ON s.variant_id = v.id AND NOT s.may_oversell AND s.claimed = 0
      WHERE l.channel = 'stream' AND l.state = 'open' AND l.starts_at <= now() AND (l.ends_at IS NULL OR l.ends_at > now())
        AND EXISTS (SELECT 1 FROM inventory.stock t JOIN inventory.location o USING (retailer_id)
                     WHERE t.variant_id = v.id AND o.is_active AND 'DE' = ANY(o.ships_to))
      ORDER BY v.id LIMIT $1`,
    [PLENTY + 1],
  );
  const [scarce, ...plenty] = found;
  if (!scarce || plenty.length === 0) throw new Error('The seed shop has too little to sell');
  await house.rows(
    `WITH counts AS (
       SELECT variant_id, retailer_id,
              CASE WHEN variant_id <> $2 THEN $3::int
                   WHEN row_number() OVER (PARTITION BY variant_id ORDER BY retailer_id) = 1 THEN $4::int ELSE 0 END AS on_hand
         FROM inventory.stock WHERE variant_id = ANY($1)),
     told AS (UPDATE inventory.stock s SET on_hand = c.on_hand FROM counts c
               WHERE s.variant_id = c.variant_id AND s.retailer_id = c.retailer_id)
     UPDATE inventory.variant_stock v SET on_hand = c.on_hand
       FROM (SELECT variant_id, sum(on_hand)::int AS on_hand FROM counts GROUP BY variant_id) c
      WHERE v.variant_id = c.variant_id`,
    [found.map(({ variant }) => variant), scarce.variant, A_LOT, few],
  );
  return { plenty: plenty.map(({ listing }) => listing), scarce: scarce.listing };
}

/** What the books of the shop and of the sandbox say. */
interface BooksNow {
  readonly orders: number;
  readonly paid: number;
  readonly oversold: number;
  readonly adrift: number;
  readonly payments: number;
  readonly holding: number;
}

export async function booksNow(house: BenchHouse): Promise<BooksNow> {
  const [books] = await house.rows<Omit<BooksNow, 'payments' | 'holding'>>(
    `SELECT (SELECT count(*)::int FROM ordering."order") AS orders,
            (SELECT count(DISTINCT stripe_payment_intent)::int FROM payments.payment
              WHERE state IN ('authorized', 'captured')) AS paid,
            (SELECT count(*)::int FROM inventory.variant_stock WHERE NOT may_oversell AND claimed > on_hand) AS oversold,
            (SELECT count(*)::int FROM inventory.variant_stock v
              WHERE v.on_hand <> (SELECT coalesce(sum(on_hand), 0) FROM inventory.stock s WHERE s.variant_id = v.variant_id)
                 OR v.claimed <> (SELECT coalesce(sum(quantity), 0) FROM inventory.hold h
                                   WHERE h.variant_id = v.variant_id AND h.state IN ('held', 'reserved'))
                               + (SELECT coalesce(sum(allotted - claimed), 0) FROM inventory.allotment a
                                   WHERE a.variant_id = v.variant_id)) AS adrift`,
  );
  const { totals } = await house.sandbox<{ totals: { payments: number; held: number; succeeded: number } }>(
    '/overview',
  );
  return { ...books!, payments: totals.payments, holding: totals.held + totals.succeeded };
}

/** Compares what the guests believe with the books of the shop and of the sandbox; answers what does not fit. */
export async function auditBooks(house: BenchHouse, before: BooksNow, purchases: number): Promise<string[]> {
  const now = await booksNow(house);
  const expected = {
    orders: ['orders', now.orders - before.orders, purchases],
    paid: ['paid orders', now.paid - before.paid, purchases],
    oversold: ['variants with more claimed than is there', now.oversold, 0],
    adrift: ['variants whose stock and claims do not add up', now.adrift, 0],
    payments: ['payments at Stripe', now.payments - before.payments, purchases],
    holding: ['payments at Stripe that hold or took the money', now.holding - before.holding, purchases],
  } as const satisfies Record<keyof BooksNow, readonly [string, number, number]>;
  return Object.values(expected).flatMap(([what, found, wanted]) =>
    found === wanted ? [] : [`${what}: ${found} instead of ${wanted}`],
  );
}
