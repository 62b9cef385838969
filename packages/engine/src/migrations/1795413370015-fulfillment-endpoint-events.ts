import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentEndpointEvents1795413370015 implements MigrationInterface {
  readonly name = 'FulfillmentEndpointEvents1795413370015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(
      `CREATE TABLE "fulfillment"."endpoint_event" ("id" text COLLATE "C" NOT NULL, "retailer_id" text COLLATE "C" NOT NULL, "endpoint_id" text COLLATE "C" NOT NULL, "type" text NOT NULL, "detail" jsonb NOT NULL DEFAULT '{}', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_d7eaf082061e16e933604d7bb97" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "endpoint_event_retailer" ON "fulfillment"."endpoint_event"  ("retailer_id", "id") `,
    );
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "contact_email" text`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
