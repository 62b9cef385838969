import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EngineConfig } from '../platform/config.ts';
import { ENGINE_CONFIG } from '../platform/tokens.ts';

/** RFC 8410: what comes before the 32 bytes of an Ed25519 private key in PKCS #8. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

export interface Seal {
  /** Of the content's bytes, base64url. */
  readonly sha256: string;
  /** Ed25519 over the content's bytes, base64url. */
  readonly signature: string;
}

/**
 * Seals text with the house's key: the one configured, or one derived from the app secret, so that a house signs from
 * its first day and every process of it signs alike.
 */
@Injectable()
export class PromiseSigner {
  readonly #privateKey: KeyObject;
  /** SPKI PEM. */
  readonly publicKey: string;
  /** The first 16 characters of the hash (SHA-256, base64url) of the public key's DER. */
  readonly keyId: string;

  constructor(@Inject(ENGINE_CONFIG) config: EngineConfig) {
    this.#privateKey = config.promiseKey ? createPrivateKey(config.promiseKey) : derivedKey(config.appSecret);
    if (this.#privateKey.asymmetricKeyType !== 'ed25519') throw new Error('PROMISE_SIGNING_KEY is not an Ed25519 key');
    const publicKey = createPublicKey(this.#privateKey);
    this.publicKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const der = publicKey.export({ type: 'spki', format: 'der' });
    this.keyId = createHash('sha256').update(der).digest('base64url').slice(0, 16);
  }

  seal(content: string): Seal {
    const bytes = Buffer.from(content, 'utf8');
    return {
      sha256: createHash('sha256').update(bytes).digest('base64url'),
      signature: sign(null, bytes, this.#privateKey).toString('base64url'),
    };
  }
}

function derivedKey(appSecret: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', appSecret, '', 'sidestall/ordering/promise-receipt', 32));
  return createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
}
