import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingOrderEventSubject1795380256651 implements MigrationInterface {
  readonly name = 'OrderingOrderEventSubject1795380256651';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "ordering"`);
    await runner.query(`ALTER TABLE "ordering"."order_event" ADD "subject" text`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
