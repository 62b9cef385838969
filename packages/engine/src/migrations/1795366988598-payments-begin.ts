import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PaymentsBegin1795366988598 implements MigrationInterface {
  readonly name = 'PaymentsBegin1795366988598';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "payments"`);
    await runner.query(
      `CREATE TABLE "payments"."payment" ("id" text COLLATE "C" NOT NULL, "order_id" text COLLATE "C" NOT NULL, "state" text NOT NULL, "amount_minor" bigint NOT NULL, "currency" character(3) NOT NULL, "attempt" integer NOT NULL DEFAULT '1', "confirmation_token" text NOT NULL, "return_url" text NOT NULL, "stripe_payment_intent" text, "client_secret" text, "capture_minor" bigint, "captured_minor" bigint NOT NULL DEFAULT '0', "capture_before" TIMESTAMP WITH TIME ZONE, "card_brand" text, "card_last4" text, "failure_code" text, "failure_message" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_fcaec7df5adf9cac408c686b2ab" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "payment_intent" ON "payments"."payment"  ("stripe_payment_intent") `);
    await runner.query(`CREATE UNIQUE INDEX "payment_order" ON "payments"."payment"  ("order_id") `);
    await runner.query(
      `CREATE TABLE "payments"."stripe_event" ("id" text NOT NULL, "type" text NOT NULL, "object_id" text, "payload" jsonb NOT NULL, "received_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_7a91ab435defe9ce0ee6fb6f7f7" PRIMARY KEY ("id"))`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
