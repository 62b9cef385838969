import { readHeader } from './index.ts';

describe('the header of a product file', () => {
  it('is read whatever its case, spacing, order and byte order mark', () => {
    const read = readHeader(['\uFEFFvariant  PRICE', ' title', 'HANDLE ', 'Something New']);
    expect(read.ok && read.value.indexOf).toEqual({ price: 0, title: 1, handle: 2 });
    expect(read.ok && read.value.names).toEqual(['variant  PRICE', 'title', 'HANDLE', 'Something New']);
  });

  it('is read in the words of the newer template', () => {
    const read = readHeader([
      'Title',
      'URL handle',
      'Description',
      'Price',
      'SKU',
      'Inventory quantity',
      'Product image URL',
    ]);
    expect(read.ok && read.value.indexOf).toEqual({
      title: 0,
      handle: 1,
      bodyHtml: 2,
      price: 3,
      sku: 4,
      quantity: 5,
      imageSrc: 6,
    });
  });

  it('prefers the classic name where a file has two names of one field', () => {
    const read = readHeader(['Handle', 'Title', 'Price', 'Variant Price', 'Price / Germany']);
    expect(read.ok && read.value.indexOf.price).toBe(3);
  });

  it('is refused with the names of all that is missing', () => {
    expect(readHeader(['Name', 'Title'])).toEqual({
      ok: false,
      error: { missing: ['Handle', 'Variant Price'], doubled: [] },
    });
  });

  it('is refused when a column it needs stands twice', () => {
    const read = readHeader(['Handle', 'Title', 'Variant Price', 'handle']);
    expect(read).toEqual({ ok: false, error: { missing: [], doubled: ['Handle'] } });
  });
});
