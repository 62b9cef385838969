import http from 'node:http';
import type { Problem, StockFileReport, StockFilesView } from '@sidestall/contracts';
import { RETAILER_KEYS, TestHouse } from '../test-house.ts';

const MUG = 'MC-MUG-INK-350'; // at northwind alone
const OTHER_MUG = 'MC-MUG-OAT-350';
const THIRD_MUG = 'MC-MUG-INK-250';
const FILES = '/v1/partner/stock/files';

let house: TestHouse;
beforeAll(async () => {
  house = await TestHouse.open();
});
afterAll(() => house.close());

const ago = async (seconds: number): Promise<string> => {
  const row = await house.database.one<{ at: Date }>(`SELECT now() - make_interval(secs => $1) AS at`, [seconds]);
  return row!.at.toISOString();
};
const headers = (type: string) => ({ authorization: `Bearer ${RETAILER_KEYS.northwind}`, 'content-type': type });
async function send<T = StockFileReport>(type: string, body: string, query = ''): Promise<{ status: number; body: T }> {
  const response = await fetch(`${house.url}${FILES}${query}`, { method: 'POST', headers: headers(type), body });
  return { status: response.status, body: (await response.json()) as T };
}
const list = async () => (await house.call<StockFilesView>('GET', FILES, { headers: headers('text/csv') })).body.files;
const show = async (id: string) =>
  (await house.call<StockFileReport>('GET', `${FILES}/${id}`, { headers: headers('text/csv') })).body;
const done = (id: string) =>
  house.until(async () => {
    const file = await show(id);
    return file.state === 'done' && file;
  }, 'the whole file applied');
const staged = async () =>
  (await house.database.one<{ n: number }>(`SELECT count(*)::int AS n FROM ordering.stock_file_row`))!.n;
const strangers = (most: number, line: (index: number) => string) => Array.from({ length: most }, (_, i) => line(i));

