import { newId } from '@sidestall/kernel';
import {
  areWithin,
  gatherLines,
  outcomeOf,
  returnableUnits,
  type CountedReturn,
  type JudgedUnits,
} from './returnable.ts';

const MUG = newId('oln');
const LAMP = newId('oln');
const lines = [
  { id: MUG, shipped: 3 },
  { id: LAMP, shipped: 0 },
];
const of = (state: CountedReturn['state'], quantity: number, received: number | null = null): CountedReturn => ({
  state,
  lines: [{ lineId: MUG, quantity }],
  received: received === null ? null : [{ lineId: MUG, quantity: received }],
});

describe('what may be sent back', () => {
  it('is what was shipped and is not on its way back already', () => {
    expect(returnableUnits(lines, [of('requested', 2)])).toEqual(
      new Map([
        [MUG, 1],
        [LAMP, 0],
      ]),
    );
  });

  it('counts what arrived, not what was announced, and nothing that was refused, withdrawn or never sent', () => {
    const returns = [of('refunded', 2, 1), of('refused', 3), of('withdrawn', 3), of('expired', 3)];
    expect(returnableUnits(lines, returns).get(MUG)).toBe(2);
  });

  it('is not more for naming a line twice', () => {
    const there = returnableUnits(lines, []);
    expect(areWithin([{ lineId: MUG, quantity: 3 }], there)).toBe(true);
    const twice = [
      { lineId: MUG, quantity: 2 },
      { lineId: MUG, quantity: 2 },
    ];
    expect(areWithin(twice, there)).toBe(false);
    expect(areWithin([{ lineId: LAMP, quantity: 1 }], there)).toBe(false);
  });
});

describe('an inspection', () => {
  const judged = (...outcomes: JudgedUnits['outcome'][]): JudgedUnits[] =>
    outcomes.map((outcome) => ({ lineId: MUG, quantity: 1, outcome }));

  it('comes to a dispute as soon as one unit is disputed, and is good as soon as one is', () => {
    expect(outcomeOf(judged('restock', 'dispute', 'dispose'))).toBe('dispute');
    expect(outcomeOf(judged('dispose', 'restock'))).toBe('restock');
    expect(outcomeOf(judged('dispose'))).toBe('dispose');
    expect(outcomeOf(judged(undefined))).toBeNull();
  });

  it('of a line in several parts is refunded as one line', () => {
    expect(gatherLines([...judged('restock', 'dispose'), { lineId: LAMP, quantity: 0 }])).toEqual([
      { lineId: MUG, quantity: 2 },
    ]);
  });
});
