import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StreamsRecordings1795461545907 implements MigrationInterface {
  readonly name = 'StreamsRecordings1795461545907';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "streams"`);
    await runner.query(`ALTER TABLE "streams"."stream" ADD "recording_starts_at" TIMESTAMP WITH TIME ZONE`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
