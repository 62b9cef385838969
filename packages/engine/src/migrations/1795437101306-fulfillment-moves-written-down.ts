import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentMovesWrittenDown1795437101306 implements MigrationInterface {
  readonly name = 'FulfillmentMovesWrittenDown1795437101306';

  async up(runner: QueryRunner): Promise<void> {
    // Workers of the release before this one do not write their moves down. While both run nothing of them may be refused.
    await runner.query(`
      CREATE OR REPLACE FUNCTION "fulfillment".refuse_silent_move() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO "fulfillment"."fulfillment_order_event"
               (fulfillment_order_id, kind, version, from_state, to_state, actor_kind, reason)
        SELECT NEW.id, 'moved', NEW.version, OLD.state, NEW.state, 'system', 'not_written_down'
         WHERE NOT EXISTS (SELECT 1 FROM "fulfillment"."fulfillment_order_event"
                            WHERE fulfillment_order_id = NEW.id AND kind = 'moved' AND version = NEW.version
                              AND from_state = OLD.state AND to_state = NEW.state)
            ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
