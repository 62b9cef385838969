/** Why a request is not a webhook of ours. */
export type WebhookErrorCode =
  | 'missing_header'
  | 'malformed_header'
  | 'timestamp_too_old'
  | 'timestamp_too_new'
  | 'no_matching_signature'
  | 'malformed_secret'
  | 'malformed_body';

/** Thrown for a request that must not be believed. Its text names no secret and no signature, so it may be logged. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly code: WebhookErrorCode;

  constructor(code: WebhookErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
