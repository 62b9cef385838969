import { flawOf } from './json-flaw.ts';

describe('a request', () => {
  it('may hold any ordinary value', () => {
    for (const value of [undefined, null, 7, 'Straße 💐\n', [], { a: [{ b: 'c' }] }]) expect(flawOf(value)).toBeNull();
  });

  it('may not be nested without end', () => {
    const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(flawOf(nested(32))).toBeNull();
    expect(flawOf(nested(33))).toEqual({ path: '0.0.0.0', message: 'must not be nested deeper than 32 levels' });
    expect(flawOf(nested(100_000))).not.toBeNull();
  });

  it('may not hold text that no database can keep', () => {
    const message = 'must be Unicode text without U+0000';
    expect(flawOf({ a: ['x\0'] })).toEqual({ path: 'a.0', message });
    expect(flawOf({ a: { b: '\ud800' } })).toEqual({ path: 'a.b', message });
    expect(flawOf({ '\udc00': 1 })).toMatchObject({ path: '' });
  });
});
