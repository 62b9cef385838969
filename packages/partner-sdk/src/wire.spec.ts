import type * as contracts from '@sidestall/contracts';
import type * as wire from './wire.ts';

/** Ids have a pattern on the server's side and are plain text on this one. */
type Plain<T> = T extends `${string}_${string}`
  ? string
  : T extends readonly (infer U)[]
    ? Plain<U>[]
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Loose<T> = T extends string ? (string extends T ? string : T) : T;

const same = <A, B>(verdict: Same<A, B>) => verdict;

type OrderOfContracts = Omit<contracts.FulfillmentOrderWire, 'id' | 'lines' | 'shipments' | 'state'>;
type OrderOfWire = Omit<wire.FulfillmentOrder, 'id' | 'lines' | 'shipments' | 'state'>;
type LineOfContracts = Omit<contracts.FulfillmentOrderWire['lines'][number], 'id'>;
type ShipmentOfContracts = Omit<contracts.ShipmentWire, 'id' | 'lines'>;
type Quantities<T extends { lines?: { quantity: number }[] }> = NonNullable<T['lines']>[number]['quantity'];

describe('the published types', () => {
  it('say what the server validates', () => {
    // Each of these does not compile when the two drift apart.
    expect([
      same<OrderOfContracts, OrderOfWire>(true),
      same<contracts.FulfillmentOrderWire['state'], wire.FulfillmentOrderState>(true),
      same<LineOfContracts, Omit<wire.FulfillmentOrderLine, 'id'>>(true),
      same<ShipmentOfContracts, Omit<wire.Shipment, 'id' | 'lines'>>(true),
      same<contracts.RejectRequest, wire.RejectRequest>(true),
      same<Omit<contracts.ShipRequest, 'lines'>, Omit<wire.ShipRequest, 'lines'>>(true),
      same<Quantities<contracts.AcceptRequest>, Quantities<wire.AcceptRequest>>(true),
      same<contracts.StockFeedWire['counts'][number], wire.StockCount>(true),
      same<contracts.StockAnswer, wire.StockAnswer>(true),
      same<contracts.PartnerMessage['type'], wire.PartnerMessage['type']>(true),
      same<Loose<contracts.PartnerMessage['timestamp']>, wire.PartnerMessage['timestamp']>(true),
      same<Plain<contracts.PartnerMessage['data']['sequence']>, number>(true),
    ]).not.toContain(false);
  });
});
