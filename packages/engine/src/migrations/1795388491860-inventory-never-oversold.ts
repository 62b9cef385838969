import type { MigrationInterface, QueryRunner } from 'typeorm';

export class InventoryNeverOversold1795388491860 implements MigrationInterface {
  readonly name = 'InventoryNeverOversold1795388491860';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "inventory"`);
    await runner.query(
      `CREATE TABLE "inventory"."allotment" ("drop_id" text COLLATE "C" NOT NULL, "variant_id" text COLLATE "C" NOT NULL, "allotted" integer NOT NULL, "claimed" integer NOT NULL DEFAULT '0', "is_open" boolean NOT NULL DEFAULT true, CONSTRAINT "allotment_never_oversold" CHECK (claimed >= 0 AND claimed <= allotted), CONSTRAINT "PK_d71798514a02f10932a753d7f7a" PRIMARY KEY ("drop_id", "variant_id"))`,
    );
    await runner.query(`CREATE INDEX "allotment_variant" ON "inventory"."allotment"  ("variant_id") `);
    await runner.query(`ALTER TABLE "inventory"."hold" ADD "drop_id" text COLLATE "C"`);
    await runner.query(`ALTER TABLE "inventory"."variant_stock" ADD "safety" integer NOT NULL DEFAULT '0'`);
    await runner.query(`ALTER TABLE "inventory"."variant_stock" ADD "waiting" integer NOT NULL DEFAULT '0'`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
