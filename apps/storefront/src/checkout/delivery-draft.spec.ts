import { addressOf, draftErrors, EMPTY_DRAFT, likelyCountry, type DeliveryDraft } from './delivery-draft.ts';

const full: DeliveryDraft = {
  email: ' ana@example.com ',
  name: 'Ana',
  line1: 'Rua 1',
  line2: ' ',
  city: 'Porto',
  postalCode: '4000',
  country: 'PT',
  region: '',
};

describe('the delivery form', () => {
  it('asks for all but the second line', () => {
    expect(Object.keys(draftErrors(EMPTY_DRAFT)).sort()).toEqual(
      ['city', 'country', 'email', 'line1', 'name', 'postalCode'].sort(),
    );
    expect(draftErrors(full)).toEqual({});
  });

  it.each(['ana', 'ana@', 'ana@x', 'a na@x.com', 'ana@x..'])('tells an address that cannot be one: %s', (email) => {
    expect(draftErrors({ ...full, email })).toEqual({ email: 'checkout.emailWrong' });
  });

  it('sends what was typed without the spaces around it', () => {
    expect(addressOf(full)).toEqual({ name: 'Ana', line1: 'Rua 1', city: 'Porto', postalCode: '4000', country: 'PT' });
    expect(addressOf({ ...full, line2: ' 3rd ' })).toMatchObject({ line2: '3rd' });
  });

  it('asks for the state or province only where tax depends on it, and sends it along', () => {
    expect(draftErrors({ ...full, country: 'US' })).toEqual({ region: 'checkout.missing' });
    expect(draftErrors({ ...full, country: 'CA', region: 'ON' })).toEqual({});
    expect(addressOf({ ...full, country: 'CA', region: 'ON' })).toMatchObject({ country: 'CA', region: 'ON' });
    expect(addressOf({ ...full, region: 'ON' })).not.toHaveProperty('region');
  });

  it("begins with the viewer's country where somebody ships there, and otherwise asks", () => {
    expect(likelyCountry(['DE', 'AT'], ['en-US', 'de-AT'])).toBe('AT');
    expect(likelyCountry(['DE', 'AT'], ['en-US'])).toBe('');
    expect(likelyCountry(['DE'], ['en-US'])).toBe('DE');
  });
});
