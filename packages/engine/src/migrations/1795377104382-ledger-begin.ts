import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What TypeORM cannot say: nothing changes once written, every transaction balances, and posting is one round trip. */
const rules = [
  `CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN RAISE EXCEPTION 'ledger: % is append-only', TG_TABLE_NAME USING ERRCODE = 'LG002'; END $$`,
  ...['tx', 'entry', 'psp_link'].flatMap((table) => [
    `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ledger.${table} FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()`,
    `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ledger.${table} FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()`,
  ]),
  `CREATE FUNCTION ledger.check_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
   DECLARE off record;
   BEGIN
     SELECT currency, sum(amount) AS amount INTO off FROM ledger.entry WHERE tx_id = NEW.tx_id
      GROUP BY currency HAVING sum(amount) <> 0 LIMIT 1;
     IF FOUND THEN RAISE EXCEPTION 'ledger: % leaves % in %', NEW.tx_id, off.amount, off.currency USING ERRCODE = 'LG003'; END IF;
     RETURN NULL;
   END $$`,
  `CREATE CONSTRAINT TRIGGER entry_balanced AFTER INSERT ON ledger.entry DEFERRABLE INITIALLY DEFERRED
     FOR EACH ROW EXECUTE FUNCTION ledger.check_balanced()`,
  `CREATE FUNCTION ledger.post(p_id text, p_key text, p_kind text, p_state text, p_resolves text, p_reverses text,
                               p_order text, p_digest text, p_meta jsonb, p_entries jsonb)
   RETURNS TABLE (tx_id text, is_new boolean) LANGUAGE plpgsql AS $$
   DECLARE
     known record;
     line record;
   BEGIN
     IF p_resolves IS NOT NULL THEN
       PERFORM 1 FROM ledger.tx t WHERE t.id = p_resolves AND t.state = 'pending' FOR UPDATE;
       IF NOT FOUND THEN RAISE EXCEPTION 'ledger: % is not a pending transaction', p_resolves USING ERRCODE = 'LG004'; END IF;
       SELECT t.id INTO known FROM ledger.tx t WHERE t.resolves_tx_id = p_resolves;
       IF FOUND THEN RETURN QUERY SELECT known.id::text, false; RETURN; END IF;
     END IF;
     INSERT INTO ledger.tx (id, idem_key, kind, state, resolves_tx_id, reverses_tx_id, order_id, digest, meta)
     VALUES (p_id, p_key, p_kind, p_state, p_resolves, p_reverses, p_order, p_digest, p_meta)
     ON CONFLICT (idem_key) DO NOTHING;
     IF NOT FOUND THEN
       SELECT t.id, t.digest INTO known FROM ledger.tx t WHERE t.idem_key = p_key;
       IF known.digest <> p_digest THEN
         RAISE EXCEPTION 'ledger: % was posted with other entries', p_key USING ERRCODE = 'LG001';
       END IF;
       RETURN QUERY SELECT known.id::text, false;
       RETURN;
     END IF;
     INSERT INTO ledger.account (code, party_id, currency, class, mode, floor)
     SELECT e.code, e.party, e.currency, e.class, e.mode, e.floor
       FROM jsonb_to_recordset(p_entries) AS e(code text, party text, currency text, class text, mode text, floor bigint)
      WHERE NOT EXISTS (SELECT 1 FROM ledger.account a WHERE a.code = e.code)
     ON CONFLICT (code) DO NOTHING;
     INSERT INTO ledger.entry (tx_id, seq, account_id, amount, currency)
     SELECT p_id, e.seq, a.id, e.amount, a.currency
       FROM jsonb_to_recordset(p_entries) AS e(code text, seq smallint, amount bigint)
       JOIN ledger.account a ON a.code = e.code;
     IF p_resolves IS NOT NULL THEN
       FOR line IN
         SELECT a.id, greatest(0, sum(CASE WHEN a.class IN ('asset', 'expense', 'memo') THEN -e.amount ELSE e.amount END)) AS held
           FROM ledger.entry e JOIN ledger.account a ON a.id = e.account_id
          WHERE e.tx_id = p_resolves AND a.mode = 'authorizing' GROUP BY a.id ORDER BY a.id
       LOOP
         UPDATE ledger.balance b SET held = b.held - line.held, version = b.version + 1 WHERE b.account_id = line.id;
       END LOOP;
     END IF;
     FOR line IN
       SELECT a.id, a.floor, sum(CASE WHEN a.class IN ('asset', 'expense', 'memo') THEN e.amount ELSE -e.amount END) AS amount
         FROM ledger.entry e JOIN ledger.account a ON a.id = e.account_id
        WHERE e.tx_id = p_id AND a.mode = 'authorizing' GROUP BY a.id, a.floor ORDER BY a.id
     LOOP
       UPDATE ledger.balance b
          SET posted = b.posted + CASE WHEN p_state = 'posted' THEN line.amount ELSE 0 END,
              held = b.held + CASE WHEN p_state = 'pending' THEN greatest(0, -line.amount) ELSE 0 END,
              version = b.version + 1
        WHERE b.account_id = line.id;
       IF NOT FOUND THEN
         INSERT INTO ledger.balance AS b (account_id, posted, held, floor, version)
         VALUES (line.id, 0, 0, CASE WHEN line.floor <= 0 THEN line.floor END, 0) ON CONFLICT DO NOTHING;
         UPDATE ledger.balance b
            SET posted = b.posted + CASE WHEN p_state = 'posted' THEN line.amount ELSE 0 END,
                held = b.held + CASE WHEN p_state = 'pending' THEN greatest(0, -line.amount) ELSE 0 END,
                floor = line.floor, version = b.version + 1
          WHERE b.account_id = line.id;
       END IF;
     END LOOP;
     RETURN QUERY SELECT p_id, true;
   END $$`,
];

