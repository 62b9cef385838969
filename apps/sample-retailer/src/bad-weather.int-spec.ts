import { begin, deliver, end, house, open, press, records, url } from './house.fixture.ts';

beforeEach(begin);
afterEach(end);

describe('bad weather at a retailer', () => {
  const storm = (fault: string, messages = 1) => press('/weather', JSON.stringify({ fault, messages }));

  it.each([
    ['fails', 500],
    ['is_busy', 429],
    ['has_moved', 302],
    ['mistrusts', 401],
    ['is_gone', 410],
    ['forgets', 200],
  ])('%s for as many messages as were asked for, and then behaves', async (fault, status) => {
    await open({ mode: 'silent' });
    expect(await storm(fault, 2)).toBe(200);
    expect([await deliver('ful_1'), await deliver('ful_1')]).toEqual([status, status]);
    expect((await records()).slips).toEqual([]);
    expect((await records()).weather).toBeNull();
    expect(await deliver('ful_1')).toBe(200);
    expect((await records()).slips).toHaveLength(1);
  });

  it('cuts the connection, or talks without end until the other side has had enough', async () => {
    await open({ mode: 'silent' });
    await storm('hangs_up');
    await expect(deliver('ful_1')).rejects.toThrow('fetch failed');
    await storm('talks_without_end');
    const answer = await fetch(`${url}/webhooks/sidestall`, { method: 'POST', body: '{}' });
    const reader = answer.body!.getReader();
    let bytes = 0;
    while (bytes < 1_000_000) bytes += (await reader.read()).value!.length;
    await reader.cancel();
    expect(await deliver('ful_1')).toBe(200);
  });

  it.each(['is_late', 'says_nothing'])('%s, and lets nobody wait when the house closes', async (fault) => {
    await open({ mode: 'silent' });
    await storm(fault);
    const waiting = deliver('ful_1').catch(() => 'cut');
    while ((await records()).weather) await new Promise((resolve) => setTimeout(resolve, 5));
    await house.close();
    expect(await waiting).toBe('cut');
    await open();
    expect(await deliver('ful_1')).toBe(200);
  });

  it('ends with a button, is shown while it lasts, and knows its own faults only', async () => {
    await open({ mode: 'silent' });
    await storm('fails', 50);
    const page = async () => (await fetch(`${url}/weather`, { headers: { connection: 'close' } })).text();
    expect(await page()).toContain('for the next 50 messages');
    // Whoever wonders at the packing desk why nothing comes sees it there.
    const isSaidAt = async (path: string) => (await (await fetch(`${url}${path}`)).text()).includes('class="on"');
    const everywhere = ['/', '/returns', '/stock', '/connection', '/weather'];
    expect(await Promise.all(everywhere.map(isSaidAt))).toEqual(everywhere.map(() => true));
    await press('/weather/end');
    expect(await page()).toContain('All is well');
    expect(await isSaidAt('/')).toBe(false);
    expect(await deliver('ful_1')).toBe(200);
    expect(await storm('rains')).toBe(400);
    expect(await storm('fails', 0)).toBe(400);
    expect(await press('/weather', '{"fault":"fails"}', { origin: 'https://evil.example' })).toBe(403);
  });
});
