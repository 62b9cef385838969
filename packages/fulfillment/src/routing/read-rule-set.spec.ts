import { criteriaWith, HOUSE_RULES, readRuleSet, type Criterion, type RuleSetProblem } from '../index.ts';

const problemsOf = (data: unknown): readonly RuleSetProblem[] => {
  const read = readRuleSet(data);
  return read.ok ? [] : read.error.problems;
};

const least = { id: 'winter', version: 2, criteria: [{ use: 'fewest_parcels' }] };

describe('a rule set', () => {
  it('is what the house does where it says nothing', () => {
    expect(readRuleSet(least)).toEqual({ ok: true, value: { ...HOUSE_RULES, ...least } });
  });

  it('comes back from its own JSON as it was', () => {
    const full = {
      ...least,
      filters: {
        maxFeedAgeSeconds: 3600,
        only: ['ret_a', 'ret_b'],
        exclude: [
          { retailerId: 'ret_b', variantId: 'var_1' },
          { retailerId: 'ret_c', variantId: null },
        ],
      },
      criteria: [{ use: 'distance', step: 50 }, { use: 'cost' }],
      markets: [['DE', 'FR']],
      maxSplit: 2,
      maxParcels: null,
      partialPlans: false,
      keepLinesTogether: false,
      backorder: { policy: 'substitute', otherwise: 'wait', waitDays: 7 },
      maxRounds: 2,
    };
    expect(readRuleSet(JSON.parse(JSON.stringify(full)))).toEqual({ ok: true, value: full });
  });

  it('is read back unchanged when it is the one of the house', () => {
    expect(readRuleSet(HOUSE_RULES)).toEqual({ ok: true, value: HOUSE_RULES });
  });

  it('is told every problem at once, each with its path', () => {
    const wrong = {
      id: 'Winter Rules',
      version: 0,
      criteria: [{ use: 'nearest' }, { use: 'distance', step: 0 }, { use: 'distance' }, 'rating'],
      filters: { maxFeedAgeSeconds: 1.5, only: [], exclude: [{ variantId: 'var_1' }], exlude: [] },
      markets: [['de']],
      maxSplit: 0,
      maxParcels: '3',
      partialPlans: 'yes',
      backorder: { policy: 'later', otherwise: 'split', waitDays: 0 },
      maxRounds: 4,
    };
    expect(problemsOf(wrong).map((problem) => problem.path)).toEqual([
      'id',
      'version',
      'filters.exlude',
      'filters.maxFeedAgeSeconds',
      'filters.only',
      'filters.exclude[0].retailerId',
      'criteria[0].use',
      'criteria[1].step',
      'criteria[2].use',
      'criteria[3]',
      'criteria[3].use',
      'markets[0][0]',
      'maxSplit',
      'maxParcels',
      'partialPlans',
      'backorder.policy',
      'backorder.otherwise',
      'backorder.waitDays',
      'maxRounds',
    ]);
  });

  it('refuses a misspelled field, which would be a rule that does nothing', () => {
    const [problem] = problemsOf({ ...least, maxParcel: 2 });
    expect(problem?.path).toBe('maxParcel');
    expect(problem?.message).toContain('maxParcels');
  });

  it.each([null, 'rules', 7, [], undefined])('that is %j is no rule set', (data) => {
    expect(problemsOf(data)[0]).toEqual({ path: '', message: 'Give an object with named fields' });
  });

  it('may name a criterion that the house registered, and no other', () => {
    const own: Criterion = {
      name: 'no_sunday_work',
      title: 'Rests on Sundays',
      of: 'retailer',
      better: 'lower',
      across: 'worst',
      score: () => null,
    };
    const data = { ...least, criteria: [{ use: 'no_sunday_work' }] };
    expect(readRuleSet(data, criteriaWith(own)).ok).toBe(true);
    expect(problemsOf(data)[0]?.path).toBe('criteria[0].use');
    expect(problemsOf(data)[0]?.message).toContain('fewest_parcels, fewest_splits');
  });
});

describe('criteria of a house of its own', () => {
  const named = (name: string): Criterion => ({ name, title: name, of: 'plan', better: 'lower', score: () => 0 });

  it('cannot take the name of another', () => {
    expect(() => criteriaWith(named('distance'))).toThrow('named distance');
    expect(() => criteriaWith(named('mine'), named('mine'))).toThrow('named mine');
  });

  it.each(['', 'Mine', '1st', 'no-hyphens', '__proto__'])('cannot be called %j', (name) => {
    expect(() => criteriaWith(named(name))).toThrow('lower case');
  });
});
