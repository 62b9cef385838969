import { signMessage } from '../sign-message.ts';
import { explainSignature } from './explain-signature.ts';

const SECRET = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
const OTHER = `whsec_${'/'.repeat(32)}`;
const PUBLIC = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';
const BODY = '{"title":"Füße — 靴 👟","qty":1}';
const NOW = 1_700_000_000;
const headers = { ...signMessage([SECRET], 'msg_test_utf8', NOW, BODY) };

const finding = (question: object = {}, live: readonly string[] = [SECRET], now = NOW) =>
  explainSignature({ secret: SECRET, headers, body: BODY, ...question }, live, now).finding;

describe('the signature debugger', () => {
  it('says when all is well, and when only the clock is off', () => {
    expect(finding()).toBe('matches');
    expect(finding({}, [], NOW + 299)).toBe('matches');
    expect(finding({}, [], NOW + 301)).toBe('matches_but_old');
    expect(finding({}, [], NOW - 301)).toBe('matches_but_old');
  });

  it('takes headers in any case, and many signatures', () => {
    const upper = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), ` ${value} `]),
    );
    expect(finding({ headers: upper })).toBe('matches');
    const many = { ...headers, 'webhook-signature': `v2,abc v1,ZZZ ${headers['webhook-signature']}` };
    expect(finding({ headers: many })).toBe('matches');
  });

  it.each([
    ['secret_invalid', { secret: 'sk_live_1' }],
    ['secret_invalid', { secret: 'whsec_AAAA' }],
    ['header_missing', { headers: { 'webhook-id': 'msg_1' } }],
    ['timestamp_invalid', { headers: { ...headers, 'webhook-timestamp': '1700000000abc' } }],
    ['no_such_version', { secret: PUBLIC }],
    ['no_such_version', { headers: { ...headers, 'webhook-signature': 'v2,abc' } }],
    ['body_reformatted', { body: JSON.stringify(JSON.parse(BODY), null, 2) }],
    ['body_trimmed', { body: `${BODY}\n` }],
    ['differs', { body: BODY.replace('1', '2') }],
    ['differs', { headers: { ...headers, 'webhook-id': 'msg_other' } }],
  ])('finds: %s', (expected, question) => {
    expect(finding(question)).toBe(expected);
  });

  it('tells a secret that is not the one from words that are not the ones, and shows none of the house’s', () => {
    expect(finding({ secret: OTHER }, [OTHER, SECRET])).toBe('other_secret');
    expect(finding({ secret: OTHER }, [OTHER])).toBe('differs');
    const answer = explainSignature({ secret: OTHER, headers, body: BODY }, [SECRET], NOW);
    expect(JSON.stringify(answer)).not.toContain(SECRET.slice(6, 20));
    expect(answer.expected).not.toBe(headers['webhook-signature']);
  });

  it('verifies with a public key, of which no signature can be made', () => {
    const signed = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature':
        'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
    };
    const question = { secret: PUBLIC, headers: signed, body: '{"test": 2432232314}' };
    expect(explainSignature(question, [], 1614265330)).toMatchObject({ finding: 'matches', expected: null });
    expect(explainSignature({ ...question, body: '{"test":2432232314}' }, [], 1614265330).finding).toBe('differs');
  });
});
