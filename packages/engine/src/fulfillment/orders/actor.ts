/** Who did something to a fulfillment order. */
export interface Actor {
  readonly kind: 'retailer' | 'buyer' | 'brand' | 'operator' | 'system';
  /** The retailer, the account; null for the house itself. */
  readonly id: string | null;
}

/** Nobody in person: a deadline, a carrier, an order that was given up. */
export const BY_ITSELF: Actor = { kind: 'system', id: null };

export const byRetailer = (id: string): Actor => ({ kind: 'retailer', id });
