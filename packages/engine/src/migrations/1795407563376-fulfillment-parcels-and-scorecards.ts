import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentParcelsAndScorecards1795407563376 implements MigrationInterface {
  readonly name = 'FulfillmentParcelsAndScorecards1795407563376';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(
      `CREATE TABLE "fulfillment"."parcel_event" ("id" text COLLATE "C" NOT NULL, "fulfillment_order_id" text COLLATE "C" NOT NULL, "tracking_key" text NOT NULL, "kind" text NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "note" text, "told_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "applied_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_2fbb31c1c8d32196ed5e02338f5" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "parcel_event_once" ON "fulfillment"."parcel_event"  ("fulfillment_order_id", "tracking_key", "kind", "at") `,
    );
    await runner.query(
      `CREATE TABLE "fulfillment"."scorecard" ("retailer_id" text COLLATE "C" NOT NULL, "counts" jsonb NOT NULL, "counted_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_aa327a6e7be8f0e4d8feafbe25b" PRIMARY KEY ("retailer_id"))`,
    );
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "return_policy" text NOT NULL DEFAULT 'by_brand'`);
    await runner.query(`ALTER TABLE "fulfillment"."shipment" ADD "state" text NOT NULL DEFAULT 'in_transit'`);
    await runner.query(`ALTER TABLE "fulfillment"."shipment" ADD "first_scan_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "fulfillment"."shipment" ADD "last_scan_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "fulfillment"."shipment" ADD "delivered_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(
      `ALTER TABLE "fulfillment"."shipment" ADD "is_presumed_delivered" boolean NOT NULL DEFAULT false`,
    );
    await runner.query(`ALTER TABLE "fulfillment"."shipment" ADD "failed_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "fulfillment"."shipment" ADD "failure_note" text`);
    await runner.query(`ALTER TABLE "fulfillment"."shipment" ADD "remedy" text`);
    await runner.query(
      `ALTER TABLE "fulfillment"."shipment" ADD "due_at" TIMESTAMP WITH TIME ZONE DEFAULT (now() + '14 days'::interval)`,
    );
    await runner.query(`ALTER TABLE "fulfillment"."shipment" ADD "refund_id" text COLLATE "C"`);
    await runner.query(`ALTER TABLE "fulfillment"."shipment" ADD "replaces_id" text COLLATE "C"`);
    await runner.query(`CREATE INDEX "shipment_due" ON "fulfillment"."shipment"  ("due_at") WHERE due_at IS NOT NULL`);
    await runner.query(`CREATE UNIQUE INDEX "shipment_replaces" ON "fulfillment"."shipment"  ("replaces_id") `);
    await runner.query(
      `ALTER TABLE "fulfillment"."shipment" ADD CONSTRAINT "shipment_state" CHECK (state IN ('in_transit', 'delivered', 'lost', 'returned_to_sender'))`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
