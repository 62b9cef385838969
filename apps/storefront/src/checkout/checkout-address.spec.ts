import { checkoutPage, readCheckoutPage } from './checkout-address.ts';

const PART = 'https://shop.example/w/9.9.9/checkout-abc.js';

describe('the address of the page that pays', () => {
  it('stands beside the widget’s own folder, and reads as it was made', () => {
    const page = checkoutPage(PART, { slug: 'tea & talk', locale: 'de-AT' });
    expect(page).toBe('https://shop.example/checkout/tea%20%26%20talk?locale=de-AT');
    expect(readCheckoutPage(`${page}#stall-cart=crt_1.t`)).toEqual({ slug: 'tea & talk', locale: 'de-AT' });
  });

  it('keeps the folder that a proxy put before everything', () => {
    const page = checkoutPage('https://cdn.example/stall/w/1.0.0/x.js', { slug: 's', locale: 'en' });
    expect(page).toBe('https://cdn.example/stall/checkout/s?locale=en');
  });

  it.each([
    'https://shop.example/checkout/',
    'https://shop.example/checkout/a/b',
    'https://shop.example/checkout/%E0%A4%A',
  ])('is none at %s', (address) => expect(readCheckoutPage(address)).toBeNull());
});
