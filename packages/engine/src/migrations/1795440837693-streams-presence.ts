import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StreamsPresence1795440837693 implements MigrationInterface {
  readonly name = 'StreamsPresence1795440837693';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "streams"`);
    await runner.query(
      `CREATE UNLOGGED TABLE "streams"."presence" ("stream_id" text COLLATE "C" NOT NULL, "node" text COLLATE "C" NOT NULL, "viewers" integer NOT NULL, "seen_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_af7ca71bd65d0348efefd037763" PRIMARY KEY ("stream_id", "node"))`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
