import { createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import type { SignatureAnswer, SignatureFinding, SignatureQuestion } from '@sidestall/contracts';
import { secretBytes, signMessage } from '../sign-message.ts';

/** As receivers allow: five minutes, either way. */
const TOLERANCE_SECONDS = 300;

const SAID: Readonly<Record<SignatureFinding, string>> = {
  matches:
    'The signature is right. If your receiver refuses it, it sees another body or another secret than you pasted.',
  matches_but_old:
    'The signature is right, and its timestamp more than five minutes away: a receiver refuses it as a replay. Check that your clock is right.',
  secret_invalid: 'This is not a secret of ours: it begins with whsec_ or whpk_, and base64 follows.',
  header_missing: 'webhook-id, webhook-timestamp and webhook-signature are all needed, as they came with the message.',
  timestamp_invalid: 'webhook-timestamp is whole seconds since 1970, digits only.',
  no_such_version:
    'None of the signatures is of the kind this secret verifies: whsec_ verifies v1, whpk_ verifies v1a.',
  body_reformatted:
    'It was made for the same JSON, written otherwise: your framework parsed the body and wrote it again. Verify the raw bytes.',
  body_trimmed:
    'It was made for the same text with or without a line break or a space at its end. Verify the raw bytes.',
  other_secret: 'It was made with another secret of this endpoint: one that was rotated, or that of another endpoint.',
  differs:
    'It was made for other words or with another secret. Compare the body byte by byte, and the secret with the endpoint’s.',
};

interface Parts {
  readonly id: string;
  readonly timestamp: string;
  /** By version. */
  readonly signatures: readonly (readonly [version: string, signature: string])[];
}

function partsOf(headers: Readonly<Record<string, string>>): Parts | null {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()]));
  const [id, timestamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((it) =>
    lower.get(it),
  );
  if (!id || !timestamp || !signature) return null;
  const signatures = signature.split(' ').map((one) => {
    const at = one.indexOf(',');
    return [one.slice(0, Math.max(at, 0)), one.slice(at + 1)] as const;
  });
  return { id, timestamp, signatures };
}

/** Whether a secret, or a public key, verifies one of the signatures of a message. */
function fits(secret: string, { id, timestamp, signatures }: Parts, body: string): boolean {
  if (secret.startsWith('whpk_')) {
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(secret.slice(5), 'base64').toString('base64url') },
      format: 'jwk',
    });
    const content = Buffer.from(`${id}.${timestamp}.${body}`, 'utf8');
    return signatures.some(
      ([version, signature]) => version === 'v1a' && verify(null, content, key, Buffer.from(signature, 'base64')),
    );
  }
  const expected = Buffer.from(expectedOf(secret, id, timestamp, body));
  return signatures.some(([version, signature]) => {
    const given = Buffer.from(`${version},${signature}`);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const expectedOf = (secret: string, id: string, timestamp: string, body: string): string =>
  signMessage([secret], id, Number(timestamp), body)['webhook-signature'];

function isSecret(secret: string): boolean {
  if (secret.startsWith('whpk_')) return Buffer.from(secret.slice(5), 'base64').length === 32;
  try {
    return secretBytes(secret).length > 0;
  } catch {
    return false;
  }
}

/** Other forms of a body that frameworks make of it: parsed and written again, or with its end changed. */
function rewritten(body: string): { readonly reformatted: readonly string[]; readonly trimmed: readonly string[] } {
  const trimmed = [body.trimEnd(), `${body}\n`, `${body}\r\n`].filter((it) => it !== body);
  try {
    const value: unknown = JSON.parse(body);
    return {
      trimmed,
      reformatted: [JSON.stringify(value), JSON.stringify(value, null, 2), JSON.stringify(value, null, 4)],
    };
  } catch {
    return { trimmed, reformatted: [] };
  }
}

/**
 * Says why a signature does or does not match, as somebody would find out who looks over a retailer's shoulder. `live` are
 * the secrets that sign for the retailer now; they are compared and never shown.
 */
export function explainSignature(
  { secret, headers, body }: SignatureQuestion,
  live: readonly string[],
  nowSeconds: number,
): SignatureAnswer {
  const answer = (finding: SignatureFinding, parts: Parts | null = null): SignatureAnswer => ({
    finding,
    said: SAID[finding],
    expected: parts && !secret.startsWith('whpk_') ? expectedOf(secret, parts.id, parts.timestamp, body) : null,
    signedContent: parts && `${parts.id}.${parts.timestamp}.${body}`,
  });
  if (!isSecret(secret)) return answer('secret_invalid');
  const parts = partsOf(headers);
  if (!parts) return answer('header_missing');
  if (!/^\d{1,12}$/.test(parts.timestamp) || !/^[A-Za-z0-9_-]+$/.test(parts.id)) return answer('timestamp_invalid');
  if (fits(secret, parts, body)) {
    const isOld = Math.abs(nowSeconds - Number(parts.timestamp)) > TOLERANCE_SECONDS;
    return answer(isOld ? 'matches_but_old' : 'matches', parts);
  }
  const kind = secret.startsWith('whpk_') ? 'v1a' : 'v1';
  if (!parts.signatures.some(([version]) => version === kind)) return answer('no_such_version', parts);
  const { reformatted, trimmed } = rewritten(body);
  if (trimmed.some((it) => fits(secret, parts, it))) return answer('body_trimmed', parts);
  if (reformatted.some((it) => fits(secret, parts, it))) return answer('body_reformatted', parts);
  if (live.some((other) => other !== secret && fits(other, parts, body))) return answer('other_secret', parts);
  return answer('differs', parts);
}
