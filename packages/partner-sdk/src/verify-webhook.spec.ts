import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { verifySignature, verifyWebhook, WebhookError, type VerifyInput } from './index.ts';
import { signWebhook } from './testing.ts';

const SECRET_E = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const SECRET_NEW = `whsec_${'/'.repeat(32)}`;

const VECTOR_A_SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const VECTOR_B = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1614265330,
  body: '{"test": 2432232314}',
  signature: 'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
};
const PRIVATE_B = 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const PUBLIC_B = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';

const at = (seconds: number) => new Date(seconds * 1000);

function input(more: Partial<VerifyInput> & { id?: string; timestamp?: string; signature?: string }): VerifyInput {
  return {
    headers: {
      'webhook-id': more.id ?? 'msg_test_empty',
      'webhook-timestamp': more.timestamp ?? '1700000000',
      'webhook-signature': more.signature ?? 'v1,aj9O9kwdBzw5Y3OwI+FolJYDsG7FlyOZ1XphyPoBZ0k=',
    },
    body: more.body ?? '',
    secret: more.secret ?? SECRET_E,
    now: more.now ?? at(1_700_000_000),
    ...(more.headers ? { headers: more.headers } : {}),
  };
}

const codeOf = async (it: VerifyInput): Promise<string> => {
  try {
    await verifySignature(it);
    return 'verified';
  } catch (error) {
    return error instanceof WebhookError ? error.code : String(error);
  }
};

