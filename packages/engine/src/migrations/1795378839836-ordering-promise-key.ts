import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingPromiseKey1795378839836 implements MigrationInterface {
  readonly name = 'OrderingPromiseKey1795378839836';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "ordering"`);
    await runner.query(
      `CREATE TABLE "ordering"."promise_key" ("id" text COLLATE "C" NOT NULL, "public_key" text NOT NULL, "first_used_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_64268e9233e3ab4ec079dd93f5a" PRIMARY KEY ("id"))`,
    );
    await runner.query(`ALTER TABLE "ordering"."promise_receipt" ALTER COLUMN "signed_with" TYPE text COLLATE "C"`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
