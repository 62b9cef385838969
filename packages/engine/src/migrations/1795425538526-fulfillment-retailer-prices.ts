import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentRetailerPrices1795425538526 implements MigrationInterface {
  readonly name = 'FulfillmentRetailerPrices1795425538526';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(
      `CREATE TABLE "fulfillment"."retailer_price" ("retailer_id" text COLLATE "C" NOT NULL, "variant_id" text COLLATE "C" NOT NULL, "amount_minor" bigint, "currency" character(3), "as_of" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "retailer_price_whole" CHECK ((amount_minor IS NULL) = (currency IS NULL) AND amount_minor >= 0), CONSTRAINT "PK_512418294bad79b10a84f5d4609" PRIMARY KEY ("retailer_id", "variant_id"))`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
