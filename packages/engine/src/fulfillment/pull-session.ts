/** A retailer that asked for its messages or its orders within this time finds what it was not told. */
const ASKS_WITHIN = `interval '15 minutes'`;

/** Holds for a retailer that asks by itself. Telling of stock is not asking: it finds nothing there. */
export const isAskingItself = (retailerId: string): string => `EXISTS (
  SELECT 1 FROM fulfillment.partner_feed f WHERE f.retailer_id = ${retailerId} AND f.pulled_at > now() - ${ASKS_WITHIN})`;

/** Writes down that the retailer `$1` asks; a minute is exact enough. */
export const NOTE_ASKING = `INSERT INTO fulfillment.partner_feed AS f (retailer_id) VALUES ($1)
  ON CONFLICT (retailer_id) DO UPDATE SET pulled_at = now() WHERE f.pulled_at < now() - interval '1 minute'`;
