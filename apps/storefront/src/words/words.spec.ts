import { countryName, daysText } from './place-and-time.ts';
import { LANGUAGES, loadWords, validLocale } from './words.ts';

const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();
const allOf = async (name: string): Promise<Record<string, string>> => ({
  ...(await LANGUAGES[name]!.stall()),
  ...(await LANGUAGES[name]!.shop()),
});

describe('the message catalogs', () => {
  it.each(Object.keys(LANGUAGES))('%s says all that English says, with the same blanks', async (name) => {
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
    await words.learnShop();
    expect(words.t('cart.title')).toBe('Warenkorb');
    expect(words.t('stall.live')).toBe('Live');
  });

  it('fall back to English for a language not spoken here and for a tag that is none', async () => {
    expect((await loadWords('fr-FR')).locale).toBe('en');
    expect((await loadWords('constructor')).t('stall.live')).toBe('Live');
    expect(validLocale('x!')).toBe('en');
    expect(validLocale(null)).toBe('en');
    expect(validLocale('de-de')).toBe('de-DE');
  });
});
