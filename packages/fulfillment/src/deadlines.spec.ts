import { afterHold, deadlinesOf, type RetailerTerms } from './index.ts';

const terms: RetailerTerms = {
  calendar: { timeZone: 'Europe/Berlin', workingDays: [1, 2, 3, 4, 5], holidays: ['2027-01-18'], cutOff: '14:00' },
  acceptHours: 4,
  acceptWithinSeconds: 3_600,
  shipDays: 2,
  shipWithinSeconds: 7_200,
  autoCancelDays: 1,
};

describe('the deadlines of a fulfillment order', () => {
  it('G5: are counted in the working time of who is asked', () => {
    // Friday, 23:00 in Berlin; Monday is a holiday.
    expect(deadlinesOf(terms, new Date('2027-01-15T22:00:00Z'))).toEqual({
      acceptBy: new Date('2027-01-19T02:00:00Z'),
      shipBy: new Date('2027-01-21T23:00:00Z'),
      autoCancelAt: new Date('2027-01-22T23:00:00Z'),
    });
  });

  it('are counted day and night where nothing else was agreed', () => {
    const at = new Date('2027-01-15T22:00:00Z');
    expect(deadlinesOf({ ...terms, acceptHours: null, shipDays: null }, at)).toMatchObject({
      acceptBy: new Date('2027-01-15T23:00:00Z'),
      shipBy: new Date('2027-01-16T00:00:00Z'),
    });
  });

  it('never ask for a parcel before they ask for an answer', () => {
    const hasty = { ...terms, acceptHours: 48, shipDays: null };
    const { acceptBy, shipBy } = deadlinesOf(hasty, new Date('2027-01-12T08:00:00Z'));
    expect(shipBy).toEqual(acceptBy);
  });
});

describe('deadlines that stood still', () => {
  const friday = new Date('2027-01-15T22:00:00Z');
  const saturday = new Date('2027-01-16T22:00:00Z');
  const tuesdayEnd = new Date('2027-01-19T23:00:00Z');
  const at = (instant: Date) => ({ acceptBy: instant, shipBy: instant, autoCancelAt: instant, answerBy: instant });

  it('G5: move on from days nobody works, holidays too, to the end of the next one', () => {
    expect(afterHold(terms, at(friday))).toEqual(at(friday));
    expect(afterHold(terms, at(saturday))).toEqual(at(tuesdayEnd));
    // The midnight that ends a Friday is still Friday's.
    const midnight = new Date('2027-01-15T23:00:00Z');
    expect(afterHold(terms, at(midnight))).toEqual(at(midnight));
  });

  it('never ask for a parcel before the answer, although only the answer counts working days', () => {
    const { acceptBy, shipBy } = afterHold({ ...terms, shipDays: null }, { ...at(saturday), autoCancelAt: null });
    expect(acceptBy).toEqual(tuesdayEnd);
    expect(shipBy).toEqual(tuesdayEnd);
  });

  it('stay where they are where they are counted day and night, and where there are none', () => {
    const dayAndNight = { ...terms, acceptHours: null, shipDays: null };
    expect(afterHold(dayAndNight, { ...at(saturday), autoCancelAt: null, answerBy: null })).toEqual({
      acceptBy: saturday,
      shipBy: saturday,
      autoCancelAt: null,
      answerBy: null,
    });
  });
});
