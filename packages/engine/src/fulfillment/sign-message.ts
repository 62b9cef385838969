import { createHmac } from 'node:crypto';

const SECRET = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;

/** The key bytes of a `whsec_…` secret; throws unless there are 24 to 64, as Standard Webhooks asks. */
export function secretBytes(secret: string): Buffer {
  const bytes = Buffer.from(SECRET.exec(secret)?.[1] ?? '', 'base64');
  if (bytes.length < 24 || bytes.length > 64) {
    throw new Error('A webhook secret is whsec_ and 24 to 64 bytes in base64');
  }
  return bytes;
}

/**
 * The headers of one attempt after Standard Webhooks 1.0.0: id and attempt time, and one `v1` signature (HMAC-SHA256 of
 * `id.timestamp.body`) for each secret, so that a receiver may rotate without losing a message.
 */
export function signMessage(secrets: readonly string[], id: string, timestamp: number, body: string) {
  if (!/^[A-Za-z0-9_-]+$/.test(id)) throw new Error('A webhook id holds letters, digits, _ and - only');
  if (!Number.isSafeInteger(timestamp)) throw new Error('A webhook timestamp is whole seconds');
  if (secrets.length === 0) throw new Error('A message is signed with at least one secret');
  const content = `${id}.${timestamp}.${body}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets
      .map((secret) => `v1,${createHmac('sha256', secretBytes(secret)).update(content, 'utf8').digest('base64')}`)
      .join(' '),
  };
}
