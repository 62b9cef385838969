import fc from 'fast-check';
import { addWorkingDays, addWorkingHours, calendarFault, type BusinessCalendar } from './index.ts';

const calendar = (timeZone: string, more: Partial<BusinessCalendar> = {}): BusinessCalendar => ({
  timeZone,
  workingDays: [1, 2, 3, 4, 5],
  holidays: [],
  cutOff: '14:00',
  ...more,
});
const every: Partial<BusinessCalendar> = { workingDays: [1, 2, 3, 4, 5, 6, 7], cutOff: null };
const days = (of: BusinessCalendar, from: string, count: number) =>
  addWorkingDays(of, new Date(from), count).toISOString();
const hours = (of: BusinessCalendar, from: string, count: number) =>
  addWorkingHours(of, new Date(from), count).toISOString();

describe('G5: working days are counted where the retailer is', () => {
  const berlin = calendar('Europe/Berlin');

  it.each([
    ['before the cut-off of a Tuesday', '2027-01-12T12:59:00Z', '2027-01-14T23:00:00.000Z'],
    ['at the cut-off', '2027-01-12T13:00:00Z', '2027-01-15T23:00:00.000Z'],
    ['on a Friday after the cut-off', '2027-01-15T13:00:00Z', '2027-01-20T23:00:00.000Z'],
    ['on a Saturday', '2027-01-16T08:00:00Z', '2027-01-20T23:00:00.000Z'],
    ['a minute before midnight of a Sunday', '2027-01-17T22:59:00Z', '2027-01-20T23:00:00.000Z'],
    ['at midnight, which is Monday already', '2027-01-17T23:00:00Z', '2027-01-20T23:00:00.000Z'],
  ])('two from a request %s', (_when, from, end) => {
    expect(days(berlin, from, 2)).toBe(end);
  });

  it('over a holiday, which is no working day wherever it falls', () => {
    const closed = calendar('Europe/Berlin', { holidays: ['2027-12-24', '2027-12-27', '2027-12-31'] });
    expect(days(closed, '2027-12-23T08:00:00Z', 1)).toBe('2027-12-28T23:00:00.000Z');
    expect(days(closed, '2027-12-24T08:00:00Z', 0)).toBe('2027-12-28T23:00:00.000Z');
  });

  it('over a leap day, and over the end of February in other years', () => {
    expect(days(calendar('UTC', every), '2028-02-28T10:00:00Z', 1)).toBe('2028-03-01T00:00:00.000Z');
    expect(days(calendar('UTC', every), '2027-02-28T10:00:00Z', 1)).toBe('2027-03-02T00:00:00.000Z');
  });

  it('where a day is another day already', () => {
    expect(days(calendar('Pacific/Auckland', every), '2027-01-12T12:00:00Z', 0)).toBe('2027-01-13T11:00:00.000Z');
    expect(days(calendar('Pacific/Kiritimati', every), '2027-01-12T09:59:00Z', 0)).toBe('2027-01-12T10:00:00.000Z');
    expect(days(calendar('America/Los_Angeles', every), '2027-01-12T07:59:00Z', 0)).toBe('2027-01-12T08:00:00.000Z');
  });

  it.each([
    ['begins in Berlin', 'Europe/Berlin', '2027-03-27T10:00:00Z', '2027-03-28T22:00:00.000Z'],
    ['ends in Berlin', 'Europe/Berlin', '2027-10-30T10:00:00Z', '2027-10-31T23:00:00.000Z'],
    ['begins in New York', 'America/New_York', '2027-03-13T15:00:00Z', '2027-03-15T04:00:00.000Z'],
    // There clocks go from 23:59 to 1:00: the day begins an hour late.
    ['begins in Cairo, over midnight', 'Africa/Cairo', '2027-04-28T10:00:00Z', '2027-04-29T22:00:00.000Z'],
  ])('to the midnight there, also when summer time %s', (_when, zone, from, end) => {
    expect(days(calendar(zone, every), from, 1)).toBe(end);
  });

  it('from the first instant of a day that has no midnight', () => {
    // 2027-04-30 begins at 1:00 in Cairo, which is 22:00 of Greenwich.
    expect(days(calendar('Africa/Cairo', every), '2027-04-29T10:00:00Z', 0)).toBe('2027-04-29T22:00:00.000Z');
  });
});

describe('G5: working hours', () => {
  it('go on where they stopped on the last working day', () => {
    // Friday 22:00 in Berlin: two hours are left of it, the others are Monday’s.
    expect(hours(calendar('Europe/Berlin'), '2027-01-15T21:00:00Z', 4)).toBe('2027-01-18T01:00:00.000Z');
  });

  it('that would end at midnight end there', () => {
    expect(hours(calendar('Europe/Berlin'), '2027-01-15T21:00:00Z', 2)).toBe('2027-01-15T23:00:00.000Z');
  });

  it('begin with the next working day when none is worked now', () => {
    expect(hours(calendar('Europe/Berlin'), '2027-01-16T21:00:00Z', 4)).toBe('2027-01-18T03:00:00.000Z');
  });

  it('are as many as the clock gives a day: 23 when summer time begins, 25 when it ends', () => {
    const sundays = calendar('Europe/Berlin', { workingDays: [7] });
    expect(hours(sundays, '2027-03-27T23:00:00Z', 24)).toBe('2027-04-03T23:00:00.000Z');
    expect(hours(sundays, '2027-10-30T22:00:00Z', 25)).toBe('2027-10-31T23:00:00.000Z');
  });

  it('are plain hours for who works day and night, whatever the clocks do', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Australia/Lord_Howe');
    const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2037, 11, 31) });
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: 0, max: 200 }), (zone, from, count) => {
        const end = addWorkingHours(calendar(zone, every), new Date(from), count);
        expect(end.getTime() - from).toBe(count * 3_600_000);
      }),
    );
  });
});

describe('a calendar', () => {
  it.each([
    ['time_zone', calendar('Europe/Atlantis')],
    ['working_days', calendar('UTC', { workingDays: [] })],
    ['working_days', calendar('UTC', { workingDays: [0] })],
    ['holidays', calendar('UTC', { holidays: ['2027-02-29'] })],
    ['cut_off', calendar('UTC', { cutOff: '24:00' })],
    [null, calendar('UTC', { holidays: ['2028-02-29'], cutOff: '23:59' })],
  ])('cannot be used with a wrong %s', (fault, given) => {
    expect(calendarFault(given)).toBe(fault);
  });

  it('cannot be used when its holidays leave nobody at work for about a year', () => {
    const mondays = (count: number) =>
      Array.from({ length: count }, (_, week) =>
        new Date(Date.UTC(2027, 0, 4) + week * 7 * 86_400_000).toISOString().slice(0, 10),
      );
    const weekly = (count: number) => calendar('UTC', { workingDays: [1], holidays: mondays(count) });
    expect(calendarFault(weekly(60))).toBe('holidays');
    expect(calendarFault(weekly(20))).toBeNull();
  });

  it('that never opens does not hang who counts', () => {
    const never = calendar('UTC', { workingDays: [] });
    expect(() => hours(never, '2027-01-01T00:00:00Z', 1)).toThrow('Nobody works');
    expect(() => days(never, '2027-01-01T00:00:00Z', 1)).toThrow('Nobody works');
  });
});
