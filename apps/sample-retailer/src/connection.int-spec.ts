import { begin, end, open, sidestall, url } from './house.fixture.ts';

beforeEach(begin);
afterEach(end);

describe('the examination of a retailer', () => {
  const page = async () => (await fetch(`${url}/connection`, { headers: { connection: 'close' } })).text();

  it('begins with a button, and is shown check by check with what was wrong', async () => {
    await open();
    expect(await page()).toContain('Have this house examined');
    const pressed = await fetch(`${url}/connection/certify/now`, { method: 'POST', redirect: 'manual' });
    expect(decodeURIComponent(pressed.headers.get('location')!)).toContain('The examination has begun');
    expect(await page()).toContain('It takes a few seconds');
    const check = (outcome: string, title: string, said: string) => ({ name: title, outcome, title, said });
    Object.assign(sidestall.certificates[0]!, {
      state: 'failed',
      checks: [
        check('passed', 'Takes what is right', 'It did'),
        check('failed', 'Refuses <forged> ones', 'Took it: 200'),
      ],
    });
    const report = await page();
    expect(report).toMatch(/Takes what is right<\/td><td><span class="tag good">Passed/);
    expect(report).toMatch(/Refuses &lt;forged&gt; ones<\/td><td><span class="tag bad">Failed.*Took it: 200/);
    expect(report).toContain('/v1/certificates/cer_1/page');
    expect(report).toContain('<details open>');
    expect(report).toContain('Examine it again');
  });

  it('says that Sidestall does not answer, and keeps the other pages', async () => {
    await open();
    await sidestall.stop();
    expect(await page()).toContain('Sidestall does not answer');
    expect((await fetch(`${url}/stock`, { headers: { connection: 'close' } })).status).toBe(200);
  });
});
