import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One order's collecting of money: the intent at Stripe and what we last knew of it. */
@Entity({ schema: 'payments', name: 'payment' })
@Index('payment_order', ['orderId'], { unique: true })
@Index('payment_intent', ['stripePaymentIntent'], { unique: true })
@Index('payment_charge', ['stripeCharge'], { where: 'stripe_charge IS NOT NULL' })
@Index('payment_open', ['updatedAt'], { where: `state NOT IN ('captured', 'canceled')` })
export class PaymentEntity {
  @PrimaryColumn({ type: 'text', collation: 'C' }) id!: string;
  @Column({ type: 'text', name: 'order_id', collation: 'C' }) orderId!: string;
  @Column({ type: 'text' }) state!: string;
  @Column({ type: 'bigint', name: 'amount_minor' }) amountMinor!: number;
  @Column({ type: 'character', length: 3 }) currency!: string;
  @Column({ type: 'integer', default: 1 }) attempt!: number;
  @Column({ type: 'text', name: 'confirmation_token' }) confirmationToken!: string;
  @Column({ type: 'text', name: 'return_url' }) returnUrl!: string;
  @Column({ type: 'text', name: 'stripe_payment_intent', nullable: true }) stripePaymentIntent!: string | null;
  @Column({ type: 'text', name: 'client_secret', nullable: true }) clientSecret!: string | null;
  @Column({ type: 'bigint', name: 'capture_minor', nullable: true }) captureMinor!: number | null;
  @Column({ type: 'bigint', name: 'captured_minor', default: 0 }) capturedMinor!: number;
  @Column({ type: 'timestamptz', name: 'capture_before', nullable: true }) captureBefore!: Date | null;
  @Column({ type: 'text', name: 'stripe_charge', nullable: true }) stripeCharge!: string | null;
  /** Stripe's own opinion of the risk; anything but normal waits for a person before it is captured. */
  @Column({ type: 'text', name: 'risk_level', nullable: true }) riskLevel!: string | null;
  /** Why it waits to be looked at before anything is sent or captured; null when nothing is odd about it. */
  @Column({ type: 'text', name: 'held_for', nullable: true }) heldFor!: string | null;
  /** Who found it in order: `stripe`, where its review was approved, or a person's id. */
  @Column({ type: 'text', name: 'cleared_by', nullable: true }) clearedBy!: string | null;
  /** The tax calculation the intent was made with, where one was. */
  @Column({ type: 'text', name: 'tax_calculation', nullable: true }) taxCalculation!: string | null;
  @Column({ type: 'text', name: 'card_brand', nullable: true }) cardBrand!: string | null;
  @Column({ type: 'text', name: 'card_last4', nullable: true }) cardLast4!: string | null;
  @Column({ type: 'text', name: 'failure_code', nullable: true }) failureCode!: string | null;
  @Column({ type: 'text', name: 'failure_message', nullable: true }) failureMessage!: string | null;
  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column({ type: 'timestamptz', name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}
