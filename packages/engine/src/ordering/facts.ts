import { zId } from '@sidestall/contracts';
import { z } from 'zod';
import { defineFact, defineJob } from '../platform/fact.ts';

const ofOrder = z.object({ orderId: zId('ord') });

/** The buyer's money is set aside and the units are reserved: retailers may be asked. */
export const orderAuthorized = defineFact('ordering.order-authorized', ofOrder);
/** Nothing more will come of the order. */
export const orderClosed = defineFact('ordering.order-closed', ofOrder);

/** The approval of the payment runs out: whoever has not answered by now is asked no more. */
export const answersDue = defineFact('ordering.answers-due', ofOrder);

/** Somebody began, or ceased, to doubt the payment of an order: a bank, a card network. */
export const paymentDoubtChanged = defineFact('ordering.payment-doubt-changed', ofOrder);

/** A week of tries, as long as money stays set aside: a long outage of Stripe must leave no order behind. */
const WEEK_OF_TRIES = 1_000;

/** Asks Stripe where the order's intent is and records it; the answer to any mention of it. */
export const syncPayment = defineJob('ordering.sync-payment', ofOrder.extend({ intentId: z.string().optional() }));
/** Finishes an authorization whose process died or whose answer never came. */
export const resumePayment = defineJob('ordering.resume-payment', ofOrder, { attempts: 150 });
/** Gives up an order nobody finished paying. */
export const expireOrder = defineJob('ordering.expire-order', ofOrder, { attempts: WEEK_OF_TRIES });
/** Takes, or lets go, the money once every retailer has answered; closes the order once all is shipped. */
export const settleOrder = defineJob('ordering.settle-order', ofOrder, { attempts: WEEK_OF_TRIES });
/** Lets money go that was set aside for an order that is over. */
export const releasePayment = defineJob('ordering.release-payment', ofOrder, { attempts: WEEK_OF_TRIES });
/** Finds payments that have stood still for too long and sets them in motion again. */
export const sweepPayments = defineJob('ordering.sweep-payments', z.object({}), { everySeconds: 120 });
/** Uses, or lets go, an approval that is about to run out. */
export const stopWaiting = defineJob('ordering.stop-waiting', ofOrder, { attempts: WEEK_OF_TRIES });
