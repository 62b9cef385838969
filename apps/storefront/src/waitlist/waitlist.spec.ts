import { WAITLIST_STATES, type ProductDetail, type WaitlistEntry } from '@sidestall/contracts';
import { loadWords, type Words } from '../words/words.ts';
import { offeredLine } from './buy-offer.ts';
import { lookAgainMs } from './look-again.ts';
import { parsePlaces, withPlace } from './stored-places.ts';
import { readWaitlistLink } from './waitlist-link.ts';
import { standingOf } from './waitlist-words.ts';

const NOON = Date.parse('2026-05-01T12:00:00.000Z');
const anEntry = (over: Partial<WaitlistEntry> = {}) =>
  ({
    id: 'wle_1',
    listingId: 'lst_1',
    title: 'Mug',
    email: 'ana@example.com',
    quantity: 1,
    state: 'waiting',
    place: 3,
    offerEndsAt: null,
    ...over,
  }) as unknown as WaitlistEntry;

describe('a place on the waitlist', () => {
  let words: Words;
  beforeAll(async () => {
    words = await loadWords('en');
    await words.learn('sheet', 'shop', 'checkout', 'trouble', 'waitlist');
  });

  it('is told with its number, and the first one is next', () => {
    expect(standingOf(anEntry(), words, NOON).title).toBe('You are number 3 in line');
    expect(standingOf(anEntry({ place: 1 }), words, NOON).title).toBe('You are next in line');
  });

  it('is offered until its moment by the server, and has passed from then on', () => {
    const offered = anEntry({ state: 'offered', place: null, offerEndsAt: new Date(NOON).toISOString() });
    expect(standingOf(offered, words, NOON - 1).state).toBe('offered');
    expect(standingOf(offered, words, NOON).state).toBe('passed');
  });

  it.each(['en', 'de'])('is told in every state, in %s, leaving no blank open', async (locale) => {
    const spoken = await loadWords(locale);
    await spoken.learn('sheet', 'shop', 'waitlist');
    for (const state of WAITLIST_STATES) {
      const { title, help } = standingOf(anEntry({ state }), spoken, NOON);
      expect([state, title.length > 3, help.length > 3, /[{}]/.test(title + help)]).toEqual([state, true, true, false]);
    }
  });

  it('is asked about often near the front and seldom far behind', () => {
    const waits = [1, 6, 100, 1_000].map((place) => lookAgainMs(anEntry({ place })));
    expect(waits).toEqual([4_000, 5_000, 23_800, 30_000]);
    expect(lookAgainMs(anEntry({ state: 'offered', place: null }))).toBe(4_000);
    expect(lookAgainMs(anEntry({ state: 'bought', place: null }))).toBe(30_000);
  });

  it('is kept once, and what cannot be one is left out', () => {
    const place = { id: 'wle_1', token: 't', listingId: 'lst_1' };
    expect(withPlace([place], { ...place, token: 'u' })).toEqual([{ ...place, token: 'u' }]);
    expect(parsePlaces(JSON.stringify([place, null, { id: 1 }]))).toEqual([place]);
    expect(parsePlaces('{"a":1}')).toEqual([]);
  });

  it('buys what is held for it, whatever the shelf says', () => {
    const product = {
      brand: { id: 'brd_1', name: 'Kiln' },
      variants: [{ listingId: 'lst_1', price: { amount: 2400, currency: 'EUR' }, available: 0 }],
    } as unknown as ProductDetail;
    expect(offeredLine(anEntry({ quantity: 2 }), product)).toMatchObject({ quantity: 2, available: null });
    expect(offeredLine(anEntry({ listingId: 'lst_2' as never }), product)).toBeNull();
  });

  it('is opened by the link of its mail, in full or not at all', () => {
    expect(readWaitlistLink({ pathname: '/waitlist/wle_01abc', hash: '#token=a.b' })).toEqual({
      id: 'wle_01abc',
      token: 'a.b',
    });
    expect(readWaitlistLink({ pathname: '/waitlist/wle_01abc', hash: '' })).toBeNull();
    expect(readWaitlistLink({ pathname: '/orders/ord_1', hash: '#token=a' })).toBeNull();
  });
});
