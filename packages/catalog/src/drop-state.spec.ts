import { dropState } from './drop-state.ts';

const startsAt = new Date('2026-05-01T20:00:00.000Z');
const endsAt = new Date('2026-05-01T21:00:00.000Z');
const after = (instant: Date, milliseconds: number) => new Date(instant.getTime() + milliseconds);
const at = (now: Date, state: 'planned' | 'closed' | 'canceled' = 'planned') =>
  dropState({ state, startsAt, endsAt }, now);

describe('a drop', () => {
  it('is open from its first millisecond and over at its last', () => {
    expect(at(after(startsAt, -1))).toBe('scheduled');
    expect(at(startsAt)).toBe('open');
    expect(at(after(endsAt, -1))).toBe('open');
    expect(at(endsAt)).toBe('ended');
  });

  it('that was closed is over, and one that was given up stays so at any time', () => {
    expect(at(after(endsAt, 60_000), 'closed')).toBe('ended');
    for (const now of [after(startsAt, -1), startsAt, after(endsAt, 1)]) expect(at(now, 'canceled')).toBe('canceled');
  });
});
