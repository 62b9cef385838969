import { checkEmail, checkPhone, checkPostal, checkStreet, layoutOf } from './address-rules.ts';

describe('an address', () => {
  it('has a state where the country writes one', () => {
    expect(layoutOf('US').region?.names).toHaveLength(51);
    expect(layoutOf('CA').region?.names).toContainEqual(['ON', 'Ontario']);
    expect(layoutOf('DE').region).toBeUndefined();
    expect(layoutOf('AE').postal).toBeUndefined();
  });

  it('has the postal code of its country', () => {
    expect(checkPostal('US', '94107')).toBeNull();
    expect(checkPostal('US', '9410')).toBe('invalid_postal_code');
    expect(checkPostal('GB', 'SW1A 1AA')).toBeNull();
    expect(checkPostal('DE', '')).toBe('incomplete');
    expect(checkPostal('IE', '')).toBeNull();
    expect(checkPostal('AE', '')).toBeNull();
  });

  it('is no PO box where the shop delivers to doors only', () => {
    expect(checkStreet('P.O. Box 12', true)).toBe('po_box');
    expect(checkStreet('P.O. Box 12', false)).toBeNull();
    expect(checkStreet('12 Boxwood Road', true)).toBeNull();
  });
});

describe('a way to reach the buyer', () => {
  it('is a number one could dial', () => {
    expect(checkPhone('+1 (415) 555-0132', true)).toBeNull();
    expect(checkPhone('call me', false)).toBe('invalid_phone');
    expect(checkPhone('', false)).toBeNull();
    expect(checkPhone('', true)).toBe('incomplete');
  });

  it('is an address one could write to', () => {
    expect(checkEmail('a@example.com')).toBeNull();
    expect(checkEmail('a@example')).toBe('invalid_email');
    expect(checkEmail('')).toBe('incomplete');
  });
});
