import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentDeliveryReplay1795412752638 implements MigrationInterface {
  readonly name = 'FulfillmentDeliveryReplay1795412752638';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(
      `CREATE TABLE "fulfillment"."delivery_replay" ("id" text COLLATE "C" NOT NULL, "endpoint_id" text COLLATE "C" NOT NULL, "kind" text NOT NULL, "since" TIMESTAMP WITH TIME ZONE NOT NULL, "until" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "cursor" text COLLATE "C" NOT NULL DEFAULT '', "replayed" integer NOT NULL DEFAULT '0', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_ee5af1e83ee59211d60353e05b3" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "delivery_replay_endpoint" ON "fulfillment"."delivery_replay"  ("endpoint_id") `);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
