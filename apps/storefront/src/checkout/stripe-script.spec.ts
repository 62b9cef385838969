import { isBlocked } from './stripe-script.ts';

const STRIPE = 'https://js.stripe.com/';
const violation = (change: Partial<Parameters<typeof isBlocked>[0]>) => ({
  disposition: 'enforce' as const,
  effectiveDirective: 'script-src-elem',
  blockedURI: 'https://js.stripe.com/endive/stripe.js',
  ...change,
});

describe('a page whose content policy keeps Stripe out', () => {
  it.each([
    ['its script', violation({})],
    ['its fields', violation({ effectiveDirective: 'frame-src', blockedURI: 'https://js.stripe.com' })],
    ['the bank’s question', violation({ effectiveDirective: 'frame-src', blockedURI: 'https://hooks.stripe.com' })],
  ])('is known by %s', (_what, event) => expect(isBlocked(event, STRIPE)).toBe(true));

  it('is known by the script of the sandbox too', () => {
    expect(
      isBlocked(violation({ blockedURI: 'http://127.0.0.1:4010/stripe.js' }), 'http://127.0.0.1:4010/stripe.js'),
    ).toBe(true);
  });

  it.each([
    ['a rule that only reports', violation({ disposition: 'report' })],
    ['a picture', violation({ effectiveDirective: 'img-src' })],
    ['somebody else’s script', violation({ blockedURI: 'https://ads.example/x.js' })],
    ['a name that only looks like it', violation({ blockedURI: 'https://notstripe.com/x.js' })],
    ['an inline script', violation({ blockedURI: 'inline' })],
  ])('is not told by %s', (_what, event) => expect(isBlocked(event, STRIPE)).toBe(false));
});
