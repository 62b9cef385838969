import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingSubstitutes1795414579542 implements MigrationInterface {
  readonly name = 'OrderingSubstitutes1795414579542';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "ordering"`);
    await runner.query(
      `CREATE TABLE "ordering"."substitute" ("variant_id" text COLLATE "C" NOT NULL, "brand_id" text COLLATE "C" NOT NULL, "substitutes" text array COLLATE "C" NOT NULL, "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_b350980ba15a340478b25d1f923" PRIMARY KEY ("variant_id"))`,
    );
    await runner.query(`CREATE INDEX "substitute_brand" ON "ordering"."substitute"  ("brand_id") `);
    await runner.query(
      `CREATE TABLE "ordering"."substitute_offer" ("line_id" text COLLATE "C" NOT NULL, "order_id" text COLLATE "C" NOT NULL, "sold" jsonb NOT NULL, "offered" jsonb NOT NULL, "state" text NOT NULL DEFAULT 'offered', "offered_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "answered_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "substitute_offer_state" CHECK (state IN ('offered', 'taken', 'declined')), CONSTRAINT "PK_d6d3f8c927b6a996f9cebb7e3b9" PRIMARY KEY ("line_id"))`,
    );
    await runner.query(`CREATE INDEX "substitute_offer_order" ON "ordering"."substitute_offer"  ("order_id") `);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
