import { randomFillSync } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

// Random bytes are drawn a page at a time: an order makes a dozen ids, and each draw is a system call.
const pool = Buffer.alloc(4096);
let used = pool.length;

/** Letters and digits no one can guess: client secrets and webhook secrets are made of them. */
export function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const byte = pool[used] as number;
    pool[used] = 0;
    used += 1;
    if (byte < 248) text += ALPHABET[byte % 62];
  }
  return text;
}

/** An id of Stripe's form: a prefix that tells the kind, then text that only equality may read. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`;
}
