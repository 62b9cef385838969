/** Whoever answers SQL. */
export interface Books {
  rows<R>(sql: string, params?: unknown[]): Promise<R[]>;
}

/** What is raced for. */
export interface Prize {
  readonly listing: string;
  readonly variant: string;
  readonly retailer: string;
  readonly title: string;
  /** Outside of any drop. */
  readonly price: { readonly minor: number; readonly currency: string };
  readonly units: number;
  /** The database's time when it was laid out: what was sold before is no part of the race. */
  readonly since: Date;
}

/** Lays out exactly so many units of one thing, at one retailer. */
export async function layOut(
  house: Books,
  units: number,
  wanted: { readonly listing?: string | null; readonly brand?: string } = {},
): Promise<Prize> {
  const [found] = await house.rows<Omit<Prize, 'units' | 'price'> & { minor: string; currency: string }>(
    `SELECT l.id AS listing, v.id AS variant, p.title, l.price_minor AS minor, l.currency, now() AS since,
            (SELECT t.retailer_id FROM inventory.stock t JOIN inventory.location o USING (retailer_id)
              WHERE t.variant_id = v.id AND o.is_active AND 'DE' = ANY(o.ships_to) ORDER BY t.retailer_id LIMIT 1) AS retailer
       FROM catalog.listing l
       JOIN catalog.variant v ON v.id = l.variant_id AND v.archived_at IS NULL
       JOIN catalog.product p ON p.id = v.product_id AND p.status = 'active' AND p.is_published
       JOIN inventory.variant_stock s ON s.variant_id = v.id AND NOT s.may_oversell
      WHERE l.state = 'open' AND l.starts_at <= now() AND (l.ends_at IS NULL OR l.ends_at > now())
        AND CASE WHEN $1::text IS NULL THEN l.channel = 'stream' AND s.claimed = 0 ELSE l.id = $1 END
        AND ($2::text IS NULL OR p.brand_id = $2)
        AND EXISTS (SELECT 1 FROM inventory.stock t JOIN inventory.location o USING (retailer_id)
                     WHERE t.variant_id = v.id AND o.is_active AND 'DE' = ANY(o.ships_to))
      ORDER BY v.id, l.id LIMIT 1`,
    [wanted.listing ?? null, wanted.brand ?? null],
  );
  if (!found) {
    throw new Error(
      wanted.listing
        ? `${wanted.listing} is not for sale, sold on back order, or not sent to Germany`
        : 'Nothing is for sale that is unsold and sent to Germany',
    );
  }
  await setStock(house, found.variant, found.retailer, units);
  const { minor, currency, ...prize } = found;
  return { ...prize, price: { minor: Number(minor), currency }, units };
}

/** So many can be bought from now on, all at one retailer; what is claimed already comes on top. */
async function setStock(house: Books, variant: string, retailer: string, units: number): Promise<void> {
  await house.rows(
    `WITH sum AS (UPDATE inventory.variant_stock SET on_hand = claimed + $3, safety = 0, waiting = 0
                   WHERE variant_id = $1 RETURNING on_hand)
     UPDATE inventory.stock s SET on_hand = CASE WHEN s.retailer_id = $2 THEN sum.on_hand ELSE 0 END
       FROM sum WHERE s.variant_id = $1`,
    [variant, retailer, units],
  );
}
