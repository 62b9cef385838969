import { WebhookError } from './webhook-error.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Bytes of a base64 text, or null when it is anything but canonical base64. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!BASE64.test(text)) return null;
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

// Named by what makes it, since the global type has another name in every runtime's declarations.
export type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** The HMAC key of a `whsec_…` secret: 24 to 64 bytes, as the Standard Webhooks specification asks. */
export async function keyOfSecret(secret: string): Promise<HmacKey> {
  const bytes = secret.startsWith('whsec_') ? bytesOfBase64(secret.slice('whsec_'.length)) : null;
  if (!bytes || bytes.length < 24 || bytes.length > 64) {
    throw new WebhookError('malformed_secret', 'The webhook secret must be whsec_ and 24 to 64 bytes in base64');
  }
  return await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

/** What is signed: `{id}.{timestamp}.` and the body, byte for byte. */
export function signedContent(id: string, timestamp: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const content = new Uint8Array(head.length + body.length);
  content.set(head, 0);
  content.set(body, head.length);
  return content;
}

/** The bytes of a body, however a framework hands it over. */
export function bytesOfBody(body: string | Uint8Array | ArrayBuffer): Uint8Array {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  return body instanceof Uint8Array ? body : new Uint8Array(body);
}
