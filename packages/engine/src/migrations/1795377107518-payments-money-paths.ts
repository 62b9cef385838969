import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PaymentsMoneyPaths1795377107518 implements MigrationInterface {
  readonly name = 'PaymentsMoneyPaths1795377107518';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "payments"`);
    await runner.query(
      `CREATE TABLE "payments"."balance_movement" ("id" text COLLATE "C" NOT NULL, "type" text NOT NULL, "reporting_category" text NOT NULL, "amount_minor" bigint NOT NULL, "fee_minor" bigint NOT NULL, "net_minor" bigint NOT NULL, "currency" character(3) NOT NULL, "source" text, "payout" text, "available_on" TIMESTAMP WITH TIME ZONE NOT NULL, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, "seen_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_f8e996066874def0982b8325245" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE INDEX "balance_movement_payout" ON "payments"."balance_movement"  ("payout") WHERE payout IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX "balance_movement_source" ON "payments"."balance_movement"  ("source") `);
    await runner.query(`CREATE INDEX "balance_movement_created" ON "payments"."balance_movement"  ("created_at") `);
    await runner.query(
      `CREATE TABLE "payments"."reconciliation" ("id" text COLLATE "C" NOT NULL, "state" text NOT NULL, "asked_by" text NOT NULL, "started_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "ended_at" TIMESTAMP WITH TIME ZONE, "cursor" text, "report" jsonb, CONSTRAINT "PK_8103a735d30a2e8c937a9ea9934" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "reconciliation_started" ON "payments"."reconciliation"  ("started_at") `);
    await runner.query(
      `CREATE TABLE "payments"."dispute" ("id" text COLLATE "C" NOT NULL, "order_id" text COLLATE "C" NOT NULL, "stripe_dispute" text NOT NULL, "status" text NOT NULL, "reason" text NOT NULL, "amount_minor" bigint NOT NULL, "currency" character(3) NOT NULL, "is_inquiry" boolean NOT NULL, "funds" text NOT NULL DEFAULT 'none', "evidence_due_by" TIMESTAMP WITH TIME ZONE, "evidence" jsonb, "evidence_sent_at" TIMESTAMP WITH TIME ZONE, "taken" jsonb, "opened_at" TIMESTAMP WITH TIME ZONE NOT NULL, "closed_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "dispute_funds" CHECK (funds IN ('none', 'withdrawn', 'reinstated')), CONSTRAINT "PK_e2f1f4741f2094ce789b0a7c5b3" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "dispute_order" ON "payments"."dispute"  ("order_id") `);
    await runner.query(`CREATE UNIQUE INDEX "dispute_stripe" ON "payments"."dispute"  ("stripe_dispute") `);
    await runner.query(
      `CREATE TABLE "payments"."fraud_warning" ("stripe_warning" text NOT NULL, "order_id" text COLLATE "C" NOT NULL, "fraud_type" text NOT NULL, "is_actionable" boolean NOT NULL, "decision" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_1f4d4d80871163518d5c13c27ab" PRIMARY KEY ("stripe_warning"))`,
    );
    await runner.query(`CREATE INDEX "fraud_warning_order" ON "payments"."fraud_warning"  ("order_id") `);
    await runner.query(
      `CREATE TABLE "payments"."refund" ("id" text COLLATE "C" NOT NULL, "order_id" text COLLATE "C" NOT NULL, "request_key" text NOT NULL, "state" text NOT NULL, "amount_minor" bigint NOT NULL, "currency" character(3) NOT NULL, "reason" text NOT NULL, "note" text, "asked_by" text NOT NULL, "items" jsonb NOT NULL, "attempt" integer NOT NULL DEFAULT '1', "stripe_refund" text, "failure_reason" text, "expected_by" date, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "settled_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "refund_state" CHECK (state IN ('requested', 'pending', 'succeeded', 'failed', 'canceled')), CONSTRAINT "refund_amount" CHECK (amount_minor > 0), CONSTRAINT "PK_f1cefa2e60d99b206c46c1116e5" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE UNIQUE INDEX "refund_key" ON "payments"."refund"  ("order_id", "request_key") `);
    await runner.query(
      `CREATE UNIQUE INDEX "refund_stripe" ON "payments"."refund"  ("stripe_refund") WHERE stripe_refund IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX "refund_order" ON "payments"."refund"  ("order_id") `);
    await runner.query(
      `CREATE TABLE "payments"."transfer_reversal" ("id" text COLLATE "C" NOT NULL, "cause_id" text COLLATE "C" NOT NULL, "payable_id" text COLLATE "C" NOT NULL, "amount_minor" bigint NOT NULL, "currency" character(3) NOT NULL, "state" text NOT NULL DEFAULT 'wanted', "stripe_reversal" text, "trouble" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "transfer_reversal_state" CHECK (state IN ('wanted', 'done', 'refused')), CONSTRAINT "PK_7eb716b9b27f3f35a2164605d47" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "transfer_reversal_payable" ON "payments"."transfer_reversal"  ("payable_id") `);
    await runner.query(
      `CREATE UNIQUE INDEX "transfer_reversal_cause" ON "payments"."transfer_reversal"  ("cause_id", "payable_id") `,
    );
    await runner.query(`ALTER TABLE "payments"."payment" ADD "stripe_charge" text`);
    await runner.query(`ALTER TABLE "payments"."payment" ADD "risk_level" text`);
    await runner.query(`ALTER TABLE "payments"."payment" ADD "tax_calculation" text`);
    await runner.query(`ALTER TABLE "payments"."stripe_event" ADD "account" text`);
    await runner.query(
      `CREATE INDEX "payment_charge" ON "payments"."payment"  ("stripe_charge") WHERE stripe_charge IS NOT NULL`,
    );
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
