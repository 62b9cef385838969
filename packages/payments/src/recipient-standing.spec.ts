import { standingOf } from './recipient-standing.ts';

describe('the standing of a recipient', () => {
  it('is onboarding until it was active once, and restricted from then on', () => {
    expect(standingOf({ isClosed: false, transfers: 'restricted' }, 'none')).toBe('onboarding');
    expect(standingOf({ isClosed: false, transfers: 'restricted' }, 'onboarding')).toBe('onboarding');
    expect(standingOf({ isClosed: false, transfers: 'active' }, 'onboarding')).toBe('active');
    expect(standingOf({ isClosed: false, transfers: 'restricted' }, 'active')).toBe('restricted');
  });

  it('is closed whatever the capability says', () => {
    expect(standingOf({ isClosed: true, transfers: 'active' }, 'active')).toBe('closed');
  });

  it('is restricted where the country is not supported or Stripe refused', () => {
    expect(standingOf({ isClosed: false, transfers: 'unsupported' }, 'none')).toBe('restricted');
    expect(standingOf({ isClosed: false, transfers: 'rejected' }, 'active')).toBe('restricted');
  });
});
