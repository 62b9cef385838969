import { readOrderLink } from './order-link.ts';

describe('the link to an order', () => {
  it('holds the id in its path and the token behind the hash', () => {
    expect(readOrderLink({ pathname: '/orders/ord_01abc', hash: '#token=a.b-c' })).toEqual({
      id: 'ord_01abc',
      token: 'a.b-c',
    });
  });

  it.each([
    ['/orders/ord_01abc', ''],
    ['/orders/ord_01abc', '#token='],
    ['/orders/', '#token=x'],
    ['/orders/../x', '#token=x'],
    ['/', '#token=x'],
  ])('opens nothing when a part is missing: %s %s', (pathname, hash) => {
    expect(readOrderLink({ pathname, hash })).toBeNull();
  });
});
