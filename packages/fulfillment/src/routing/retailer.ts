import type { Money } from '@sidestall/kernel';

/** A point on the globe, in degrees: north and east are positive. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * How well a retailer's endpoint hears us. `degraded`: some of its last answers were failures; it is still asked, after
 * others. `failing`: its breaker is open, or nothing got through for ten minutes. `disabled`: switched off. Who is failing
 * or disabled is not asked, unless it pulls its orders.
 */
export type EndpointCondition = 'healthy' | 'degraded' | 'failing' | 'disabled';

/** What a retailer is known by beside the fields that routing itself understands; custom criteria read it. */
export type Traits = Readonly<Record<string, string | number | boolean | null>>;

/**
 * A retailer as routing sees it: who it serves, what it has free to promise, and what ranks it. What is left out or null is
 * unknown: it rules nobody out, and the criterion that would need it has no opinion.
 */
export interface RoutingRetailer {
  readonly retailerId: string;
  /** 1 goes before 2. */
  readonly priority: number;
  /** Countries (`DE`), or single regions of one (`US-CA`, after ISO 3166-2). */
  readonly shipsTo: readonly string[];
  /** Regions it leaves out of the countries above: `US-HI`. */
  readonly shipsNotTo?: readonly string[];
  readonly active: boolean;
  /** False when nobody would hear of a request, whatever `endpoint` says. */
  readonly isReachable?: boolean;
  readonly endpoint?: EndpointCondition | null;
  /** It has asked for its orders lately, so it hears of a request without an endpoint. */
  readonly pullsOrders?: boolean;
  /** Free units of each variant it sells; a variant that is missing is one it does not sell. */
  readonly stock: Readonly<Record<string, number>>;
  /** Seconds since its last count of stock. */
  readonly feedAgeSeconds?: number | null;
  /** Its own limit for that age; the rule set's when left out. */
  readonly feedAgeLimitSeconds?: number | null;
  /** Fulfillment orders it can still take today; null for no limit. */
  readonly capacityLeft?: number | null;
  /** Where it ships from: country and region (`CA` of `US-CA`), and the place itself. */
  readonly country?: string | null;
  readonly region?: string | null;
  readonly place?: Place | null;
  /** What sending one parcel from it costs, and one unit in it. */
  readonly parcelCost?: Money | null;
  readonly unitCost?: Money | null;
  /** What it charges for one unit of a variant, as its price feed says; a variant that is missing has no price told. */
  readonly prices?: Readonly<Record<string, Money>>;
  /** Days from the order to the buyer's door, as it promises. */
  readonly promiseDays?: number | null;
  /** Between 0 and 1, from its scorecard; null while the sample is too small. */
  readonly rating?: number | null;
  readonly traits?: Traits;
}

/** A retailer that must not be asked again: for one variant, or for all when `variantId` is null. */
export interface RoutingExclusion {
  readonly retailerId: string;
  readonly variantId: string | null;
}
