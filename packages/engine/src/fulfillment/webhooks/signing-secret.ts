import { randomBytes } from 'node:crypto';
import { kindOf, privateSecretFrom, publicKeyOf, type SignatureKind } from '../sign-message.ts';

const SECRET_BYTES = 32;

/** A new secret after Standard Webhooks: shared (`whsec_`), or a private key (`whsk_`) that never leaves the house. */
export const newSigningSecret = (kind: SignatureKind): string =>
  kind === 'v1a'
    ? privateSecretFrom(randomBytes(SECRET_BYTES))
    : `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;

/** What the retailer verifies with: the shared secret itself, or the public key. */
export const verifierOf = (secret: string): string => (secret.startsWith('whsk_') ? publicKeyOf(secret) : secret);

/** What every public key begins with, and so its hint. */
export const PUBLIC_KEY = 'whpk_';

/** What people know a secret by: a public key as a whole, of the others their last letters. */
export const hintOf = (secret: string): string =>
  kindOf(secret) === 'v1a' ? publicKeyOf(secret) : `…${secret.slice(-5)}`;
