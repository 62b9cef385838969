import { lineOfProblem, linesOfFields, readRulesText, rulesText } from './rules-text.ts';

const content = {
  filters: { only: null, exclude: [{ retailerId: 'ret_1', variantId: null }] },
  criteria: [{ use: 'fewest_parcels' }, { use: 'distance', step: 50 }],
  markets: [['DE', 'AT']],
  maxSplit: 2,
};
const text = rulesText(content);
const at = (path: string) => text.split('\n')[lineOfProblem(text, { path, message: '' }) - 1]!.trim();

describe('the text of rules', () => {
  it('comes back as the rules it was made of', () => {
    expect(readRulesText(text)).toEqual({ ok: true, content });
  });

  it('gives each criterion one line, since their order is what people change', () => {
    expect(text).toContain(
      '  "criteria": [\n    { "use": "fewest_parcels" },\n    { "use": "distance", "step": 50 }\n  ],',
    );
  });

  it.each([
    ['maxSplit', '"maxSplit": 2'],
    ['criteria[1].step', '{ "use": "distance", "step": 50 }'],
    ['criteria[0].use', '{ "use": "fewest_parcels" },'],
    ['filters.exclude[0].retailerId', '{ "retailerId": "ret_1", "variantId": null }'],
    ['markets[0][1]', '"markets": [["DE", "AT"]],'],
  ])('shows %s on its own line', (path, line) => {
    expect(at(path)).toBe(line);
  });

  it('shows what is missing at what should hold it', () => {
    expect(at('filters.maxFeedAgeSeconds')).toBe('"filters": {');
    expect(at('backorder.policy')).toBe('{');
    expect(at('criteria[7].use')).toBe('"criteria": [');
    expect(at('odd[')).toBe('{');
  });

  it('is not led astray by braces and quotes inside words', () => {
    const odd = '{\n  "a": "}],\\"{",\n  "b": [1,\n   {"c": 2}]\n}';
    expect(Object.fromEntries(linesOfFields(odd))).toEqual({ '': 1, a: 2, b: 3, 'b[0]': 3, 'b[1]': 4, 'b[1].c': 4 });
  });

  it('that is no JSON, or no object, is a problem with a line', () => {
    const broken = '{\n  "maxSplit": 2,\n}';
    const read = readRulesText(broken);
    expect(read).toMatchObject({ ok: false, problem: { path: '' } });
    expect(lineOfProblem(broken, { path: '', message: '' })).toBe(3);
    expect(readRulesText('[]')).toMatchObject({ ok: false });
  });
});
