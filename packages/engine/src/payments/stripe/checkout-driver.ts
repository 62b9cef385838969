import type { Address } from '@sidestall/contracts';
import type { Money, OrderId, RefundId, Result } from '@sidestall/kernel';
import type { PaymentState } from '@sidestall/payments';

/** Whoever collects a buyer's money asks for this token; which driver stands behind it is one line of the module. */
export const CHECKOUT_DRIVER = Symbol('CHECKOUT_DRIVER');

/** What the driver knows of an order's payment now. Amounts are minor units of the order's currency. */
export interface PaymentSnapshot {
  /** The driver's own name for the payment. */
  readonly reference: string;
  readonly orderId: string | null;
  readonly state: PaymentState;
  /** What the buyer's browser needs to go on, where the buyer must do something. */
  readonly clientSecret: string | null;
  readonly capturedMinor: number;
  /** What the money came in by: transfers and disputes name it. */
  readonly chargeId: string | null;
  readonly risk: {
    readonly level: string | null;
    /** A person looks at it, or has decided; null when nobody was asked to. */
    readonly review: 'open' | 'approved' | 'refused' | null;
  };
  readonly card: { readonly brand: string; readonly last4: string } | null;
  /** When money set aside is let go by itself. */
  readonly captureBefore: Date | null;
  readonly error: { readonly code: string | null; readonly declineCode: string | null } | null;
}

export interface AuthorizeCall {
  readonly orderId: OrderId;
  readonly orderNumber: string;
  /** Counts the buyer's own tries; each is asked for under a key of its own. */
  readonly attempt: number;
  /** The payment of an earlier attempt, which is confirmed again rather than made anew. */
  readonly reference: string | null;
  readonly amount: Money;
  readonly confirmationToken: string;
  readonly returnUrl: string;
  readonly shippingAddress: Address;
  readonly taxCalculation: string | null;
}

export interface RefundCall {
  readonly refundId: RefundId;
  readonly orderId: OrderId;
  readonly reference: string;
  readonly amount: Money;
  /** 1 at first; a further one asks anew after the one before failed for good. */
  readonly attempt: number;
  readonly isFraud: boolean;
}

/** Money on its way back to a buyer, as the driver tells it. */
export interface RefundSnapshot {
  readonly reference: string;
  readonly state: 'pending' | 'succeeded' | 'failed' | 'canceled';
  readonly amount: Money;
  /** The payment it gives back of. */
  readonly payment: string | null;
  readonly refundId: string | null;
  readonly failureReason: string | null;
  /** The movement that took it from our balance, once one did; and the one that brought it back when it failed. */
  readonly movement: string | null;
  readonly returnMovement: string | null;
}

/** What the buyer's payment details say beside the card: a wallet brings an address of its own. */
export interface ConfirmationSnapshot {
  /** The same for the same card, whoever pays with it; null where there is no card. */
  readonly cardFingerprint: string | null;
  readonly shipping: {
    readonly name: string;
    readonly country: string | null;
    readonly region: string | null;
    readonly postalCode: string | null;
  } | null;
}

/**
 * `unavailable` means that we do not know what happened: ask again with the same key, never with a new one. `refused`
 * means that nothing happened and asking again would not help. `disputed` and `nothing-left` are refusals of refunds, and
 * `short-of-funds` one that may be asked for again, as a new attempt, when our balance has grown.
 */
export interface DriverTrouble {
  readonly kind: 'confirmation-invalid' | 'refused' | 'unavailable' | 'disputed' | 'nothing-left' | 'short-of-funds';
  readonly message: string;
}

/**
 * How an order's money is collected, in words of our own: orders know nothing of who stands behind it. Each write carries
 * a key made of its own fact, so that asking twice acts once; each answer is the whole truth about the payment.
 */
export interface CheckoutDriver {
  /** Sets the money aside: one write for an order, or one more confirmation of the same payment after a decline. */
  authorize(call: AuthorizeCall): Promise<Result<PaymentSnapshot, DriverTrouble>>;
  /** What is known of the payment now. */
  look(reference: string): Promise<Result<PaymentSnapshot, DriverTrouble>>;
  /** The payment made for an order since then, when its answer never reached us; null when there is none. */
  find(orderId: OrderId, since: Date): Promise<Result<PaymentSnapshot | null, DriverTrouble>>;
  /** Takes money set aside, once; `tries` counts how often it was asked for. A payment that has moved on answers with where it is. */
  capture(
    orderId: OrderId,
    reference: string,
    amount: Money,
    tries: number,
  ): Promise<Result<PaymentSnapshot, DriverTrouble>>;
  /** Lets money set aside go, or ends a payment nobody finished. */
  cancel(orderId: OrderId, reference: string, tries: number): Promise<Result<PaymentSnapshot, DriverTrouble>>;
  /** Reads the buyer's payment details before they are used. */
  readConfirmation(confirmationToken: string): Promise<Result<ConfirmationSnapshot, DriverTrouble>>;
  /** Gives money back that was taken. */
  refund(call: RefundCall): Promise<Result<RefundSnapshot, DriverTrouble>>;
  lookRefund(reference: string): Promise<Result<RefundSnapshot, DriverTrouble>>;
  /** The refund made of ours when its answer never reached us; null when there is none. `payment` is what it gives back of. */
  findRefund(payment: string, refundId: RefundId): Promise<Result<RefundSnapshot | null, DriverTrouble>>;
}
