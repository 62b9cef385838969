import { begin, deliver, end, house, open, records, sidestall, until, url } from './house.fixture.ts';

beforeEach(begin);
afterEach(end);

describe('the shelves of a retailer', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  const send = async (path: string, fields: Record<string, string>): Promise<string> => {
    const body = new URLSearchParams(fields).toString();
    const sent = { method: 'POST', redirect: 'manual' as const, headers: { ...form, connection: 'close' }, body };
    const response = await fetch(`${url}${path}`, sent);
    return decodeURIComponent(response.headers.get('location') ?? `status ${response.status}`);
  };
  const page = async () => (await fetch(`${url}/stock`, { headers: { connection: 'close' } })).text();

  it('are met with the first order, counted by people, told to Sidestall and emptied by parcels', async () => {
    await open();
    await deliver('ful_1');
    await until('shipped');
    expect((await records()).shelves).toEqual([{ sku: 'MC-1', title: 'Morning Mug, Oat', onHand: null }]);
    expect(await send('/stock', { 'sku:MC-1': '5' })).toContain('The count was told');
    expect(await page()).toContain('Sidestall knows');
    await deliver('ful_2');
    await until('shipped', 'ful_2');
    await house.close();
    await open();
    expect((await records()).shelves).toMatchObject([{ sku: 'MC-1', onHand: 3, told: { outcome: 'applied' } }]);
    expect(sidestall.calls.filter((it) => it === 'count')).toHaveLength(1);
  });

  it('say so when Sidestall does not know a SKU, and take no count that is none', async () => {
    await open();
    expect(await send('/stock', { sku: 'STRANGE-1', units: '3' })).toContain('1 of them changed nothing');
    expect(await page()).toContain('does not know this SKU');
    expect(await send('/stock', { sku: 'STRANGE-2', units: '-1' })).toContain('whole number');
    expect(await send('/stock', { sku: 'STRANGE-3', units: '' })).toContain('whole number');
    expect(await send('/stock', {})).toContain('Nothing was counted');
    expect((await records()).shelves.map(({ sku }) => sku)).toEqual(['STRANGE-1']);
  });

  it('keep a count that Sidestall did not hear, and tell it again', async () => {
    await open();
    expect(await page()).toContain('told of nothing yet');
    expect(await send('/stock/again', {})).toContain('Nothing was counted');
    sidestall.hook = (call) => (call === 'count' ? 403 : null);
    expect(await send('/stock', { sku: 'MC-1', units: '4' })).toContain('Counted here, but Sidestall says');
    expect(await page()).toContain('Sidestall was not reached');
    sidestall.hook = () => null;
    expect(await send('/stock/again', {})).toContain('The count was told');
    expect((await records()).shelves).toMatchObject([{ sku: 'MC-1', onHand: 4, told: { outcome: 'applied' } }]);
    await send('/stock', { sku: 'STRANGE-1', units: '3' });
    expect(await page()).toContain('Sidestall knows 1 of 2 counts');
  });

  it('bound what is taken, over a restart too', async () => {
    await open({ shipAfterMs: 60_000 });
    expect(await send('/limits', { mostUnits: '1', refusedSkus: '' })).toContain('/stock');
    expect(await send('/limits', { mostUnits: '0' })).toBe('status 400');
    expect(await send('/limits', { mostValue: '1.5' })).toBe('status 400');
    await house.close();
    await open();
    await deliver('ful_1');
    expect((await until('packing')).accept).toEqual({ lines: [{ lineId: 'fln_1', quantity: 1 }] });
    await send('/limits', { byStock: 'yes' });
    await send('/stock', { 'sku:MC-1': '1' });
    await deliver('ful_2');
    // The one that lies there is promised to the order before.
    expect((await until('rejected', 'ful_2')).reason).toBe('out_of_stock');
    // Two mugs of 24 euros each.
    await send('/limits', { mostValue: '47' });
    await deliver('ful_3');
    expect((await until('rejected', 'ful_3')).reason).toBe('capacity');
    await send('/limits', { mostValue: '48' });
    await deliver('ful_4');
    expect((await until('packing', 'ful_4')).accept).toEqual({});
  });
});
