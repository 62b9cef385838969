import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IdentityOperators1795377117999 implements MigrationInterface {
  readonly name = 'IdentityOperators1795377117999';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "identity"`);
    await runner.query(
      `CREATE TABLE "identity"."creator_member" ("member_id" text COLLATE "C" NOT NULL, "creator_id" text COLLATE "C" NOT NULL, CONSTRAINT "PK_d20b103e30aefbd46fa9e69c23c" PRIMARY KEY ("member_id", "creator_id"))`,
    );
    await runner.query(
      `CREATE TABLE "identity"."operator" ("member_id" text COLLATE "C" NOT NULL, CONSTRAINT "PK_062aca884dc5c5ed8a045188a63" PRIMARY KEY ("member_id"))`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
