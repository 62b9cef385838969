import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 'v1';

const keyOf = (appSecret: string) =>
  Buffer.from(hkdfSync('sha256', appSecret, '', 'sidestall/fulfillment/endpoint-secret', 32));

/** Encrypts a secret for the database (AES-256-GCM): a copy of the tables alone signs nothing. */
export function sealSecret(secret: string, appSecret: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(appSecret), iv);
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return [
    VERSION,
    iv.toString('base64url'),
    cipher.getAuthTag().toString('base64url'),
    sealed.toString('base64url'),
  ].join('.');
}

/** Opens what `sealSecret` sealed; throws when it was altered or sealed with another app secret. */
export function openSecret(sealed: string, appSecret: string): string {
  const [version, iv, tag, text] = sealed.split('.');
  if (version !== VERSION || !iv || !tag || !text) throw new Error('This is not a sealed secret');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(appSecret), Buffer.from(iv, 'base64url'));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
}
