import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentRetailerKeyScopes1795415052365 implements MigrationInterface {
  readonly name = 'FulfillmentRetailerKeyScopes1795415052365';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer_key" ADD "name" text NOT NULL DEFAULT ''`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer_key" ADD "hint" text NOT NULL DEFAULT ''`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer_key" ADD "scopes" text array`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer_key" ADD "last_used_at" TIMESTAMP WITH TIME ZONE`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
