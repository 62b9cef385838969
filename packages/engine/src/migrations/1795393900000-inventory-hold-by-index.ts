import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The function plans its statements once for a connection, perhaps while the tables are still empty: a plan that reads the
 * whole table then stays in use while it grows. Everything it looks for has an index.
 */
export class InventoryHoldByIndex1795393900000 implements MigrationInterface {
  readonly name = 'InventoryHoldByIndex1795393900000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER FUNCTION "inventory".hold_many(int[], text[], float8[], text[], text[], int[], text[], text[])
        SET enable_seqscan = off`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
