import { policyText, stallPolicy } from './content-policy.ts';

const ours = { storefront: 'https://shop.example/', api: 'https://api.example', live: 'https://live.example/x' };

describe('what a page must allow for a stall', () => {
  it('names our origins and Stripe’s, and nothing inline', () => {
    expect(policyText(stallPolicy(ours))).toBe(
      [
        'script-src https://shop.example https://js.stripe.com',
        'connect-src https://shop.example https://api.example https://live.example https://api.stripe.com',
        'img-src https://api.example data:',
        'frame-src https://js.stripe.com https://hooks.stripe.com',
        'trusted-types sidestall',
        "require-trusted-types-for 'script'",
      ].join('; '),
    );
  });

  it('leaves Stripe out where a page keeps it out', () => {
    expect(policyText(stallPolicy({ ...ours, stripeJsUrl: null }))).not.toMatch(/stripe|frame-src/);
  });

  it('names a sandbox in Stripe’s place, each origin once, and where brands keep their pictures', () => {
    const policy = stallPolicy({
      storefront: 'https://shop.example',
      api: 'https://shop.example/api',
      pictures: ['https://cdn.example/a/b.png'],
      stripeJsUrl: 'http://localhost:4010/v3/',
    });
    expect(policy['connect-src']).toEqual(['https://shop.example', 'http://localhost:4010']);
    expect(policy['frame-src']).toEqual(['http://localhost:4010']);
    expect(policy['img-src']).toEqual(['https://shop.example', 'data:', 'https://cdn.example']);
  });

  it('refuses what is no address instead of writing a policy that lets everything in', () => {
    expect(() => stallPolicy({ ...ours, api: '*' })).toThrow();
  });
});
