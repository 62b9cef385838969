/** How one kind of failure looks on the wire: the status and the title of its problem answer. */
export interface Wire {
  readonly status: number;
  readonly title: string;
}

/** Every failure anyone can be told of. A code that is not here cannot be returned; a title is one calm sentence. */
export const WIRE = {
  'REQUEST.INVALID': { status: 400, title: 'The request is not in the right form' },
  'REQUEST.UNAUTHENTICATED': { status: 401, title: 'Sign in or send a valid key' },
  'REQUEST.FORBIDDEN': { status: 403, title: 'You may not do this' },
  'REQUEST.NOT_FOUND': { status: 404, title: 'There is nothing at this address' },
  'REQUEST.METHOD_NOT_ALLOWED': { status: 405, title: 'This address does not take this method' },
  'REQUEST.TOO_LARGE': { status: 413, title: 'The request is too large' },
  'REQUEST.UNSUPPORTED_MEDIA_TYPE': { status: 415, title: 'This type of content is not accepted here' },
  'REQUEST.RATE_LIMITED': { status: 429, title: 'Too many requests; try again shortly' },
  'IDEMPOTENCY.KEY_MISSING': { status: 400, title: 'Send an Idempotency-Key header' },
  'IDEMPOTENCY.KEY_REUSED': { status: 422, title: 'This Idempotency-Key was used for another request' },
  'IDEMPOTENCY.IN_FLIGHT': { status: 409, title: 'The first request with this Idempotency-Key is still running' },
  'CATALOG.BRAND_NOT_FOUND': { status: 404, title: 'This brand does not exist' },
  'CATALOG.PRODUCT_NOT_FOUND': { status: 404, title: 'This product does not exist' },
  'CATALOG.LISTING_NOT_FOUND': { status: 404, title: 'This listing is not for sale' },
  'CATALOG.IMPORT_NOT_FOUND': { status: 404, title: 'This import does not exist' },
  'CATALOG.IMPORT_NOT_CSV': { status: 422, title: 'The file is not a CSV file' },
  'CATALOG.IMPORT_HEADER_INVALID': { status: 422, title: 'The first line is not that of a product file' },
  'CATALOG.DROP_NOT_FOUND': { status: 404, title: 'This drop does not exist' },
  'CATALOG.DROP_INVALID': { status: 422, title: 'The drop cannot be like this' },
  'CATALOG.DROP_STATE_CONFLICT': { status: 409, title: 'The drop has moved on' },
  'STREAMS.STREAM_NOT_FOUND': { status: 404, title: 'This stream does not exist' },
  'STREAMS.PIN_NOT_FOUND': { status: 404, title: 'This pin does not exist' },
  'STREAMS.NOT_LIVE': { status: 409, title: 'The stream is not live' },
  'STREAMS.STATE_CONFLICT': { status: 409, title: 'The stream cannot do this now' },
  'ORDERING.CURRENCIES_MIXED': { status: 422, title: 'One order is paid in one currency' },
  'ORDERING.NOT_SHIPPABLE': { status: 422, title: 'Nobody ships this to that country' },
  'ORDERING.QUOTE_NOT_FOUND': { status: 404, title: 'This quote does not exist' },
  'ORDERING.QUOTE_EXPIRED': { status: 409, title: 'The quote has expired; ask for a new one' },
  'ORDERING.QUOTE_CHANGED': { status: 409, title: 'The price changed since you looked' },
  'ORDERING.STOCK_GONE': { status: 409, title: 'Sold out while you were choosing' },
  'ORDERING.CAP_REACHED': { status: 409, title: 'More than one buyer may have' },
  'ORDERING.COUPON_REFUSED': { status: 409, title: 'A coupon can no longer be used' },
  'ORDERING.COUPON_NOT_FOUND': { status: 404, title: 'This coupon does not exist' },
  'ORDERING.COUPON_EXISTS': { status: 409, title: 'There is a coupon with this code already' },
  'ORDERING.COUPON_INVALID': { status: 422, title: 'The coupon cannot be like this' },
  'ORDERING.WAIT_YOUR_TURN': { status: 429, title: 'Many are paying right now; you are in line' },
  'ORDERING.TICKET_NOT_FOUND': { status: 404, title: 'This place in line does not exist' },
  'ORDERING.WAITLIST_NOT_FOUND': { status: 404, title: 'This place on the waitlist does not exist' },
  'ORDERING.NOT_SOLD_OUT': { status: 409, title: 'It can be bought right now' },
  'ORDERING.ALREADY_WAITING': { status: 409, title: 'You are in line already' },
  'ORDERING.OFFER_OVER': { status: 409, title: 'The offer was passed on to the next in line' },
  'ORDERING.CART_NOT_FOUND': { status: 404, title: 'This cart does not exist' },
  'ORDERING.ORDER_NOT_FOUND': { status: 404, title: 'This order does not exist' },
  'ORDERING.ORDER_CLOSED': { status: 409, title: 'This order can no longer be paid' },
  'PAYMENTS.DECLINED': { status: 402, title: 'The payment was declined' },
  'PAYMENTS.CONFIRMATION_INVALID': { status: 422, title: 'The payment details must be entered again' },
  'PAYMENTS.UNAVAILABLE': { status: 503, title: 'The payment service does not answer; nothing was charged' },
  'PAYMENTS.NOT_CAPTURED': { status: 409, title: 'Nothing was charged for this order yet' },
  'PAYMENTS.REFUND_TOO_MUCH': { status: 422, title: 'More than is left to give back' },
  'PAYMENTS.REFUND_NOTHING': { status: 422, title: 'There is nothing to give back' },
  'PAYMENTS.DISPUTED': { status: 409, title: 'The payment is disputed; the dispute decides' },
  'PAYMENTS.DISPUTE_NOT_FOUND': { status: 404, title: 'This dispute does not exist' },
  'PAYMENTS.DISPUTE_CLOSED': { status: 409, title: 'This dispute takes no more evidence' },
  'PAYMENTS.WARNING_NOT_FOUND': { status: 404, title: 'This fraud warning does not exist' },
  'PAYMENTS.WARNING_DECIDED': { status: 409, title: 'This fraud warning was decided already' },
  'PAYMENTS.RECONCILIATION_NOT_FOUND': { status: 404, title: 'This reconciliation does not exist' },
  'PAYMENTS.RECONCILIATION_RUNNING': { status: 409, title: 'A reconciliation is running already' },
  'LEDGER.PARTY_NOT_FOUND': { status: 404, title: 'This payable party does not exist' },
  'LEDGER.PARTY_CLOSED': { status: 409, title: 'The Stripe account of this party is closed' },
  'ORDERING.LINE_UNKNOWN': { status: 422, title: 'This line is not part of the order' },
  'ORDERING.RETURN_NOT_FOUND': { status: 404, title: 'This return does not exist' },
  'ORDERING.RETURN_STATE_CONFLICT': { status: 409, title: 'The return has moved on' },
  'ORDERING.RETURN_TOO_MUCH': { status: 422, title: 'More units than were sent and not returned yet' },
  'ORDERING.RETURN_TOO_LATE': { status: 409, title: 'The time for returns is over' },
  'ORDERING.RECEIPT_NOT_FOUND': { status: 404, title: 'There is no promise receipt for this order' },
  'PAYMENTS.SIGNATURE_INVALID': { status: 400, title: 'The signature is not valid' },
  'FULFILLMENT.ORDER_NOT_FOUND': { status: 404, title: 'This fulfillment order does not exist' },
  'FULFILLMENT.STATE_CONFLICT': { status: 409, title: 'The fulfillment order has moved on' },
  'FULFILLMENT.LINE_UNKNOWN': { status: 422, title: 'This line is not part of the fulfillment order' },
  'FULFILLMENT.QUANTITY_EXCEEDED': { status: 422, title: 'More units than the line has left' },
  'PLATFORM.UNAVAILABLE': { status: 503, title: 'The service is not ready; try again shortly' },
  'PLATFORM.BUG': { status: 500, title: 'Something broke on our side' },
} as const satisfies Record<string, Wire>;

export type FailureCode = keyof typeof WIRE;

/** What a use case returns when it could not: the code, a sentence for people, and what a client may act on. */
export interface Failure<C extends FailureCode = FailureCode> {
  readonly code: C;
  /** Says what happened and what to do, for the person who reads it. */
  readonly detail?: string;
  readonly fields?: readonly { readonly path: string; readonly message: string }[];
  /** Data a client can act on, e.g. the new quote, the lines that are gone, the current state. */
  readonly extra?: Readonly<Record<string, unknown>>;
}
