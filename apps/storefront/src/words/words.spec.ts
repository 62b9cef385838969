import { countryName, daysText } from './place-and-time.ts';
import type { WordPart } from './catalog.ts';
import { catalogOf, LANGUAGES, loadWords, validLocale } from './words.ts';

const PARTS: readonly WordPart[] = ['stall', 'sheet', 'shop', 'checkout', 'trouble', 'order', 'replay', 'waitlist'];
const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();
const allOf = async (name: string): Promise<Record<string, string>> =>
  Object.assign({}, ...(await Promise.all(PARTS.map((part) => catalogOf(name, part))))) as Record<string, string>;

describe('the message catalogs', () => {
  it.each(LANGUAGES.flatMap((name) => PARTS.map((part) => [name, part] as const)))(
    '%s/%s holds what English says in that part and nothing of another',
    async (name, part) => {
      const isForm = (key: string) => /\.(zero|two|few|many)$/.test(key);
      const keys = async (language: string) =>
        Object.keys(await catalogOf(language, part))
          .filter((key) => !isForm(key))
          .sort();
      expect(await keys(name)).toEqual(await keys('en'));
    },
  );

  it.each(LANGUAGES)('%s says all that English says, with the same blanks', async (name) => {
    const [english, said] = [await allOf('en'), await allOf(name)];
    const isForm = (key: string) => /\.(zero|two|few|many)$/.test(key);
    expect(
      Object.keys(said)
        .filter((key) => !isForm(key))
        .sort(),
    ).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      expect([key, said[key]!.trim() !== '']).toEqual([key, true]);
      // A language may leave a number out of a form that means exactly one.
      if (!key.endsWith('.one')) expect([key, holes(said[key]!)]).toEqual([key, holes(text)]);
    }
  });

  it('label the paying button so that it says it obliges to pay', async () => {
    expect((await allOf('en'))['checkout.pay']).toBe('Pay {total}');
    expect((await allOf('de'))['checkout.pay']).toMatch(/^Zahlungspflichtig bestellen/);
    expect((await allOf('es'))['checkout.pay']).toMatch(/^Pedido con obligación de pago/);
    expect((await allOf('ar'))['checkout.pay']).toMatch(/^طلب مع الالتزام بالدفع/);
  });
});

describe('the words', () => {
  it('count by the rules of the language', async () => {
    expect((await loadWords('en')).n('stock.left', 1)).toBe('Last one');
    expect((await loadWords('en')).n('stock.left', 3)).toBe('3 left');
    expect((await loadWords('de')).n('stock.left', 3)).toBe('Noch 3');
  });

  it('write money, countries and days as people there do', async () => {
    const german = await loadWords('de-DE');
    expect(german.money({ amount: 129950, currency: 'EUR' })).toBe('1.299,50\u00a0€');
    expect(countryName(german, 'AT')).toBe('Österreich');
    expect(daysText(await loadWords('en-GB'), '2026-11-24', '2026-11-26')).toMatch(/^24\W+26 November$/);
  });

  it('of product and checkout come when they are wanted', async () => {
    const words = await loadWords('de');
    await words.learn('shop');
    expect(words.t('cart.title')).toBe('Warenkorb');
    expect(words.t('stall.live')).toBe('Live');
  });

  it('are written from right to left where people write so', async () => {
    expect((await loadWords('ar-EG')).direction).toBe('rtl');
    expect((await loadWords('es')).direction).toBe('ltr');
  });

  it('count in all six forms of Arabic', async () => {
    const arabic = await loadWords('ar');
    expect([1, 2, 5, 40].map((count) => arabic.n('stall.units', count))).toEqual([
      expect.stringContaining('قطعة'),
      expect.stringContaining('قطعتان'),
      expect.stringContaining('قطع'),
      expect.stringContaining('قطعة'),
    ]);
  });

  it('fall back to English for a language not spoken here and for a tag that is none', async () => {
    expect((await loadWords('fr-FR')).locale).toBe('en');
    expect((await loadWords('constructor')).t('stall.live')).toBe('Live');
    expect(validLocale('x!')).toBe('en');
    expect(validLocale(null)).toBe('en');
    expect(validLocale('de-de')).toBe('de-DE');
  });
});
