import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LedgerPayableTransferringSince1795384445141 implements MigrationInterface {
  readonly name = 'LedgerPayableTransferringSince1795384445141';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "ledger"`);
    await runner.query(`ALTER TABLE "ledger"."payable" ADD "transferring_since" TIMESTAMP WITH TIME ZONE`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
