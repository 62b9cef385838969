import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makeMonths } from '../ledger/ledger-months.ts';

export class LedgerPayableHolds1795379895575 implements MigrationInterface {
  readonly name = 'LedgerPayableHolds1795379895575';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "ledger"`);
    await runner.query(`ALTER TABLE "ledger"."payable" ADD "transferring_minor" bigint NOT NULL DEFAULT '0'`);
    await runner.query(`ALTER TABLE "ledger"."payable" DROP CONSTRAINT "payable_amounts"`);
    await runner.query(
      `ALTER TABLE "ledger"."payable" ADD CONSTRAINT "payable_amounts" CHECK (0 <= taken_minor AND taken_minor <= amount_minor AND 0 <= returned_minor AND returned_minor <= transferred_minor AND transferring_minor >= 0)`,
    );
    // A partition truncated by its own name does not ask its parent.
    await runner.query(
      `CREATE TRIGGER entry_rest_no_truncate BEFORE TRUNCATE ON ledger.entry_rest FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()`,
    );
    await makeMonths(async (text, params) => (await runner.query(text, params)) as never);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
