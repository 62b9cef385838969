import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingBackorders1795412473703 implements MigrationInterface {
  readonly name = 'OrderingBackorders1795412473703';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "ordering"`);
    await runner.query(
      `CREATE TABLE "ordering"."backorder" ("line_id" text COLLATE "C" NOT NULL, "order_id" text COLLATE "C" NOT NULL, "variant_id" text COLLATE "C" NOT NULL, "since" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "until" TIMESTAMP WITH TIME ZONE NOT NULL, "retry_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_ca8aa70cffed9ef542234f338c0" PRIMARY KEY ("line_id"))`,
    );
    await runner.query(`CREATE INDEX "backorder_due" ON "ordering"."backorder"  ("retry_at") `);
    await runner.query(`CREATE INDEX "backorder_variant" ON "ordering"."backorder"  ("variant_id", "since") `);
    await runner.query(`CREATE INDEX "backorder_order" ON "ordering"."backorder"  ("order_id") `);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
