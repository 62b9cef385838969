import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OrderingHotShows1795388499811 implements MigrationInterface {
  readonly name = 'OrderingHotShows1795388499811';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "ordering"`);
    await runner.query(
      `CREATE TABLE "ordering"."cap_claim" ("order_id" text COLLATE "C" NOT NULL, "drop_id" text COLLATE "C" NOT NULL, "listing_id" text COLLATE "C" NOT NULL, "buyer" text COLLATE "C" NOT NULL, "units" integer NOT NULL, CONSTRAINT "PK_1876f71695331d3e05762668e41" PRIMARY KEY ("order_id", "drop_id", "listing_id", "buyer"))`,
    );
    await runner.query(
      `CREATE TABLE "ordering"."cap_count" ("drop_id" text COLLATE "C" NOT NULL, "listing_id" text COLLATE "C" NOT NULL, "buyer" text COLLATE "C" NOT NULL, "units" integer NOT NULL, CONSTRAINT "cap_count_not_negative" CHECK (units >= 0), CONSTRAINT "PK_a729f0f02058384b07a03486869" PRIMARY KEY ("drop_id", "listing_id", "buyer"))`,
    );
    await runner.query(
      `CREATE TABLE "ordering"."cart" ("id" text COLLATE "C" NOT NULL, "version" integer NOT NULL DEFAULT '1', "lines" jsonb NOT NULL, "coupon_codes" text array NOT NULL DEFAULT '{}', "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_c524ec48751b9b5bcfbf6e59be7" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "cart_updated" ON "ordering"."cart"  ("updated_at") `);
    await runner.query(
      `CREATE TABLE "ordering"."coupon_use" ("coupon_id" text COLLATE "C" NOT NULL, "order_id" text COLLATE "C" NOT NULL, "person" text COLLATE "C" NOT NULL, "state" text NOT NULL DEFAULT 'used', "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_0cdd8b87143e59f2b93c744d16f" PRIMARY KEY ("coupon_id", "order_id"))`,
    );
    await runner.query(`CREATE INDEX "coupon_use_order" ON "ordering"."coupon_use"  ("order_id") `);
    await runner.query(`CREATE INDEX "coupon_use_person" ON "ordering"."coupon_use"  ("coupon_id", "person") `);
    await runner.query(
      `CREATE TABLE "ordering"."coupon" ("id" text COLLATE "C" NOT NULL, "brand_id" text COLLATE "C" NOT NULL, "code" text COLLATE "C" NOT NULL, "kind" text NOT NULL, "basis_points" integer, "amount_minor" bigint, "minimum_minor" bigint, "currency" character(3), "product_ids" text array, "starts_at" TIMESTAMP WITH TIME ZONE, "ends_at" TIMESTAMP WITH TIME ZONE, "limit_total" integer, "limit_per_person" integer, "stacks" boolean NOT NULL DEFAULT false, "works_in_drops" boolean NOT NULL DEFAULT false, "state" text NOT NULL DEFAULT 'active', "used" integer NOT NULL DEFAULT '0', "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "coupon_limit" CHECK (used >= 0 AND (limit_total IS NULL OR used <= limit_total)), CONSTRAINT "coupon_kind" CHECK (kind IN ('percent', 'amount', 'free_shipping')), CONSTRAINT "PK_fcbe9d72b60eed35f46dc35a682" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "coupon_by_code" ON "ordering"."coupon"  ("code") `);
    await runner.query(`CREATE UNIQUE INDEX "coupon_code" ON "ordering"."coupon"  ("brand_id", "code") `);
    await runner.query(
      `CREATE TABLE "ordering"."ticket" ("id" text COLLATE "C" NOT NULL, "line" BIGSERIAL NOT NULL, "quote_id" text COLLATE "C" NOT NULL, "state" text NOT NULL DEFAULT 'waiting', "admitted_until" TIMESTAMP WITH TIME ZONE, "seen_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_d9a0835407701eb86f874474b7c" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "ticket_quote" ON "ordering"."ticket"  ("quote_id") `);
    await runner.query(`CREATE UNIQUE INDEX "ticket_line" ON "ordering"."ticket"  ("line") `);
    await runner.query(
      `CREATE TABLE "ordering"."turnstile" ("name" text COLLATE "C" NOT NULL, "free" double precision NOT NULL, "filled_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_82227c98e08340d8175a6fdc54a" PRIMARY KEY ("name"))`,
    );
    await runner.query(
      `CREATE TABLE "ordering"."waitlist_entry" ("id" text COLLATE "C" NOT NULL, "line" BIGSERIAL NOT NULL, "listing_id" text COLLATE "C" NOT NULL, "variant_id" text COLLATE "C" NOT NULL, "quantity" integer NOT NULL, "email" text NOT NULL, "stream_id" text COLLATE "C", "state" text NOT NULL DEFAULT 'waiting', "offer_ends_at" TIMESTAMP WITH TIME ZONE, "setup_reference" text, "customer_reference" text, "payment_method" text, "card_brand" text, "card_last4" text, "order_id" text COLLATE "C", "joined_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "waitlist_state" CHECK (state IN ('waiting', 'offered', 'bought', 'passed', 'left')), CONSTRAINT "PK_77e5b27d89e0b1795ea07ef32f8" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "waitlist_person" ON "ordering"."waitlist_entry"  ("variant_id", "email") WHERE state IN ('waiting', 'offered')`,
    );
    await runner.query(
      `CREATE INDEX "waitlist_offer" ON "ordering"."waitlist_entry"  ("offer_ends_at") WHERE state = 'offered'`,
    );
    await runner.query(
      `CREATE INDEX "waitlist_waiting" ON "ordering"."waitlist_entry"  ("variant_id", "line") WHERE state = 'waiting'`,
    );
    await runner.query(`CREATE UNIQUE INDEX "waitlist_line" ON "ordering"."waitlist_entry"  ("variant_id", "line") `);
    await runner.query(`ALTER TABLE "ordering"."order_line" ADD "discount_minor" bigint NOT NULL DEFAULT '0'`);
    await runner.query(`ALTER TABLE "ordering"."order_line" ADD "drop_id" text COLLATE "C"`);
    await runner.query(`ALTER TABLE "ordering"."order" ADD "discount_minor" bigint NOT NULL DEFAULT '0'`);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
