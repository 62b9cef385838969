import type { Books, Prize } from './goods.ts';

/** What stock, holds and orders say of what was raced for. */
export interface StockBooks {
  /** Units of paid orders. */
  readonly sold: number;
  /** Orders whose payment is not decided. */
  readonly waiting: number;
  /** Units sold or promised beyond what was laid out, and variants of which more is claimed than is there. */
  readonly oversold: number;
  /** Rows of stock, shelves, holds and allotments below nothing or beyond their limit. */
  readonly negative: number;
  /** Holds past their expiry, and holds of orders that do not wait for a payment. */
  readonly stuckHolds: number;
  /** Variants whose claims are not the sum of holds and allotments. */
  readonly adrift: number;
  /** Jobs that were tried until they were given up. */
  readonly failedJobs: number;
}

export async function stockBooks(house: Books, prizes: readonly Prize[]): Promise<StockBooks> {
  const [books] = await house.rows<Record<keyof StockBooks | 'beyondShelf', string>>(
    `WITH prize AS (SELECT * FROM unnest($1::text[], $2::int[]) AS p(variant_id, units)),
          line AS (SELECT l.variant_id, l.quantity - l.canceled AS quantity, o.state, p.state AS payment
                     FROM ordering.order_line l JOIN ordering."order" o ON o.id = l.order_id
                     JOIN payments.payment p ON p.order_id = o.id JOIN prize USING (variant_id) WHERE o.placed_at >= $3),
          sold AS (SELECT variant_id, sum(quantity) AS quantity FROM line
                    WHERE state IN ('authorized', 'captured', 'completed') GROUP BY variant_id),
          promised AS (SELECT h.variant_id, sum(h.quantity) AS quantity FROM inventory.hold h JOIN prize USING (variant_id)
                        WHERE h.state = 'held' GROUP BY h.variant_id)
     SELECT (SELECT coalesce(sum(quantity), 0) FROM sold) AS sold,
            (SELECT count(*) FROM line WHERE state = 'pending_payment' AND payment IN ('authorizing', 'requires_action')) AS waiting,
            (SELECT coalesce(sum(greatest(coalesce(s.quantity, 0) + coalesce(h.quantity, 0) - p.units, 0)), 0)
               FROM prize p LEFT JOIN sold s USING (variant_id) LEFT JOIN promised h USING (variant_id)) AS oversold,
            (SELECT count(*) FROM inventory.variant_stock v JOIN prize USING (variant_id)
              WHERE NOT v.may_oversell AND v.claimed > v.on_hand) AS "beyondShelf",
            (SELECT count(*) FROM inventory.variant_stock WHERE least(on_hand, claimed, safety, waiting) < 0)
              + (SELECT count(*) FROM inventory.stock WHERE least(on_hand, allocated) < 0)
              + (SELECT count(*) FROM inventory.hold WHERE quantity < 0)
              + (SELECT count(*) FROM inventory.allotment WHERE claimed < 0 OR claimed > allotted) AS negative,
            (SELECT count(*) FROM inventory.hold h JOIN prize USING (variant_id) LEFT JOIN ordering."order" o ON o.id = h.order_id
              WHERE h.state = 'held' AND (h.expires_at < now()
                 OR (h.order_id LIKE 'ord\\_%' AND coalesce(o.state, 'none') <> 'pending_payment'))) AS "stuckHolds",
            (SELECT count(*) FROM inventory.variant_stock v JOIN prize USING (variant_id)
              WHERE v.claimed <> (SELECT coalesce(sum(quantity), 0) FROM inventory.hold h
                                   WHERE h.variant_id = v.variant_id AND h.state IN ('held', 'reserved'))
                               + (SELECT coalesce(sum(allotted - claimed), 0) FROM inventory.allotment a
                                   WHERE a.variant_id = v.variant_id)) AS adrift,
            (SELECT count(*) FROM platform.outbox WHERE kind = 'job' AND state = 'failed' AND created_at >= $3) AS "failedJobs"`,
    [prizes.map(({ variant }) => variant), prizes.map(({ units }) => units), prizes[0]!.since],
  );
  const { beyondShelf, ...numbers } = Object.fromEntries(
    Object.entries(books!).map(([name, value]) => [name, Number(value)]),
  ) as Record<keyof StockBooks | 'beyondShelf', number>;
  return { ...numbers, oversold: numbers.oversold + beyondShelf };
}
