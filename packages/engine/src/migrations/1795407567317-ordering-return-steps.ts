import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingReturnSteps1795407567317 implements MigrationInterface {
  readonly name = 'OrderingReturnSteps1795407567317';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "ordering"`);
    await runner.query(`ALTER TABLE "ordering"."return" ADD "retailer_id" text COLLATE "C"`);
    await runner.query(`ALTER TABLE "ordering"."return" ADD "due_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "ordering"."return" ADD "instructions" text`);
    await runner.query(`ALTER TABLE "ordering"."return" ADD "carrier" text`);
    await runner.query(`ALTER TABLE "ordering"."return" ADD "tracking_number" text`);
    await runner.query(`ALTER TABLE "ordering"."return" ADD "last_scan_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "ordering"."return" ADD "received_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "ordering"."return" ADD "inspected_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "ordering"."return" ADD "outcome" text`);
    await runner.query(`ALTER TABLE "ordering"."return" ADD "refunds_shipping" boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE "ordering"."return" DROP CONSTRAINT "return_state"`);
    // What was received was refunded in the same moment; from now on these are two steps.
    await runner.query(
      `UPDATE "ordering"."return" SET state = 'refunded', inspected_at = answered_at, received_at = answered_at WHERE state = 'received'`,
    );
    await runner.query(`UPDATE "ordering"."return" SET due_at = now() + interval '3 days' WHERE state = 'requested'`);
    await runner.query(
      `ALTER TABLE "ordering"."return" ADD CONSTRAINT "return_state" CHECK (state IN ('requested', 'authorized', 'in_transit', 'received', 'inspected', 'refunded', 'refused', 'withdrawn', 'expired', 'lost'))`,
    );
    await runner.query(`CREATE INDEX "return_due" ON "ordering"."return"  ("due_at") WHERE due_at IS NOT NULL`);
    await runner.query(`CREATE INDEX "return_retailer" ON "ordering"."return"  ("retailer_id", "id") `);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
