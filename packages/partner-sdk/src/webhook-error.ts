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
  /**
   * `clock_skew`: the signature is right and only the time is not. Then the clock of this machine or of the sender's is
   * off by `clockSkewSeconds` (behind the sender's when negative), or somebody sends an old request again.
   */
  readonly hint: 'clock_skew' | undefined;
  readonly clockSkewSeconds: number | undefined;

  constructor(code: WebhookErrorCode, message: string, clockSkewSeconds?: number) {
    super(message);
    this.code = code;
    this.hint = clockSkewSeconds === undefined ? undefined : 'clock_skew';
    this.clockSkewSeconds = clockSkewSeconds;
  }
}
