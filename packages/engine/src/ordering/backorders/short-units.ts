import type { OrderLineId, VariantId } from '@sidestall/kernel';

/** Units of a line that nobody ships now. */
export interface ShortUnits {
  readonly line: {
    readonly lineId: OrderLineId;
    readonly variantId: VariantId;
    readonly title: string;
    readonly variantTitle: string | null;
  };
  readonly quantity: number;
}
