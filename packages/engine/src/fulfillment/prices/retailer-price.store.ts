import { Injectable } from '@nestjs/common';
import type { Money, RetailerId, VariantId } from '@sidestall/kernel';
import type { Tx } from '../../platform/database.ts';

/** What a retailer charges for one unit of a variant, or that it says nothing any more. */
export interface VariantPrice {
  readonly variantId: VariantId;
  readonly price: Money | null;
  readonly asOf: Date;
}

const TOLD = 'fulfillment_told_price';

/** The SQL of retailers' prices. */
@Injectable()
export class RetailerPriceStore {
  /** Room for prices that are told and not yet taken; it is gone with the transaction. */
  async open(tx: Tx): Promise<void> {
    await tx.rows(
      `CREATE TEMPORARY TABLE ${TOLD} (place integer GENERATED ALWAYS AS IDENTITY, variant_id text COLLATE "C", amount_minor bigint,
              currency text, as_of timestamptz) ON COMMIT DROP`,
    );
  }

  async put(tx: Tx, prices: readonly VariantPrice[]): Promise<void> {
    await tx.rows(
      `INSERT INTO ${TOLD} (variant_id, amount_minor, currency, as_of)
       SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::timestamptz[])`,
      [
        prices.map(({ variantId }) => variantId),
        prices.map(({ price }) => price?.amount ?? null),
        prices.map(({ price }) => price?.currency ?? null),
        prices.map(({ asOf }) => asOf.toISOString()),
      ],
    );
  }

  /** Takes the newest of each that is not older than what is known, always in the same order, so that two never lock each other out. */
  async take(tx: Tx, retailerId: RetailerId): Promise<number> {
    const row = await tx.one<{ taken: number }>(
      `WITH newest AS (
         SELECT DISTINCT ON (variant_id) variant_id, amount_minor, currency, as_of FROM ${TOLD}
          ORDER BY variant_id, as_of DESC, place DESC
       ), taken AS (
         INSERT INTO fulfillment.retailer_price AS known (retailer_id, variant_id, amount_minor, currency, as_of)
         SELECT $1, variant_id, amount_minor, currency, as_of FROM newest ORDER BY variant_id
         ON CONFLICT (retailer_id, variant_id) DO UPDATE
           SET amount_minor = excluded.amount_minor, currency = excluded.currency, as_of = excluded.as_of
         WHERE known.as_of <= excluded.as_of
         RETURNING 1
       ) SELECT count(*)::int AS taken FROM taken`,
      [retailerId],
    );
    return row!.taken;
  }

  async of(tx: Tx, retailerId: RetailerId, variantIds: readonly VariantId[]): Promise<Map<VariantId, VariantPrice>> {
    const rows = await tx.rows<{ variantId: VariantId; amount: number | null; currency: string; asOf: Date }>(
      `SELECT variant_id AS "variantId", amount_minor AS amount, currency, as_of AS "asOf"
         FROM fulfillment.retailer_price WHERE retailer_id = $1 AND variant_id = ANY($2)`,
      [retailerId, variantIds],
    );
    return new Map(
      rows.map(({ variantId, amount, currency, asOf }) => [
        variantId,
        { variantId, price: amount === null ? null : { amount, currency }, asOf },
      ]),
    );
  }
}
