/** A retailer as routing sees it: who it serves, in which order it is preferred, and what it has free to promise. */
export interface RoutingRetailer {
  readonly retailerId: string;
  /** 1 goes before 2. */
  readonly priority: number;
  /** Two-letter country codes. */
  readonly shipsTo: readonly string[];
  readonly active: boolean;
  /** False when its endpoint is switched off: nobody would hear of the request. Left out means reachable. */
  readonly isReachable?: boolean;
  /** Free units of each variant it sells; a variant that is missing is one it does not sell. */
  readonly stock: Readonly<Record<string, number>>;
}

/** A retailer that must not be asked again: for one variant, or for all when `variantId` is null. */
export interface RoutingExclusion {
  readonly retailerId: string;
  readonly variantId: string | null;
}

/** Why a retailer, or one variant at a retailer, is out of the choice. */
export type OutReason = 'inactive' | 'unreachable' | 'does_not_ship_there' | 'excluded' | 'does_not_sell' | 'no_stock';

/** What became of one variant at one retailer. */
export interface VariantVerdict {
  readonly variantId: string;
  readonly free: number | null;
  readonly allocated: number;
  readonly reason: OutReason | null;
}

/**
 * What became of one retailer: `chosen`; `not_needed` (it could have served, but another plan had fewer parcels or a
 * better rank); or `out`, with the first reason that ruled it out for everything.
 */
export interface CandidateVerdict {
  readonly retailerId: string;
  readonly priority: number;
  readonly outcome: 'chosen' | 'not_needed' | 'out';
  readonly reason: OutReason | null;
  readonly variants: readonly VariantVerdict[];
}

/** A retailer that passed every filter for at least one variant, with what it can give of each. */
export interface Candidate {
  readonly retailer: RoutingRetailer;
  readonly tieBreak: number;
  readonly free: ReadonlyMap<string, number>;
}

/** Why this retailer is out for the whole order, whatever its stock; null when it is in. */
export function whyOut(
  retailer: RoutingRetailer,
  country: string,
  exclusions: readonly RoutingExclusion[],
): OutReason | null {
  if (!retailer.active) return 'inactive';
  if (retailer.isReachable === false) return 'unreachable';
  if (!retailer.shipsTo.includes(country)) return 'does_not_ship_there';
  if (exclusions.some((it) => it.retailerId === retailer.retailerId && it.variantId === null)) return 'excluded';
  return null;
}

/** Why this retailer is out for one variant; null when it can give at least one unit. */
export function whyOutFor(
  retailer: RoutingRetailer,
  variantId: string,
  exclusions: readonly RoutingExclusion[],
): OutReason | null {
  if (exclusions.some((it) => it.retailerId === retailer.retailerId && it.variantId === variantId)) return 'excluded';
  const free = Object.hasOwn(retailer.stock, variantId) ? retailer.stock[variantId] : undefined;
  if (free === undefined) return 'does_not_sell';
  return free > 0 ? null : 'no_stock';
}

/**
 * The same number for the same order and retailer on every machine (FNV-1a, 32 bit): the last tie-break, so that equal
 * retailers share the orders evenly and yet one order always goes the same way.
 */
export function tieBreakOf(orderId: string, retailerId: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${orderId}\n${retailerId}`) {
    hash ^= char.codePointAt(0)!;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  // FNV's low bits mix poorly over short tails; one finalizer step spreads ids that differ in their last letter only.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Preferred first: by priority, then by the tie-break, then by id so that even equal hashes have an order. */
export function byRank(a: Candidate, b: Candidate): number {
  return (
    a.retailer.priority - b.retailer.priority ||
    a.tieBreak - b.tieBreak ||
    (a.retailer.retailerId < b.retailer.retailerId ? -1 : 1)
  );
}
