export * from './card-offer.ts';
export * from './drop-choice.ts';
export * from './drop-prior-price.ts';
export * from './drop-state.ts';
export * from './drop-terms.ts';
export { readHeader, type HeaderProblem, type ProductColumns } from './product-columns.ts';
export * from './product-draft.ts';
export * from './product-grouper.ts';
export { type ReadingRules } from './product-reader.ts';
export { isBlankRow, type ProductRow } from './product-row.ts';
export { type RowIssue } from './row-issue.ts';
export * from './slug.ts';
export {
  combinationKey,
  matchVariants,
  variantTitle,
  type KnownVariant,
  type WantedVariant,
} from './variant-identity.ts';
