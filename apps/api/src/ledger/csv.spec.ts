import { csvLine } from './csv.ts';

describe('a line of a CSV file', () => {
  it('quotes what needs it, after RFC 4180', () => {
    expect(csvLine([{ text: 'Mug, "oat"' }, { number: '-12.50' }, null])).toBe('"Mug, ""oat""",-12.50,\r\n');
  });

  it.each(['=1+1', '+49', '-2', '@cmd', '\tx'])('keeps %j from becoming a formula', (text) => {
    expect(csvLine([{ text }])).toBe(`'${text}\r\n`);
  });

  it('leaves negative amounts numbers', () => {
    expect(csvLine([{ number: '-0.01' }])).toBe('-0.01\r\n');
  });
});
