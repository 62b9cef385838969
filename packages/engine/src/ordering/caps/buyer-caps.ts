import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Failure } from '@sidestall/contracts';
import { err, ok, type DropId, type ListingId, type OrderId, type Result } from '@sidestall/kernel';
import type { Tx } from '../../platform/database.ts';
import { personDigest } from '../coupons/person-digest.ts';

/** Who buys, as far as we can tell: one mailbox, and one card where it is known. */
export interface Buyer {
  readonly email: string;
  readonly cardFingerprint: string | null;
}

export interface CappedLine {
  readonly dropId: DropId;
  readonly listingId: ListingId;
  readonly title: string;
  readonly quantity: number;
  readonly cap: number;
}

export interface CapAsk {
  readonly orderId: OrderId;
  readonly buyer: Buyer;
  readonly lines: readonly CappedLine[];
}

export type CapAnswer = Result<null, Failure<'ORDERING.CAP_REACHED'>>;

interface Place {
  readonly drop: string;
  readonly listing: string;
  readonly buyer: string;
}

interface Count extends Place {
  readonly units: number;
}

const keyOf = ({ drop, listing, buyer }: Place): string => `${drop} ${listing} ${buyer}`;

/**
 * Counts the units of a drop that each buyer has, across devices and tabs: by mailbox and by card, and whoever shares
 * either is one buyer. Rows are locked in one order before anything is counted, so that ten tabs are ten in a row.
 */
@Injectable()
export class BuyerCaps {
  /** Counts for each order all of its lines or none, in the order given. Again for the same order changes nothing. */
  async claim(tx: Tx, asks: readonly CapAsk[]): Promise<CapAnswer[]> {
    const wanted = asks.map(placesOf);
    const places = new Map(wanted.flat().map((place) => [keyOf(place), place]));
    if (places.size === 0) return asks.map(() => ok(null));
    const counts = await this.#lock(tx, [...places.values()]);
    const known = await this.#known(
      tx,
      asks.map(({ orderId }) => orderId),
    );
    const granted: (Count & { readonly orderId: OrderId })[] = [];
    const answers = asks.map((ask, index): CapAnswer => {
      const fresh = wanted[index]!.filter((count) => !known.has(`${ask.orderId} ${keyOf(count)}`));
      const over = fresh.filter((count) => counts.get(keyOf(count))! + count.units > capOf(ask, count));
      if (over.length > 0) return err(reached(ask, over, counts));
      for (const count of fresh) {
        counts.set(keyOf(count), counts.get(keyOf(count))! + count.units);
        granted.push({ ...count, orderId: ask.orderId });
      }
      return ok(null);
    });
    if (granted.length > 0) await this.#write(tx, granted);
    return answers;
  }

  /** The order comes to nothing: its units count no longer. Once only, however often it is asked. */
  async giveBack(tx: Tx, orderId: OrderId): Promise<void> {
    await tx.rows(
      `WITH gone AS (DELETE FROM ordering.cap_claim WHERE order_id = $1 RETURNING drop_id, listing_id, buyer, units),
            locked AS (SELECT c.drop_id, c.listing_id, c.buyer, g.units FROM ordering.cap_count c
                         JOIN gone g USING (drop_id, listing_id, buyer)
                        ORDER BY c.drop_id, c.listing_id, c.buyer FOR UPDATE OF c)
       UPDATE ordering.cap_count c SET units = c.units - l.units FROM locked l
        WHERE c.drop_id = l.drop_id AND c.listing_id = l.listing_id AND c.buyer = l.buyer`,
      [orderId],
    );
  }

  /** Makes the rows that are not there yet and locks them all, in one order; answers what they count. */
  async #lock(tx: Tx, places: readonly Place[]): Promise<Map<string, number>> {
    const rows = await tx.rows<Count>(
      `INSERT INTO ordering.cap_count AS c (drop_id, listing_id, buyer, units)
       SELECT drop, listing, buyer, 0 FROM jsonb_to_recordset($1) AS p(drop text, listing text, buyer text)
        ORDER BY drop COLLATE "C", listing COLLATE "C", buyer COLLATE "C"
       ON CONFLICT (drop_id, listing_id, buyer) DO UPDATE SET units = c.units
       RETURNING drop_id AS drop, listing_id AS listing, buyer, units`,
      [JSON.stringify(places)],
    );
    return new Map(rows.map((row) => [keyOf(row), row.units]));
  }

  async #known(tx: Tx, orderIds: readonly OrderId[]): Promise<Set<string>> {
    const rows = await tx.rows<Place & { readonly orderId: OrderId }>(
      `SELECT order_id AS "orderId", drop_id AS drop, listing_id AS listing, buyer FROM ordering.cap_claim
        WHERE order_id = ANY ($1)`,
      [orderIds],
    );
    return new Set(rows.map((row) => `${row.orderId} ${keyOf(row)}`));
  }

  async #write(tx: Tx, granted: readonly (Count & { readonly orderId: OrderId })[]): Promise<void> {
    await tx.rows(
      `WITH granted AS (SELECT * FROM jsonb_to_recordset($1)
                          AS g("orderId" text, drop text, listing text, buyer text, units int)),
            noted AS (INSERT INTO ordering.cap_claim (order_id, drop_id, listing_id, buyer, units)
                      SELECT "orderId", drop, listing, buyer, units FROM granted)
       UPDATE ordering.cap_count c SET units = c.units + g.units
         FROM (SELECT drop, listing, buyer, sum(units)::int AS units FROM granted GROUP BY drop, listing, buyer) g
        WHERE c.drop_id = g.drop AND c.listing_id = g.listing AND c.buyer = g.buyer`,
      [JSON.stringify(granted)],
    );
  }
}

/** Where an order's units count: each listing for the mailbox and, where it is known, for the card. */
function placesOf({ buyer, lines }: CapAsk): Count[] {
  const buyers = [`email:${personDigest(buyer.email)}`];
  if (buyer.cardFingerprint) buyers.push(`card:${digest(buyer.cardFingerprint)}`);
  const sums = new Map<string, Count>();
  for (const line of lines) {
    for (const who of buyers) {
      const place = { drop: line.dropId, listing: line.listingId, buyer: who };
      const before = sums.get(keyOf(place))?.units ?? 0;
      sums.set(keyOf(place), { ...place, units: before + line.quantity });
    }
  }
  return [...sums.values()];
}

const lineOf = ({ lines }: CapAsk, { drop, listing }: Place): CappedLine =>
  lines.find((line) => line.dropId === drop && line.listingId === listing)!;
const capOf = (ask: CapAsk, place: Place): number => lineOf(ask, place).cap;
const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

function reached(
  ask: CapAsk,
  over: readonly Count[],
  counts: ReadonlyMap<string, number>,
): Failure<'ORDERING.CAP_REACHED'> {
  const have = new Map<CappedLine, number>();
  for (const count of over) {
    const line = lineOf(ask, count);
    have.set(line, Math.max(have.get(line) ?? 0, counts.get(keyOf(count))!));
  }
  const told = [...have].map(([line, units]) => {
    const already = units > 0 ? `; you have ${units} already` : '';
    return `At most ${line.cap} of ${line.title} for one buyer in this drop${already}`;
  });
  return {
    code: 'ORDERING.CAP_REACHED',
    detail: `${told.join('. ')}. Nothing was charged`,
    extra: { lines: [...have].map(([{ listingId, cap }, units]) => ({ listingId, cap, have: units })) },
  };
}
