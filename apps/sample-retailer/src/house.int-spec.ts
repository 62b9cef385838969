import { begin, deliver, end, house, open, orderOf, press, records, sidestall, until, url } from './house.fixture.ts';

beforeEach(begin);
afterEach(end);

describe('a retailer', () => {
  it('accepts what it is asked for and ships it with a tracking number', async () => {
    await open();
    expect(await deliver('ful_1')).toBe(200);
    const slip = await until('shipped');
    expect(slip.shipmentId).toBe('shp_ful_1');
    expect(slip.parcel?.trackingNumber).toMatch(/^NO\d{14}$/);
    expect(sidestall.calls.filter((it) => it !== 'list' && !it.startsWith('get'))).toEqual([
      'accept ful_1',
      'shipments ful_1',
    ]);
  });

  it('acts once on a message that comes three times, and on a second message about the same work', async () => {
    await open();
    await deliver('ful_1');
    await deliver('ful_1');
    await deliver('ful_1');
    await deliver('ful_1', 'requested', 2);
    await until('shipped');
    const { messages, slips } = await records();
    expect(slips).toHaveLength(1);
    expect(messages.map((it) => it.times)).toEqual([3, 1]);
    expect(sidestall.calls.filter((it) => it === 'accept ful_1')).toHaveLength(1);
    expect(sidestall.parcels.size).toBe(1);
  });

  it('refuses what is not signed', async () => {
    await open();
    expect(await press('/webhooks/sidestall', '{"type":"fulfillment_order.requested"}')).toBe(400);
    expect((await records()).slips).toEqual([]);
  });

  it('asks again when its first request is still being worked on, as after a power cut at the other end', async () => {
    let isFirst = true;
    sidestall.hook = (call) => {
      if (!call.startsWith('accept') || !isFirst) return null;
      isFirst = false;
      return 'in flight';
    };
    await open();
    await deliver('ful_1');
    await until('shipped');
    expect(sidestall.calls.filter((it) => it === 'accept ful_1')).toHaveLength(2);
  });

  it('goes on after a restart where it stopped, and sends one parcel', async () => {
    await open({ shipAfterMs: 60_000 });
    await deliver('ful_1');
    await until('packing');
    await house.close();
    let isFirst = true;
    sidestall.hook = (call) => {
      if (!call.startsWith('shipments') || !isFirst) return null;
      isFirst = false;
      return 'hang up';
    };
    await open();
    await press('/slips/ful_1/ship');
    await until('shipped');
    expect(sidestall.calls.filter((it) => it.startsWith('shipments')).length).toBeGreaterThan(1);
    expect([...sidestall.parcels.values()]).toEqual(['ful_1']);
    await house.close();
    await open();
    // What the page showed may not have been written down yet; then it is told once more, of the same parcel.
    await until('shipped');
    expect(await deliver('ful_1')).toBe(200);
    expect(sidestall.parcels.size).toBe(1);
  });

  it('asks at opening time for what it missed', async () => {
    sidestall.listed = [orderOf('ful_9')];
    await open();
    await until('shipped', 'ful_9');
  });

  it('leaves the work to people when it is told to, and does what they press', async () => {
    await open();
    expect(await press('/mode', '{"mode":"silent"}')).toBe(200);
    await deliver('ful_1');
    expect((await until('new')).step).toBe('new');
    expect(await press('/slips/ful_1/reject', '{"reason":"capacity"}')).toBe(200);
    expect((await until('rejected')).reason).toBe('capacity');
    expect(await press('/slips/ful_1/accept')).toBe(409);
    expect(await press('/slips/ful_2/accept')).toBe(409);
    expect(await press('/mode', '{"mode":"party"}')).toBe(400);
  });

  it('takes a part, or nothing, when it is told to', async () => {
    await open({ mode: 'part' });
    await deliver('ful_1');
    expect((await until('shipped')).accept).toEqual({ lines: [{ lineId: 'fln_1', quantity: 1 }] });
    await press('/mode', '{"mode":"reject"}');
    await deliver('ful_2');
    await until('rejected', 'ful_2');
  });

  it('drops work that is taken back', async () => {
    await open({ mode: 'silent' });
    await deliver('ful_1');
    await deliver('ful_1', 'expired', 2);
    await until('withdrawn');
  });

  it('learns from the API that it was too late', async () => {
    sidestall.hook = (call) => (call.startsWith('accept') ? 409 : null);
    await open();
    await deliver('ful_1');
    await until('withdrawn');
  });

  it('shows what is to be packed, and takes nothing for markup', async () => {
    await open({ mode: 'silent' });
    await deliver('ful_1');
    const page = await (await fetch(url, { headers: { connection: 'close' } })).text();
    expect(page).toContain('K7QF-2M');
    expect(page).toContain('Ana &lt;b&gt;Lima&lt;/b&gt;');
  });

  it('does not let another site press its buttons', async () => {
    await open({ mode: 'silent' });
    await deliver('ful_1');
    expect(await press('/slips/ful_1/accept', '{}', { origin: 'https://evil.example' })).toBe(403);
    expect((await records()).slips[0]!.step).toBe('new');
  });
});
