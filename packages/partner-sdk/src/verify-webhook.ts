import { bytesOfBase64, bytesOfBody, signedContent, webhookKeyOf, type WebhookKey } from './secret.ts';
import { WebhookError } from './webhook-error.ts';
import type { PartnerMessage } from './wire.ts';

/** Headers as Node, Express and Fastify give them, or anything with `get(name)` as `Request.headers` has. */
export type WebhookHeaders =
  { get(name: string): string | null } | { readonly [name: string]: string | readonly string[] | undefined };

export interface VerifyInput {
  readonly headers: WebhookHeaders;
  /** The raw body, byte for byte as it came. A parsed and re-printed body does not verify. */
  readonly body: string | Uint8Array | ArrayBuffer;
  /**
   * The endpoint's secret (`whsec_…`) or Sidestall's public key for it (`whpk_…`); while it is being rotated, the new and
   * the old one.
   */
  readonly secret: string | readonly string[];
  /** How far the sender's clock may be from yours, either way. Default: 5 minutes. */
  readonly toleranceSeconds?: number;
  readonly now?: Date;
}

export interface VerifiedRequest {
  /** The same over all retries of a message: remember it to act once. */
  readonly id: string;
  /** When this attempt was made. */
  readonly sentAt: Date;
}

export interface VerifiedWebhook extends VerifiedRequest {
  readonly message: PartnerMessage;
}

const ID = /^[A-Za-z0-9_-]{1,128}$/;
const TIMESTAMP = /^[1-9][0-9]{0,11}$/;
// A signature is under 100 characters; a rotation has a few. More is somebody keeping us busy.
const SIGNATURES_LENGTH = 2_048;
const SIGNATURES_COUNT = 16;

function headerOf(headers: WebhookHeaders, name: string): string {
  let value: string | readonly string[] | null | undefined;
  if (typeof headers.get === 'function') value = headers.get(name);
  else {
    for (const [key, entry] of Object.entries(headers as Record<string, string | readonly string[] | undefined>)) {
      if (key.toLowerCase() !== name || entry === undefined) continue;
      if (value !== undefined) throw new WebhookError('malformed_header', `The header ${name} was sent twice`);
      value = entry;
    }
  }
  if (value === null || value === undefined || value.length === 0) {
    throw new WebhookError('missing_header', `The header ${name} is missing`);
  }
  if (typeof value !== 'string') throw new WebhookError('malformed_header', `The header ${name} was sent twice`);
  return value;
}

async function hasMatch(header: string, content: Uint8Array<ArrayBuffer>, keys: readonly WebhookKey[]) {
  let isMatch = false;
  for (const part of header.split(' ').slice(0, SIGNATURES_COUNT)) {
    const [version, text = ''] = part.split(',', 2);
    const signature = part.length <= 128 ? bytesOfBase64(text) : null;
    // No early return, so that which key matched does not show in the time it took.
    for (const key of keys) {
      if (version !== key.version || signature?.length !== key.signatureLength) continue;
      if (await key.verify(signature, content)) isMatch = true;
    }
  }
  return isMatch;
}

/** In words, so that whoever reads a log of ours or of the sender's looks at the right clock. */
function tooFar(age: number, isGenuine: boolean): WebhookError {
  const code = age > 0 ? 'timestamp_too_old' : 'timestamp_too_new';
  const what = age > 0 ? 'is too old' : 'is from the future';
  if (!isGenuine) return new WebhookError(code, `The webhook ${what}, and no signature fits it`);
  const seconds = Math.round(age);
  const text = `The webhook is signed but ${what}, by ${Math.abs(seconds)} s (clock_skew): is the clock of this machine right?`;
  return new WebhookError(code, text, seconds);
}

/**
 * Checks that a request was signed by Sidestall with (one of) your secrets within the last five minutes, after the Standard
 * Webhooks specification 1.0.0 (HMAC-SHA256 `v1`, Ed25519 `v1a`). Throws a `WebhookError` otherwise: a check one cannot forget to read.
 * It looks at headers and raw bytes only and leaves the body alone.
 */
export async function verifySignature(input: VerifyInput): Promise<VerifiedRequest> {
  const id = headerOf(input.headers, 'webhook-id');
  const timestamp = headerOf(input.headers, 'webhook-timestamp');
  const signatures = headerOf(input.headers, 'webhook-signature');
  if (!ID.test(id)) throw new WebhookError('malformed_header', 'The header webhook-id is not an id');
  if (!TIMESTAMP.test(timestamp)) {
    throw new WebhookError('malformed_header', 'The header webhook-timestamp is not a number of seconds');
  }
  if (signatures.length > SIGNATURES_LENGTH) {
    throw new WebhookError('malformed_header', 'The header webhook-signature is too long');
  }
  const secrets = typeof input.secret === 'string' ? [input.secret] : input.secret;
  if (secrets.length === 0) throw new WebhookError('malformed_secret', 'There is no webhook secret to verify with');
  const keys = await Promise.all(secrets.map(webhookKeyOf));

  const content = signedContent(id, timestamp, bytesOfBody(input.body));
  const isGenuine = await hasMatch(signatures, content, keys);
  const age = (input.now ?? new Date()).getTime() / 1000 - Number(timestamp);
  if (Math.abs(age) > (input.toleranceSeconds ?? 300)) throw tooFar(age, isGenuine);
  if (!isGenuine) {
    throw new WebhookError('no_matching_signature', 'No signature fits the body; is this the secret of this endpoint?');
  }
  return { id, sentAt: new Date(Number(timestamp) * 1000) };
}

/** Verifies a request and reads its message. Throws a `WebhookError` for anything that must not be believed. */
export async function verifyWebhook(input: VerifyInput): Promise<VerifiedWebhook> {
  const request = await verifySignature(input);
  let message: unknown;
  try {
    message = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOfBody(input.body)));
  } catch {
    throw new WebhookError('malformed_body', 'The body is signed but is not JSON in UTF-8');
  }
  if (!isMessage(message)) {
    throw new WebhookError('malformed_body', 'The body is signed but is not a message {type, timestamp, data}');
  }
  return { ...request, message };
}

// Only the envelope is checked: what is signed by Sidestall has the shape Sidestall documents.
function isMessage(value: unknown): value is PartnerMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { type, timestamp, data } = value as Record<string, unknown>;
  return typeof type === 'string' && typeof timestamp === 'string' && typeof data === 'object' && data !== null;
}
