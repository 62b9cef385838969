import { absoluteUrl, resolveImage } from './image-address.ts';

describe('where an image lies', () => {
  it.each([
    ['https://x.test/a b.jpg', '/media/', 'https://x.test/a b.jpg'],
    ['seed/a b.svg', '/media/', '/media/seed/a%20b.svg'],
    ['seed/a%20b.svg', 'https://cdn.test/shop', 'https://cdn.test/shop/seed/a%20b.svg'],
    ['100%.svg', '/media', '/media/100%25.svg'],
  ])('%s below %s is %s', (src, base, url) => {
    expect(resolveImage(src, base)).toBe(url);
  });

  it('on our own API follows the API', () => {
    expect(absoluteUrl('/media/a.svg', 'https://api.test')).toBe('https://api.test/media/a.svg');
    expect(absoluteUrl('https://x.test/a.jpg', 'https://api.test')).toBe('https://x.test/a.jpg');
    expect(absoluteUrl(null, 'https://api.test')).toBeNull();
  });
});
