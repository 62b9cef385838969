import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentDeliveryQueue1795412087878 implements MigrationInterface {
  readonly name = 'FulfillmentDeliveryQueue1795412087878';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(`DROP INDEX "fulfillment"."delivery_open"`);
    await runner.query(`DROP INDEX "fulfillment"."delivery_sequence"`);
    await runner.query(`DROP INDEX "fulfillment"."delivery_message"`);
    await runner.query(`DROP INDEX "fulfillment"."endpoint_retailer"`);
    await runner.query(
      `CREATE TABLE "fulfillment"."endpoint_secret" ("id" text COLLATE "C" NOT NULL, "endpoint_id" text COLLATE "C" NOT NULL, "sealed" text NOT NULL, "hint" text NOT NULL DEFAULT '', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), "expires_at" TIMESTAMP WITH TIME ZONE, "is_compromised" boolean NOT NULL DEFAULT false, CONSTRAINT "PK_e34e43cf95751e40962717fd06c" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "endpoint_secret_endpoint" ON "fulfillment"."endpoint_secret"  ("endpoint_id") `);
    await runner.query(`ALTER TABLE "fulfillment"."delivery_attempt" ADD "dns_ms" integer`);
    await runner.query(`ALTER TABLE "fulfillment"."delivery_attempt" ADD "connect_ms" integer`);
    await runner.query(`ALTER TABLE "fulfillment"."delivery_attempt" ADD "tls_ms" integer`);
    await runner.query(`ALTER TABLE "fulfillment"."delivery_attempt" ADD "first_byte_ms" integer`);
    await runner.query(`ALTER TABLE "fulfillment"."delivery_attempt" ADD "tls_version" text`);
    await runner.query(`ALTER TABLE "fulfillment"."delivery" ADD "ordering_key" text COLLATE "C"`);
    await runner.query(`ALTER TABLE "fulfillment"."delivery" ADD "is_next" boolean NOT NULL DEFAULT true`);
    await runner.query(`ALTER TABLE "fulfillment"."delivery" ADD "tries" integer NOT NULL DEFAULT '0'`);
    await runner.query(`ALTER TABLE "fulfillment"."delivery" ADD "trigger" text NOT NULL DEFAULT 'event'`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "description" text NOT NULL DEFAULT ''`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "format" text NOT NULL DEFAULT 'full'`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "event_types" text array`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "sealed_headers" text`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "sealed_tls" text`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "rate_per_second" integer NOT NULL DEFAULT '10'`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "concurrency" integer NOT NULL DEFAULT '5'`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "tokens" double precision NOT NULL DEFAULT '10'`);
    await runner.query(
      `ALTER TABLE "fulfillment"."endpoint" ADD "tokens_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()`,
    );
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "pace" double precision NOT NULL DEFAULT '1'`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "breaker" jsonb NOT NULL DEFAULT '{}'`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "held_until" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "failing_since" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "warnings" integer NOT NULL DEFAULT '0'`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "last_error" text`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "last_success_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "verified_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ADD "deleted_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(
      `ALTER TABLE "fulfillment"."fulfillment_order" ADD "message_sequence" integer NOT NULL DEFAULT '0'`,
    );
    await runner.query(`ALTER TABLE "fulfillment"."delivery" ALTER COLUMN "fulfillment_order_id" DROP NOT NULL`);
    await runner.query(`ALTER TABLE "fulfillment"."endpoint" ALTER COLUMN "sealed_secrets" SET DEFAULT '{}'`);
    await runner.query(`UPDATE "fulfillment"."endpoint" SET state = 'disabled_by_partner' WHERE state = 'disabled'`);
    await runner.query(
      `INSERT INTO "fulfillment"."endpoint_secret" (id, endpoint_id, sealed, created_at)
       SELECT replace(e.id, 'end_', 'eds_') || s.place, e.id, s.sealed, e.created_at - make_interval(secs => s.place)
         FROM "fulfillment"."endpoint" e CROSS JOIN LATERAL unnest(e.sealed_secrets) WITH ORDINALITY AS s(sealed, place)`,
    );
    await runner.query(
      `UPDATE "fulfillment"."delivery" d SET ordering_key = fulfillment_order_id, tries = attempts,
              is_next = state IN ('pending', 'in_flight') AND NOT EXISTS (
                SELECT 1 FROM "fulfillment"."delivery" earlier WHERE earlier.fulfillment_order_id = d.fulfillment_order_id
                   AND earlier.sequence < d.sequence AND earlier.state IN ('pending', 'in_flight'))`,
    );
    await runner.query(
      `UPDATE "fulfillment"."fulfillment_order" f SET message_sequence = d.last
         FROM (SELECT fulfillment_order_id, max(sequence) AS last FROM "fulfillment"."delivery" GROUP BY 1) d
        WHERE d.fulfillment_order_id = f.id`,
    );
    // Deliveries are their own queue from now on.
    await runner.query(
      `DELETE FROM "platform"."outbox" WHERE name = 'fulfillment.deliver-message' AND state = 'pending'`,
    );
    await runner.query(`CREATE INDEX "delivery_log" ON "fulfillment"."delivery"  ("endpoint_id", "id") `);
    await runner.query(
      `CREATE INDEX "delivery_deadline" ON "fulfillment"."delivery"  ("deadline") WHERE state IN ('pending', 'held') AND deadline IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX "delivery_in_flight" ON "fulfillment"."delivery"  ("endpoint_id", "lease_until") WHERE state = 'in_flight'`,
    );
    await runner.query(
      `CREATE INDEX "delivery_due" ON "fulfillment"."delivery"  ("endpoint_id", "next_at") WHERE state = 'pending' AND is_next`,
    );
    await runner.query(
      `CREATE INDEX "delivery_fulfillment_order" ON "fulfillment"."delivery"  ("fulfillment_order_id", "sequence") `,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "delivery_key" ON "fulfillment"."delivery"  ("endpoint_id", "ordering_key", "sequence") `,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "delivery_message" ON "fulfillment"."delivery"  ("message_id", "endpoint_id") `,
    );
    await runner.query(`CREATE INDEX "endpoint_retailer" ON "fulfillment"."endpoint"  ("retailer_id") `);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
