export * from './card-offer.ts';
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
