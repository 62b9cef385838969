import { createHmac, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';

const SECRET = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;

/** The key bytes of a `whsec_…` secret; throws unless there are 24 to 64, as Standard Webhooks asks. */
export function secretBytes(secret: string): Buffer {
  const bytes = Buffer.from(SECRET.exec(secret)?.[1] ?? '', 'base64');
  if (bytes.length < 24 || bytes.length > 64) {
    throw new Error('A webhook secret is whsec_ and 24 to 64 bytes in base64');
  }
  return bytes;
}

/** Which signature a secret makes: `whsec_…` is shared (`v1`, HMAC-SHA256), `whsk_…` is ours alone (`v1a`, ed25519). */
export type SignatureKind = 'v1' | 'v1a';

export const kindOf = (secret: string): SignatureKind => (secret.startsWith('whsk_') ? 'v1a' : 'v1');

/** Of DER around a raw ed25519 seed: PKCS #8. */
const SEED_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const RAW_BYTES = 32;

/** Keys that were read once; an endpoint signs with the same for months. */
const keys = new Map<string, KeyObject>();
const MOST_KEYS = 2_000;

/** The key of a `whsk_…` secret (base64 of seed and public key); throws on anything else. */
function privateKeyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  const bytes = Buffer.from(/^whsk_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? '', 'base64');
  if (bytes.length !== 2 * RAW_BYTES) throw new Error('A private webhook key is whsk_ and 64 bytes in base64');
  const key = createPrivateKey({
    key: Buffer.concat([SEED_HEAD, bytes.subarray(0, RAW_BYTES)]),
    format: 'der',
    type: 'pkcs8',
  });
  if (!rawPublicKey(key).equals(bytes.subarray(RAW_BYTES))) throw new Error('The halves of a webhook key do not fit');
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(secret, key);
  return key;
}

function rawPublicKey(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-RAW_BYTES);
}

/** The `whpk_…` a receiver verifies with; throws unless the secret is a private key. */
export const publicKeyOf = (secret: string): string => `whpk_${rawPublicKey(privateKeyOf(secret)).toString('base64')}`;

/** A `whsk_…` secret from a seed of 32 random bytes. */
export function privateSecretFrom(seed: Buffer): string {
  const key = createPrivateKey({ key: Buffer.concat([SEED_HEAD, seed]), format: 'der', type: 'pkcs8' });
  return `whsk_${Buffer.concat([seed, rawPublicKey(key)]).toString('base64')}`;
}

function signatureOf(secret: string, content: string): string {
  if (kindOf(secret) === 'v1a') {
    return `v1a,${sign(null, Buffer.from(content, 'utf8'), privateKeyOf(secret)).toString('base64')}`;
  }
  return `v1,${createHmac('sha256', secretBytes(secret)).update(content, 'utf8').digest('base64')}`;
}

/**
 * The headers of one attempt after Standard Webhooks 1.0.0: id and attempt time, and one signature of
 * `id.timestamp.body` for each secret, so that a receiver may rotate without losing a message.
 */
export function signMessage(secrets: readonly string[], id: string, timestamp: number, body: string) {
  if (!/^[A-Za-z0-9_-]+$/.test(id)) throw new Error('A webhook id holds letters, digits, _ and - only');
  if (!Number.isSafeInteger(timestamp)) throw new Error('A webhook timestamp is whole seconds');
  if (secrets.length === 0) throw new Error('A message is signed with at least one secret');
  const content = `${id}.${timestamp}.${body}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets.map((secret) => signatureOf(secret, content)).join(' '),
  };
}
