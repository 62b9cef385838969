import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentRetailerSettings1795425827162 implements MigrationInterface {
  readonly name = 'FulfillmentRetailerSettings1795425827162';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "settings_version" integer NOT NULL DEFAULT '1'`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
