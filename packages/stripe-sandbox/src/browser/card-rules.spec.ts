import {
  checkCvc,
  checkExpiry,
  checkNumber,
  checkPostalCode,
  digitsOf,
  formatExpiry,
  formatNumber,
} from './card-rules.ts';

describe('card fields', () => {
  it('group a number as it stands on the card', () => {
    expect(formatNumber('4242424242424242')).toBe('4242 4242 4242 4242');
    expect(formatNumber('378282246310005')).toBe('3782 822463 10005');
    expect(formatNumber('42424242424242429999')).toBe('4242 4242 4242 4242');
  });

  it('write the slash of an expiry and let it be deleted again', () => {
    expect(formatExpiry('4', false)).toBe('04 / ');
    expect(formatExpiry('12', false)).toBe('12 / ');
    expect(formatExpiry('12 /', true)).toBe('12');
    expect(formatExpiry('1234', false)).toBe('12 / 34');
    expect(formatExpiry('1/', false)).toBe('01 / ');
  });

  it('tell what is missing from what is wrong', () => {
    const today = new Date(2026, 10, 22);
    expect(checkNumber('4242')).toBe('incomplete_number');
    expect(checkNumber('4242424242424241')).toBe('invalid_number');
    expect(checkNumber('4242424242424242')).toBeNull();
    expect(checkExpiry('1', today)).toBe('incomplete_expiry');
    expect(checkExpiry('13 / 30', today)).toBe('invalid_expiry_month');
    expect(checkExpiry('10 / 26', today)).toBe('invalid_expiry_year_past');
    expect(checkExpiry('11 / 26', today)).toBeNull();
    expect(checkCvc('123', '378282246310005')).toBe('incomplete_cvc');
    expect(checkCvc('123', '4242424242424242')).toBeNull();
  });

  it('ask for a postal code only where banks compare it', () => {
    expect(checkPostalCode('US', '1234')).toBe('incomplete_zip');
    expect(checkPostalCode('US', '94107')).toBeNull();
    expect(checkPostalCode('CA', 'K1A 0B1')).toBeNull();
    expect(checkPostalCode('GB', 'SW1A 1AA')).toBeNull();
    expect(checkPostalCode('DE', '')).toBeNull();
  });

  it('read Arabic digits', () => {
    expect(digitsOf('٤٢٤٢')).toBe('4242');
  });
});
