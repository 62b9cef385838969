import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingMoneyPaths1795377110765 implements MigrationInterface {
  readonly name = 'OrderingMoneyPaths1795377110765';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "ordering"`);
    await runner.query(
      `CREATE TABLE "ordering"."line_source" ("order_id" text COLLATE "C" NOT NULL, "line_id" text COLLATE "C" NOT NULL, "retailer_id" text COLLATE "C" NOT NULL, "retailer_name" text NOT NULL, "accepted" integer NOT NULL, "shipped" integer NOT NULL DEFAULT '0', "canceled" integer NOT NULL DEFAULT '0', CONSTRAINT "line_source_units" CHECK (0 <= shipped AND 0 <= canceled AND shipped + canceled <= accepted), CONSTRAINT "PK_06787794333b27011a128e1f3d3" PRIMARY KEY ("order_id", "line_id", "retailer_id"))`,
    );
    await runner.query(
      `CREATE TABLE "ordering"."promise_receipt" ("order_id" text COLLATE "C" NOT NULL, "content" text NOT NULL, "sha256" text NOT NULL, "signature" text NOT NULL, "signed_with" text NOT NULL, "sealed_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_51250ec203cc05ee0401f773494" PRIMARY KEY ("order_id"))`,
    );
    await runner.query(
      `CREATE TABLE "ordering"."return" ("id" text COLLATE "C" NOT NULL, "order_id" text COLLATE "C" NOT NULL, "brand_id" text COLLATE "C" NOT NULL, "state" text NOT NULL, "reason" text NOT NULL, "note" text, "lines" jsonb NOT NULL, "received" jsonb, "answer_note" text, "refund_id" text COLLATE "C", "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "answered_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "return_state" CHECK (state IN ('requested', 'received', 'refused', 'withdrawn')), CONSTRAINT "PK_c8ad68d13e76d75d803b5aeebc4" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "return_order" ON "ordering"."return"  ("order_id") `);
    await runner.query(`CREATE INDEX "order_line_brand" ON "ordering"."order_line"  ("brand_id", "order_id") `);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
