import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineFact } from '../platform/fact.ts';

const zStripeId = z.string().min(3).max(255);

/** Stripe spoke about an intent; what it said is not trusted, only that it is worth asking. */
export const intentMentioned = defineFact(
  'payments.intent-mentioned',
  z.object({ orderId: zId('ord'), intentId: z.string().optional() }),
);
/** Stripe spoke about a refund, perhaps one made by hand in its dashboard. */
export const refundMentioned = defineFact(
  'payments.refund-mentioned',
  z.object({ orderId: zId('ord').optional(), stripeRefund: zStripeId }),
);
/** Stripe spoke about a dispute: an inquiry, a chargeback, its money or its end. */
export const disputeMentioned = defineFact('payments.dispute-mentioned', z.object({ stripeDispute: zStripeId }));
/** A card network suspects fraud, before any dispute. */
export const fraudWarningMentioned = defineFact(
  'payments.fraud-warning-mentioned',
  z.object({ stripeWarning: zStripeId }),
);
/** Stripe spoke about a transfer to a party or its reversal. */
export const transferMentioned = defineFact('payments.transfer-mentioned', z.object({ stripeTransfer: zStripeId }));
/** Stripe spoke about a payout; `account` is the party's, absent for our own. */
export const payoutMentioned = defineFact(
  'payments.payout-mentioned',
  z.object({ stripePayout: zStripeId, account: zStripeId.optional() }),
);
/** Stripe spoke about a party's account: what it may do or what is still wanted of it. */
export const accountMentioned = defineFact('payments.account-mentioned', z.object({ account: zStripeId }));
/** Stripe spoke about a card being saved for something of ours. */
export const setupMentioned = defineFact(
  'payments.setup-mentioned',
  z.object({ stripeSetup: zStripeId, purpose: z.string().max(500) }),
);
/** Our balance at Stripe moved. */
export const movementMentioned = defineFact('payments.movement-mentioned', z.object({ balanceTransaction: zStripeId }));

/** A refund was asked for, carried out or refused: whoever tells the buyer reads it anew. */
export const refundChanged = defineFact(
  'payments.refund-changed',
  z.object({ orderId: zId('ord'), refundId: zId('rfd') }),
);
/** A dispute was opened, answered or decided. */
export const disputeChanged = defineFact(
  'payments.dispute-changed',
  z.object({ orderId: zId('ord'), disputeId: zId('dsp') }),
);

/** The key of a look at a payment that our own call's answer makes needless. */
export const answerDueKey = (orderId: string): string => `answer-due-${orderId}`;
