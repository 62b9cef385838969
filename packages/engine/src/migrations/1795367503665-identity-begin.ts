import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IdentityBegin1795367503665 implements MigrationInterface {
  readonly name = 'IdentityBegin1795367503665';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "identity"`);
    await runner.query(
      `CREATE TABLE "identity"."brand_member" ("member_id" text COLLATE "C" NOT NULL, "brand_id" text COLLATE "C" NOT NULL, "role" text NOT NULL DEFAULT 'owner', CONSTRAINT "PK_6ad5f82393e08625fafc493df91" PRIMARY KEY ("member_id", "brand_id"))`,
    );
    await runner.query(`CREATE INDEX "brand_member_brand" ON "identity"."brand_member"  ("brand_id") `);
    // The tables of better-auth, as its own generator writes them, in this schema and with our names of columns.
    await runner.query(`
      CREATE TABLE "identity"."member" (
        "id" text COLLATE "C" NOT NULL PRIMARY KEY, "name" text NOT NULL, "email" text NOT NULL UNIQUE,
        "email_verified" boolean NOT NULL, "image" text,
        "created_at" timestamptz NOT NULL DEFAULT now(), "updated_at" timestamptz NOT NULL DEFAULT now())`);
    await runner.query(`
      CREATE TABLE "identity"."session" (
        "id" text COLLATE "C" NOT NULL PRIMARY KEY, "expires_at" timestamptz NOT NULL, "token" text NOT NULL UNIQUE,
        "created_at" timestamptz NOT NULL DEFAULT now(), "updated_at" timestamptz NOT NULL,
        "ip_address" text, "user_agent" text,
        "member_id" text COLLATE "C" NOT NULL REFERENCES "identity"."member" ("id") ON DELETE CASCADE)`);
    await runner.query(`CREATE INDEX "session_member" ON "identity"."session" ("member_id")`);
    await runner.query(`
      CREATE TABLE "identity"."account" (
        "id" text COLLATE "C" NOT NULL PRIMARY KEY, "account_id" text NOT NULL, "provider_id" text NOT NULL,
        "member_id" text COLLATE "C" NOT NULL REFERENCES "identity"."member" ("id") ON DELETE CASCADE,
        "access_token" text, "refresh_token" text, "id_token" text,
        "access_token_expires_at" timestamptz, "refresh_token_expires_at" timestamptz, "scope" text, "password" text,
        "created_at" timestamptz NOT NULL DEFAULT now(), "updated_at" timestamptz NOT NULL)`);
    await runner.query(`CREATE INDEX "account_member" ON "identity"."account" ("member_id")`);
    await runner.query(`
      CREATE TABLE "identity"."verification" (
        "id" text COLLATE "C" NOT NULL PRIMARY KEY, "identifier" text NOT NULL, "value" text NOT NULL,
        "expires_at" timestamptz NOT NULL,
        "created_at" timestamptz NOT NULL DEFAULT now(), "updated_at" timestamptz NOT NULL DEFAULT now())`);
    await runner.query(`CREATE INDEX "verification_identifier" ON "identity"."verification" ("identifier")`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
