import type * as contracts from '@sidestall/contracts';
import type * as feed from './feed-wire.ts';
import type * as portal from './portal-wire.ts';
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
type ShipmentOfContracts = Omit<contracts.ShipmentWire, 'id' | 'lines' | 'replaces'>;
type Quantities<T extends { lines?: { quantity: number }[] }> = NonNullable<T['lines']>[number]['quantity'];

type EndpointWords = 'state' | 'secrets';
type EndpointOfContracts = Plain<Omit<contracts.EndpointWire, EndpointWords>>;
type DeliveryOfContracts = Plain<Omit<contracts.DeliveryWire, 'state' | 'attemptLog'>>;
type ReturnOfContracts = Omit<contracts.PartnerReturn, 'state' | 'reason'>;

describe('the published types', () => {
  it('say what the server validates', () => {
    // Each of these does not compile when the two drift apart.
    expect([
      same<OrderOfContracts, OrderOfWire>(true),
      same<contracts.FulfillmentOrderWire['state'], wire.FulfillmentOrderState>(true),
      same<LineOfContracts, Omit<wire.FulfillmentOrderLine, 'id'>>(true),
      same<ShipmentOfContracts, Omit<wire.Shipment, 'id' | 'lines' | 'replaces'>>(true),
      same<contracts.RejectRequest, wire.RejectRequest>(true),
      same<contracts.CancellationAnswerWire, wire.CancellationAnswer>(true),
      same<Omit<contracts.ShipRequest, 'lines'>, Omit<wire.ShipRequest, 'lines'>>(true),
      same<Quantities<contracts.AcceptRequest>, Quantities<wire.AcceptRequest>>(true),
      // Words with an underscore look like ids, so they are held against each other by themselves.
      same<Plain<ReturnOfContracts>, Omit<wire.PartnerReturn, 'state' | 'reason'>>(true),
      same<contracts.PartnerReturn['state'], wire.ReturnState>(true),
      same<contracts.PartnerReturn['reason'], wire.ReturnReason>(true),
      same<keyof contracts.PartnerReturnPage, keyof wire.PartnerReturnPage>(true),
      same<contracts.PartnerReturnPage['nextCursor'], wire.PartnerReturnPage['nextCursor']>(true),
      same<contracts.AuthorizeReturnRequest, wire.AuthorizeReturnRequest>(true),
      same<contracts.ReturnLabel, wire.ReturnLabel>(true),
      same<Plain<contracts.TakeInReturnRequest>, wire.TakeInReturnRequest>(true),
      same<Plain<contracts.InspectReturnRequest>, wire.InspectReturnRequest>(true),
      same<contracts.StockFeedWire['counts'][number], wire.StockCount>(true),
      same<contracts.StockAnswer, wire.StockAnswer>(true),
      same<contracts.PriceFeedWire['prices'][number], feed.PriceOfSku>(true),
      same<contracts.PriceAnswer, feed.PriceAnswer>(true),
      same<contracts.PriceFileReport, feed.PriceFileReport>(true),
      same<Omit<contracts.StockFileReport, 'id'>, Omit<feed.StockFileReport, 'id'>>(true),
      same<contracts.CertificateRequest, feed.CertificateRequest>(true),
      same<Omit<contracts.CertificateWire, 'id'>, Omit<feed.Certificate, 'id'>>(true),
      same<EndpointOfContracts, Omit<portal.Endpoint, EndpointWords>>(true),
      same<contracts.EndpointWire['state'], portal.EndpointState>(true),
      same<keyof contracts.EndpointWithSecret, keyof portal.EndpointWithSecret>(true),
      same<Plain<contracts.TestOutcomeWire>, portal.TestOutcome>(true),
      same<DeliveryOfContracts, Omit<portal.Delivery, 'state' | 'attemptLog'>>(true),
      same<contracts.DeliveryWire['state'], portal.DeliveryState>(true),
      same<Plain<contracts.DeliveryWire['attemptLog']>, portal.DeliveryAttempt[]>(true),
      same<keyof contracts.PartnerEventPage, keyof portal.PartnerEventPage>(true),
      same<keyof contracts.PartnerEvent, keyof portal.PartnerEvent>(true),
      same<contracts.PartnerMessage['type'], wire.PartnerMessage['type']>(true),
      same<Loose<contracts.PartnerMessage['timestamp']>, wire.PartnerMessage['timestamp']>(true),
      same<Plain<contracts.PartnerMessage['data']['sequence']>, number>(true),
    ]).not.toContain(false);
  });
});
