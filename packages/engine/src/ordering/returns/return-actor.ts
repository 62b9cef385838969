/** Who takes a step of a return, as it is written down. */
export interface ReturnActor {
  readonly kind: 'buyer' | 'brand' | 'retailer' | 'house';
  readonly id: string | null;
}

/** Nobody did anything in time, or a brand's rule did it. */
export const BY_ITSELF: ReturnActor = { kind: 'house', id: null };
