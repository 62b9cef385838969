import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PaymentsEventArrival1795380284723 implements MigrationInterface {
  readonly name = 'PaymentsEventArrival1795380284723';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "payments"`);
    await runner.query(`CREATE INDEX "stripe_event_received" ON "payments"."stripe_event"  ("received_at") `);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
