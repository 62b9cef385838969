import Stripe from 'stripe';
import { waitAfter } from './delivery.ts';
import { signatureHeader } from './signature.ts';

describe('webhook deliveries', () => {
  it('are signed so that the SDK accepts them, and only them', () => {
    const stripe = new Stripe('sk_test_x');
    const now = Math.floor(Date.now() / 1000);
    const body = '{"id":"evt_1","object":"event"}';
    const header = signatureHeader(body, 'whsec_a', now);
    expect(stripe.webhooks.constructEvent(body, header, 'whsec_a').id).toBe('evt_1');
    expect(() => stripe.webhooks.constructEvent(body, header, 'whsec_b')).toThrow();
    expect(() => stripe.webhooks.constructEvent(body, signatureHeader(body, 'whsec_a', now - 600), 'whsec_a')).toThrow(
      'tolerance',
    );
  });

  it('are tried again soon, then each minute, then each hour, and given up after three days', () => {
    expect([1, 2, 3, 6, 7, 65, 66].map(waitAfter)).toEqual([1000, 2000, 5000, 60_000, 60_000, 60_000, 3_600_000]);
    let waited = 0;
    for (let tries = 1, wait = waitAfter(tries); wait !== null; tries += 1, wait = waitAfter(tries)) waited += wait;
    expect(Math.round(waited / 3_600_000)).toBe(72);
  });
});
