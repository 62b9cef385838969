import { Injectable } from '@nestjs/common';
import type { Money, OrderId, PaymentId } from '@sidestall/kernel';
import type { PaymentState } from '@sidestall/payments';
import type { Sql, Tx } from '../platform/database.ts';
import type { PaymentSnapshot } from './stripe/checkout-driver.ts';

export interface PaymentRow {
  readonly id: PaymentId;
  readonly orderId: OrderId;
  readonly state: PaymentState;
  readonly amountMinor: number;
  readonly currency: string;
  readonly attempt: number;
  readonly confirmationToken: string;
  readonly returnUrl: string;
  /** The driver's own name for it. */
  readonly reference: string | null;
  readonly clientSecret: string | null;
  readonly captureMinor: number | null;
  readonly capturedMinor: number;
  readonly captureBefore: Date | null;
  readonly chargeId: string | null;
  readonly riskLevel: string | null;
  readonly taxCalculation: string | null;
  readonly heldFor: string | null;
  readonly clearedBy: string | null;
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
}

const COLUMNS = `id, order_id AS "orderId", state, amount_minor AS "amountMinor", currency, attempt,
  confirmation_token AS "confirmationToken", return_url AS "returnUrl", stripe_payment_intent AS reference,
  client_secret AS "clientSecret", capture_minor AS "captureMinor", captured_minor AS "capturedMinor",
  capture_before AS "captureBefore", stripe_charge AS "chargeId", risk_level AS "riskLevel", tax_calculation AS "taxCalculation",
  held_for AS "heldFor", cleared_by AS "clearedBy",
  card_brand AS "cardBrand", card_last4 AS "cardLast4", failure_code AS "failureCode", failure_message AS "failureMessage"`;

/** The SQL of one order's payment. Whoever changes it holds the order's row. */
@Injectable()
export class PaymentStore {
  find(sql: Sql, orderId: OrderId): Promise<PaymentRow | null> {
    return sql.one(`SELECT ${COLUMNS} FROM payments.payment WHERE order_id = $1`, [orderId]);
  }

  async orderOfIntent(sql: Sql, intentId: string): Promise<OrderId | null> {
    return (await this.ofIntent(sql, intentId, null))?.orderId ?? null;
  }

  /** The payment an intent belongs to, by its own name or by the order it names; null for somebody else's. */
  ofIntent(
    sql: Sql,
    intentId: string,
    orderId: OrderId | null,
  ): Promise<{ readonly orderId: OrderId; readonly state: PaymentState } | null> {
    return sql.one(
      `SELECT order_id AS "orderId", state FROM payments.payment WHERE stripe_payment_intent = $1 OR order_id = $2 LIMIT 1`,
      [intentId, orderId],
    );
  }

  async insert(
    tx: Tx,
    payments: readonly (Pick<PaymentRow, 'id' | 'orderId' | 'confirmationToken' | 'returnUrl' | 'taxCalculation'> & {
      readonly amount: Money;
    })[],
  ): Promise<void> {
    await tx.rows(
      `INSERT INTO payments.payment (id, order_id, state, amount_minor, currency, confirmation_token, return_url, tax_calculation)
       SELECT p.id, p."orderId", 'authorizing', (p.amount->>'amount')::bigint, p.amount->>'currency', p."confirmationToken", p."returnUrl", p."taxCalculation"
         FROM jsonb_to_recordset($1) AS p(id text, "orderId" text, amount jsonb, "confirmationToken" text, "returnUrl" text, "taxCalculation" text)`,
      [JSON.stringify(payments)],
    );
  }

