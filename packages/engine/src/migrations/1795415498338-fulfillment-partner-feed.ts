import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentPartnerFeed1795415498338 implements MigrationInterface {
  readonly name = 'FulfillmentPartnerFeed1795415498338';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(
      `CREATE TABLE "fulfillment"."partner_message" ("message_id" text COLLATE "C" NOT NULL, "retailer_id" text COLLATE "C" NOT NULL, "fulfillment_order_id" text COLLATE "C" NOT NULL, "sequence" integer NOT NULL, "body" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "position" bigint, CONSTRAINT "PK_2e2a5c5df9806a1484fb58068b0" PRIMARY KEY ("message_id"))`,
    );
    await runner.query(`CREATE INDEX "partner_message_created" ON "fulfillment"."partner_message"  ("created_at") `);
    await runner.query(
      `CREATE INDEX "partner_message_unnumbered" ON "fulfillment"."partner_message"  ("retailer_id") WHERE position IS NULL`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "partner_message_position" ON "fulfillment"."partner_message"  ("retailer_id", "position") `,
    );
    await runner.query(
      `CREATE TABLE "fulfillment"."partner_feed" ("retailer_id" text COLLATE "C" NOT NULL, "position" bigint NOT NULL DEFAULT '0', "pulled_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_7c9efbbecf3cbd9b3d81e0d68fd" PRIMARY KEY ("retailer_id"))`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
