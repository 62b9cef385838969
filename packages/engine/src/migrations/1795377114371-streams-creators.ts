import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StreamsCreators1795377114371 implements MigrationInterface {
  readonly name = 'StreamsCreators1795377114371';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "streams"`);
    await runner.query(
      `CREATE TABLE "streams"."creator" ("id" text COLLATE "C" NOT NULL, "handle" text NOT NULL, "name" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_43e489c9896f9eb32f7a0b912c2" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "creator_handle" ON "streams"."creator"  ("handle") `);
    await runner.query(`ALTER TABLE "streams"."stream" ADD "creator_id" text COLLATE "C"`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
