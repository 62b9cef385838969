import fc from 'fast-check';
import { packParcel, readAcceptance, trackingKey, type FulfillmentLine } from './index.ts';

const line = (lineId: string, quantity: number, acceptedQuantity = 0, shippedQuantity = 0): FulfillmentLine => ({
  lineId,
  quantity,
  acceptedQuantity,
  shippedQuantity,
});

describe('an acceptance', () => {
  it('without lines takes everything', () => {
    expect(readAcceptance([line('a', 2), line('b', 1)], undefined)).toEqual({
      ok: true,
      value: [
        { lineId: 'a', accepted: 2, declined: 0 },
        { lineId: 'b', accepted: 1, declined: 0 },
      ],
    });
  });

  it('declines what it lowers or leaves out', () => {
    expect(readAcceptance([line('a', 2), line('b', 1)], [{ lineId: 'a', quantity: 1 }])).toEqual({
      ok: true,
      value: [
        { lineId: 'a', accepted: 1, declined: 1 },
        { lineId: 'b', accepted: 0, declined: 1 },
      ],
    });
  });

  it('refuses a line of somebody else', () => {
    expect(readAcceptance([line('a', 2)], [{ lineId: 'z', quantity: 1 }])).toEqual({
      ok: false,
      error: { code: 'FULFILLMENT.LINE_UNKNOWN', lineId: 'z' },
    });
  });

  it('refuses more than was asked, also when one line is named twice', () => {
    const twice = [
      { lineId: 'a', quantity: 2 },
      { lineId: 'a', quantity: 1 },
    ];
    expect(readAcceptance([line('a', 2)], twice)).toEqual({
      ok: false,
      error: { code: 'FULFILLMENT.QUANTITY_EXCEEDED', lineId: 'a', asked: 3, left: 2 },
    });
  });

  it('leaves no unit without an answer', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 1, maxLength: 5 }), (pairs) => {
        const lines = pairs.map(([quantity], index) => line(`l${index}`, quantity));
        const asked = pairs.map(([quantity, said], index) => ({
          lineId: `l${index}`,
          quantity: Math.min(quantity, said),
        }));
        const read = readAcceptance(lines, asked);
        expect(read.ok).toBe(true);
        if (!read.ok) return;
        for (const [index, it] of read.value.entries()) expect(it.accepted + it.declined).toBe(lines[index]!.quantity);
      }),
    );
  });
});

describe('a parcel', () => {
  it('without lines holds all that was accepted and has not left', () => {
    expect(packParcel([line('a', 5, 4, 1), line('b', 2, 0, 0)], undefined)).toEqual({
      ok: true,
      value: { lines: [{ lineId: 'a', quantity: 3 }], nextState: 'shipped' },
    });
  });

  it('leaves the fulfillment order part shipped while something is left', () => {
    expect(packParcel([line('a', 5, 5, 0)], [{ lineId: 'a', quantity: 2 }])).toEqual({
      ok: true,
      value: { lines: [{ lineId: 'a', quantity: 2 }], nextState: 'partially_shipped' },
    });
  });

  it('never holds more than is left of a line', () => {
    expect(packParcel([line('a', 5, 3, 1)], [{ lineId: 'a', quantity: 3 }])).toEqual({
      ok: false,
      error: { code: 'FULFILLMENT.QUANTITY_EXCEEDED', lineId: 'a', asked: 3, left: 2 },
    });
  });

  it('is never empty', () => {
    expect(packParcel([line('a', 5, 3, 3)], undefined)).toMatchObject({ ok: false });
    expect(packParcel([line('a', 5, 3, 0)], [{ lineId: 'a', quantity: 0 }])).toMatchObject({ ok: false });
  });

  it('is the same parcel however its tracking number is spelled', () => {
    expect(trackingKey('1z 999-aa1')).toBe(trackingKey('1Z999AA1'));
  });
});
