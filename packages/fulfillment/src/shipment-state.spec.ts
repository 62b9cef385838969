import fc from 'fast-check';
import {
  hasFailed,
  needsRemedy,
  readParcelNews,
  SHIPMENT_TRANSITIONS,
  stateByParcels,
  type ParcelNewsKind,
  type ParcelRemedy,
  type ParcelStanding,
  type ShipmentState,
} from './index.ts';

const parcel = (state: ShipmentState, more: Partial<ParcelStanding> = {}): ParcelStanding => ({
  state,
  isPresumedDelivered: false,
  remedy: null,
  ...more,
});
const states = Object.keys(SHIPMENT_TRANSITIONS) as ShipmentState[];
const kinds: ParcelNewsKind[] = ['scanned', 'delivered', 'lost', 'returned_to_sender'];
const remedies: (ParcelRemedy | null)[] = [null, 'reship_asked', 'reshipped', 'refunded'];

describe('news of a parcel', () => {
  it('moves it only along the table', () => {
    for (const state of states) {
      for (const remedy of remedies) {
        for (const kind of kinds) {
          const to = readParcelNews(parcel(state, { remedy }), kind);
          if (to !== 'same' && to !== 'no') expect(SHIPMENT_TRANSITIONS[state]).toContain(to);
        }
      }
    }
  });

  it('says nothing new when it is told twice, and a scan never changes where it stands', () => {
    for (const state of states) {
      expect(readParcelNews(parcel(state), 'scanned')).toBe('same');
      expect(readParcelNews(parcel(state), state === 'in_transit' ? 'scanned' : state)).toBe('same');
    }
  });

  it('lets a lost parcel turn up, until it was made good', () => {
    expect(readParcelNews(parcel('lost'), 'delivered')).toBe('delivered');
    expect(readParcelNews(parcel('lost', { remedy: 'reship_asked' }), 'delivered')).toBe('delivered');
    expect(readParcelNews(parcel('lost', { remedy: 'reshipped' }), 'delivered')).toBe('no');
    expect(readParcelNews(parcel('lost', { remedy: 'refunded' }), 'delivered')).toBe('no');
  });

  it('takes back a presumed delivery and never a scanned one', () => {
    expect(readParcelNews(parcel('delivered', { isPresumedDelivered: true }), 'lost')).toBe('lost');
    expect(readParcelNews(parcel('delivered'), 'lost')).toBe('no');
  });
});

describe('a parcel that did not arrive', () => {
  it('waits for a remedy until it was sent again or refunded', () => {
    expect(remedies.map((remedy) => needsRemedy(parcel('lost', { remedy })))).toEqual([true, true, false, false]);
    expect(needsRemedy(parcel('in_transit'))).toBe(false);
  });
});

describe('a fulfillment order of which all has left', () => {
  it('is delivered when every parcel arrived, and failed while one did not', () => {
    expect(stateByParcels([parcel('delivered'), parcel('in_transit')])).toBe('shipped');
    expect(stateByParcels([parcel('delivered'), parcel('delivered')])).toBe('delivered');
    expect(stateByParcels([parcel('delivered'), parcel('lost')])).toBe('delivery_failed');
  });

  it('is as good as new once what was lost was sent again and arrived', () => {
    const lost = parcel('lost', { remedy: 'reshipped' });
    expect(stateByParcels([lost, parcel('in_transit')])).toBe('shipped');
    expect(stateByParcels([lost, parcel('delivered')])).toBe('delivered');
  });

  it('does not depend on the order of its parcels', () => {
    const any = fc.record({
      state: fc.constantFrom(...states),
      isPresumedDelivered: fc.boolean(),
      remedy: fc.constantFrom(...remedies),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 5 }), (parcels) => {
        expect(stateByParcels(parcels.toReversed())).toBe(stateByParcels(parcels));
        if (parcels.some((one) => hasFailed(one) && one.remedy !== 'reshipped')) {
          expect(stateByParcels(parcels)).toBe('delivery_failed');
        }
      }),
    );
  });
});