  /** Money was set aside for many orders at once; answers for whom this was the first word on a running attempt. */
  async authorized(
    tx: Tx,
    told: readonly { readonly orderId: OrderId; readonly snapshot: PaymentSnapshot }[],
  ): Promise<Set<OrderId>> {
    const rows = told.map(({ orderId, snapshot }) => ({
      order_id: orderId,
      reference: snapshot.reference,
      secret: snapshot.clientSecret,
      brand: snapshot.card?.brand ?? null,
      last4: snapshot.card?.last4 ?? null,
      capture_before: snapshot.captureBefore,
      charge: snapshot.chargeId,
      risk: snapshot.risk.level,
    }));
    const written = await tx.rows<{ order_id: OrderId }>(
      `UPDATE payments.payment p SET state = 'authorized', stripe_payment_intent = r.reference,
              client_secret = coalesce(r.secret, p.client_secret), card_brand = coalesce(r.brand, p.card_brand),
              card_last4 = coalesce(r.last4, p.card_last4), capture_before = coalesce(r.capture_before, p.capture_before),
              stripe_charge = coalesce(r.charge, p.stripe_charge), risk_level = coalesce(r.risk, p.risk_level),
              failure_code = NULL, failure_message = NULL, updated_at = now()
         FROM jsonb_to_recordset($1) AS r(order_id text, reference text, secret text, brand text, last4 text,
              capture_before timestamptz, charge text, risk text)
        WHERE p.order_id = r.order_id AND p.state = 'authorizing'
          AND (p.stripe_payment_intent IS NULL OR p.stripe_payment_intent = r.reference)
       RETURNING p.order_id`,
      [JSON.stringify(rows)],
    );
    return new Set(written.map((row) => row.order_id));
  }

  /** SQL for the payment of an order as JSON, to be read along with it. */
  static jsonOf(orderId: string): string {
    return `(SELECT row_to_json(y) FROM (SELECT ${COLUMNS} FROM payments.payment WHERE order_id = ${orderId}) y)`;
  }

  /** A new try after a decline: the same intent, a new number, the new card's token. */
  async tryAgain(tx: Tx, orderId: OrderId, confirmationToken: string, returnUrl: string): Promise<void> {
    await tx.rows(
      `UPDATE payments.payment SET state = 'authorizing', attempt = attempt + 1, confirmation_token = $2, return_url = $3,
              failure_code = NULL, failure_message = NULL, updated_at = now() WHERE order_id = $1`,
      [orderId, confirmationToken, returnUrl],
    );
  }

  /** Has the running attempt asked for under a new key; only once it is known that the old one made nothing. */
  async nextKey(tx: Tx, orderId: OrderId, attempt: number): Promise<void> {
    await tx.rows(
      `UPDATE payments.payment SET attempt = attempt + 1 WHERE order_id = $1 AND attempt = $2 AND state = 'authorizing'`,
      [orderId, attempt],
    );
  }

  async apply(
    tx: Tx,
    orderId: OrderId,
    state: PaymentState,
    told: PaymentSnapshot,
    failureMessage: string | null,
  ): Promise<void> {
    await tx.rows(
      `UPDATE payments.payment SET state = $2, stripe_payment_intent = $3, client_secret = coalesce($4, client_secret),
              captured_minor = greatest(captured_minor, $5), card_brand = coalesce($6, card_brand),
              card_last4 = coalesce($7, card_last4), capture_before = coalesce($8, capture_before),
              stripe_charge = coalesce($11, stripe_charge), risk_level = coalesce($12, risk_level),
              failure_code = $9, failure_message = $10, updated_at = now()
        WHERE order_id = $1`,
      [
        orderId,
        state,
        told.reference,
        told.clientSecret,
        told.capturedMinor,
        told.card?.brand ?? null,
        told.card?.last4 ?? null,
        told.captureBefore,
        state === 'failed' ? (told.error?.declineCode ?? told.error?.code ?? null) : null,
        failureMessage,
        told.chargeId,
        told.risk.level,
      ],
    );
  }

  async fail(tx: Tx, orderId: OrderId, code: string, message: string): Promise<void> {
    await tx.rows(
      `UPDATE payments.payment SET state = 'failed', failure_code = $2, failure_message = $3, updated_at = now() WHERE order_id = $1`,
      [orderId, code, message],
    );
  }

  async cancel(tx: Tx, orderId: OrderId): Promise<void> {
    await tx.rows(`UPDATE payments.payment SET state = 'canceled', updated_at = now() WHERE order_id = $1`, [orderId]);
  }

  async hold(tx: Tx, orderId: OrderId, reason: string): Promise<void> {
    await tx.rows(`UPDATE payments.payment SET held_for = $2, updated_at = now() WHERE order_id = $1`, [
      orderId,
      reason,
    ]);
  }

