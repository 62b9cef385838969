import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentRuleSets1795412166438 implements MigrationInterface {
  readonly name = 'FulfillmentRuleSets1795412166438';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(`DROP INDEX "fulfillment"."routing_decision_round"`);
    await runner.query(
      `CREATE TABLE "fulfillment"."rule_set" ("name" text COLLATE "C" NOT NULL, "version" integer NOT NULL, "brand_id" text COLLATE "C" NOT NULL, "show_id" text COLLATE "C", "content" jsonb NOT NULL, "note" text, "created_by" text COLLATE "C" NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_97ebf160d4040315f0133f31d46" PRIMARY KEY ("name", "version"))`,
    );
    await runner.query(`CREATE INDEX "rule_set_brand" ON "fulfillment"."rule_set"  ("brand_id", "created_at") `);
    await runner.query(
      `CREATE TABLE "fulfillment"."rule_set_in_force" ("name" text COLLATE "C" NOT NULL, "version" integer NOT NULL, "activated_by" text COLLATE "C" NOT NULL, "activated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_c3ee46e82ba83d344634e9dad95" PRIMARY KEY ("name"))`,
    );
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "ships_not_to" text array NOT NULL DEFAULT '{}'`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "region" text`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "latitude" double precision`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "longitude" double precision`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "orders_a_day" integer`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "parcel_cost_minor" bigint`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "unit_cost_minor" bigint`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "cost_currency" character(3)`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "promise_days" integer`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "feed_age_limit_seconds" integer`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "traits" jsonb NOT NULL DEFAULT '{}'`);
    await runner.query(
      `CREATE INDEX "fulfillment_order_day" ON "fulfillment"."fulfillment_order"  ("retailer_id", "requested_at") `,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "routing_decision_round" ON "fulfillment"."routing_decision"  ("order_id", "round", "rules") `,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
