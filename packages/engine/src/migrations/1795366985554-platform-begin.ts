import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PlatformBegin1795366985554 implements MigrationInterface {
  readonly name = 'PlatformBegin1795366985554';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "platform"`);
    await runner.query(
      `CREATE TABLE "platform"."idempotency" ("scope" text NOT NULL, "key" text NOT NULL, "request_hash" text NOT NULL, "running_until" TIMESTAMP WITH TIME ZONE, "status" integer, "body" jsonb, "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now() + interval '24 hours', CONSTRAINT "PK_e07c7cc9db82a00ea4f8734da99" PRIMARY KEY ("scope", "key"))`,
    );
    await runner.query(`CREATE INDEX "idempotency_expires" ON "platform"."idempotency"  ("expires_at") `);
    await runner.query(
      `CREATE TABLE "platform"."mail" ("id" text COLLATE "C" NOT NULL, "key" text NOT NULL, "recipient" text NOT NULL, "subject" text NOT NULL, "html" text NOT NULL, "text" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "sent_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_5407da42b983ba54c6c62d462d3" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "mail_key" ON "platform"."mail"  ("key") `);
    await runner.query(
      `CREATE TABLE "platform"."outbox" ("id" text COLLATE "C" NOT NULL, "kind" text NOT NULL, "name" text NOT NULL, "key" text, "payload" jsonb NOT NULL, "state" text NOT NULL DEFAULT 'pending', "next_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "lease_until" TIMESTAMP WITH TIME ZONE, "generation" integer NOT NULL DEFAULT '0', "attempts" integer NOT NULL DEFAULT '0', "last_error" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "done_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_340ab539f309f03bdaa14aa7649" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "outbox_done" ON "platform"."outbox"  ("done_at") WHERE state = 'done'`);
    await runner.query(
      `CREATE UNIQUE INDEX "outbox_once" ON "platform"."outbox"  ("name", "key") WHERE state = 'pending' and key is not null`,
    );
    await runner.query(`CREATE INDEX "outbox_due" ON "platform"."outbox"  ("next_at") WHERE state = 'pending'`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
