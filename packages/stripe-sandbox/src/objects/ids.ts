import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Letters and digits no one can guess: client secrets and webhook secrets are made of them. */
export function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += ALPHABET[byte % 62];
  }
  return text;
}

/** An id of Stripe's form: a prefix that tells the kind, then text that only equality may read. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`;
}
