import { isId, lowestId, newId } from './index.ts';

describe('ids', () => {
  it('sort by the time they were made', () => {
    const early = newId('ord', 1_700_000_000_000);
    const late = newId('ord', 1_700_000_000_001);
    expect(early < late).toBe(true);
  });

  it('sort as they were made within one millisecond too', () => {
    const made = Array.from({ length: 2_000 }, () => newId('obx', 1_700_000_000_000));
    expect([...made].sort()).toEqual(made);
  });

  it('carry the version and variant of a UUIDv7', () => {
    const digits = '0123456789abcdefghjkmnpqrstvwxyz';
    const bits = Array.from(newId('ord').slice(4)).reduce(
      (sum, digit) => (sum << 5n) | BigInt(digits.indexOf(digit)),
      0n,
    );
    expect((bits >> 76n) & 0xfn).toBe(7n);
    expect((bits >> 62n) & 0x3n).toBe(2n);
  });

  it('are recognized only with their own prefix and alphabet', () => {
    const id = newId('ord');
    expect(isId('ord', id)).toBe(true);
    expect(isId('prd', id)).toBe(false);
    expect(isId('ord', `${id}x`)).toBe(false);
    expect(isId('ord', `ord_${'l'.repeat(26)}`)).toBe(false);
    expect(isId('ord', `ord_8${'0'.repeat(25)}`)).toBe(false);
    expect(isId('ord', 7)).toBe(false);
  });

  it('have a bound in time under everything made from then on', () => {
    const bound = lowestId('ltx', 1_700_000_000_000);
    expect(bound < newId('ltx', 1_700_000_000_000)).toBe(true);
    expect(newId('ltx', 1_699_999_999_999) < bound).toBe(true);
    expect(isId('ltx', bound)).toBe(true);
  });

  it('never repeat', () => {
    const made = new Set(Array.from({ length: 5_000 }, () => newId('hld', 1)));
    expect(made.size).toBe(5_000);
  });
});
