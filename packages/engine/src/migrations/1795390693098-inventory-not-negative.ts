import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The check of the first day knew two counts; safety and waiting came later. */
export class InventoryNotNegative1795390693098 implements MigrationInterface {
  readonly name = 'InventoryNotNegative1795390693098';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "inventory"."variant_stock" DROP CONSTRAINT "variant_stock_not_negative"`);
    await runner.query(
      `ALTER TABLE "inventory"."variant_stock" ADD CONSTRAINT "variant_stock_not_negative" CHECK (on_hand >= 0 AND claimed >= 0 AND safety >= 0 AND waiting >= 0)`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
