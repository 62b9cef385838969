import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingWaitlistOrder1795392536217 implements MigrationInterface {
  readonly name = 'OrderingWaitlistOrder1795392536217';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "ordering"`);
    await runner.query(
      `CREATE INDEX "waitlist_order" ON "ordering"."waitlist_entry"  ("order_id") WHERE order_id IS NOT NULL`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
