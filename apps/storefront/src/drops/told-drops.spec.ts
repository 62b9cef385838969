import type { AnnouncedDrop } from '@sidestall/streams';
import { afterTold, withoutHidden, type TimedDrop } from './told-drops.ts';

const told = (id: string, price = 1_800): AnnouncedDrop =>
  ({
    announcedAt: '2026-05-01T20:00:00.000Z',
    mediaTime: null,
    drop: {
      id,
      title: id,
      streamId: null,
      startsAt: '2026-05-01T20:10:00.000Z',
      endsAt: '2026-05-01T20:20:00.000Z',
      listings: [{ listingId: 'lst_mug', price: { amount: price, currency: 'EUR' }, allotment: 20 }],
    },
  }) as unknown as AnnouncedDrop;
const asked = (id: string, left: number, price = 1_800): TimedDrop =>
  ({ ...told(id).drop, listings: [{ ...told(id, price).drop.listings[0], left }] }) as TimedDrop;
const seen = (drops: readonly TimedDrop[]) =>
  drops.map(({ id, listings }) => [id, listings[0]!.price.amount, listings[0]!.left]);

describe('drops a show tells of', () => {
  it('are known at once, with all their units', () => {
    expect(seen(afterTold([asked('a', 3)], [], [told('b')]))).toEqual([
      ['a', 1_800, 3],
      ['b', 1_800, 20],
    ]);
  });

  it('take on other terms, and keep what the shop said is left', () => {
    expect(seen(afterTold([asked('a', 3)], [told('a')], [told('a', 1_500)]))).toEqual([['a', 1_500, 3]]);
  });

  it('do not undo what was asked since they were told', () => {
    const same = told('a');
    expect(seen(afterTold([asked('a', 3, 1_500)], [same], [same]))).toEqual([['a', 1_500, 3]]);
  });

  it('are forgotten when they are over; those it never told of stay', () => {
    expect(seen(afterTold([asked('a', 3), asked('b', 2)], [told('a')], []))).toEqual([['b', 1_800, 2]]);
  });

  it('are kept back until the picture shows them, whoever told of them first', () => {
    const known = [asked('a', 3), asked('b', 2)];
    expect(seen(withoutHidden(known, [told('a')], []))).toEqual([['b', 1_800, 2]]);
    expect(withoutHidden(known, [told('a')], [told('a')])).toHaveLength(2);
  });
});
