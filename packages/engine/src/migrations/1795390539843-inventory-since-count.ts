import type { MigrationInterface, QueryRunner } from 'typeorm';

export class InventorySinceCount1795390539843 implements MigrationInterface {
  readonly name = 'InventorySinceCount1795390539843';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "inventory"`);
    await runner.query(
      `CREATE INDEX "movement_since_count" ON "inventory"."movement"  ("variant_id", "at") WHERE kind IN ('shipped', 'returned')`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
