import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentStrayParcels1795451661350 implements MigrationInterface {
  readonly name = 'FulfillmentStrayParcels1795451661350';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(
      `CREATE INDEX "fulfillment_order_event_stray" ON "fulfillment"."fulfillment_order_event"  ("fulfillment_order_id", "id") WHERE kind = 'refused' and to_state = 'shipped'`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
