import { embedManifest, embedSnippet } from './embed-manifest.ts';

const hash = (content: string | Uint8Array) => `sha384-${content.length}`;
const files = {
  'w/1.2.3/loader.js': 'four',
  'w/1.2.3/core-a.js': 'core!',
  'w/1/loader.js': 'four',
  'orders/x.html': '',
};

describe('the manifest of a release', () => {
  it('names every file of its folder with its integrity, and nothing that may change', () => {
    expect(embedManifest('1.2.3', files, hash)).toEqual({
      version: '1.2.3',
      loader: '/w/1.2.3/loader.js',
      integrity: { '/w/1.2.3/core-a.js': 'sha384-5', '/w/1.2.3/loader.js': 'sha384-4' },
    });
  });

  it('is not written for a release without a loader', () => {
    expect(() => embedManifest('9.9.9', files, hash)).toThrow('w/9.9.9/loader.js');
  });

  it('makes the two lines to embed, with the stream as text and never as markup', () => {
    const lines = embedSnippet(embedManifest('1.2.3', files, hash), 'https://shop.example/any', '"><script>');
    expect(lines).toContain('src="https://shop.example/w/1.2.3/loader.js" integrity="sha384-4" crossorigin></script>');
    expect(lines).toContain('stream="&quot;>&lt;script>"');
  });
});
