import type { RetailerSettingsWire } from '@sidestall/contracts';
import { money } from '@sidestall/kernel';
import { countryNames, draftOf, readDraft, type RetailerDraft } from './retailer-draft.ts';

const SETTINGS: RetailerSettingsWire = {
  name: 'Harbor',
  contactEmail: 'desk@harbor.example',
  isActive: true,
  priority: 2,
  shipsFrom: 'DE',
  region: 'BE',
  place: { latitude: 52.5, longitude: 13.4 },
  shipsTo: ['DE', 'AT'],
  shipsNotTo: ['US-HI'],
  ordersADay: 80,
  parcelCost: money(490, 'EUR'),
  unitCost: money(60, 'EUR'),
  promiseDays: 3,
  feedAgeLimitSeconds: 5_400,
  terms: {
    calendar: { timeZone: 'Europe/Berlin', workingDays: [1, 2, 3], holidays: ['2027-12-25'], cutOff: '14:00' },
    acceptHours: null,
    acceptWithinSeconds: 14_400,
    shipDays: 2,
    shipWithinSeconds: 259_200,
    autoCancelDays: 5,
    cancelAnswerHours: 24,
    cancelSilence: 'cancel',
    isWholeOrderOnly: false,
    acceptsByShipping: true,
  },
};
const read = (more: Partial<RetailerDraft>) => readDraft({ ...draftOf(SETTINGS), ...more }, SETTINGS);
const problemsOf = (more: Partial<RetailerDraft>) => {
  const found = read(more);
  return found.ok ? [] : Object.keys(found.problems);
};
const settingsOf = (more: Partial<RetailerDraft>) => {
  const found = read(more);
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.settings;
};

describe('the draft of a retailer’s settings', () => {
  it('says what was there, as long as nothing is typed', () => {
    expect(settingsOf({})).toEqual(SETTINGS);
    const bare = { ...SETTINGS, contactEmail: null, region: null, place: null, parcelCost: null, unitCost: null };
    expect(readDraft(draftOf(bare), bare)).toEqual({ ok: true, settings: bare });
  });

  it('counts by the calendar or by the clock, and keeps what the other way said', () => {
    expect(settingsOf({ acceptBy: 'working', accept: '6' }).terms).toMatchObject({
      acceptHours: 6,
      acceptWithinSeconds: 14_400,
    });
    expect(settingsOf({ acceptBy: 'clock', accept: '1,5' }).terms).toMatchObject({
      acceptHours: null,
      acceptWithinSeconds: 5_400,
    });
    expect(settingsOf({ shipBy: 'clock', ship: '48' }).terms).toMatchObject({
      shipDays: null,
      shipWithinSeconds: 172_800,
    });
  });

  it('takes countries as people type them', () => {
    expect(settingsOf({ shipsTo: 'de  nl, AT;de' }).shipsTo).toEqual(['DE', 'NL', 'AT']);
    expect(countryNames('de, nl xx')).toMatch(/^Germany, Netherlands/);
  });

  it('leaves out what is empty: nothing is known then', () => {
    const bare = { ordersADay: '', parcelCost: ' ', promiseDays: '', feedAgeHours: '', latitude: '', longitude: '' };
    expect(settingsOf(bare)).toMatchObject({
      ordersADay: null,
      parcelCost: null,
      promiseDays: null,
      feedAgeLimitSeconds: null,
      place: null,
    });
  });

  it('names every field that is wrong, all at once', () => {
    expect(
      problemsOf({
        name: ' ',
        priority: '0',
        shipsTo: 'Germany',
        parcelCost: 'much',
        accept: '',
        workingDays: [],
        longitude: '',
        contactEmail: 'nobody',
      }).sort(),
    ).toEqual(
      ['name', 'priority', 'shipsTo', 'parcelCost', 'accept', 'workingDays', 'longitude', 'contactEmail'].sort(),
    );
    expect(problemsOf({ currency: 'euro' })).toEqual(['currency']);
    expect(problemsOf({ timeZone: 'Europe/Mars' })).toEqual(['timeZone']);
  });
});
