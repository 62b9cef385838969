import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An allotment is a second claim on units that the first one set apart: without it the drop would sell what everybody may
 * buy. Looked at when the transaction ends, since both are made in one statement.
 */
export class InventoryAllotmentBacked1795392148997 implements MigrationInterface {
  readonly name = 'InventoryAllotmentBacked1795392148997';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION "inventory".refuse_unclaimed_allotment() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        v_unsold bigint;
        v_claimed int;
      BEGIN
        SELECT coalesce(sum(allotted - claimed), 0) INTO v_unsold
          FROM "inventory"."allotment" WHERE variant_id = NEW.variant_id AND is_open;
        SELECT claimed INTO v_claimed FROM "inventory"."variant_stock" WHERE variant_id = NEW.variant_id;
        IF v_unsold > coalesce(v_claimed, 0) THEN
          RAISE EXCEPTION 'drops have % units of % to sell, % are claimed', v_unsold, NEW.variant_id, coalesce(v_claimed, 0)
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allotment_never_unclaimed';
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE CONSTRAINT TRIGGER allotment_never_unclaimed AFTER INSERT OR UPDATE OF allotted, is_open ON "inventory"."allotment"
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "inventory".refuse_unclaimed_allotment()`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
