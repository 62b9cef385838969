import type { DeadlinesWire, HouseRetailersWire, HouseRetailerWire, Problem, Quote } from '@sidestall/contracts';
import { RegisterRetailer } from '@sidestall/engine';
import { randomUUID } from 'node:crypto';
import { DEMO_HOST, DEMO_OPERATOR } from '../cli/seed-shop.ts';
import { RETAILER_KEYS, TestHouse, type Answer } from '../test-house.ts';

const KETTLE = 'DT-KET-BLK'; // at harbor alone

let house: TestHouse;
let cookie: string;
let harbor: HouseRetailerWire;

const signIn = async ({ email, password }: { email: string; password: string }) => {
  const { headers } = await house.call('POST', '/v1/console/sign-in', { body: { email, password } });
  return headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
};
const call = <T>(method: string, route = '', body?: unknown): Promise<Answer<T & Omit<Problem, 'status'>>> =>
  house.call(method, `/v1/console/house-retailers${route}`, {
    body,
    headers: { cookie, ...(method === 'POST' && { 'idempotency-key': randomUUID() }) },
  });
const read = async () => (await call<HouseRetailerWire>('GET', `/${harbor.id}`)).body;
const change = (settings: object, version = harbor.version) =>
  call<HouseRetailerWire>('PUT', `/${harbor.id}`, { version, settings: { ...harbor.settings, ...settings } });
const BERLIN = { timeZone: 'Europe/Berlin', workingDays: [1, 2, 3, 4, 5], holidays: ['2027-12-25'], cutOff: '14:00' };

beforeAll(async () => {
  house = await TestHouse.open({ worker: false });
  cookie = await signIn(DEMO_OPERATOR);
});
afterAll(() => house.close());
beforeEach(async () => {
  const { retailers } = (await call<HouseRetailersWire>('GET')).body;
  harbor = (await call<HouseRetailerWire>('GET', `/${retailers.find((one) => one.name.startsWith('Harbor'))!.id}`))
    .body;
});

describe('the settings of a retailer', () => {
  it('are listed and read by who runs the house, in the order of priority', async () => {
    const { retailers } = (await call<HouseRetailersWire>('GET')).body;
    expect(retailers.map(({ priority }) => priority)).toEqual([1, 2]);
    expect(harbor).toMatchObject({ slug: 'harbor', settings: { isActive: true, priority: 2 } });
    expect(await call('GET', '/ret_01h455vb4pex5vsknk084sn02q')).toMatchObject({
      status: 404,
      body: { code: 'FULFILLMENT.RETAILER_NOT_FOUND' },
    });
  });

  it('are no business of a brand’s', async () => {
    const operators = cookie;
    cookie = await signIn(DEMO_HOST);
    expect(await call('GET')).toMatchObject({ status: 403 });
    expect(await change({ priority: 9 })).toMatchObject({ status: 403 });
    cookie = operators;
    expect(await read()).toEqual(harbor);
  });

  it('are kept whole, and count up', async () => {
    const settings = {
      contactEmail: 'desk@harbor.example',
      priority: 7,
      region: 'BE',
      place: { latitude: 52.52, longitude: 13.4 },
      shipsNotTo: ['US-HI'],
      ordersADay: 80,
      parcelCost: { amount: 490, currency: 'EUR' },
      unitCost: { amount: 60, currency: 'EUR' },
      promiseDays: 3,
      feedAgeLimitSeconds: 7_200,
      terms: { ...harbor.settings.terms, calendar: BERLIN, acceptHours: 4, shipDays: 2, cancelSilence: 'keep' },
    };
    const changed = await change(settings);
    expect(changed).toMatchObject({ status: 200, body: { version: harbor.version + 1 } });
    expect(await read()).toMatchObject({
      version: harbor.version + 1,
      settings: { ...harbor.settings, ...settings },
    });
  });

  it('are not written over what somebody else has saved meanwhile', async () => {
    const before = harbor;
    expect(await change({ priority: 3 })).toMatchObject({ status: 200 });
    expect(await change({ priority: 4 }, before.version)).toMatchObject({
      status: 409,
      body: { code: 'FULFILLMENT.RETAILER_CHANGED', version: before.version + 1 },
    });
    expect((await read()).settings.priority).toBe(3);
    const both = await Promise.all([5, 6].map((priority) => change({ priority }, before.version + 1)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('name what is wrong, and change nothing then', async () => {
    const terms = (calendar: object) => ({ terms: { ...harbor.settings.terms, calendar: { ...BERLIN, ...calendar } } });
    expect(await change(terms({ timeZone: 'Mars/Olympus' }))).toMatchObject({
      status: 422,
      body: { code: 'FULFILLMENT.CALENDAR_INVALID', fields: [{ path: 'calendar.timeZone' }] },
    });
    expect(await change({ shipsTo: [] })).toMatchObject({ status: 400 });
    expect(
      await change({ parcelCost: { amount: 1, currency: 'EUR' }, unitCost: { amount: 1, currency: 'USD' } }),
    ).toMatchObject({ status: 400 });
    expect(await read()).toEqual(harbor);
  });

  it('decide at once who can be asked: one that is switched off sells nothing', async () => {
    const listingId = await house.listing(KETTLE);
    const quote = () =>
      house.call<Quote>('POST', '/v1/quotes', { body: { lines: [{ listingId, quantity: 1 }], country: 'DE' } });
    expect(await quote()).toMatchObject({ status: 201 });
    await change({ isActive: false });
    expect((await quote()).status).toBeGreaterThanOrEqual(400);
    harbor = await read();
    expect(await change({ isActive: true })).toMatchObject({ status: 200 });
    expect(await quote()).toMatchObject({ status: 201 });
  });

  it('stay when the retailer is registered again; only its key is taken', async () => {
    await change({ priority: 12, contactEmail: 'night@harbor.example' });
    await house.get(RegisterRetailer).execute({
      slug: 'harbor',
      name: 'Another name',
      priority: 1,
      shipsFrom: 'FR',
      shipsTo: ['FR'],
      endpointUrl: null,
      apiKey: RETAILER_KEYS.harbor,
      webhookSecret: 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=',
      contactEmail: 'seed@harbor.example',
    });
    expect((await read()).settings).toMatchObject({
      name: harbor.settings.name,
      priority: 12,
      contactEmail: 'night@harbor.example',
    });
  });
});

describe('a preview of deadlines', () => {
  it('counts from now by a calendar that is not saved', async () => {
    const terms = { ...harbor.settings.terms, acceptHours: 2, shipDays: 1, autoCancelDays: 1 };
    const always = { timeZone: 'UTC', workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: [], cutOff: null };
    const { status, body } = await call<DeadlinesWire>('POST', '/deadlines', { terms: { ...terms, calendar: always } });
    expect(status).toBe(200);
    const since = (at: string) => Date.parse(at) - Date.parse(body.askedAt);
    expect(since(body.acceptBy)).toBe(2 * 3_600_000);
    // The end of tomorrow, and then of the day after.
    expect(body.shipBy).toMatch(/T00:00:00.000Z$/);
    expect(since(body.shipBy)).toBeGreaterThan(86_400_000);
    expect(since(body.autoCancelAt) - since(body.shipBy)).toBe(86_400_000);
  });

  it('says what is wrong with a calendar', async () => {
    const calendar = { ...BERLIN, timeZone: 'Nowhere' };
    expect(await call('POST', '/deadlines', { terms: { ...harbor.settings.terms, calendar } })).toMatchObject({
      status: 422,
      body: { fields: [{ path: 'calendar.timeZone' }] },
    });
  });
});
