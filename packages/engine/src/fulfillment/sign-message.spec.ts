import { createPublicKey, randomBytes, verify } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { openSecret, sealSecret } from './sealed-secret.ts';
import { privateSecretFrom, publicKeyOf, signMessage } from './sign-message.ts';

const OLD = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const PRIVATE = 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const NEW = `whsec_${'/'.repeat(32)}`;

describe('a signature', () => {
  it.each([
    {
      name: 'vector A of the libraries',
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1614265330,
      body: '{"test": 2432232314}',
      signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    {
      name: 'vector B, with a private key',
      secrets: [PRIVATE],
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1614265330,
      body: '{"test": 2432232314}',
      signature: 'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
    },
    {
      name: 'vector E, letters beyond ASCII',
      secrets: [OLD],
      id: 'msg_test_utf8',
      timestamp: 1700000000,
      body: '{"title":"Füße — 靴 👟","qty":1}',
      signature: 'v1,vg5mD3letmnJXMbFgTG0weRAnv1jbERgZZ4b/PxTlys=',
    },
    {
      name: 'vector F, no body',
      secrets: [OLD],
      id: 'msg_test_empty',
      timestamp: 1700000000,
      body: '',
      signature: 'v1,aj9O9kwdBzw5Y3OwI+FolJYDsG7FlyOZ1XphyPoBZ0k=',
    },
    {
      name: 'vector G, two secrets',
      secrets: [NEW, OLD],
      id: 'msg_test_rot',
      timestamp: 1700000000,
      body: '{}',
      signature: 'v1,dTKr+N9cUEoiC2TzRzL0vxL0xMVQm+yoTG5uRNfRp8Y= v1,YRqGoVU1DCDsY7vK/NmcnBBhvRrxH8dqW2JocWsNVbE=',
    },
  ])('is that of Standard Webhooks: $name', ({ secrets, id, timestamp, body, signature }) => {
    expect(signMessage(secrets, id, timestamp, body)['webhook-signature']).toBe(signature);
  });

  it('is believed by the reference library, whatever the secret and the text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 64 }), fc.string({ unit: 'grapheme' }), (bytes, text) => {
        const secret = `whsec_${Buffer.from(bytes).toString('base64')}`;
        const body = JSON.stringify({ text });
        const headers = signMessage([NEW, secret], 'msg_1', Math.floor(Date.now() / 1000), body);
        expect(new Webhook(secret).verify(body, headers)).toEqual({ text });
      }),
    );
  });

  it('made with a private key is verified with the public one, which says nothing of it', () => {
    expect(publicKeyOf(PRIVATE)).toBe('whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string(), (seed, body) => {
        const secret = privateSecretFrom(Buffer.from(seed));
        const [, signature] = signMessage([secret], 'msg_1', 7, body)['webhook-signature'].split(',');
        const key = createPublicKey({
          key: {
            kty: 'OKP',
            crv: 'Ed25519',
            x: Buffer.from(publicKeyOf(secret).slice(5), 'base64').toString('base64url'),
          },
          format: 'jwk',
        });
        expect(verify(null, Buffer.from(`msg_1.7.${body}`), key, Buffer.from(signature!, 'base64'))).toBe(true);
        expect(verify(null, Buffer.from(`msg_1.8.${body}`), key, Buffer.from(signature!, 'base64'))).toBe(false);
      }),
      { numRuns: 30 },
    );
    expect(() => signMessage(['whsk_AAAA'], 'msg_1', 1, '')).toThrow('64 bytes');
    const halves = Buffer.concat([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]).toString('base64');
    expect(() => signMessage([`whsk_${halves}`], 'msg_1', 1, '')).toThrow('do not fit');
  });

  it('S7: is not made with a secret that is too short, or for an id that could be taken apart otherwise', () => {
    expect(() => signMessage(['whsec_AAAA'], 'msg_1', 1, '')).toThrow('24 to 64 bytes');
    expect(() => signMessage(['AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='], 'msg_1', 1, '')).toThrow();
    expect(() => signMessage([], 'msg_1', 1, '')).toThrow('at least one secret');
    expect(() => signMessage([OLD], 'msg.1', 1, '')).toThrow('letters, digits');
    expect(() => signMessage([OLD], 'msg\r\n1', 1, '')).toThrow('letters, digits');
    expect(() => signMessage([OLD], 'msg_1', 1.5, '')).toThrow('whole seconds');
  });
});

describe('a sealed secret', () => {
  const appSecret = randomBytes(32).toString('hex');

  it('opens with the app secret it was sealed with, and shows nothing of itself', () => {
    const sealed = sealSecret(OLD, appSecret);
    expect(openSecret(sealed, appSecret)).toBe(OLD);
    expect(sealed).not.toContain(OLD.slice(6, 20));
    expect(sealSecret(OLD, appSecret)).not.toBe(sealed);
  });

  it('does not open with another, or when it was altered', () => {
    const sealed = sealSecret(OLD, appSecret);
    expect(() => openSecret(sealed, `${appSecret}x`)).toThrow();
    const parts = sealed.split('.');
    expect(() =>
      openSecret(
        [...parts.slice(0, 3), `${parts[3]!.startsWith('A') ? 'B' : 'A'}${parts[3]!.slice(1)}`].join('.'),
        appSecret,
      ),
    ).toThrow();
    expect(() => openSecret('v2.a.b.c', appSecret)).toThrow();
  });
});
