import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CatalogBegin1795367933602 implements MigrationInterface {
  readonly name = 'CatalogBegin1795367933602';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "catalog"`);
    await runner.query(
      `CREATE TABLE "catalog"."brand" ("id" text COLLATE "C" NOT NULL, "slug" text NOT NULL, "name" text NOT NULL, "legal_name" text NOT NULL, "accent" text NOT NULL DEFAULT '#3A4A63', "logo_url" text, "story" text NOT NULL DEFAULT '', "city" text NOT NULL DEFAULT '', "country" character(2), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_a5d20765ddd942eb5de4eee2d7f" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "brand_slug" ON "catalog"."brand"  ("slug") `);
    await runner.query(
      `CREATE TABLE "catalog"."catalog_import" ("id" text COLLATE "C" NOT NULL, "brand_id" text COLLATE "C", "file_name" text, "currency" character(3) NOT NULL, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL, "finished_at" TIMESTAMP WITH TIME ZONE NOT NULL, "rows" integer NOT NULL, "created" integer NOT NULL, "updated" integer NOT NULL, "unchanged" integer NOT NULL, "rejected" integer NOT NULL, "variants" integer NOT NULL, "options" integer NOT NULL, "images" integer NOT NULL, "issues_omitted" integer NOT NULL, CONSTRAINT "PK_1c100cf923f8f53f84a4c31934f" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "catalog_import_brand" ON "catalog"."catalog_import"  ("brand_id", "id") `);
    await runner.query(
      `CREATE TABLE "catalog"."product" ("id" text COLLATE "C" NOT NULL, "brand_id" text COLLATE "C" NOT NULL, "handle" text COLLATE "C" NOT NULL, "title" text NOT NULL, "description_html" text NOT NULL, "vendor" text NOT NULL, "type" text NOT NULL, "category" text NOT NULL, "tags" text array NOT NULL, "status" text NOT NULL, "is_published" boolean NOT NULL, "is_gift_card" boolean NOT NULL, "seo_title" text NOT NULL, "seo_description" text NOT NULL, "position" integer NOT NULL, "version" integer NOT NULL DEFAULT '1', "fingerprint" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "product_status" CHECK (status IN ('active', 'draft', 'archived')), CONSTRAINT "PK_bebc9158e480b949565b4dc7a82" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "product_brand_shelf" ON "catalog"."product"  ("brand_id", "position", "id") WHERE status = 'active' AND is_published`,
    );
    await runner.query(
      `CREATE INDEX "product_shelf" ON "catalog"."product"  ("position", "id") WHERE status = 'active' AND is_published`,
    );
    await runner.query(`CREATE UNIQUE INDEX "product_handle" ON "catalog"."product"  ("brand_id", "handle") `);
    await runner.query(
      `CREATE TABLE "catalog"."image" ("id" text COLLATE "C" NOT NULL, "product_id" text COLLATE "C" NOT NULL, "position" integer NOT NULL, "url" text COLLATE "C" NOT NULL, "alt" text NOT NULL, CONSTRAINT "PK_d6db1ab4ee9ad9dbe86c64e4cc3" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "image_product" ON "catalog"."image"  ("product_id", "position") `);
    await runner.query(
      `CREATE TABLE "catalog"."import_issue" ("import_id" text COLLATE "C" NOT NULL, "position" integer NOT NULL, "line" integer NOT NULL, "column_name" text, "handle" text, "reason" text NOT NULL, CONSTRAINT "PK_904c3267e9ff466f1157cd80b30" PRIMARY KEY ("import_id", "position"))`,
    );
    await runner.query(
      `CREATE TABLE "catalog"."variant" ("id" text COLLATE "C" NOT NULL, "product_id" text COLLATE "C" NOT NULL, "position" integer NOT NULL, "sku" text COLLATE "C" NOT NULL, "has_own_sku" boolean NOT NULL, "option_values" text array NOT NULL, "combination" text COLLATE "C" NOT NULL, "barcode" text, "grams" integer NOT NULL, "weight_unit" text NOT NULL, "requires_shipping" boolean NOT NULL, "is_taxable" boolean NOT NULL, "tax_code" text, "cost_minor" bigint, "policy" text NOT NULL, "file_quantity" integer, "image_id" text COLLATE "C", "archived_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "variant_grams" CHECK (grams >= 0), CONSTRAINT "variant_policy" CHECK (policy IN ('deny', 'continue')), CONSTRAINT "PK_f8043a8a34fa021a727a4718470" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "variant_image" ON "catalog"."variant"  ("image_id") `);
    await runner.query(`CREATE INDEX "variant_sku_lookup" ON "catalog"."variant"  ("sku") `);
    await runner.query(
      `CREATE UNIQUE INDEX "variant_combination" ON "catalog"."variant"  ("product_id", "combination") WHERE archived_at IS NULL`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "variant_sku" ON "catalog"."variant"  ("product_id", "sku") WHERE archived_at IS NULL`,
    );
    await runner.query(`CREATE INDEX "variant_product" ON "catalog"."variant"  ("product_id") `);
    await runner.query(
      `CREATE TABLE "catalog"."listing" ("id" text COLLATE "C" NOT NULL, "variant_id" text COLLATE "C" NOT NULL, "channel" text NOT NULL DEFAULT 'stream', "price_minor" bigint NOT NULL, "compare_at_minor" bigint, "currency" character(3) NOT NULL, "state" text NOT NULL DEFAULT 'open', "starts_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "ends_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "listing_price" CHECK (price_minor >= 0 AND compare_at_minor >= 0), CONSTRAINT "listing_state" CHECK (state IN ('open', 'closed')), CONSTRAINT "PK_381d45ebb8692362c156d6b87d7" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "listing_variant" ON "catalog"."listing"  ("variant_id") `);
    await runner.query(
      `CREATE UNIQUE INDEX "listing_open" ON "catalog"."listing"  ("variant_id", "channel") WHERE state = 'open'`,
    );
    await runner.query(
      `CREATE TABLE "catalog"."product_option" ("product_id" text COLLATE "C" NOT NULL, "position" integer NOT NULL, "name" text NOT NULL, "values" text array NOT NULL, CONSTRAINT "product_option_position" CHECK (position BETWEEN 1 AND 3), CONSTRAINT "PK_6f88e3273c09f34a7463bcd1eb5" PRIMARY KEY ("product_id", "position"))`,
    );
    await runner.query(
      `ALTER TABLE "catalog"."catalog_import" ADD CONSTRAINT "FK_3509b1d1126e2a3f34e23d055d5" FOREIGN KEY ("brand_id") REFERENCES "catalog"."brand"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "catalog"."product" ADD CONSTRAINT "FK_2eb5ce4324613b4b457c364f4a2" FOREIGN KEY ("brand_id") REFERENCES "catalog"."brand"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "catalog"."image" ADD CONSTRAINT "FK_e6a9e829e17fc47fc17d695af8e" FOREIGN KEY ("product_id") REFERENCES "catalog"."product"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "catalog"."import_issue" ADD CONSTRAINT "FK_4a024bbf89b381e618a42a2ac16" FOREIGN KEY ("import_id") REFERENCES "catalog"."catalog_import"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "catalog"."variant" ADD CONSTRAINT "FK_738bfa62f918ad1436cb5c8ee5b" FOREIGN KEY ("product_id") REFERENCES "catalog"."product"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "catalog"."variant" ADD CONSTRAINT "FK_ad9f0d6216a89881e01d1c1e3ee" FOREIGN KEY ("image_id") REFERENCES "catalog"."image"("id") ON DELETE SET NULL ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "catalog"."listing" ADD CONSTRAINT "FK_88562729e4d1a45466113afd5dd" FOREIGN KEY ("variant_id") REFERENCES "catalog"."variant"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
    await runner.query(
      `ALTER TABLE "catalog"."product_option" ADD CONSTRAINT "FK_e634fca34f6b594b87fdbee95f6" FOREIGN KEY ("product_id") REFERENCES "catalog"."product"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
