import { base64Of, bytesOfBody, hmacKeyOf, signedContent, signingKeyOf } from './secret.ts';

export interface SignInput {
  readonly id: string;
  /** Whole seconds since 1970. */
  readonly timestamp: number;
  readonly body: string | Uint8Array;
  /** `whsec_…` signs as `v1`, `whsk_…` as `v1a`. Several while a secret is being rotated: each signs. */
  readonly secret: string | readonly string[];
}

async function signatureOf(secret: string, content: Uint8Array<ArrayBuffer>): Promise<string> {
  const isPrivateKey = secret.startsWith('whsk_');
  const signature = isPrivateKey
    ? await crypto.subtle.sign('Ed25519', await signingKeyOf(secret), content)
    : await crypto.subtle.sign('HMAC', await hmacKeyOf(secret), content);
  return `${isPrivateKey ? 'v1a' : 'v1'},${base64Of(new Uint8Array(signature))}`;
}

/** The three headers Sidestall would send with this body: for the tests of your own receiver. */
export async function signWebhook(input: SignInput): Promise<{
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}> {
  const secrets = typeof input.secret === 'string' ? [input.secret] : input.secret;
  const content = signedContent(input.id, String(input.timestamp), bytesOfBody(input.body));
  const signatures = await Promise.all(secrets.map((secret) => signatureOf(secret, content)));
  return {
    'webhook-id': input.id,
    'webhook-timestamp': String(input.timestamp),
    'webhook-signature': signatures.join(' '),
  };
}