  async clear(tx: Tx, orderId: OrderId, by: string): Promise<void> {
    await tx.rows(`UPDATE payments.payment SET cleared_by = $2, updated_at = now() WHERE order_id = $1`, [orderId, by]);
  }

  /** Approved payments a person has yet to look at, of the newest orders first. */
  held(
    sql: Sql,
    before: string | null,
    limit: number,
  ): Promise<{ readonly orderId: OrderId; readonly heldFor: string; readonly decideBy: Date }[]> {
    return sql.rows(
      `SELECT order_id AS "orderId", held_for AS "heldFor",
              coalesce(capture_before, created_at + interval '6 days') - interval '12 hours' AS "decideBy"
         FROM payments.payment
        WHERE state = 'authorized' AND held_for IS NOT NULL AND held_for <> 'refused' AND cleared_by IS NULL
          AND ($1::text IS NULL OR order_id < $1)
        ORDER BY order_id DESC LIMIT $2`,
      [before, limit],
    );
  }

  /** When an approval must be used or let go at the latest: some hours before the bank would let it go by itself. */
  async hardStop(sql: Sql, orderId: OrderId): Promise<Date | null> {
    const row = await sql.one<{ at: Date }>(
      `SELECT coalesce(capture_before, created_at + interval '6 days') - interval '12 hours' AS at
         FROM payments.payment WHERE order_id = $1`,
      [orderId],
    );
    return row?.at ?? null;
  }

  /** True once the hard stop is past, by the database's clock. */
  async isOutOfTime(sql: Sql, orderId: OrderId): Promise<boolean> {
    const row = await sql.one(
      `SELECT 1 FROM payments.payment
        WHERE order_id = $1 AND coalesce(capture_before, created_at + interval '6 days') - interval '12 hours' <= now()`,
      [orderId],
    );
    return row !== null;
  }

  /** Those of these orders whose hard stop is past, by the database's clock. */
  async outOfTime(sql: Sql, orderIds: readonly OrderId[]): Promise<Set<OrderId>> {
    const rows = await sql.rows<{ orderId: OrderId }>(
      `SELECT order_id AS "orderId" FROM payments.payment
        WHERE order_id = ANY ($1) AND coalesce(capture_before, created_at + interval '6 days') - interval '12 hours' <= now()`,
      [orderIds],
    );
    return new Set(rows.map((row) => row.orderId));
  }

  /** True when the running attempt has run for so long. */
  async isOlderThan(sql: Sql, orderId: OrderId, seconds: number): Promise<boolean> {
    const row = await sql.one(
      `SELECT 1 FROM payments.payment WHERE order_id = $1 AND updated_at < now() - make_interval(secs => $2)`,
      [orderId, seconds],
    );
    return row !== null;
  }

  /** Payments nothing has happened to for longer than it should take: the answer, the buyer, or the end of the approval. */
  stuck(sql: Sql, limit: number): Promise<{ orderId: OrderId; state: PaymentState }[]> {
    return sql.rows(
      `SELECT order_id AS "orderId", state FROM payments.payment
        WHERE state NOT IN ('captured', 'canceled')
          AND (state = 'authorizing' AND updated_at < now() - interval '2 minutes'
            OR state IN ('requires_action', 'failed') AND created_at < now() - interval '35 minutes'
                                                      AND updated_at < now() - interval '31 minutes'
            OR state = 'authorized' AND coalesce(capture_before, created_at + interval '6 days') < now() + interval '12 hours')
        ORDER BY updated_at LIMIT $1`,
      [limit],
    );
  }

  /** Fixes what will be captured before anybody asks Stripe to: a second worker captures the same. */
  async fixCapture(tx: Tx, orderId: OrderId, amountMinor: number): Promise<number> {
    const row = await tx.one<{ capture_minor: number }>(
      `UPDATE payments.payment SET capture_minor = coalesce(capture_minor, $2), updated_at = now() WHERE order_id = $1 RETURNING capture_minor`,
      [orderId, amountMinor],
    );
    return row!.capture_minor;
  }
}
