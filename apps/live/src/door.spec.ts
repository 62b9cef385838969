import { Door } from './door.ts';

let time: number;
const door = (over: Partial<ConstructorParameters<typeof Door>[0]> = {}) =>
  new Door({ maxViewers: 1_000, maxPerAddress: 3, acceptsPerSecond: 100, ...over }, () => time);
const enterAll = (of: Door, address: string, times: number) =>
  Array.from({ length: times }, () => of.enter(address) ?? 'in');

beforeEach(() => {
  time = 5_000;
});

describe('the door of a live process', () => {
  it('takes in so many of one address, and one more for each that leaves', () => {
    const it = door();
    expect(enterAll(it, '203.0.113.7', 4)).toEqual(['in', 'in', 'in', 'crowded']);
    expect(it.enter('203.0.113.8')).toBeNull();
    it.leave('203.0.113.7');
    time += 1_000;
    expect(enterAll(it, '203.0.113.7', 2)).toEqual(['in', 'crowded']);
    expect(it.viewers).toBe(4);
  });

  it('lets one address knock no more often than it may have viewers, twice over at one moment', () => {
    const it = door();
    const knock = () => {
      const answer = it.enter('2001:db8::7') ?? 'in';
      if (answer === 'in') it.leave('2001:db8::7');
      return answer;
    };
    expect(Array.from({ length: 7 }, knock)).toEqual([...Array<string>(6).fill('in'), 'crowded']);
    time += 1_000;
    expect(Array.from({ length: 4 }, knock)).toEqual(['in', 'in', 'in', 'crowded']);
  });

  it.each(['127.0.0.1', '10.3.2.1', '172.20.0.4', '192.168.1.1', '::1', 'fd00::2', '::ffff:10.0.0.3'])(
    'does not count %s, which stands for many',
    (address) => {
      expect(enterAll(door(), address, 9)).toEqual(Array(9).fill('in'));
    },
  );

  it('lets a storm in at a pace, whoever it is', () => {
    const it = door({ acceptsPerSecond: 5 });
    const answers = (count: number) => Array.from({ length: count }, (_, n) => it.enter(`203.0.113.${n}`) ?? 'in');
    expect(answers(12).filter((answer) => answer === 'hasty')).toHaveLength(2);
    time += 1_000;
    expect(answers(7).filter((answer) => answer === 'in')).toHaveLength(5);
  });

  it('takes in nobody when it is full, or goes', () => {
    const it = door({ maxViewers: 2 });
    expect(enterAll(it, '127.0.0.1', 3)).toEqual(['in', 'in', 'full']);
    it.leave('127.0.0.1');
    it.isDraining = true;
    expect(it.enter('127.0.0.1')).toBe('draining');
  });

  it('forgets addresses that are gone', () => {
    const it = door();
    for (let n = 0; n < 50; n++) {
      it.enter(`203.0.113.${n}`);
      it.leave(`203.0.113.${n}`);
    }
    it.enter('203.0.113.200');
    time += 20_000;
    it.enter('203.0.113.201');
    expect(it.addresses).toBe(2);
  });
});
