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
  readonly cardBrand: string | null;
  readonly cardLast4: string | null;
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
}

const COLUMNS = `id, order_id AS "orderId", state, amount_minor AS "amountMinor", currency, attempt,
  confirmation_token AS "confirmationToken", return_url AS "returnUrl", stripe_payment_intent AS reference,
  client_secret AS "clientSecret", capture_minor AS "captureMinor", captured_minor AS "capturedMinor",
  capture_before AS "captureBefore", stripe_charge AS "chargeId", risk_level AS "riskLevel", tax_calculation AS "taxCalculation",
  card_brand AS "cardBrand", card_last4 AS "cardLast4", failure_code AS "failureCode", failure_message AS "failureMessage"`;

/** The SQL of one order's payment. Whoever changes it holds the order's row. */
@Injectable()
export class PaymentStore {
  find(sql: Sql, orderId: OrderId): Promise<PaymentRow | null> {
    return sql.one(`SELECT ${COLUMNS} FROM payments.payment WHERE order_id = $1`, [orderId]);
  }

  async orderOfIntent(sql: Sql, intentId: string): Promise<OrderId | null> {
    const row = await sql.one<{ order_id: OrderId }>(
      `SELECT order_id FROM payments.payment WHERE stripe_payment_intent = $1`,
      [intentId],
    );
    return row?.order_id ?? null;
  }

  async insert(
    tx: Tx,
    payment: { id: PaymentId; orderId: OrderId; amount: Money; confirmationToken: string; returnUrl: string },
  ): Promise<void> {
    await tx.rows(
      `INSERT INTO payments.payment (id, order_id, state, amount_minor, currency, confirmation_token, return_url)
       VALUES ($1, $2, 'authorizing', $3, $4, $5, $6)`,
      [
        payment.id,
        payment.orderId,
        payment.amount.amount,
        payment.amount.currency,
        payment.confirmationToken,
        payment.returnUrl,
      ],
    );
  }

  /** A new try after a decline: the same intent, a new number, the new card's token. */
  async tryAgain(tx: Tx, orderId: OrderId, confirmationToken: string, returnUrl: string): Promise<void> {
    await tx.rows(
      `UPDATE payments.payment SET state = 'authorizing', attempt = attempt + 1, confirmation_token = $2, return_url = $3,
              failure_code = NULL, failure_message = NULL, updated_at = now() WHERE order_id = $1`,
      [orderId, confirmationToken, returnUrl],
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

  /** Fixes what will be captured before anybody asks Stripe to: a second worker captures the same. */
  async fixCapture(tx: Tx, orderId: OrderId, amountMinor: number): Promise<number> {
    const row = await tx.one<{ capture_minor: number }>(
      `UPDATE payments.payment SET capture_minor = coalesce(capture_minor, $2), updated_at = now() WHERE order_id = $1 RETURNING capture_minor`,
      [orderId, amountMinor],
    );
    return row!.capture_minor;
  }
}