describe('the vectors of Standard Webhooks', () => {
  const vectors = [
    {
      name: 'A: the one the libraries use',
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1614265330,
      body: '{"test": 2432232314}',
      signature: VECTOR_A_SIGNATURE,
    },
    {
      name: 'D: a secret of 18 bytes is under the minimum, so it is refused though the signature fits',
      secret: 'whsec_plJ3nmyCDGBKInavdOK15jsl',
      id: 'msg_loFOjxBNrRLzqYUf',
      timestamp: 1731705121,
      body: '{"event_type":"ping","data":{"success":true}}',
      signature: 'v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=',
      refused: 'malformed_secret',
    },
    {
      name: 'E: letters beyond ASCII',
      secret: SECRET_E,
      id: 'msg_test_utf8',
      timestamp: 1700000000,
      body: '{"title":"Füße — 靴 👟","qty":1}',
      signature: 'v1,vg5mD3letmnJXMbFgTG0weRAnv1jbERgZZ4b/PxTlys=',
    },
    {
      name: 'F: no body',
      secret: SECRET_E,
      id: 'msg_test_empty',
      timestamp: 1700000000,
      body: '',
      signature: 'v1,aj9O9kwdBzw5Y3OwI+FolJYDsG7FlyOZ1XphyPoBZ0k=',
    },
  ];

  it.each(vectors)('$name', async ({ secret, id, timestamp, body, signature, refused }) => {
    if (refused) {
      const headers = { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature };
      expect(await codeOf({ headers, body, secret, now: at(timestamp) })).toBe(refused);
      return;
    }
    const signed = await signWebhook({ id, timestamp, body, secret });
    expect(signed['webhook-signature']).toBe(signature);
    const verified = await verifySignature({ headers: signed, body, secret, now: at(timestamp) });
    expect(verified).toEqual({ id, sentAt: at(timestamp) });
  });

  it('B: a public key verifies what its private key signed, and nothing else', async () => {
    const signed = await signWebhook({ ...VECTOR_B, secret: PRIVATE_B });
    expect(signed['webhook-signature']).toBe(VECTOR_B.signature);
    const now = at(VECTOR_B.timestamp);
    const secret = PUBLIC_B;
    expect(await codeOf({ headers: signed, body: VECTOR_B.body, secret, now })).toBe('verified');
    expect(await codeOf({ headers: signed, body: `${VECTOR_B.body} `, secret, now })).toBe('no_matching_signature');
    const other = `whpk_${Buffer.alloc(32, 1).toString('base64')}`;
    expect(await codeOf({ headers: signed, body: VECTOR_B.body, secret: other, now })).toBe('no_matching_signature');
    // Under the name of the other algorithm the same bytes are nothing.
    const renamed = { ...signed, 'webhook-signature': VECTOR_B.signature.replace('v1a,', 'v1,') };
    expect(await codeOf({ headers: renamed, body: VECTOR_B.body, secret, now })).toBe('no_matching_signature');
  });

  it('B and A: a receiver moves from the shared secret to the public key with both in hand', async () => {
    const secret = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', PUBLIC_B];
    const both = await signWebhook({ ...VECTOR_B, secret: [secret[0]!, PRIVATE_B] });
    expect(both['webhook-signature']).toBe(`${VECTOR_A_SIGNATURE} ${VECTOR_B.signature}`);
    const now = at(VECTOR_B.timestamp);
    for (const it of [secret, secret[0]!, secret[1]!]) {
      expect(await codeOf({ headers: both, body: VECTOR_B.body, secret: it, now })).toBe('verified');
    }
  });

  it('G: two secrets while one is being rotated', async () => {
    const header = 'v1,dTKr+N9cUEoiC2TzRzL0vxL0xMVQm+yoTG5uRNfRp8Y= v1,YRqGoVU1DCDsY7vK/NmcnBBhvRrxH8dqW2JocWsNVbE=';
    const signed = await signWebhook({
      id: 'msg_test_rot',
      timestamp: 1700000000,
      body: '{}',
      secret: [SECRET_NEW, SECRET_E],
    });
    expect(signed['webhook-signature']).toBe(header);
    for (const secret of [SECRET_NEW, SECRET_E, [SECRET_NEW, SECRET_E]]) {
      expect(await codeOf(input({ id: 'msg_test_rot', body: '{}', signature: header, secret }))).toBe('verified');
    }
    const third = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    expect(await codeOf(input({ id: 'msg_test_rot', body: '{}', signature: header, secret: third }))).toBe(
      'no_matching_signature',
    );
  });

  it('are what the reference library makes and believes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        fc.string({ unit: 'grapheme' }),
        async (bytes, text) => {
          const secret = `whsec_${Buffer.from(bytes).toString('base64')}`;
          const now = new Date();
          const timestamp = Math.floor(now.getTime() / 1000);
          const body = JSON.stringify({ text });
          const oracle = new Webhook(secret);
          const mine = await signWebhook({ id: 'msg_1', timestamp, body, secret });
          expect(mine['webhook-signature']).toBe(oracle.sign('msg_1', new Date(timestamp * 1000), body));
          expect(oracle.verify(body, mine)).toEqual({ text });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('a webhook is refused', () => {
  it('when a header is missing, empty or sent twice', async () => {
    const headers = input({}).headers as Record<string, string>;
    for (const name of Object.keys(headers)) {
      expect(await codeOf(input({ headers: { ...headers, [name]: undefined } }))).toBe('missing_header');
      expect(await codeOf(input({ headers: { ...headers, [name]: '' } }))).toBe('missing_header');
      expect(await codeOf(input({ headers: { ...headers, [name]: [headers[name]!, headers[name]!] } }))).toBe(
        'malformed_header',
      );
      expect(await codeOf(input({ headers: { ...headers, [name.toUpperCase()]: headers[name] } }))).toBe(
        'malformed_header',
      );
    }
  });

  it.each([
    '1700000000abc',
    ' 1700000000',
    '1700000000.0',
    '1.7e9',
    '+1700000000',
    '-1',
    '01700000000',
    '0x6553f100',
    '٢١',
    'NaN',
  ])('S6: when the timestamp is %p', async (timestamp) => {
    expect(await codeOf(input({ timestamp }))).toBe('malformed_header');
  });

  it.each(['msg.1', 'msg\r\n1', 'msg 1', 'msg_1, msg_1', 'ü', 'x'.repeat(129)])('S7: when its id is %j', async (id) => {
    expect(await codeOf(input({ id }))).toBe('malformed_header');
  });

  it('S1: when it is sent again after five minutes', async () => {
    const headers = await signWebhook({ id: 'm', timestamp: 1_700_000_000, body: '{}', secret: SECRET_E });
    expect(await codeOf({ headers, body: '{}', secret: SECRET_E, now: at(1_700_000_299) })).toBe('verified');
    expect(await codeOf({ headers, body: '{}', secret: SECRET_E, now: at(1_700_000_301) })).toBe('timestamp_too_old');
  });

  it.each([
    [240, undefined],
    [-240, undefined],
    [360, 360],
    [-360, -360],
  ])('S2: with the hint clock_skew when it is genuine and this clock is %i s ahead', async (skew, told) => {
    const error = await verifySignature(input({ now: at(1_700_000_000 + skew) })).catch((it: unknown) => it);
    expect(error instanceof WebhookError ? error.clockSkewSeconds : undefined).toBe(told);
    expect(error instanceof WebhookError ? error.hint : undefined).toBe(told === undefined ? undefined : 'clock_skew');
    if (told !== undefined) expect(String(error)).toContain('clock_skew');
  });

  it('S2: without that hint when nobody we know has signed it', async () => {
    const forged = input({ now: at(1_700_000_400), signature: 'v1,AAAA' });
    await expect(verifySignature(forged)).rejects.toMatchObject({ code: 'timestamp_too_old', hint: undefined });
  });

  it('when it is older or newer than five minutes, and only then', async () => {
    expect(await codeOf(input({ now: at(1_700_000_000 + 300) }))).toBe('verified');
    expect(await codeOf(input({ now: at(1_700_000_000 - 300) }))).toBe('verified');
    expect(await codeOf(input({ now: at(1_700_000_000 + 301) }))).toBe('timestamp_too_old');
    expect(await codeOf(input({ now: at(1_700_000_000 - 301) }))).toBe('timestamp_too_new');
  });

  const good = 'aj9O9kwdBzw5Y3OwI+FolJYDsG7FlyOZ1XphyPoBZ0k=';

  it.each([
    ['no signature of version 1', `v2,${good}`],
    ['another algorithm', `v1a,${good}`],
    ['no version', good],
    ['an empty signature', 'v1,'],
    ['a part of the signature', `v1,${good.slice(0, 20)}`],
    ['another case', `v1,${good.toLowerCase()}`],
    ['base64 of the URL kind', `v1,${good.replaceAll('+', '-')}`],
    ['something behind it', `v1,${good}!`],
    ['nothing but spaces', '   '],
  ])('S5: when it carries %s', async (_what, signature) => {
    expect(await codeOf(input({ signature }))).toBe('no_matching_signature');
  });

  it('S5: when its signature header is huge', async () => {
    expect(await codeOf(input({ signature: `v1,${good} `.repeat(100) }))).toBe('malformed_header');
  });

  it('S5: when one byte of the body differs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (body, at_, flip) => {
          const headers = await signWebhook({ id: 'm', timestamp: 1_700_000_000, body, secret: SECRET_E });
          const other = Uint8Array.from(body);
          other[at_ % other.length]! ^= flip;
          expect(await codeOf(input({ headers, body }))).toBe('verified');
          expect(await codeOf(input({ headers, body: other }))).toBe('no_matching_signature');
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    '',
    'secret',
    'whsec_',
    'whsec_AAAA',
    'whsec_not base64!',
    `whsec_${'A'.repeat(88)}`,
    'whpk_AAAA',
    PRIVATE_B,
  ])('when the secret on this side is %p', async (secret) => {
    expect(await codeOf(input({ secret }))).toBe('malformed_secret');
  });

  it('when there is no secret at all', async () => {
    expect(await codeOf(input({ secret: [] }))).toBe('malformed_secret');
  });
});

describe('a webhook is believed', () => {
  it('beside signatures it does not know', async () => {
    const signature = 'v1a,abc v2,def v1,AAAA v1,aj9O9kwdBzw5Y3OwI+FolJYDsG7FlyOZ1XphyPoBZ0k=';
    expect(await codeOf(input({ signature }))).toBe('verified');
  });

  it('S5: whatever the case of its header names, and from a Headers object', async () => {
    const headers = input({}).headers as Record<string, string>;
    const upper = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
    expect(await codeOf(input({ headers: upper }))).toBe('verified');
    expect(await codeOf(input({ headers: new Headers(headers) }))).toBe('verified');
  });
});

describe('a message', () => {
  const verify = async (body: string | Uint8Array) => {
    const headers = await signWebhook({ id: 'm', timestamp: 1_700_000_000, body, secret: SECRET_E });
    return await verifyWebhook({ headers, body, secret: SECRET_E, now: at(1_700_000_000) });
  };

  it('comes with its id and the time it was sent', async () => {
    const message = { type: 'fulfillment_order.requested', timestamp: '2026-11-22T12:00:00Z', data: { sequence: 1 } };
    expect(await verify(JSON.stringify(message))).toEqual({ id: 'm', sentAt: at(1_700_000_000), message });
  });

  it.each(['', 'null', '[]', '{"type":1}', '{"type":"x","timestamp":"y"}', '{', '"text"'])(
    'is refused when its body is %j, though it is signed',
    async (body) => {
      await expect(verify(body)).rejects.toMatchObject({ code: 'malformed_body' });
    },
  );

  it('S5: is refused when its body is not UTF-8, though it is signed', async () => {
    await expect(verify(Uint8Array.from([0x7b, 0xff, 0x7d]))).rejects.toMatchObject({ code: 'malformed_body' });
  });
});
