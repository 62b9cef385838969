import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { engineEnv, readEnv, toEngineConfig, type EngineConfig } from '../platform/config.ts';
import { PromiseSigner } from './promise-signer.ts';

const APP_SECRET = 'a secret of thirty-two characters or more';
const signerOf = (change: Partial<EngineConfig> = {}) =>
  new PromiseSigner({ appSecret: APP_SECRET, ...change } as EngineConfig);

const isSealedBy = (signer: PromiseSigner, content: string): boolean =>
  verify(
    null,
    Buffer.from(content),
    createPublicKey(signer.publicKey),
    Buffer.from(signer.seal(content).signature, 'base64url'),
  );

describe('the key of promise receipts', () => {
  it('is the same in every process of a house, and another in every house', () => {
    expect(signerOf().publicKey).toBe(signerOf().publicKey);
    expect(signerOf().keyId).not.toBe(signerOf({ appSecret: `${APP_SECRET}!` }).keyId);
    expect(isSealedBy(signerOf(), 'Zwei Töpfe')).toBe(true);
  });

  it('is the configured one where there is one, with its line ends as an environment file has them', () => {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const config = toEngineConfig(
      readEnv(engineEnv, {
        DATABASE_URL: 'postgres://localhost/stall',
        STRIPE_SECRET_KEY: 'sk_test_1',
        STRIPE_PUBLISHABLE_KEY: 'pk_test_1',
        STRIPE_WEBHOOK_SECRET: 'whsec_12345678',
        APP_SECRET,
        PROMISE_SIGNING_KEY: pem.replaceAll('\n', '\\n'),
      }),
    );
    const signer = new PromiseSigner(config);
    expect(signer.keyId).toBe(signerOf({ promiseKey: pem }).keyId);
    expect(signer.keyId).not.toBe(signerOf().keyId);
    expect(isSealedBy(signer, 'Zwei Töpfe')).toBe(true);
  });

  it('of another kind is refused as the house starts', () => {
    const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    expect(() => signerOf({ promiseKey: pem.toString() })).toThrow('PROMISE_SIGNING_KEY');
  });
});
