import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CatalogDrops1795388495825 implements MigrationInterface {
  readonly name = 'CatalogDrops1795388495825';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "catalog"`);
    await runner.query(
      `CREATE TABLE "catalog"."drop" ("id" text COLLATE "C" NOT NULL, "brand_id" text COLLATE "C" NOT NULL, "stream_id" text COLLATE "C", "title" text NOT NULL, "starts_at" TIMESTAMP WITH TIME ZONE NOT NULL, "ends_at" TIMESTAMP WITH TIME ZONE NOT NULL, "state" text NOT NULL DEFAULT 'planned', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "drop_state" CHECK (state IN ('planned', 'closed', 'canceled')), CONSTRAINT "drop_period" CHECK (ends_at > starts_at), CONSTRAINT "PK_abaebd56a1515ba3b3f47c602fe" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "drop_due" ON "catalog"."drop"  ("ends_at") WHERE state = 'planned'`);
    await runner.query(`CREATE INDEX "drop_brand" ON "catalog"."drop"  ("brand_id", "starts_at") `);
    await runner.query(
      `CREATE TABLE "catalog"."drop_listing" ("drop_id" text COLLATE "C" NOT NULL, "listing_id" text COLLATE "C" NOT NULL, "price_minor" bigint NOT NULL, "allotment" integer NOT NULL, "cap" integer, "prior_minor" bigint, CONSTRAINT "drop_listing_terms" CHECK (price_minor >= 0 AND allotment > 0 AND (cap IS NULL OR cap > 0)), CONSTRAINT "PK_a000a5d8fd3073b384aebf64dd5" PRIMARY KEY ("drop_id", "listing_id"))`,
    );
    await runner.query(`CREATE INDEX "drop_listing_listing" ON "catalog"."drop_listing"  ("listing_id") `);
    await runner.query(
      `CREATE TABLE "catalog"."listing_price" ("listing_id" text COLLATE "C" NOT NULL, "from_at" TIMESTAMP WITH TIME ZONE NOT NULL, "to_at" TIMESTAMP WITH TIME ZONE, "price_minor" bigint NOT NULL, CONSTRAINT "PK_c40cf2cf245889e4f73ed970e9e" PRIMARY KEY ("listing_id", "from_at"))`,
    );
    await runner.query(
      `ALTER TABLE "catalog"."drop" ADD CONSTRAINT "FK_699caa4e85616e4a2f8126b1b98" FOREIGN KEY ("brand_id") REFERENCES "catalog"."brand"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "catalog"."drop_listing" ADD CONSTRAINT "FK_0fada0cb1c4b4abad34952ce6b4" FOREIGN KEY ("drop_id") REFERENCES "catalog"."drop"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "catalog"."drop_listing" ADD CONSTRAINT "FK_428d309b4e77d18973a197666dc" FOREIGN KEY ("listing_id") REFERENCES "catalog"."listing"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "catalog"."listing_price" ADD CONSTRAINT "FK_faa208d9549f370116a8f2d673c" FOREIGN KEY ("listing_id") REFERENCES "catalog"."listing"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    // Every price a listing ever had, kept by the database itself: the 30-day low is computed from it, never typed.
    await runner.query(`
      CREATE FUNCTION "catalog".keep_price() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          UPDATE "catalog"."listing_price" SET to_at = clock_timestamp() WHERE listing_id = NEW.id AND to_at IS NULL;
        END IF;
        IF NEW.state = 'open' THEN
          INSERT INTO "catalog"."listing_price" (listing_id, from_at, price_minor)
          VALUES (NEW.id, CASE WHEN TG_OP = 'INSERT' THEN NEW.starts_at ELSE clock_timestamp() END, NEW.price_minor)
          ON CONFLICT (listing_id, from_at) DO UPDATE SET price_minor = excluded.price_minor, to_at = NULL;
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER listing_price_kept AFTER INSERT ON "catalog"."listing"
      FOR EACH ROW EXECUTE FUNCTION "catalog".keep_price()`);
    await runner.query(`
      CREATE TRIGGER listing_price_changed AFTER UPDATE OF price_minor, state ON "catalog"."listing"
      FOR EACH ROW WHEN (OLD.price_minor <> NEW.price_minor OR OLD.state <> NEW.state)
      EXECUTE FUNCTION "catalog".keep_price()`);
    await runner.query(`
      INSERT INTO "catalog"."listing_price" (listing_id, from_at, to_at, price_minor)
      SELECT id, starts_at, CASE WHEN state = 'open' THEN NULL ELSE greatest(starts_at, coalesce(ends_at, now())) END, price_minor
        FROM "catalog"."listing"`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
