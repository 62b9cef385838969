import type Stripe from 'stripe';

export type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

/** The members of Stripe's `error` hash, as its API spells them. */
export interface ErrorBody {
  type: ErrorType;
  code?: string;
  decline_code?: string;
  message: string;
  param?: string;
  doc_url?: string;
  payment_intent?: Stripe.PaymentIntent;
  setup_intent?: Stripe.SetupIntent;
  payment_method?: Stripe.PaymentMethod;
  charge?: string;
  advice_code?: string;
  network_advice_code?: string;
  network_decline_code?: string;
  request_log_url?: string;
}

/** A refusal on its way to the wire: an HTTP status and Stripe's exact error envelope. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: ErrorBody;

  constructor(status: number, body: ErrorBody) {
    super(body.message);
    this.status = status;
    this.body = body.code
      ? { doc_url: `https://stripe.com/docs/error-codes/${body.code.replaceAll('_', '-')}`, ...body }
      : body;
  }

  /** Stripe keeps no idempotent result for a request that never began: those that failed validation or met a conflict. */
  get isKeptUnderItsKey(): boolean {
    const code = this.body.code ?? '';
    if ([401, 403, 404, 409, 429].includes(this.status)) return false;
    if (this.status === 400) return !/^parameter|^resource_missing|no_longer_supported$/.test(code) && code !== '';
    return true;
  }
}

/** A 400 of type `invalid_request_error`. */
export function invalidRequest(message: string, more: Partial<ErrorBody> = {}): ApiError {
  return new ApiError(400, { type: 'invalid_request_error', message, ...more });
}

/** Stripe answers 404 when the missing object is the resource of the path and 400 when a parameter names it. */
export function noSuch(what: string, id: string, param = 'id'): ApiError {
  const isPath = param === 'id' || param === 'intent' || param === what;
  return new ApiError(isPath ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
    param,
  });
}

export function missing(param: string): ApiError {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
}

/** Stripe takes card numbers from its own frames only; a server or page that sends one is turned away. */
export function rawCardRefused(): ApiError {
  return new ApiError(402, {
    type: 'invalid_request_error',
    message:
      'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://stripe.com/docs/testing. To enable testing raw card data APIs, see https://support.stripe.com/questions/enabling-access-to-raw-card-data-apis.',
  });
}
