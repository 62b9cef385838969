import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StreamsBegin1795367501869 implements MigrationInterface {
  readonly name = 'StreamsBegin1795367501869';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "streams"`);
    await runner.query(
      `CREATE TABLE "streams"."event" ("stream_id" text COLLATE "C" NOT NULL, "seq" bigint NOT NULL, "type" text NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "media_time" TIMESTAMP WITH TIME ZONE, "variant_id" text COLLATE "C", "body" jsonb NOT NULL, CONSTRAINT "PK_c4c6909d6cc21c4ecd2c8500d2b" PRIMARY KEY ("stream_id", "seq"))`,
    );
    await runner.query(
      `CREATE INDEX "event_variant" ON "streams"."event"  ("variant_id", "stream_id") WHERE "variant_id" IS NOT NULL`,
    );
    await runner.query(
      `CREATE TABLE "streams"."snapshot" ("stream_id" text COLLATE "C" NOT NULL, "seq" bigint NOT NULL, "state" jsonb NOT NULL, CONSTRAINT "PK_9fa7d0ed5dee903c0722fe9d9cd" PRIMARY KEY ("stream_id"))`,
    );
    await runner.query(
      `CREATE TABLE "streams"."stream" ("id" text COLLATE "C" NOT NULL, "slug" text NOT NULL, "title" text NOT NULL, "host_name" text NOT NULL, "brand_id" text COLLATE "C" NOT NULL, "status" text NOT NULL DEFAULT 'scheduled', "currency" character(3) NOT NULL, "epoch" text NOT NULL, "last_seq" bigint NOT NULL DEFAULT '0', "ingest_delay_ms" integer, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "started_at" TIMESTAMP WITH TIME ZONE, "ended_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "stream_last_seq" CHECK (last_seq >= 0), CONSTRAINT "stream_status" CHECK (status IN ('scheduled', 'live', 'ended')), CONSTRAINT "PK_0dc9d7e04ff213c08a096f835f2" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "stream_brand_id" ON "streams"."stream"  ("brand_id") `);
    await runner.query(`CREATE UNIQUE INDEX "stream_slug" ON "streams"."stream"  ("slug") `);
    await runner.query(
      `CREATE TABLE "streams"."stream_brand" ("stream_id" text COLLATE "C" NOT NULL, "brand_id" text COLLATE "C" NOT NULL, "position" integer NOT NULL, CONSTRAINT "PK_6cecf14fd8351d7b212208883bb" PRIMARY KEY ("stream_id", "brand_id"))`,
    );
    await runner.query(`CREATE INDEX "stream_brand_brand_id" ON "streams"."stream_brand"  ("brand_id") `);
    await runner.query(`
      CREATE FUNCTION "streams".refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the log of a stream is append-only' USING ERRCODE = 'integrity_constraint_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON "streams"."event"
      FOR EACH ROW EXECUTE FUNCTION "streams".refuse_change()`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
