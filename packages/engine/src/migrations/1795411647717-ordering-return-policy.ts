import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingReturnPolicy1795411647717 implements MigrationInterface {
  readonly name = 'OrderingReturnPolicy1795411647717';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "ordering"`);
    await runner.query(
      `CREATE TABLE "ordering"."return_policy" ("brand_id" text COLLATE "C" NOT NULL, "is_automatic" boolean NOT NULL, "instructions" text, "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_9c138ed29598f35a829554f5da3" PRIMARY KEY ("brand_id"))`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
