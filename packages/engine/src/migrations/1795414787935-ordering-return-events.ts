import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingReturnEvents1795414787935 implements MigrationInterface {
  readonly name = 'OrderingReturnEvents1795414787935';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "ordering"."return_event" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "return_id" text COLLATE "C" NOT NULL, "from_state" text, "to_state" text NOT NULL, "actor_kind" text NOT NULL, "actor_id" text COLLATE "C", "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_d44a8912942c4e9ec4f82ddae25" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "return_event_return" ON "ordering"."return_event"  ("return_id", "id") `);
    // Looked at when the transaction ends. A process of an earlier release writes none; its steps are kept all the same.
    await runner.query(`
      CREATE FUNCTION "ordering".write_down_return() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT EXISTS (SELECT 1 FROM "ordering"."return_event"
                        WHERE return_id = NEW.id AND from_state = OLD.state AND to_state = NEW.state) THEN
          INSERT INTO "ordering"."return_event" (return_id, from_state, to_state, actor_kind)
          VALUES (NEW.id, OLD.state, NEW.state, 'unknown');
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE CONSTRAINT TRIGGER return_written_down AFTER UPDATE OF state ON "ordering"."return"
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
      EXECUTE FUNCTION "ordering".write_down_return()`);
    await runner.query(`
      CREATE FUNCTION "ordering".refuse_rewritten_return_event() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'what happened to a return is never rewritten' USING ERRCODE = 'check_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER return_event_append_only BEFORE UPDATE OR DELETE ON "ordering"."return_event"
      FOR EACH ROW EXECUTE FUNCTION "ordering".refuse_rewritten_return_event()`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
