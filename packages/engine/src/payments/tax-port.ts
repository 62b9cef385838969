import type { Result } from '@sidestall/kernel';
import type { Taxable, Taxes } from '@sidestall/ordering';

/** Whoever prices an order asks for this token; `TAX` names who stands behind it. */
export const TAX_PORT = Symbol('TAX_PORT');

/** Says what is owed to whom on a quote's lines and shipping, before anybody pays. */
export interface TaxPort {
  /** `unavailable` when nobody can say just now; a quote is not made by guessing. */
  taxesOn(goods: Taxable): Promise<Result<Taxes, { readonly kind: 'unavailable'; readonly message: string }>>;
}
