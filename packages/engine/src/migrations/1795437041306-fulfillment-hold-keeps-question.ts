import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentHoldKeepsQuestion1795437041306 implements MigrationInterface {
  readonly name = 'FulfillmentHoldKeepsQuestion1795437041306';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(`ALTER TABLE "fulfillment"."fulfillment_order" ADD "wished_in" text`);
    // Questions that are open already.
    await runner.query(
      `UPDATE "fulfillment"."fulfillment_order" SET wished_in = resume_state WHERE state = 'cancel_requested'`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
