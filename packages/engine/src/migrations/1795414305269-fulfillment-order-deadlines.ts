import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentOrderDeadlines1795414305269 implements MigrationInterface {
  readonly name = 'FulfillmentOrderDeadlines1795414305269';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "fulfillment"."fulfillment_order_event" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "fulfillment_order_id" text COLLATE "C" NOT NULL, "kind" text NOT NULL, "version" integer NOT NULL, "from_state" text, "to_state" text NOT NULL, "actor_kind" text NOT NULL, "actor_id" text, "reason" text, "input" jsonb, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_a4080bf3f8aff957d78ebc31743" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "fulfillment_order_event_move" ON "fulfillment"."fulfillment_order_event"  ("fulfillment_order_id", "version") WHERE kind = 'moved'`,
    );
    await runner.query(
      `CREATE INDEX "fulfillment_order_event_order" ON "fulfillment"."fulfillment_order_event"  ("fulfillment_order_id", "id") `,
    );
    await runner.query(`ALTER TABLE "fulfillment"."fulfillment_order" ADD "resume_state" text`);
    await runner.query(`ALTER TABLE "fulfillment"."fulfillment_order" ADD "held_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "fulfillment"."fulfillment_order" ADD "answer_by" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "fulfillment"."fulfillment_order" ADD "auto_cancel_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "fulfillment"."fulfillment_order" ADD "late_at" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "fulfillment"."fulfillment_order" ADD "ship_alerts" integer NOT NULL DEFAULT '0'`);
    await runner.query(
      `ALTER TABLE "fulfillment"."fulfillment_order" ADD "address_version" integer NOT NULL DEFAULT '1'`,
    );
    await runner.query(`ALTER TABLE "fulfillment"."fulfillment_order" ADD "acknowledge_by" TIMESTAMP WITH TIME ZONE`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "time_zone" text NOT NULL DEFAULT 'UTC'`);
    await runner.query(
      `ALTER TABLE "fulfillment"."retailer" ADD "working_days" integer array NOT NULL DEFAULT '{1,2,3,4,5,6,7}'`,
    );
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "holidays" text array NOT NULL DEFAULT '{}'`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "cut_off" text`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "accept_hours" integer`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "ship_days" integer`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "auto_cancel_days" integer NOT NULL DEFAULT '5'`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "cancel_answer_hours" integer NOT NULL DEFAULT '24'`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "cancel_silence" text NOT NULL DEFAULT 'cancel'`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "is_whole_order_only" boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE "fulfillment"."retailer" ADD "accepts_by_shipping" boolean NOT NULL DEFAULT true`);
    await runner.query(
      `CREATE INDEX "fulfillment_order_to_ship" ON "fulfillment"."fulfillment_order"  ("ship_by") WHERE state IN ('accepted', 'in_progress', 'partially_shipped')`,
    );
    await runner.query(
      `CREATE INDEX "fulfillment_order_deadline" ON "fulfillment"."fulfillment_order"  ("state", "accept_by") WHERE state IN ('requested', 'cancel_requested', 'on_hold')`,
    );
    // What is asked for is the first thing that happened to it, whoever writes it.
    await runner.query(`
      CREATE FUNCTION "fulfillment".write_down_request() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO "fulfillment"."fulfillment_order_event" (fulfillment_order_id, kind, version, to_state, actor_kind, actor_id)
        VALUES (NEW.id, 'moved', NEW.version, NEW.state, 'routing', NEW.routing_decision_id);
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER fulfillment_order_requested AFTER INSERT ON "fulfillment"."fulfillment_order"
      FOR EACH ROW EXECUTE FUNCTION "fulfillment".write_down_request()`);
    // Looked at when the transaction ends, since the move and its row are two writes.
    await runner.query(`
      CREATE FUNCTION "fulfillment".refuse_silent_move() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM "fulfillment"."fulfillment_order_event"
                        WHERE fulfillment_order_id = NEW.id AND kind = 'moved' AND version = NEW.version
                          AND from_state = OLD.state AND to_state = NEW.state) THEN
          RAISE EXCEPTION '% went from % to % and nobody wrote down why', NEW.id, OLD.state, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'fulfillment_order_moves_written_down';
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE CONSTRAINT TRIGGER fulfillment_order_moves_written_down AFTER UPDATE OF state ON "fulfillment"."fulfillment_order"
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
      EXECUTE FUNCTION "fulfillment".refuse_silent_move()`);
    await runner.query(`
      CREATE FUNCTION "fulfillment".refuse_rewritten_event() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'what happened to a fulfillment order is never rewritten' USING ERRCODE = 'check_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER fulfillment_order_event_append_only BEFORE UPDATE OR DELETE ON "fulfillment"."fulfillment_order_event"
      FOR EACH ROW EXECUTE FUNCTION "fulfillment".refuse_rewritten_event()`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
