import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentDeliveriesBehind1795430232513 implements MigrationInterface {
  readonly name = 'FulfillmentDeliveriesBehind1795430232513';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(
      `CREATE INDEX "delivery_behind" ON "fulfillment"."delivery"  ("endpoint_id", "ordering_key") WHERE state IN ('pending', 'held') AND NOT is_next`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
