import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentIdCollations1795414999908 implements MigrationInterface {
  readonly name = 'FulfillmentIdCollations1795414999908';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "fulfillment"."certificate" ALTER COLUMN "key_id" TYPE text COLLATE "C"`);
    await runner.query(
      `ALTER TABLE "fulfillment"."fulfillment_order_event" ALTER COLUMN "actor_id" TYPE text COLLATE "C"`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
