import { readFileSync } from 'node:fs';
import { HEEDED_EVENTS, isHeeded } from './index.ts';

describe('the events we heed', () => {
  it('tell of everything that happens to money, and of an approval once', () => {
    for (const type of ['payment_intent.succeeded', 'charge.dispute.created', 'refund.failed', 'payout.paid']) {
      expect(isHeeded(type)).toBe(true);
    }
    expect(['payment_intent.created', 'charge.succeeded', 'product.created'].filter(isHeeded)).toEqual([]);
  });

  it('are those that the started house has its Stripe send', () => {
    const house = readFileSync(new URL('../../tooling/src/house/processes.ts', import.meta.url), 'utf8');
    const list = /const STRIPE_EVENTS = \[([^\]]*)\]/.exec(house)?.[1] ?? '';
    expect([...list.matchAll(/'([^']+)'/g)].map((match) => match[1])).toEqual([...HEEDED_EVENTS]);
  });
});
