import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CatalogDropCurrency1795391521016 implements MigrationInterface {
  readonly name = 'CatalogDropCurrency1795391521016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "catalog"`);
    await runner.query(`ALTER TABLE "catalog"."drop" ADD "canceled_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "catalog"."drop_listing" ADD "position" integer NOT NULL DEFAULT '0'`);
    await runner.query(`ALTER TABLE "catalog"."drop_listing" ADD "currency" character(3)`);
    await runner.query(
      `UPDATE "catalog"."drop_listing" d SET currency = l.currency FROM "catalog"."listing" l WHERE l.id = d.listing_id`,
    );
    await runner.query(`ALTER TABLE "catalog"."drop_listing" ALTER COLUMN "currency" SET NOT NULL`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
