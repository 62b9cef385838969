import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PaymentsPaymentHolds1795379549956 implements MigrationInterface {
  readonly name = 'PaymentsPaymentHolds1795379549956';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "payments"`);
    await runner.query(`ALTER TABLE "payments"."payment" ADD "held_for" text`);
    await runner.query(`ALTER TABLE "payments"."payment" ADD "cleared_by" text`);
    await runner.query(
      `CREATE INDEX "payment_open" ON "payments"."payment"  ("updated_at") WHERE state NOT IN ('captured', 'canceled')`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
