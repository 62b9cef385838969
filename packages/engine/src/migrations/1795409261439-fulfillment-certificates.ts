import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentCertificates1795409261439 implements MigrationInterface {
  readonly name = 'FulfillmentCertificates1795409261439';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(
      `CREATE TABLE "fulfillment"."certificate" ("id" text COLLATE "C" NOT NULL, "retailer_id" text COLLATE "C" NOT NULL, "url" text NOT NULL, "sealed_secrets" text array NOT NULL, "state" text NOT NULL DEFAULT 'running', "checks" jsonb, "content" text, "sha256" text, "signature" text, "key_id" text, "public_key" text, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_8daddfc65f59e341c2bbc9c9e43" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "certificate_retailer" ON "fulfillment"."certificate"  ("retailer_id", "started_at") `,
    );
    await runner.query(
      `CREATE TABLE "fulfillment"."certificate_probe" ("id" text COLLATE "C" NOT NULL, "certificate_id" text COLLATE "C" NOT NULL, "check_name" text NOT NULL, "wanted" integer NOT NULL, "acts" integer NOT NULL DEFAULT '0', CONSTRAINT "PK_cd7cde0b563853bbae516eef94a" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "certificate_probe_certificate" ON "fulfillment"."certificate_probe"  ("certificate_id") `,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
