import type { Place, RoutingExclusion, RoutingRetailer, Traits } from './retailer.ts';

/** Units of one order line that still need somebody to ship them. */
export interface RoutingLine {
  readonly lineId: string;
  readonly variantId: string;
  readonly quantity: number;
}

/** Everything that routing knows of an order; a plan depends on this and on the rules, on no clock and no chance. */
export interface RoutingRequest {
  readonly orderId: string;
  /** Where it goes: country, region (`CA` of `US-CA`) and, where the address was found on the map, the place. */
  readonly country: string;
  readonly region?: string | null;
  readonly place?: Place | null;
  /** Costs in another currency than the order's are not compared. */
  readonly currency?: string | null;
  readonly lines: readonly RoutingLine[];
  readonly retailers: readonly RoutingRetailer[];
  /** Who refused, let the time pass or could not be reached in an earlier round. */
  readonly exclusions: readonly RoutingExclusion[];
  /** What the brand would send instead of a variant, preferred first. Their stock is in the retailers' too. */
  readonly substitutes?: Readonly<Record<string, readonly string[]>>;
  /** 1 for the first try. */
  readonly round: number;
  readonly traits?: Traits;
}
