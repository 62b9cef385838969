import { bytesOfBody, keyOfSecret, signedContent } from './secret.ts';

export interface SignInput {
  readonly id: string;
  /** Whole seconds since 1970. */
  readonly timestamp: number;
  readonly body: string | Uint8Array;
  /** Several while a secret is being rotated: each signs. */
  readonly secret: string | readonly string[];
}

/** The three headers Sidestall would send with this body: for the tests of your own receiver. */
export async function signWebhook(input: SignInput): Promise<{
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}> {
  const secrets = typeof input.secret === 'string' ? [input.secret] : input.secret;
  const content = signedContent(input.id, String(input.timestamp), bytesOfBody(input.body));
  const signatures = await Promise.all(
    secrets.map(async (secret) => {
      const mac = new Uint8Array(await crypto.subtle.sign('HMAC', await keyOfSecret(secret), content));
      return `v1,${btoa(String.fromCharCode(...mac))}`;
    }),
  );
  return {
    'webhook-id': input.id,
    'webhook-timestamp': String(input.timestamp),
    'webhook-signature': signatures.join(' '),
  };
}
