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

export function base64Of(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

// Named by what makes it, since the global type has another name in every runtime's declarations.
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** What checks one kind of signature: the shared secret's `v1`, or the public key's `v1a`. */
export interface WebhookKey {
  readonly version: 'v1' | 'v1a';
  readonly signatureLength: number;
  verify(signature: Uint8Array<ArrayBuffer>, content: Uint8Array<ArrayBuffer>): Promise<boolean>;
}

const bytesBehind = (prefix: string, secret: string): Uint8Array<ArrayBuffer> | null =>
  secret.startsWith(prefix) ? bytesOfBase64(secret.slice(prefix.length)) : null;

/** The HMAC key of a `whsec_…` secret: 24 to 64 bytes, as the Standard Webhooks specification asks. */
export async function hmacKeyOf(secret: string): Promise<Key> {
  const bytes = bytesBehind('whsec_', secret);
  if (!bytes || bytes.length < 24 || bytes.length > 64) {
    throw new WebhookError('malformed_secret', 'The webhook secret must be whsec_ and 24 to 64 bytes in base64');
  }
  return await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

/** The Ed25519 key of `whsk_…`: 32 bytes of seed and, as some print it, the 32 bytes of the public key behind it. */
export async function signingKeyOf(secret: string): Promise<Key> {
  const bytes = bytesBehind('whsk_', secret);
  if (!bytes || (bytes.length !== 32 && bytes.length !== 64)) {
    throw new WebhookError('malformed_secret', 'A signing key is whsk_ and 32 or 64 bytes in base64');
  }
  // Web Crypto takes a private key in its PKCS #8 envelope only; for Ed25519 that is these 16 bytes and the seed.
  const envelope = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
  const pkcs8 = Uint8Array.from([...envelope, ...bytes.subarray(0, 32)]);
  return await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'Ed25519' }, false, ['sign']);
}

async function publicKeyOf(secret: string): Promise<Key> {
  const bytes = bytesBehind('whpk_', secret);
  if (bytes?.length !== 32) {
    throw new WebhookError('malformed_secret', 'The public key must be whpk_ and 32 bytes in base64');
  }
  return await crypto.subtle.importKey('raw', bytes, { name: 'Ed25519' }, false, ['verify']);
}

/** What verifies with this secret: `whsec_…` is shared with the sender, `whpk_…` is the sender's public key. */
export async function webhookKeyOf(secret: string): Promise<WebhookKey> {
  if (secret.startsWith('whsk_')) {
    throw new WebhookError('malformed_secret', 'whsk_ is the key that signs; verify with the whpk_ that belongs to it');
  }
  const isPublic = secret.startsWith('whpk_');
  const key = isPublic ? await publicKeyOf(secret) : await hmacKeyOf(secret);
  const algorithm = isPublic ? 'Ed25519' : 'HMAC';
  return {
    version: isPublic ? 'v1a' : 'v1',
    signatureLength: isPublic ? 64 : 32,
    // Web Crypto compares in constant time.
    verify: (signature, content) => crypto.subtle.verify(algorithm, key, signature, content),
  };
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
