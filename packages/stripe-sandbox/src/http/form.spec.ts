import { parseForm } from './form.ts';

describe('Stripe form encoding', () => {
  it('nests what stands in brackets', () => {
    expect(parseForm('metadata[order]=ord_1&hooks[inputs][tax][calculation]=txc')).toEqual({
      metadata: { order: 'ord_1' },
      hooks: { inputs: { tax: { calculation: 'txc' } } },
    });
  });

  it('reads counted and empty brackets as lists, hashes inside included', () => {
    expect(parseForm('expand[0]=a&expand[1]=b&types[]=x&types[]=y&items[0][id]=1&items[1][id]=2')).toEqual({
      expand: ['a', 'b'],
      types: ['x', 'y'],
      items: [{ id: '1' }, { id: '2' }],
    });
  });

  it('keeps a hash whose keys only look like numbers', () => {
    expect(parseForm('metadata[5]=five')).toEqual({ metadata: { 5: 'five' } });
  });

  it('decodes plus signs, percent signs and text that is neither', () => {
    expect(parseForm('a=Jenny+Rosen&b=5%25&c=%E2%82%AC&d=100%')).toEqual({
      a: 'Jenny Rosen',
      b: '5%',
      c: '€',
      d: '100%',
    });
  });

  it('lets no key reach the prototype of an object', () => {
    parseForm('__proto__[polluted]=yes&a[__proto__][polluted]=yes&constructor[prototype][polluted]=yes');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it('keeps an empty value, which unsets a parameter', () => {
    expect(parseForm('metadata=&description')).toEqual({ metadata: '', description: '' });
  });
});