describe('C7: a retailer that sends its whole stock as a file', () => {
  it('C7: has a CSV of thousands of rows applied, the problems told by line, an older count ignored', async () => {
    const asOf = await ago(0);
    const before = await house.available(OTHER_MUG);
    const rows = [
      `${MUG},9,${asOf}`,
      `${MUG},4,${await ago(0.5)}`,
      `${OTHER_MUG},777,${await ago(3_600)}`,
      `${THIRD_MUG},-1,${asOf}`,
      `${THIRD_MUG},1.5,${asOf}`,
      `${'X'.repeat(201)},1,${asOf}`,
      `${THIRD_MUG},1,yesterday`,
      ...strangers(3_000, (index) => `UNKNOWN-${index},5,${asOf}`),
    ];
    const sent = await send('text/csv', `sku,on_hand,as_of\n${rows.join('\n')}\n`);
    expect(sent).toMatchObject({ status: 202, body: { rows: 3_007, problemCount: 4 } });
    const file = await done(sent.body.id);
    expect(file).toMatchObject({ applied: 1, ignored: 2, unknown: 3_000, ambiguous: 0, refusal: null });
    expect(file.problems.map(({ line }) => line)).toEqual([5, 6, 7, 8]);
    expect(file.problems.map(({ reason }) => reason.split(':')[0])).toEqual(['onHand', 'onHand', 'sku', 'asOf']);
    expect(await house.available(MUG)).toBe(9);
    expect(await house.available(OTHER_MUG)).toBe(before);
    expect(await staged()).toBe(0);
  });

  it('C7: has JSON lines applied, and one moment may stand for all; what buyers reserved stays theirs', async () => {
    expect((await house.place(await house.quote({ [THIRD_MUG]: 2 }))).status).toBe(201);
    const claimed = () =>
      house.database.one<{ claimed: number }>(
        `SELECT s.claimed FROM inventory.variant_stock s JOIN catalog.variant v ON v.id = s.variant_id WHERE v.sku = $1`,
        [THIRD_MUG],
      );
    const before = await claimed();
    const rows = [
      { sku: THIRD_MUG, onHand: 0 },
      { sku: OTHER_MUG, onHand: 8 },
    ].map((row) => JSON.stringify(row));
    const more = strangers(3_000, (index) => JSON.stringify({ sku: `UNKNOWN-${index}`, onHand: 5 }));
    const query = `?asOf=${encodeURIComponent(await ago(0))}`;
    const sent = await send('application/x-ndjson', [...rows, ...more].join('\n'), query);
    expect(sent).toMatchObject({ status: 202, body: { rows: 3_002, problemCount: 0 } });
    expect(await done(sent.body.id)).toMatchObject({ applied: 2, unknown: 3_000 });
    expect(before!.claimed).toBeGreaterThan(0);
    expect(await claimed()).toEqual(before);
    expect(await house.available(OTHER_MUG)).toBe(8);
    expect((await list())[0]!.id).toBe(sent.body.id);
  });

  it('C7: applies nothing of a file whose connection breaks', async () => {
    const before = await house.available(MUG);
    const files = (await list()).length;
    const asOf = await ago(0);
    const request = http.request(`${house.url}${FILES}`, { method: 'POST', headers: headers('text/csv') });
    request.on('error', () => undefined);
    const rows = strangers(5_000, (index) => `UNKNOWN-${index},5,${asOf}`);
    request.write(`sku,on_hand,as_of\n${MUG},55,${asOf}\n${rows.join('\n')}\n`);
    await house.until(async () => (await staged()) > 0, 'the first rows put aside');
    request.destroy();
    await house.until(async () => (await list())[0]!.state === 'refused', 'the half file refused');
    expect(await list()).toHaveLength(files + 1);
    expect(await staged()).toBe(0);
    expect(await house.available(MUG)).toBe(before);
  });

  it.each([
    ['text/csv', (asOf: string) => `sku,on_hand,as_of\n${MUG},55,${asOf}\n"never closed,1,${asOf}\n`],
    ['text/csv', (asOf: string) => `sku,on_hand,as_of\n${MUG},55,${asOf}\n${MUG}\n`],
    ['text/csv', (asOf: string) => `name,count\n${MUG},55\n${asOf},1\n`],
    ['text/csv', () => ''],
    ['application/x-ndjson', (asOf: string) => `{"sku":"${MUG}","onHand":55,"asOf":"${asOf}"}\n{"sku":"${MUG}","onH`],
  ])('C7: refuses a %s that is not whole, and applies none of it', async (type, body) => {
    const before = await house.available(MUG);
    const refused = await send<Problem>(type, body(await ago(0)));
    expect(refused).toMatchObject({ status: 422, body: { code: 'ORDERING.STOCK_FILE_INVALID' } });
    expect((await list())[0]).toMatchObject({ state: 'refused', refusal: refused.body.detail });
    expect(await staged()).toBe(0);
    expect(await house.available(MUG)).toBe(before);
  });

  it('C7: is told before it sends it that a file is too large', async () => {
    const files = (await list()).length;
    const request = http.request(`${house.url}${FILES}`, {
      method: 'POST',
      headers: { ...headers('text/csv'), 'content-length': String(200 * 1024 * 1024 + 1) },
    });
    request.on('error', () => undefined);
    const answered = new Promise<http.IncomingMessage>((resolve) => request.on('response', resolve));
    request.write('sku,on_hand\n');
    const response = await answered;
    let body = '';
    for await (const chunk of response.setEncoding('utf8')) body += String(chunk);
    request.destroy();
    expect(response.statusCode).toBe(413);
    expect(JSON.parse(body)).toMatchObject({ code: 'REQUEST.TOO_LARGE' });
    expect(await list()).toHaveLength(files);
  });

  it('C7: sees no file of another retailer', async () => {
    const [newest] = await list();
    const seen = await house.call<Problem>('GET', `${FILES}/${newest!.id}`, {
      headers: { authorization: `Bearer ${RETAILER_KEYS.harbor}` },
    });
    expect(seen).toMatchObject({ status: 404, body: { code: 'ORDERING.STOCK_FILE_NOT_FOUND' } });
  });
});
