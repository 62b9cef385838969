import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FulfillmentBegin1795367611699 implements MigrationInterface {
  readonly name = 'FulfillmentBegin1795367611699';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "fulfillment"`);
    await runner.query(
      `CREATE TABLE "fulfillment"."delivery_attempt" ("id" text COLLATE "C" NOT NULL, "delivery_id" text COLLATE "C" NOT NULL, "number" integer NOT NULL, "url" text NOT NULL, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "finished_at" TIMESTAMP WITH TIME ZONE, "duration_ms" integer, "address" text, "status" integer, "error_class" text, "response_body" text, "next_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_a43b0e18756fc86d042eeef093b" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "delivery_attempt_number" ON "fulfillment"."delivery_attempt"  ("delivery_id", "number") `,
    );
    await runner.query(
      `CREATE TABLE "fulfillment"."delivery" ("id" text COLLATE "C" NOT NULL, "message_id" text COLLATE "C" NOT NULL, "endpoint_id" text COLLATE "C" NOT NULL, "fulfillment_order_id" text COLLATE "C" NOT NULL, "sequence" integer NOT NULL, "type" text NOT NULL, "body" text NOT NULL, "state" text NOT NULL DEFAULT 'pending', "reason" text, "attempts" integer NOT NULL DEFAULT '0', "generation" integer NOT NULL DEFAULT '0', "lease_until" TIMESTAMP WITH TIME ZONE, "next_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "deadline" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "finished_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_ffad7bf84e68716cd9af89003b0" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "delivery_open" ON "fulfillment"."delivery"  ("endpoint_id") WHERE state IN ('pending', 'in_flight')`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "delivery_sequence" ON "fulfillment"."delivery"  ("fulfillment_order_id", "sequence") `,
    );
    await runner.query(`CREATE UNIQUE INDEX "delivery_message" ON "fulfillment"."delivery"  ("message_id") `);
    await runner.query(
      `CREATE TABLE "fulfillment"."endpoint" ("id" text COLLATE "C" NOT NULL, "retailer_id" text COLLATE "C" NOT NULL, "url" text NOT NULL, "sealed_secrets" text array NOT NULL, "state" text NOT NULL DEFAULT 'active', "disabled_reason" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_7785c5c2cf24e6ab3abb7a2e89f" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "endpoint_retailer" ON "fulfillment"."endpoint"  ("retailer_id") `);
    await runner.query(
      `CREATE TABLE "fulfillment"."fulfillment_order_line" ("id" text COLLATE "C" NOT NULL, "fulfillment_order_id" text COLLATE "C" NOT NULL, "position" integer NOT NULL, "order_line_id" text COLLATE "C" NOT NULL, "variant_id" text COLLATE "C" NOT NULL, "sku" text NOT NULL, "title" text NOT NULL, "variant_title" text, "brand_name" text NOT NULL, "quantity" integer NOT NULL, "accepted" integer NOT NULL DEFAULT '0', "shipped" integer NOT NULL DEFAULT '0', "unit_price_minor" bigint NOT NULL, "currency" character(3) NOT NULL, "grams" integer NOT NULL, CONSTRAINT "fulfillment_order_line_units" CHECK (quantity > 0 AND 0 <= shipped AND shipped <= accepted AND accepted <= quantity), CONSTRAINT "PK_edf43d69a0fbadc29e113be8d0d" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "fulfillment_order_line_order" ON "fulfillment"."fulfillment_order_line"  ("fulfillment_order_id", "position") `,
    );
    await runner.query(
      `CREATE TABLE "fulfillment"."fulfillment_order" ("id" text COLLATE "C" NOT NULL, "order_id" text COLLATE "C" NOT NULL, "order_number" text NOT NULL, "retailer_id" text COLLATE "C" NOT NULL, "routing_decision_id" text COLLATE "C" NOT NULL, "state" text NOT NULL, "version" integer NOT NULL DEFAULT '1', "shipping_address" jsonb NOT NULL, "email" text NOT NULL, "requested_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "accept_by" TIMESTAMP WITH TIME ZONE NOT NULL, "ship_by" TIMESTAMP WITH TIME ZONE NOT NULL, "answered_at" TIMESTAMP WITH TIME ZONE, "reason" text, "note" text, CONSTRAINT "PK_f129acc85e346a10eed12b86fca" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "fulfillment_order_retailer" ON "fulfillment"."fulfillment_order"  ("retailer_id", "id") `,
    );
    await runner.query(`CREATE INDEX "fulfillment_order_order" ON "fulfillment"."fulfillment_order"  ("order_id") `);
    await runner.query(
      `CREATE TABLE "fulfillment"."retailer_key" ("id" text COLLATE "C" NOT NULL, "retailer_id" text COLLATE "C" NOT NULL, "key_hash" text NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "revoked_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_1e7f1769ed81e1c299f0fe87434" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "retailer_key_hash" ON "fulfillment"."retailer_key"  ("key_hash") `);
    await runner.query(
      `CREATE TABLE "fulfillment"."retailer" ("id" text COLLATE "C" NOT NULL, "slug" text NOT NULL, "name" text NOT NULL, "priority" integer NOT NULL, "ships_from" character(2) NOT NULL, "ships_to" text array NOT NULL, "is_active" boolean NOT NULL DEFAULT true, "accept_within_seconds" integer NOT NULL, "ship_within_seconds" integer NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_47bbf48e11e51cc7366f88a8add" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "retailer_slug" ON "fulfillment"."retailer"  ("slug") `);
    await runner.query(
      `CREATE TABLE "fulfillment"."routing_decision" ("id" text COLLATE "C" NOT NULL, "order_id" text COLLATE "C" NOT NULL, "round" integer NOT NULL, "rules" text NOT NULL, "request" jsonb NOT NULL, "plan" jsonb NOT NULL, "decided_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_b1fcc725db4d7b9bf6078e44f90" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "routing_decision_round" ON "fulfillment"."routing_decision"  ("order_id", "round") `,
    );
    await runner.query(
      `CREATE TABLE "fulfillment"."shipment" ("id" text COLLATE "C" NOT NULL, "fulfillment_order_id" text COLLATE "C" NOT NULL, "carrier" text NOT NULL, "tracking_number" text NOT NULL, "tracking_key" text NOT NULL, "tracking_url" text, "shipped_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_f51f635db95c534ca206bf7a0a4" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "shipment_tracking" ON "fulfillment"."shipment"  ("fulfillment_order_id", "tracking_key") `,
    );
    await runner.query(
      `CREATE TABLE "fulfillment"."shipment_line" ("shipment_id" text COLLATE "C" NOT NULL, "line_id" text COLLATE "C" NOT NULL, "quantity" integer NOT NULL, CONSTRAINT "shipment_line_quantity" CHECK (quantity > 0), CONSTRAINT "PK_aa2da12db8da7d68ee3dd998ad3" PRIMARY KEY ("shipment_id", "line_id"))`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
