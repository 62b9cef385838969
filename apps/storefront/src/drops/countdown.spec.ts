import { loadWords, type Words } from '../words/words.ts';
import { markWords, spokenMark, timeLeft, untilNextTick } from './countdown.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('the countdown', () => {
  let english: Words;
  beforeAll(async () => {
    english = await loadWords('en');
  });

  it.each([
    [0, '00:00'],
    [-5 * SECOND, '00:00'],
    [1, '00:01'],
    [9 * SECOND + 400, '00:10'],
    [4 * MINUTE + 32 * SECOND, '04:32'],
    [HOUR - 1, '1 hr'],
    [HOUR - SECOND, '59:59'],
    [HOUR, '1 hr'],
    [3 * HOUR + 19 * MINUTE + SECOND, '3 hr 20 min'],
    [47 * HOUR, '47 hr'],
    [49 * HOUR, '2 days'],
  ])('shows %d ms as %s', (left, shown) => {
    expect(timeLeft(english, left)).toBe(shown);
  });

  it('is written as people there write it', async () => {
    expect(timeLeft(await loadWords('de'), 3 * HOUR + 20 * MINUTE)).toBe('3 Std. 20 Min.');
  });

  it('runs second by second in the last hour only', () => {
    expect(untilNextTick(2 * HOUR + 20 * SECOND)).toBe(20 * SECOND);
    expect(untilNextTick(2 * HOUR)).toBe(MINUTE);
    expect(untilNextTick(10 * MINUTE + 300)).toBe(300);
    expect(untilNextTick(10 * SECOND)).toBe(SECOND);
    expect(untilNextTick(0)).toBe(0);
  });

  it('changes what it shows at each tick and at no other time', () => {
    for (let left = 2 * HOUR + 90 * SECOND + 123; left > 0; left -= untilNextTick(left)) {
      const wait = untilNextTick(left);
      expect(wait).toBeGreaterThan(0);
      expect(timeLeft(english, left - wait + 1)).toBe(timeLeft(english, left));
    }
  });

  it('speaks up at five minutes, one minute and ten seconds', () => {
    const marks = [6 * MINUTE, 5 * MINUTE, 61 * SECOND, MINUTE, 11 * SECOND, 10 * SECOND, SECOND, 0].map(spokenMark);
    expect(marks).toEqual([null, 5 * MINUTE, 5 * MINUTE, MINUTE, MINUTE, 10 * SECOND, 10 * SECOND, null]);
    expect([5 * MINUTE, MINUTE, 10 * SECOND].map((mark) => markWords(english, mark))).toEqual([
      '5 minutes',
      '1 minute',
      '10 seconds',
    ]);
  });
});