export class LedgerBegin1795377104382 implements MigrationInterface {
  readonly name = 'LedgerBegin1795377104382';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "ledger"`);
    await runner.query(
      `CREATE TABLE "ledger"."account" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "code" text NOT NULL, "party_id" text COLLATE "C", "currency" character(3) NOT NULL, "class" text NOT NULL, "mode" text NOT NULL, "floor" bigint, CONSTRAINT "account_mode" CHECK (mode = 'recording' AND floor IS NULL OR mode = 'authorizing'), CONSTRAINT "account_class" CHECK (class IN ('asset', 'liability', 'revenue', 'expense', 'memo')), CONSTRAINT "PK_54115ee388cdb6d86bb4bf5b2ea" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "account_party" ON "ledger"."account"  ("party_id") `);
    await runner.query(`CREATE UNIQUE INDEX "account_code" ON "ledger"."account"  ("code") `);
    await runner.query(
      `CREATE TABLE "ledger"."balance" ("account_id" bigint NOT NULL, "posted" bigint NOT NULL DEFAULT '0', "held" bigint NOT NULL DEFAULT '0', "floor" bigint, "version" bigint NOT NULL DEFAULT '0', CONSTRAINT "balance_held" CHECK (held >= 0), CONSTRAINT "balance_floor" CHECK (floor IS NULL OR posted - held >= floor), CONSTRAINT "PK_08a76919ccd3887911dd30b9116" PRIMARY KEY ("account_id"))`,
    );
    await runner.query(
      `CREATE TABLE "ledger"."snapshot" ("account_id" bigint NOT NULL, "upto_tx" text COLLATE "C" NOT NULL, "balance" bigint NOT NULL, CONSTRAINT "PK_d1fc7e80790e9f3c19cb9b0ef1b" PRIMARY KEY ("account_id", "upto_tx"))`,
    );
    await runner.query(
      `CREATE TABLE "ledger"."entry" ("tx_id" text COLLATE "C" NOT NULL, "seq" smallint NOT NULL, "account_id" bigint NOT NULL, "amount" bigint NOT NULL, "currency" character(3) NOT NULL, CONSTRAINT "entry_amount" CHECK (amount <> 0), CONSTRAINT "PK_38c51a1845b5bb74cbc3bfe7879" PRIMARY KEY ("tx_id", "seq")) PARTITION BY RANGE ("tx_id")`,
    );
    await runner.query(`CREATE TABLE ledger.entry_rest PARTITION OF ledger.entry DEFAULT`);
    await runner.query(`CREATE INDEX "entry_account" ON "ledger"."entry"  ("account_id", "tx_id") `);
    await runner.query(
      `CREATE TABLE "ledger"."party" ("id" text COLLATE "C" NOT NULL, "kind" text NOT NULL, "subject_id" text COLLATE "C" NOT NULL, "name" text NOT NULL, "country" character(2), "email" text, "stripe_account" text, "transfers" text NOT NULL DEFAULT 'none', "requirements" jsonb, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "checked_at" TIMESTAMP WITH TIME ZONE, CONSTRAINT "party_transfers" CHECK (transfers IN ('none', 'onboarding', 'pending', 'active', 'restricted', 'closed')), CONSTRAINT "party_kind" CHECK (kind IN ('brand', 'retailer', 'creator')), CONSTRAINT "PK_e6189b3d533e140bb33a6d2cec1" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "party_stripe_account" ON "ledger"."party"  ("stripe_account") WHERE stripe_account IS NOT NULL`,
    );
    await runner.query(`CREATE UNIQUE INDEX "party_subject" ON "ledger"."party"  ("subject_id") `);
    await runner.query(
      `CREATE TABLE "ledger"."payout" ("id" text COLLATE "C" NOT NULL, "party_id" text COLLATE "C", "stripe_payout" text NOT NULL, "amount_minor" bigint NOT NULL, "currency" character(3) NOT NULL, "status" text NOT NULL, "arrival_date" date, "failure_code" text, "failure_message" text, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL, "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "PK_1cb73ce021dc6618a3818b0a474" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "payout_party" ON "ledger"."payout"  ("party_id", "created_at") `);
    await runner.query(`CREATE UNIQUE INDEX "payout_stripe" ON "ledger"."payout"  ("stripe_payout") `);
    await runner.query(
      `CREATE TABLE "ledger"."psp_link" ("balance_transaction" text COLLATE "C" NOT NULL, "part" text NOT NULL, "tx_id" text COLLATE "C" NOT NULL, "amount_minor" bigint NOT NULL, "currency" character(3) NOT NULL, CONSTRAINT "psp_link_part" CHECK (part IN ('amount', 'fee')), CONSTRAINT "PK_cbe3b235088304e869cd9ee4b6a" PRIMARY KEY ("balance_transaction", "part"))`,
    );
    await runner.query(`CREATE INDEX "psp_link_tx" ON "ledger"."psp_link"  ("tx_id") `);
    await runner.query(
      `CREATE TABLE "ledger"."sale" ("order_id" text COLLATE "C" NOT NULL, "currency" character(3) NOT NULL, "captured_minor" bigint NOT NULL, "refunded_minor" bigint NOT NULL DEFAULT '0', "stripe_charge" text, "is_fee_earned" boolean NOT NULL DEFAULT false, "frozen_for" text array NOT NULL DEFAULT '{}', "captured_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "sale_refunded" CHECK (0 <= refunded_minor AND refunded_minor <= captured_minor), CONSTRAINT "PK_6f16972488e48db5935eae6011f" PRIMARY KEY ("order_id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "sale_charge" ON "ledger"."sale"  ("stripe_charge") WHERE stripe_charge IS NOT NULL`,
    );
    await runner.query(
      `CREATE TABLE "ledger"."share" ("order_id" text COLLATE "C" NOT NULL, "item_id" text COLLATE "C" NOT NULL, "role" text NOT NULL, "line_id" text COLLATE "C", "party_id" text COLLATE "C", "brand_id" text COLLATE "C", "title" text NOT NULL, "quantity" integer NOT NULL, "rate_bp" integer, "jurisdiction" text, "amount_minor" bigint NOT NULL, "refunded_minor" bigint NOT NULL DEFAULT '0', CONSTRAINT "share_role" CHECK (role IN ('partner', 'brand', 'creator', 'platform', 'tax')), CONSTRAINT "share_refunded" CHECK (0 <= refunded_minor AND refunded_minor <= amount_minor), CONSTRAINT "PK_709feae50b8573fb7417dd0caf3" PRIMARY KEY ("order_id", "item_id", "role"))`,
    );
    await runner.query(`CREATE INDEX "share_party" ON "ledger"."share"  ("party_id", "order_id") `);
    await runner.query(
      `CREATE TABLE "ledger"."payable" ("id" text COLLATE "C" NOT NULL, "order_id" text COLLATE "C" NOT NULL, "party_id" text COLLATE "C" NOT NULL, "currency" character(3) NOT NULL, "state" text NOT NULL DEFAULT 'pending', "amount_minor" bigint NOT NULL, "taken_minor" bigint NOT NULL DEFAULT '0', "netted_minor" bigint NOT NULL DEFAULT '0', "transferred_minor" bigint NOT NULL DEFAULT '0', "returned_minor" bigint NOT NULL DEFAULT '0', "release_rule" text NOT NULL, "release_days" integer NOT NULL DEFAULT '0', "release_at" TIMESTAMP WITH TIME ZONE, "transfer_attempt" integer NOT NULL DEFAULT '0', "stripe_transfer" text, "transfer_trouble" text, "released_at" TIMESTAMP WITH TIME ZONE, "transferred_at" TIMESTAMP WITH TIME ZONE, "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), CONSTRAINT "payable_amounts" CHECK (0 <= taken_minor AND taken_minor <= amount_minor AND 0 <= returned_minor AND returned_minor <= transferred_minor), CONSTRAINT "payable_state" CHECK (state IN ('pending', 'available', 'transferring', 'transferred')), CONSTRAINT "PK_9c451177bd6644fd97344ea3761" PRIMARY KEY ("id"))`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX "payable_transfer" ON "ledger"."payable"  ("stripe_transfer") WHERE stripe_transfer IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX "payable_party" ON "ledger"."payable"  ("party_id", "state") `);
    await runner.query(
      `CREATE INDEX "payable_due" ON "ledger"."payable"  ("release_at") WHERE state = 'pending' AND release_at IS NOT NULL`,
    );
    await runner.query(`CREATE UNIQUE INDEX "payable_order_party" ON "ledger"."payable"  ("order_id", "party_id") `);
    await runner.query(
      `CREATE TABLE "ledger"."terms" ("brand_id" text COLLATE "C" NOT NULL, "partner_bp" integer NOT NULL, "creator_bp" integer NOT NULL, "platform_bp" integer NOT NULL, "return_window_days" integer NOT NULL, CONSTRAINT "terms_sound" CHECK (partner_bp >= 0 AND creator_bp >= 0 AND platform_bp >= 0 AND partner_bp + creator_bp + platform_bp <= 10000), CONSTRAINT "PK_3786464346cfc88084d834ab626" PRIMARY KEY ("brand_id"))`,
    );
    await runner.query(
      `CREATE TABLE "ledger"."tx" ("id" text COLLATE "C" NOT NULL, "idem_key" text COLLATE "C" NOT NULL, "kind" text NOT NULL, "state" text NOT NULL DEFAULT 'posted', "resolves_tx_id" text COLLATE "C", "reverses_tx_id" text COLLATE "C", "order_id" text COLLATE "C", "digest" text NOT NULL, "effective_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "meta" jsonb, CONSTRAINT "tx_state" CHECK (state IN ('posted', 'pending', 'void')), CONSTRAINT "PK_2e04a1db73a003a59dcd4fe916b" PRIMARY KEY ("id"))`,
    );
    await runner.query(`CREATE INDEX "tx_order" ON "ledger"."tx"  ("order_id") WHERE order_id IS NOT NULL`);
    await runner.query(
      `CREATE UNIQUE INDEX "tx_resolves" ON "ledger"."tx"  ("resolves_tx_id") WHERE resolves_tx_id IS NOT NULL`,
    );
    await runner.query(`CREATE UNIQUE INDEX "tx_idem_key" ON "ledger"."tx"  ("idem_key") `);
    for (const statement of rules) await runner.query(statement);
  }

  /** Forward only: a mistake is mended by the next migration. */
  async down(): Promise<void> {}
}
