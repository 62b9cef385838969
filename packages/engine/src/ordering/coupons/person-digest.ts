import { createHash } from 'node:crypto';

/** Google delivers all of these to one mailbox: it says so of dots, of what follows a plus, and of both domains. */
const GOOGLE_MAIL = new Set(['gmail.com', 'googlemail.com']);

/**
 * One digest for one mailbox, however its address is written. Elsewhere than at Google nobody promises that tags or dots
 * mean the same mailbox, so two such addresses are two people.
 */
export function personDigest(email: string): string {
  const written = email.normalize('NFKC').trim().toLowerCase();
  const at = written.lastIndexOf('@');
  const [local, domain] = [written.slice(0, at), written.slice(at + 1)];
  const mailbox = GOOGLE_MAIL.has(domain) ? `${local.split('+')[0]!.replaceAll('.', '')}@gmail.com` : written;
  return createHash('sha256').update(mailbox).digest('base64url');
}
