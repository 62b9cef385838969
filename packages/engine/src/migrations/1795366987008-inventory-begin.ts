import type { MigrationInterface, QueryRunner } from 'typeorm';

export class InventoryBegin1795366987008 implements MigrationInterface {
  readonly name = 'InventoryBegin1795366987008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "inventory"`);
    await runner.query(
      `CREATE TABLE "inventory"."hold" ("id" text COLLATE "C" NOT NULL, "order_id" text COLLATE "C" NOT NULL, "variant_id" text COLLATE "C" NOT NULL, "quantity" integer NOT NULL, "state" text NOT NULL, "expires_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "hold_quantity" CHECK (quantity >= 0), CONSTRAINT "PK_d955539abc6b1b33382b0d34f1b" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "hold_order" ON "inventory"."hold"  ("order_id", "variant_id") `);
    await runner.query(
      `CREATE TABLE "inventory"."location" ("retailer_id" text COLLATE "C" NOT NULL, "name" text NOT NULL, "ships_from" character(2) NOT NULL, "ships_to" text array NOT NULL, "is_active" boolean NOT NULL DEFAULT true, CONSTRAINT "PK_72bae6acde66aac4ea946f2df0c" PRIMARY KEY ("retailer_id"))`,
    );
    await runner.query(
      `CREATE TABLE "inventory"."movement" ("id" text COLLATE "C" NOT NULL, "variant_id" text COLLATE "C" NOT NULL, "retailer_id" text COLLATE "C", "kind" text NOT NULL, "quantity" integer NOT NULL, "reference" text, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_079f005d01ebda984e75c2d67ee" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "movement_variant" ON "inventory"."movement"  ("variant_id", "id") `);
    await runner.query(
      `CREATE TABLE "inventory"."stock" ("variant_id" text COLLATE "C" NOT NULL, "retailer_id" text COLLATE "C" NOT NULL, "on_hand" integer NOT NULL, "allocated" integer NOT NULL DEFAULT '0', "as_of" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "stock_not_negative" CHECK (on_hand >= 0 AND allocated >= 0), CONSTRAINT "PK_5e1c204bb8d557e0fb7f67d3822" PRIMARY KEY ("variant_id", "retailer_id"))`,
    );
    await runner.query(
      `CREATE TABLE "inventory"."variant_stock" ("variant_id" text COLLATE "C" NOT NULL, "on_hand" integer NOT NULL, "claimed" integer NOT NULL DEFAULT '0', "may_oversell" boolean NOT NULL DEFAULT false, CONSTRAINT "variant_stock_not_negative" CHECK (on_hand >= 0 AND claimed >= 0), CONSTRAINT "PK_1a0b1544798bcc7769cef9aee39" PRIMARY KEY ("variant_id"))`,
    );
    await runner.query(`
      CREATE FUNCTION "inventory".refuse_oversell() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NOT NEW.may_oversell AND NEW.claimed > NEW.on_hand AND (TG_OP = 'INSERT' OR NEW.claimed > OLD.claimed) THEN
          RAISE EXCEPTION 'variant % has % units, % claimed', NEW.variant_id, NEW.on_hand, NEW.claimed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'variant_stock_never_oversold';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER variant_stock_never_oversold BEFORE INSERT OR UPDATE OF claimed ON "inventory"."variant_stock"
      FOR EACH ROW EXECUTE FUNCTION "inventory".refuse_oversell()`);
    await runner.query(`
      CREATE FUNCTION "inventory".refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'stock movements are append-only' USING ERRCODE = 'integrity_constraint_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER movement_append_only BEFORE UPDATE OR DELETE ON "inventory"."movement"
      FOR EACH ROW EXECUTE FUNCTION "inventory".refuse_change()`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
