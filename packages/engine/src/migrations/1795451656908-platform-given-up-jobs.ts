import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PlatformGivenUpJobs1795451656908 implements MigrationInterface {
  readonly name = 'PlatformGivenUpJobs1795451656908';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "platform"`);
    await runner.query(`CREATE INDEX "outbox_failed" ON "platform"."outbox"  ("id") WHERE state = 'failed'`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
