import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingStockFiles1795417510884 implements MigrationInterface {
  readonly name = 'OrderingStockFiles1795417510884';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "ordering"`);
    await runner.query(
      `CREATE TABLE "ordering"."stock_file" ("id" text COLLATE "C" NOT NULL, "retailer_id" text COLLATE "C" NOT NULL, "state" text NOT NULL DEFAULT 'receiving', "refusal" text, "rows" integer NOT NULL DEFAULT '0', "cursor" integer NOT NULL DEFAULT '0', "applied" integer NOT NULL DEFAULT '0', "ignored" integer NOT NULL DEFAULT '0', "unknown" integer NOT NULL DEFAULT '0', "ambiguous" integer NOT NULL DEFAULT '0', "problem_count" integer NOT NULL DEFAULT '0', "problems" jsonb NOT NULL DEFAULT '[]', "received_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "touched_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "stock_file_state" CHECK (state IN ('receiving', 'waiting', 'applying', 'done', 'refused')), CONSTRAINT "PK_2b8c325a857681ff9a201712ea5" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "stock_file_open" ON "ordering"."stock_file"  ("retailer_id", "id") WHERE state IN ('receiving', 'waiting', 'applying')`,
    );
    await runner.query(`CREATE INDEX "stock_file_retailer" ON "ordering"."stock_file"  ("retailer_id", "id") `);
    await runner.query(
      `CREATE TABLE "ordering"."stock_file_row" ("file_id" text COLLATE "C" NOT NULL, "line" integer NOT NULL, "sku" text NOT NULL, "on_hand" integer NOT NULL, "as_of" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_e21983b7bb7b3aced549a84c1b2" PRIMARY KEY ("file_id", "line"))`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
